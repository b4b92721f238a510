"""Schools check themselves in on the day of an event, with a code that its facilitator shows them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from app import clock
from app.db import add_once
from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, Enrolment
from app.models.programme_engagement import Answer, Attendance, Attended, CohortEvent
from app.models.schools import School
from app.services.programme import record_change
from app.services.programme_events import EventRefused, hold_register
from app.services.programme_invitations import roles_asked

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other on a screen at the other end of a hall."""
LENGTH = 6
WHO = (Role.SENCO, Role.SENIOR_LEADER)


class NoSuchCode(LookupError):
    """No event of today has this code for a school of theirs. Nobody learns whether another school's has."""


class NotForTheirRole(Exception):
    """The code is right, and is for the SENCO or a senior leader of their school."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    school: School
    event: CohortEvent


def give_code(session: Session, event: CohortEvent) -> str:
    """The event has a new code, and one that it had before opens nothing. Raises EventRefused."""
    if event.cancelled_at:
        raise EventRefused(_("This event is cancelled, so nobody checks in."))
    if event.ends_at <= clock.now() and not is_on_today(event):
        raise EventRefused(_("This event is over. Fill in the register instead."))
    event.check_in_code = "".join(secrets.choice(LETTERS) for _number in range(LENGTH))
    session.add(event)
    return event.check_in_code


def end_code(session: Session, event: CohortEvent) -> None:
    """Nobody checks in any more. Whoever has, stays checked in."""
    event.check_in_code = ""
    session.add(event)


def is_on_today(event: CohortEvent) -> bool:
    first, last = (clock.in_london(moment).date() for moment in (event.starts_at, event.ends_at))
    return first <= clock.today() <= last


def read_code(typed: str) -> str:
    """As it was shown, however somebody typed it."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def check_in(session: Session, person: Person, typed: str) -> list[CheckedIn]:
    """The line of each of their schools that takes part in the event with this code says that they came: as the SENCO's
    side, or as a deputy; and that a senior leader did. What a facilitator recorded stays as it is. Raises NoSuchCode or
    NotForTheirRole.
    """
    code = read_code(typed)
    found = _find(session, person, code) if len(code) == LENGTH else []
    if not found:
        raise NoSuchCode
    own = [row for row in found if row[4] in WHO]
    if not own:
        raise NotForTheirRole
    for event, cohort, enrolment, _school, role in own:
        _record(session, event, cohort, enrolment, Role(role), by=person.actor)
    return [CheckedIn(school, event) for event, _cohort, _enrolment, school, _role in own]


def _find(session: Session, person: Person, code: str) -> Sequence[tuple[CohortEvent, Cohort, Enrolment, School, str]]:
    rows = session.execute(
        select_columns(CohortEvent, Cohort, Enrolment, School, col(Membership.role))
        .join(Cohort, col(Cohort.id) == col(CohortEvent.cohort_id))
        .join(
            Enrolment,
            (col(Enrolment.cohort_id) == col(CohortEvent.cohort_id))
            & or_(col(CohortEvent.region_id).is_(None), col(CohortEvent.region_id) == col(Enrolment.region_id)),
        )
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(Membership, col(Membership.school_id) == col(School.id))
        .where(
            col(CohortEvent.check_in_code) == code,
            col(CohortEvent.cancelled_at).is_(None),
            col(Membership.person_id) == person.id,
            col(Membership.ended_at).is_(None),
        )
    )
    today = clock.today()
    return [
        (event, cohort, enrolment, school, role)
        for event, cohort, enrolment, school, role in rows
        if is_on_today(event) and not enrolment.is_withdrawn_on(today)
    ]


def _record(
    session: Session, event: CohortEvent, cohort: Cohort, enrolment: Enrolment, role: Role, *, by: Actor
) -> None:
    assert event.id is not None
    assert enrolment.id is not None
    came = Attended.ATTENDED if role == roles_asked(cohort, event)[0] else Attended.DEPUTY_ATTENDED
    hold_register(session, event)
    line = Attendance(event_id=event.id, enrolment_id=enrolment.id, version=0, by=by.name, at=clock.now())
    # Of two who check in at the same moment, the second finds the first one's line.
    add_once(session, line, "event_id", "enrolment_id")
    there = session.exec(
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.enrolment_id == enrolment.id)
        .with_for_update()
    ).one()
    before = {"outcome": there.outcome, "senior_leader": there.senior_leader}
    if _may_say(there, came):
        there.outcome, there.checked_in = came, True
    if role is Role.SENIOR_LEADER and there.senior_leader == Answer.UNKNOWN:
        there.senior_leader = Answer.YES
    after = {"outcome": there.outcome, "senior_leader": there.senior_leader}
    if before == after:
        return
    there.version, there.by, there.at = there.version + 1, by.name, clock.now()
    session.add(there)
    record_change(
        session,
        cohort,
        Changed.ATTENDANCE,
        enrolment_id=enrolment.id,
        component=event.component,
        before=before,
        after={**after, "checked_in": there.checked_in},
        note=event.title,
        by=by,
    )


def _may_say(there: Attendance, came: Attended) -> bool:
    """A line that nobody has filled in; or a school's own, once the SENCO comes after their deputy."""
    if there.outcome == Attended.NOT_YET_KNOWN:
        return True
    return there.checked_in and came is Attended.ATTENDED
