"""Engagement as the same long CSV that comes in: what each cell comes to, whoever said it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.models.accounts import Person
from app.models.programme import CohortRegion, Enrolment, EnrolmentTie, TieKind
from app.models.schools import School
from app.services.fidelity_record import Record
from app.services.programme_engagement import COLUMNS
from app.services.programme_enrolments_file import COLUMNS as ENROLMENT_COLUMNS
from app.services.programme_enrolments_file import TIES
from app.services.programme_files import guarded
from app.services.schools_register_lines import LONGEST_RECORD

MOST_LINES = LONGEST_RECORD // 2


@dataclass(frozen=True, slots=True)
class Export:
    text: str
    rows: int
    deputies: int
    """Cells that a deputy met: the file says `met`, and cannot say by whom."""


def export_engagement(record: Record, *, include_withdrawn: bool = False) -> Export:
    """Every cell of which anything was said. Imported into an empty cohort of the same schools, it gives the same
    figures; that a deputy attended is lost, because the columns have no word for it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = list(_rows(record, include_withdrawn=include_withdrawn))
    writer.writerows(rows)
    deputies = sum(
        cell.is_deputy for row in record.rows if include_withdrawn or not row.is_withdrawn for cell in row.cells
    )
    return Export(out.getvalue(), len(rows), deputies)


def _rows(record: Record, *, include_withdrawn: bool) -> Iterator[tuple[str, ...]]:
    for row in sorted(record.rows, key=lambda row: row.urn):
        if row.is_withdrawn and not include_withdrawn:
            continue
        for component, cell in zip(record.programme.components, row.cells, strict=True):
            if cell.said:
                # A record of too many lines would not come in again: its words do, on one line.
                note = guarded(cell.note if cell.note.count("\n") < MOST_LINES else " ".join(cell.note.split()))
                yield row.urn, component.code, cell.outcome, cell.senior_leader, cell.reason, note


def export_enrolments(session: Session, visible: VisibleCohort) -> str:
    """The schools that somebody sees, as the file that `import enrolments` takes; the withdrawn among them."""
    statement = (
        select(Enrolment, School.urn, CohortRegion.code, Person.email)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .outerjoin(Person, col(Person.id) == col(Enrolment.facilitator_id))
        .where(Enrolment.cohort_id == visible.cohort.id)
        .order_by(col(School.urn))
    )
    if visible.region_ids is not None:
        statement = statement.where(col(Enrolment.region_id).in_(visible.region_ids))
    ties: dict[tuple[int, str], list[str]] = {}
    tied = (
        select(EnrolmentTie.enrolment_id, EnrolmentTie.kind, School.urn)
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentTie.enrolment_id))
        .join(School, col(School.id) == col(EnrolmentTie.school_id))
        .where(Enrolment.cohort_id == visible.cohort.id)
        .order_by(col(School.urn))
    )
    for enrolment_id, kind, urn in session.exec(tied):
        ties.setdefault((enrolment_id, kind), []).append(urn)
    out = io.StringIO()
    writer = csv.DictWriter(out, ENROLMENT_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for enrolment, urn, region, email in session.exec(statement):
        stated: dict[TieKind, list[str]] = {kind: ties.get((enrolment.id or 0, kind), []) for kind in TIES}
        named = {column: " ".join(stated[kind]) for kind, column in TIES.items()}
        writer.writerow({"urn": urn, "region": region, "facilitator_email": guarded(email or ""), **named})
    return out.getvalue()
