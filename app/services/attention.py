"""The queue of a cohort: which schools need somebody, and what was last said; from the record of the daily look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort, VisibleEnrolment
from app.clock import in_london
from app.models.accounts import Person
from app.models.attention import AttentionDelivery, AttentionEntry, AttentionFlag, AttentionLook, EntryKind, Means
from app.models.programme import Cohort, CohortRegion, Enrolment
from app.models.schools import School

MOST_SHOWN = 200


@dataclass(slots=True)
class QueueRow:
    """A school that needs somebody, with every reason."""

    enrolment: Enrolment
    school: str
    region: CohortRegion
    facilitator: str
    flags: list[AttentionFlag] = field(default_factory=list)
    contact: AttentionEntry | None = None
    note: AttentionEntry | None = None
    written_on: date | None = None
    """When a message of ours last went there."""

    @property
    def since(self) -> date:
        return min(flag.since for flag in self.flags)

    @property
    def last_contact(self) -> date | None:
        days = [day for day in (self.contact.day if self.contact else None, self.written_on) if day]
        return max(days, default=None)

    @property
    def last_means(self) -> Means:
        """How: what was recorded by hand stands before a message of the same day."""
        if self.contact and self.contact.day == self.last_contact:
            return Means(self.contact.means)
        return Means.EMAIL if self.written_on else Means.NONE


def read_queue(session: Session, visible: VisibleCohort) -> list[QueueRow]:
    """Every school that is seen and has a reason in force, whoever has waited longest first; four queries."""
    rows = _rows(session, visible)
    for entry in session.execute(_latest_entries(visible.cohort)).scalars():
        if entry.enrolment_id in rows:
            if entry.kind == EntryKind.CONTACT:
                rows[entry.enrolment_id].contact = entry
            else:
                rows[entry.enrolment_id].note = entry
    for enrolment_id, at in session.execute(_written(visible.cohort)):
        if enrolment_id in rows:
            rows[enrolment_id].written_on = in_london(at).date()
    return sorted(rows.values(), key=lambda row: (row.since, row.school.casefold()))


def list_waiting(session: Session, visible: VisibleCohort, *, on: date) -> list[QueueRow]:
    """Schools with a reason that is not put off on this day, and these reasons alone; one query."""
    rows = list(_rows(session, visible).values())
    for row in rows:
        row.flags = [flag for flag in row.flags if not is_snoozed(flag, on=on)]
    return sorted((row for row in rows if row.flags), key=lambda row: (row.since, row.school.casefold()))


def _rows(session: Session, visible: VisibleCohort) -> dict[int, QueueRow]:
    """By enrolment, with every reason in force."""
    rows: dict[int, QueueRow] = {}
    for flag, enrolment, school, region, facilitator in session.execute(_flagged(visible)):
        row = rows.setdefault(flag.enrolment_id, QueueRow(enrolment, school, region, facilitator or ""))
        row.flags.append(flag)
    return rows


def looked_at(session: Session, cohort: Cohort) -> datetime | None:
    """When the record was last brought up to date."""
    found = session.get(AttentionLook, cohort.id)
    return found.looked_at if found else None


def is_snoozed(flag: AttentionFlag, *, on: date) -> bool:
    return flag.snoozed_until is not None and flag.snoozed_until > on


@dataclass(frozen=True, slots=True)
class SchoolNotes:
    """All that is kept of one school: reasons in force, those before, entries and letters, the latest first."""

    school: School
    region: CohortRegion
    flags: Sequence[AttentionFlag]
    cleared: Sequence[AttentionFlag]
    entries: Sequence[AttentionEntry]
    deliveries: Sequence[AttentionDelivery]


def read_school(session: Session, seen: VisibleEnrolment) -> SchoolNotes:
    enrolment = seen.enrolment
    flags = session.exec(
        select(AttentionFlag)
        .where(AttentionFlag.enrolment_id == enrolment.id)
        .order_by(col(AttentionFlag.cleared_at).is_not(None), col(AttentionFlag.since), col(AttentionFlag.id).desc())
    ).all()
    entries = session.exec(
        select(AttentionEntry)
        .where(AttentionEntry.enrolment_id == enrolment.id)
        .order_by(col(AttentionEntry.day).desc(), col(AttentionEntry.id).desc())
        .limit(MOST_SHOWN)
    ).all()
    deliveries = session.exec(
        select(AttentionDelivery)
        .where(AttentionDelivery.enrolment_id == enrolment.id)
        .order_by(col(AttentionDelivery.id).desc())
        .limit(MOST_SHOWN)
    ).all()
    return SchoolNotes(
        session.get_one(School, enrolment.school_id),
        session.get_one(CohortRegion, enrolment.region_id),
        [flag for flag in flags if flag.cleared_at is None],
        [flag for flag in flags if flag.cleared_at is not None][:MOST_SHOWN],
        entries,
        deliveries,
    )


def _flagged(visible: VisibleCohort) -> Any:
    query = (
        select_columns(AttentionFlag, Enrolment, col(School.name), CohortRegion, col(Person.name))
        .join(Enrolment, col(Enrolment.id) == col(AttentionFlag.enrolment_id))
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .outerjoin(Person, col(Person.id) == col(Enrolment.facilitator_id))
        .where(col(Enrolment.cohort_id) == visible.cohort.id, col(AttentionFlag.cleared_at).is_(None))
        .order_by(col(AttentionFlag.since), col(AttentionFlag.id))
    )
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    return query


def _latest_entries(cohort: Cohort) -> Any:
    """The latest contact and the latest note of each school."""
    place = func.row_number().over(
        partition_by=(col(AttentionEntry.enrolment_id), col(AttentionEntry.kind)),
        order_by=(col(AttentionEntry.day).desc(), col(AttentionEntry.id).desc()),
    )
    ranked = (
        select_columns(col(AttentionEntry.id), place.label("place"))
        .join(Enrolment, col(Enrolment.id) == col(AttentionEntry.enrolment_id))
        .where(col(Enrolment.cohort_id) == cohort.id, col(AttentionEntry.kind) != EntryKind.SNOOZE)
        .subquery()
    )
    return select_columns(AttentionEntry).join(ranked, ranked.c.id == col(AttentionEntry.id)).where(ranked.c.place == 1)


def _written(cohort: Cohort) -> Any:
    return (
        select_columns(col(AttentionDelivery.enrolment_id), func.max(col(AttentionDelivery.at)))
        .join(Enrolment, col(Enrolment.id) == col(AttentionDelivery.enrolment_id))
        .where(col(Enrolment.cohort_id) == cohort.id)
        .group_by(col(AttentionDelivery.enrolment_id))
    )
