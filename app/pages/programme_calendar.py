"""Calendar files: one event, and all that somebody subscribes to."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlmodel import Session

from app import clock
from app.access.permissions import Permission
from app.access.policies import IN_A_SCHOOL, may_visit
from app.access.programme import list_visible_cohorts
from app.documents.calendar import CalendarEvent, CalendarPage
from app.language import gettext as _
from app.models.accounts import Person, Role
from app.models.programme import Cohort
from app.models.programme_engagement import CohortEvent
from app.pages.action_plan_calendar import days_of_plans
from app.services.accounts_people import list_memberships
from app.services.coaching_calendar import list_booked
from app.services.jobs import CalendarEntry
from app.services.programme_calendar import Visit, entry_of, list_agreed_visits, list_events_led
from app.services.programme_school_events import list_school_events
from app.settings import Settings

LOOK_BACK = timedelta(days=100)
"""How long what is over stays in a feed."""


def calendar_of_event(event: CohortEvent, cohort: Cohort, *, link: str) -> CalendarPage:
    return calendar_of(entry_of(event, cohort, link=link))


def calendar_of(entry: CalendarEntry, *, organiser: str = "", invited: str = "") -> CalendarPage:
    return CalendarPage(entry.summary, entry.stamped, (show_entry(entry),), organiser, invited)


def feed_of(session: Session, person: Person, *, settings: Settings) -> CalendarPage:
    """What this person may see today and no more: events of their schools, of the cohorts that they lead, visits that
    their schools have agreed, booked coaching, and the days of their schools' plans. As many queries for one school as
    for ten.
    """
    held = {
        school.id or 0: IN_A_SCHOOL[Role(membership.role)] for membership, school in list_memberships(session, person)
    }
    since = clock.now() - LOOK_BACK
    # Where an event is, is not for those who only evaluate.
    led = [visible for visible in list_visible_cohorts(session, person) if not visible.pseudonyms]
    events = [
        entry_of(event, cohort, link=f"{settings.base_url}/cohorts/{cohort.id}/events/{event.id}")
        for event, cohort in list_events_led(session, led, since=since)
    ]
    comes = _schools(held, Permission.SCHOOL_EVENTS_ANSWER)
    events += [
        entry_of(
            one.event,
            one.cohort,
            link=f"{settings.base_url}/schools/{one.enrolment.school_id}/events/{one.event.id}",
        )
        for one in list_school_events(session, comes, since=since)
        if one.event.cancelled_at is None
    ]
    events += [
        one.entry(link=f"{settings.base_url}/reviews/{one.row.review_id}/coaching/{one.row.code}")
        for one in list_booked(session, _schools(held, Permission.COACHING_READ), led, since=since)
    ]
    by_uid = {entry.uid: entry for entry in events}
    visits = list_agreed_visits(
        session,
        hosts=_schools(held, Permission.PEER_GROUP_READ),
        reviewers=[school for school, may in held.items() if may_visit(may)],
    )
    planning = _schools(held, Permission.PLAN_READ)
    shown = [
        *map(show_entry, by_uid.values()),
        *(_show_visit(visit, settings) for visit in visits),
        *days_of_plans(session, planning, since=clock.in_london(since).date(), settings=settings),
    ]
    return CalendarPage(settings.service_name, clock.now(), tuple(shown))


def _schools(held: Mapping[int, Collection[Permission]], needed: Permission) -> list[int]:
    """Where this person has the permission."""
    return [school for school, may in held.items() if needed in may]


def show_entry(entry: CalendarEntry) -> CalendarEvent:
    return CalendarEvent(
        uid=entry.uid,
        sequence=entry.sequence,
        starts=entry.starts_at,
        ends=entry.ends_at,
        summary=entry.summary,
        location=entry.location,
        description=entry.description,
        cancelled=entry.cancelled,
    )


def _show_visit(visit: Visit, settings: Settings) -> CalendarEvent:
    """The whole day: its times are in the agenda."""
    names = {"reviewer": visit.reviewer.name, "host": visit.host.name}
    return CalendarEvent(
        uid=f"visit-{visit.review.id}-{visit.review.created_at:%Y%m%dT%H%M%S}@send-review",
        sequence=0,
        starts=visit.on,
        ends=visit.on,
        summary=_("SEND peer review: %(reviewer)s visits %(host)s") % names,
        location=visit.host.name,
        description=f"{settings.base_url}/peer-reviews/{visit.review.id}",
    )
