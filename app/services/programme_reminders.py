"""Reminders of events: a week before and a day before, on school days only, each once for a person and a day."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from app import clock
from app.db import add_once
from app.language import gettext as _
from app.models.programme_engagement import CohortEvent
from app.models.programme_events import EventInvitation, EventReminder, EventReply, ReminderKind, Reply
from app.services.contributions_reminders import may_remind_on
from app.services.jobs import post_letter
from app.services.programme_invitations import Invitee, letter_text, list_invited
from app.settings import Settings

AHEAD = timedelta(days=80)
"""Longer than any holidays: a reminder leaves before them where it would fall into them."""
BEFORE = {ReminderKind.WEEK: timedelta(days=7), ReminderKind.DAY: timedelta(days=1)}


def remind_of_events(session: Session, *, settings: Settings) -> int:
    """Whoever was invited, has not said that they cannot come, and wants reminders, has one on its way if it is due.
    Two that look at the same moment send it once. How many left.
    """
    events = _coming(session)
    cannot = _who_cannot(session, events)
    due = {event.id: kind for event in events if (kind := due_on(clock.today(), _held_on(event)))}
    by_id = {event.id: event for event in events if event.id in due}
    gone = _gone(session, list(by_id))
    left = 0
    for invitation, one in list_invited(session, by_id.values()):
        event, kind = by_id[invitation.event_id], due[invitation.event_id]
        if (invitation.event_id, invitation.enrolment_id) in cannot or not one.person.wants_reminders:
            continue
        if (event.id, invitation.person_id, kind, _held_on(event)) not in gone:
            left += _remind(session, event, invitation, one, kind, settings)
    return left


def due_on(today: date, held_on: date) -> ReminderKind | None:
    """Which reminder of an event on that day may leave today. A day without school sends it to the last one before."""
    if today >= held_on or not may_remind_on(today):
        return None
    if today >= leaves_on(held_on, ReminderKind.DAY):
        return ReminderKind.DAY
    return ReminderKind.WEEK if today >= leaves_on(held_on, ReminderKind.WEEK) else None


def leaves_on(held_on: date, kind: ReminderKind) -> date:
    """The last school day that is so long before, or longer."""
    when = held_on - BEFORE[kind]
    while not may_remind_on(when):
        when -= timedelta(days=1)
    return when


def _remind(
    session: Session,
    event: CohortEvent,
    invitation: EventInvitation,
    one: Invitee,
    kind: ReminderKind,
    settings: Settings,
) -> int:
    held_on = _held_on(event)
    if clock.in_london(invitation.sent_at).date() >= leaves_on(held_on, kind):
        # They have only just been invited.
        return 0
    assert event.id is not None
    row = EventReminder(
        event_id=event.id, person_id=invitation.person_id, kind=kind, held_on=held_on, sent_at=clock.now()
    )
    if not add_once(session, row, "event_id", "person_id", "kind", "held_on"):
        return 0
    words = {"event": event.title}
    first = _("This is a reminder of %(event)s. You can turn reminders off on your account page.") % words
    text = letter_text(one, event, first, settings=settings).rpartition("\n\n")[0]
    post_letter(session, to=one.person.email, subject=_("A reminder: %(event)s") % words, text=text)
    return 1


def _coming(session: Session) -> list[CohortEvent]:
    return list(
        session.exec(
            select(CohortEvent)
            .where(
                col(CohortEvent.cancelled_at).is_(None),
                CohortEvent.starts_at > clock.now(),
                CohortEvent.starts_at < clock.now() + AHEAD,
            )
            .order_by(col(CohortEvent.id))
        )
    )


def _who_cannot(session: Session, events: list[CohortEvent]) -> set[tuple[int, int]]:
    rows = session.exec(
        select(EventReply.event_id, EventReply.enrolment_id).where(
            col(EventReply.event_id).in_([event.id for event in events]), EventReply.answer == Reply.CANNOT
        )
    )
    return {(event_id, enrolment_id) for event_id, enrolment_id in rows}


def _gone(session: Session, events: list[int | None]) -> set[tuple[int, int, str, date]]:
    """Those that have left, so that no day's look tries each of them again."""
    rows = session.exec(select(EventReminder).where(col(EventReminder.event_id).in_(events)))
    return {(one.event_id, one.person_id, one.kind, one.held_on) for one in rows}


def _held_on(event: CohortEvent) -> date:
    return clock.in_london(event.starts_at).date()
