"""Events as a school sees them: what is to come, its answer, its materials."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app import clock
from app.access.visible import EventOfSchool
from app.db import add_once
from app.language import gettext as _
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, Enrolment
from app.models.programme_engagement import Attendance, CohortEvent
from app.models.programme_events import EventMaterial, EventReply, MaterialOpening, Reply
from app.services.programme import record_change
from app.services.programme_events import EventRefused

MOST_WHY = 500


@dataclass(frozen=True, slots=True)
class SchoolEvent:
    """An event that a school takes part in, with what it answered."""

    event: CohortEvent
    cohort: Cohort
    enrolment: Enrolment
    reply: EventReply | None


def list_school_events(session: Session, school_ids: Collection[int], *, since: datetime) -> list[SchoolEvent]:
    """Events of these schools' cohorts and regions that end after this moment, the first one first; in one query."""
    if not school_ids:
        return []
    rows = session.exec(
        select(CohortEvent, Cohort, Enrolment, EventReply)
        .join(Cohort, col(Cohort.id) == col(CohortEvent.cohort_id))
        .join(
            Enrolment,
            (col(Enrolment.cohort_id) == col(CohortEvent.cohort_id))
            & or_(col(CohortEvent.region_id).is_(None), col(CohortEvent.region_id) == col(Enrolment.region_id)),
        )
        .outerjoin(
            EventReply,
            (col(EventReply.event_id) == col(CohortEvent.id)) & (col(EventReply.enrolment_id) == col(Enrolment.id)),
        )
        .where(col(Enrolment.school_id).in_(school_ids), CohortEvent.ends_at > since)
        .order_by(col(CohortEvent.starts_at), col(CohortEvent.id), col(Enrolment.id))
    )
    today = clock.today()
    return [
        SchoolEvent(event, cohort, enrolment, reply)
        for event, cohort, enrolment, reply in rows
        if not enrolment.is_withdrawn_on(today)
    ]


def find_reply(session: Session, seen: EventOfSchool) -> EventReply | None:
    return session.exec(
        select(EventReply).where(EventReply.event_id == seen.event.id, EventReply.enrolment_id == seen.enrolment.id)
    ).first()


def reply(session: Session, seen: EventOfSchool, answer: Reply, *, why: str = "", by: Actor) -> None:
    """What the school answers now, whoever of it answered before. Raises EventRefused."""
    event, enrolment = seen.event, seen.enrolment
    if event.cancelled_at:
        raise EventRefused(_("This event is cancelled, so it needs no answer."))
    if event.ends_at <= clock.now():
        raise EventRefused(_("This event is over, so it needs no answer any more."))
    assert event.id is not None
    assert enrolment.id is not None
    row = EventReply(
        event_id=event.id,
        enrolment_id=enrolment.id,
        answer=answer,
        why=why.strip(),
        by=by.name,
        at=clock.now(),
    )
    before: dict[str, str] = {}
    if not add_once(session, row, "event_id", "enrolment_id"):
        there = session.exec(
            select(EventReply)
            .where(EventReply.event_id == event.id, EventReply.enrolment_id == enrolment.id)
            .with_for_update()
        ).one()
        before = _said(there)
        there.answer, there.why, there.by, there.at = row.answer, row.why, row.by, row.at
        session.add(there)
    if before != _said(row):
        record_change(
            session,
            seen.cohort,
            Changed.EVENT,
            enrolment_id=enrolment.id,
            component=event.component,
            before=before,
            after=_said(row),
            note=event.title,
            by=by,
        )


def _said(row: EventReply) -> dict[str, str]:
    return {"answer": str(row.answer), **({"why": row.why} if row.why else {})}


def list_replies(session: Session, event: CohortEvent) -> dict[int, EventReply]:
    """By enrolment."""
    rows = session.exec(select(EventReply).where(EventReply.event_id == event.id))
    return {one.enrolment_id: one for one in rows}


def find_attendance(session: Session, seen: EventOfSchool) -> Attendance | None:
    """The school's own line of the register."""
    return session.exec(
        select(Attendance).where(Attendance.event_id == seen.event.id, Attendance.enrolment_id == seen.enrolment.id)
    ).first()


def open_material(session: Session, seen: EventOfSchool, material: EventMaterial, person: Person) -> None:
    """It is kept that somebody of the school opened it, and when first."""
    assert material.id is not None
    assert seen.enrolment.id is not None
    assert person.id is not None
    row = MaterialOpening(
        material_id=material.id, enrolment_id=seen.enrolment.id, person_id=person.id, opened_at=clock.now()
    )
    add_once(session, row, "material_id", "enrolment_id", "person_id")
