"""Changing and cancelling an event. Those who were invited are told, with the new times for their calendars."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, update

from app import clock
from app.access.visible import VisibleEvent
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed
from app.models.programme_engagement import CohortEvent
from app.review_framework.programme_types import PlannedEvent
from app.review_framework.school_terms import school_day_from
from app.services.programme import record_change
from app.services.programme_events import EventRefused, Planned
from app.services.programme_invitations import tell_cancelled, tell_changed
from app.settings import Settings

MOST_WHY = 2_000
NOTICE = timedelta(days=14)
"""That schools get at least, where nobody decides otherwise."""


class EventChangedMeanwhile(Exception):
    """Somebody else has changed the event since the form was made."""


def change_event(
    session: Session, seen: VisibleEvent, planned: Planned, *, sequence: int, by: Actor, settings: Settings
) -> int:
    """The event is as planned; what it is, and which component it decides, stays. Whoever was invited is told, unless
    it is over anyway. How many letters left. Raises EventRefused or EventChangedMeanwhile; no change writes nothing.
    """
    event = seen.event
    _refuse_cancelled(event)
    before = _when_and_where(event)
    after = replace(planned, code=event.code, component=event.component)
    if all(getattr(event, name) == value for name, value in asdict(after).items()):
        return 0
    was_over = event.ends_at <= clock.now()
    _take_turn(session, event, sequence)
    for name, value in asdict(after).items():
        setattr(event, name, value)
    session.add(event)
    session.flush()
    record_change(
        session,
        seen.visible.cohort,
        Changed.EVENT,
        component=event.component,
        before=before,
        after=_when_and_where(event),
        by=by,
    )
    if was_over and event.ends_at <= clock.now():
        return 0
    return tell_changed(session, seen, settings=settings)


def cancel_event(
    session: Session, seen: VisibleEvent, *, why: str, sequence: int, by: Actor, settings: Settings
) -> int:
    """The event is cancelled for good; its register decides nothing any more. Whoever was invited is told why. How many
    letters left. Raises EventRefused or EventChangedMeanwhile.
    """
    event = seen.event
    _refuse_cancelled(event)
    if not why.strip():
        raise EventRefused(_("Say in a few words why the event is cancelled. Those who were invited read it."))
    if len(why.strip()) > MOST_WHY:
        raise EventRefused(_("Shorten the reason to %(most)s characters.") % {"most": f"{MOST_WHY:,}"})
    _take_turn(session, event, sequence)
    event.cancelled_at, event.cancelled_why, event.check_in_code = clock.now(), why.strip(), ""
    session.add(event)
    session.flush()
    record_change(
        session,
        seen.visible.cohort,
        Changed.EVENT,
        component=event.component,
        before=_when_and_where(event),
        after={"cancelled": True},
        note=event.cancelled_why,
        by=by,
    )
    return tell_cancelled(session, seen, settings=settings) if event.ends_at > clock.now() else 0


def first_day_for(planned: PlannedEvent, starts_on: date) -> date:
    """The first school day of the months in which the programme plans it, and late enough for schools to plan."""
    months = starts_on.month - 1 + planned.window.opens
    opens = date(starts_on.year + months // 12, months % 12 + 1, 1)
    return school_day_from(max(opens, clock.today() + NOTICE))


def _refuse_cancelled(event: CohortEvent) -> None:
    if event.cancelled_at:
        raise EventRefused(_("This event is cancelled. Schedule a new one instead."))


def _take_turn(session: Session, event: CohortEvent, sequence: int) -> None:
    """The event's number is one higher, and nobody else changes it now. Raises EventChangedMeanwhile."""
    taken = session.exec(
        update(CohortEvent)
        .where(col(CohortEvent.id) == event.id, col(CohortEvent.sequence) == sequence)
        .values(sequence=sequence + 1, changed_at=clock.now())
    )
    if taken.rowcount != 1:
        raise EventChangedMeanwhile
    session.refresh(event)


def _when_and_where(event: CohortEvent) -> dict[str, str | bool]:
    found = {name: getattr(event, name) for name in ("title", "starts_at", "ends_at", "is_online", "place")}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()}
