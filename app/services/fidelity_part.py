"""The part of a cohort that a report is of: what its reader sees, narrowed to a region or a facilitator's schools."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from app.access.visible import VisibleCohort, as_named, seen_as_named
from app.services.fidelity_record import Record, read_record

Named = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class CohortPart:
    """An empty region or facilitator does not narrow."""

    visible: VisibleCohort
    region: str = ""
    facilitator: str = ""
    include_withdrawn: bool = False

    def read(self, session: Session, *, on: date) -> Record:
        """The record of these schools, the withdrawn among them and marked."""
        record = read_record(session, self.visible, on=on)
        rows = tuple(
            row
            for row in record.rows
            if self.region in ("", row.region) and self.facilitator in ("", str(row.facilitator_id or "none"))
        )
        return replace(record, rows=rows)

    def named(self) -> Named:
        """In plain values, for a job."""
        return {
            **as_named(self.visible),
            "region": self.region,
            "facilitator": self.facilitator,
            "withdrawn": int(self.include_withdrawn),
        }

    @classmethod
    def of_named(cls, session: Session, named: Mapping[str, str | int | None]) -> "CohortPart":
        visible = seen_as_named(session, named)
        return cls(visible, str(named["region"]), str(named["facilitator"]), bool(named["withdrawn"]))
