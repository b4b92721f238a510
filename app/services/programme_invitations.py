"""Whom an event asks to come, the letters that tell them, and which have left: one for each person and event."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app import clock
from app.access.visible import VisibleEvent
from app.db import add_all_once
from app.language import clock_time, day
from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.actors import Actor
from app.models.jobs import Letter
from app.models.programme import Changed, Cohort, Enrolment
from app.models.programme_engagement import CohortEvent
from app.models.programme_events import EventInvitation
from app.models.schools import School
from app.services.fidelity_record import programme_of
from app.services.jobs import letter_to, post_letters
from app.services.programme import record_change
from app.services.programme_calendar import entry_of
from app.services.programme_events import EventRefused
from app.settings import Settings

ROLE_OF = {"senco": Role.SENCO, "senior_leader": Role.SENIOR_LEADER, "headteacher": Role.SENIOR_LEADER}
"""Who in a school stands for a job title that a component asks for."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody of a school who is asked to come; `sent_at` once they have their letter."""

    enrolment: Enrolment
    school: School
    person: Person
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invitations:
    """By school. `nobody`: schools of which no one who could be asked is here yet."""

    waiting: tuple[Invitee, ...]
    sent: tuple[Invitee, ...]
    nobody: tuple[School, ...]


def titles_asked(cohort: Cohort, event: CohortEvent) -> tuple[str, ...]:
    """Codes of `school_roles`, as the event's component has them; the SENCO, for an event that decides none."""
    component = programme_of(cohort).by_code.get(event.component)
    return component.must_attend if component else ("senco",)


def roles_asked(cohort: Cohort, event: CohortEvent) -> tuple[Role, ...]:
    """The first one's side decides whether the component is met."""
    return tuple(dict.fromkeys(ROLE_OF.get(title, Role.SENCO) for title in titles_asked(cohort, event)))


def read_invitations(session: Session, seen: VisibleEvent) -> Invitations:
    """Of every school that the event is for and that is seen, in three queries."""
    event = seen.event
    schools = _schools_of(session, seen)
    sent_at = dict(
        session.exec(
            select(EventInvitation.person_id, EventInvitation.sent_at).where(EventInvitation.event_id == event.id)
        ).all()
    )
    asked = people_asked(session, seen, [school.id or 0 for _enrolment, school in schools])
    waiting: dict[int, Invitee] = {}
    sent: dict[int, Invitee] = {}
    for enrolment, school in schools:
        for person in asked[school.id or 0]:
            assert person.id is not None
            invitee = Invitee(enrolment, school, person, sent_at.get(person.id))
            # Somebody of two schools is asked once, for the first.
            (sent if invitee.sent_at else waiting).setdefault(person.id, invitee)
    nobody = tuple(school for _enrolment, school in schools if not asked[school.id or 0])
    return Invitations(tuple(waiting.values()), tuple(sent.values()), nobody)


def send_invitations(
    session: Session, seen: VisibleEvent, people: Collection[int], *, by: Actor, settings: Settings
) -> int:
    """Each of these people who is still to be asked has an invitation on its way, once and only once. How many left.
    Raises EventRefused.
    """
    event, cohort = seen.event, seen.visible.cohort
    if event.cancelled_at:
        raise EventRefused(_("This event is cancelled, so nobody is invited to it."))
    if event.ends_at <= clock.now():
        raise EventRefused(_("This event is over, so nobody is invited to it any more."))
    assert event.id is not None
    chosen = {one.person.id: one for one in read_invitations(session, seen).waiting if one.person.id in people}
    rows = [
        EventInvitation(
            event_id=event.id,
            person_id=one.person.id or 0,
            enrolment_id=one.enrolment.id or 0,
            sent_at=clock.now(),
            sent_by=by.name,
        )
        for one in chosen.values()
    ]
    new = [chosen[person_id] for _event, person_id in add_all_once(session, rows, "event_id", "person_id")]
    words = invitation_words(cohort, event)
    post_letters(session, [_letter(one, cohort, event, words, settings) for one in new])
    left = len(new)
    if left:
        after = {"title": event.title, "invited": left}
        record_change(session, cohort, Changed.EVENT, component=event.component, after=after, by=by)
    return left


def list_invited(session: Session, events: Iterable[CohortEvent]) -> list[tuple[EventInvitation, Invitee]]:
    """Those with an invitation who still belong to the school that it was for, while it takes part; in one query."""
    belongs = (
        select(Membership.id)
        .where(
            Membership.person_id == EventInvitation.person_id,
            Membership.school_id == Enrolment.school_id,
            col(Membership.ended_at).is_(None),
        )
        .exists()
    )
    rows = session.exec(
        select(EventInvitation, Enrolment, School, Person)
        .join(Enrolment, col(Enrolment.id) == col(EventInvitation.enrolment_id))
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(Person, col(Person.id) == col(EventInvitation.person_id))
        .where(col(EventInvitation.event_id).in_([event.id for event in events]), belongs)
        .order_by(col(EventInvitation.id))
    )
    today = clock.today()
    return [
        (invitation, Invitee(enrolment, school, person, invitation.sent_at))
        for invitation, enrolment, school, person in rows
        if not enrolment.is_withdrawn_on(today)
    ]


