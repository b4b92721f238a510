"""Which schools of a cohort a page shows. It stands in the address, so that a view can be sent to a colleague."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from app.models.programme_engagement import Met
from app.pages.fidelity_year import lateness, month_of, report_after_day_1
from app.services.fidelity import Row
from app.services.fidelity_cells import Cell
from app.services.fidelity_record import Record

EXCEPTIONS = "exceptions"
LONGEST = 64
"""Characters of one part of a filter; no code or number is longer."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Each part narrows; an empty one does not. Schools are never put in order of what they missed."""

    region: str = ""
    facilitator: str = ""
    component: str = ""
    outcome: str = ""
    """With a component: met, missed, unknown or exceptions."""
    senior_leader: str = ""
    reason: str = ""
    """With a component: the code of the reason, or `none` where nobody said."""
    month: str = ""
    """With a component: the month in which it was met or missed, such as 2027-03, or `none` for no date."""
    late: str = ""
    """With a component: `yes` where it was met after its window, `no` where in time."""
    after_day_1: str = ""
    """`yes` for schools whose report came on Engagement Day 1 or after it, `no` for those whose came before."""
    band: str = ""
    missed: str = ""
    core_missed: str = ""
    differing: str = ""
    withdrawn: str = ""
    """`yes` to count those that have withdrawn, too."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filter":
        """Out of an address that anybody may have typed."""
        return cls(**{name: _printable(query.get(name, "")) for name in cls.__dataclass_fields__})

    def rows(self, record: Record) -> list[Row]:
        return [row for row in record.rows if self._holds(record, row)]

    def address(self, path: str, **changes: str) -> str:
        """The same view with these changes."""
        parts = {name: value for name, value in asdict(replace(self, **changes)).items() if value}
        return f"{path}?{urlencode(parts)}" if parts else path

    @property
    def only_places(self) -> "Filter":
        """Without what narrows to one figure."""
        return Filter(region=self.region, facilitator=self.facilitator, withdrawn=self.withdrawn)

    @property
    def narrows_to_a_figure(self) -> bool:
        return self != self.only_places

    def _holds(self, record: Record, row: Row) -> bool:
        wanted = (
            (self.region, row.region),
            (self.facilitator, str(row.facilitator_id or "none")),
            (self.band, row.band),
            (self.missed, str(row.missed)),
            (self.core_missed, str(row.core_missed)),
        )
        return (
            (not row.is_withdrawn or self.withdrawn == "yes")
            and all(not value or value == of_row for value, of_row in wanted)
            and (not self.differing or row.disagrees)
            and self.after_day_1 in ("", report_after_day_1(record, row))
            and self._holds_cell(record, row)
        )

    def _holds_cell(self, record: Record, row: Row) -> bool:
        if self.component not in row.programme.by_code:
            return True
        cell = row.cell(self.component)
        return (
            _is(cell, self.outcome)
            and self.senior_leader in ("", cell.senior_leader)
            and self.month in ("", month_of(cell))
            and (not self.late or self.late == lateness(record, self.component, cell))
            and (not self.reason or (self.reason == (cell.reason or "none") and cell.counts_as is Met.MISSED))
        )


def _printable(value: str) -> str:
    return "".join(letter for letter in value[:LONGEST] if letter.isprintable())


def _is(cell: Cell, outcome: str) -> bool:
    if outcome == EXCEPTIONS:
        return cell.is_exception
    return outcome in ("", cell.counts_as)
