"""One cell of the matrix: a mark to look at, and words to read; the same on the screen and on paper."""

from dataclasses import dataclass
from functools import cache

from app.language import gettext as _
from app.models.programme_engagement import Met
from app.pages.fidelity_tables import outcome_label
from app.services.fidelity_cells import Cell


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of the matrix: a letter to look at, and words to read."""

    mark: str
    words: str
    kind: str

    @classmethod
    def of(cls, cell: Cell) -> "CellShown":
        return _cell(cell.outcome, is_deputy=cell.is_deputy, differs=bool(cell.disagreeing))


def cell_mark(cell: Cell) -> str:
    """The mark alone."""
    return CellShown.of(cell).mark


def marks_in_words() -> str:
    """What the marks mean."""
    return _("✓ met, – missed, ? not yet known, E an exception, D a deputy came, ≠ sources differ.")


@cache
def _cell(outcome: Met, *, is_deputy: bool, differs: bool) -> CellShown:
    marks = {
        Met.MET: ("✓", "done"),
        Met.EXCEPTION_MET: ("E✓", "soft"),
        Met.MISSED: ("–", "warn"),
        Met.EXCEPTION_MISSED: ("E–", "warn"),
        Met.UNKNOWN: ("?", "open"),
    }
    mark, kind = marks[outcome]
    words = outcome_label(outcome)
    if is_deputy:
        mark, words = f"{mark} D", _("%(outcome)s, by a deputy") % {"outcome": words}
    if differs:
        mark, words = f"{mark} ≠", _("%(outcome)s; sources differ") % {"outcome": words}
    return CellShown(mark, words, kind)