def tell_changed(session: Session, seen: VisibleEvent, *, settings: Settings) -> int:
    """Everybody who was invited has the new times on their way. How many letters left."""
    title = {"event": seen.event.title}
    words = (
        _("Changed: %(event)s") % title,
        _("%(event)s has changed. This is how it stands now.") % title,
    )
    return _tell(session, seen, words, settings)


def tell_cancelled(session: Session, seen: VisibleEvent, *, settings: Settings) -> int:
    """Everybody who was invited reads that they need not come, and why. How many letters left."""
    words = {"event": seen.event.title, "why": seen.event.cancelled_why}
    subject = _("Cancelled: %(event)s") % words
    return _tell(session, seen, (subject, _("%(event)s is cancelled. Why: %(why)s") % words), settings)


def invitation_words(cohort: Cohort, event: CohortEvent) -> tuple[str, str]:
    """Subject and first sentence."""
    words = {"event": event.title, "cohort": cohort.title}
    return (
        _("Invitation: %(event)s") % words,
        _("You are invited to %(event)s, part of %(cohort)s.") % words,
    )


def letter_text(one: Invitee, event: CohortEvent, first: str, *, settings: Settings) -> str:
    """The whole letter, as it leaves."""
    link = f"{settings.base_url}/schools/{one.school.id}/events/{event.id}"
    text = _(
        "Hello %(name)s,\n\n%(first)s\n\nWhen: %(when)s\nWhere: %(where)s\nFor: %(school)s\n\nSay whether you can "
        "come, and find everything about it, here:\n\n%(link)s\n\nThe file that comes with this letter goes into your "
        "calendar."
    )
    if event.cancelled_at:
        text = _("Hello %(name)s,\n\n%(first)s\n\nIt was to be: %(when)s\nFor: %(school)s\n\n%(link)s")
    words = {"name": one.person.name, "first": first, "school": one.school.name, "link": link}
    return text % {**words, "when": when_of(event), "where": where_of(event)}


def when_of(event: CohortEvent) -> str:
    """`9 March 2027, 09:30 to 15:30`."""
    words = {"day": day(event.starts_at), "begins": clock_time(event.starts_at), "ends": clock_time(event.ends_at)}
    return _("%(day)s, %(begins)s to %(ends)s") % words


def where_of(event: CohortEvent) -> str:
    if event.is_online:
        return _("Online: %(link)s") % {"link": event.place} if event.place else _("Online")
    return event.place or _("The place is not known yet")


def people_asked(session: Session, seen: VisibleEvent, school_ids: Collection[int]) -> dict[int, list[Person]]:
    """Who of each of these schools is written to about the event, by school; in one query."""
    return _asked_of(session, list(school_ids), roles_asked(seen.visible.cohort, seen.event))


def _tell(session: Session, seen: VisibleEvent, words: tuple[str, str], settings: Settings) -> int:
    told = list_invited(session, [seen.event])
    post_letters(session, [_letter(one, seen.visible.cohort, seen.event, words, settings) for _row, one in told])
    return len(told)


def _letter(one: Invitee, cohort: Cohort, event: CohortEvent, words: tuple[str, str], settings: Settings) -> Letter:
    link = f"{settings.base_url}/schools/{one.school.id}/events/{event.id}"
    text = letter_text(one, event, words[1], settings=settings)
    return letter_to(one.person.email, words[0], text, entry_of(event, cohort, link=link))


def _schools_of(session: Session, seen: VisibleEvent) -> list[tuple[Enrolment, School]]:
    event, visible = seen.event, seen.visible
    query = (
        select(Enrolment, School)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .where(Enrolment.cohort_id == event.cohort_id)
        .order_by(col(School.name), col(School.id))
    )
    if event.region_id is not None:
        query = query.where(Enrolment.region_id == event.region_id)
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    today = clock.today()
    return [(enrolment, school) for enrolment, school in session.exec(query) if not enrolment.is_withdrawn_on(today)]


def _asked_of(session: Session, ids: Sequence[int], roles: Sequence[Role]) -> dict[int, list[Person]]:
    """By school. Its administrators stand in where it has no SENCO here."""
    rows = session.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.school_id).in_(ids),
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_([*roles, Role.SCHOOL_ADMIN]),
        )
        .order_by(col(Person.id))
    ).all()
    asked: dict[int, list[Person]] = {id_: [] for id_ in ids}
    with_senco = {membership.school_id for membership, _person in rows if membership.role == Role.SENCO}
    for membership, person in rows:
        stands_in = membership.role == Role.SCHOOL_ADMIN
        if not stands_in or (Role.SENCO in roles and membership.school_id not in with_senco):
            asked[membership.school_id].append(person)
    return asked
