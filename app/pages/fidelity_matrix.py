"""The matrix of schools and components, narrowed by its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Met
from app.pages.fidelity import Choices
from app.pages.fidelity_due import month_label
from app.pages.fidelity_filter import EXCEPTIONS, Filter
from app.pages.fidelity_marks import CellShown, marks_in_words
from app.pages.fidelity_tables import band_label
from app.review_framework.vocabulary import vocabulary
from app.services.fidelity import Row
from app.services.fidelity_record import Record, read_record


@dataclass(frozen=True, slots=True)
class RowShown:
    row: Row
    region: str
    band: str
    case: str
    """Between what it lies while it is not yet known; empty otherwise."""
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    cohort: Cohort
    chosen: Filter
    choices: Choices
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    narrowed: str
    """What the view is narrowed to, in words; empty for every school."""

    @property
    def marks(self) -> str:
        return marks_in_words()

    @property
    def wider(self) -> str:
        return self.chosen.only_places.address(f"/cohorts/{self.cohort.id}/matrix")

    @classmethod
    def of(cls, session: Session, visible: VisibleCohort, query: Mapping[str, str]) -> "MatrixPage":
        record, chosen = read_record(session, visible, on=clock.today()), Filter.read(query)
        return cls(
            record.cohort,
            chosen,
            Choices.of(record),
            tuple(one.short for one in record.programme.components),
            tuple(_shown(record, row) for row in chosen.rows(record)),
            _narrowed(record, chosen),
        )


def _shown(record: Record, row: Row) -> RowShown:
    programme = record.programme
    best, worst = band_label(programme, row.best), band_label(programme, row.worst)
    case = "" if row.best == row.worst else _("from %(worst)s to %(best)s") % {"worst": worst, "best": best}
    return RowShown(
        row,
        record.region_label(row.region),
        band_label(programme, row.band),
        case,
        tuple(CellShown.of(cell) for cell in row.cells),
    )


def _narrowed(record: Record, chosen: Filter) -> str:
    if not chosen.narrows_to_a_figure:
        return ""
    component = record.programme.by_code.get(chosen.component)
    outcomes = {
        Met.MET: _("met"),
        Met.MISSED: _("missed"),
        Met.UNKNOWN: _("not yet known"),
        EXCEPTIONS: _("an exception"),
    }
    answers = vocabulary("senior_leader_attendance").labels
    said = vocabulary("absence_reasons").labels | {"none": _("not said")}
    parts = [
        component.title if component else "",
        outcomes.get(chosen.outcome, ""),
        _("senior leader: %(answer)s") % {"answer": answers[chosen.senior_leader]}
        if chosen.senior_leader in answers
        else "",
        _("in %(month)s") % {"month": month_label(chosen.month)} if chosen.month else "",
        {"yes": _("late"), "no": _("in time")}.get(chosen.late, ""),
        {"yes": _("report on or after Engagement Day 1"), "no": _("report before Engagement Day 1")}.get(
            chosen.after_day_1, ""
        ),
        _("reason: %(reason)s") % {"reason": said[chosen.reason]} if chosen.reason in said else "",
        band_label(record.programme, chosen.band) if chosen.band else "",
        _("components missed: %(n)s") % {"n": chosen.missed} if chosen.missed else "",
        _("core components missed: %(n)s") % {"n": chosen.core_missed} if chosen.core_missed else "",
        _("sources differ") if chosen.differing else "",
    ]
    return ", ".join(part for part in parts if part)
