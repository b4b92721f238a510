"""The calendar of a cohort: what is scheduled, and what the programme plans and is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort, CohortRegion
from app.models.programme_engagement import CohortEvent
from app.pages.fidelity_due import due
from app.pages.sent import Sent
from app.review_framework.programme_types import PlannedEvent
from app.services.fidelity_record import programme_of
from app.services.programme import list_regions
from app.services.programme_enrolments import list_regions_of_schools
from app.services.programme_events import list_events
from app.services.programme_events_change import first_day_for

OTHER = "other"
"""The code of an event that the programme does not plan."""
ONLINE, IN_PERSON = "online", "in_person"
USUALLY = {ONLINE: "16:00", IN_PERSON: "09:30"}
"""When an event begins, as a first proposal: a call after lessons, a day together in the morning."""


@dataclass(frozen=True, slots=True)
class EventForm(Sent):
    """As it was sent, with what was wrong with it."""

    code: str = ""
    title: str = ""
    region: str = ""
    date: str = ""
    begins: str = ""
    ends: str = ""
    mode: str = ""
    place: str = ""
    sequence: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_event(cls, event: CohortEvent) -> "EventForm":
        starts, ends = clock.in_london(event.starts_at), clock.in_london(event.ends_at)
        return cls(
            code=event.code,
            title=event.title,
            date=starts.date().isoformat(),
            begins=f"{starts:%H:%M}",
            ends=f"{ends:%H:%M}",
            mode=ONLINE if event.is_online else IN_PERSON,
            place=event.place,
            sequence=str(event.sequence),
        )


@dataclass(frozen=True, slots=True)
class EventShown:
    """As whoever looks may see it: an evaluator neither where it is nor what somebody called it."""

    event: CohortEvent
    title: str
    region: str
    place: str


@dataclass(frozen=True, slots=True)
class ToSchedule:
    """An event that the programme plans, and for whom it stands in no calendar yet."""

    planned: PlannedEvent
    months: str
    regions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventsPage:
    cohort: Cohort
    events: tuple[EventShown, ...]
    cancelled: tuple[EventShown, ...]
    to_schedule: tuple[ToSchedule, ...]
    can_schedule: bool

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort]) -> "EventsPage":
        visible = allowed.thing
        regions = list_regions(allowed.session, visible.cohort)
        labels = {region.id: region.label for region in regions}
        events = list_events(allowed.session, visible)
        can_schedule = allowed.may(Permission.COHORT_EVENTS_MANAGE)
        cancelled = list_events(allowed.session, visible, cancelled=True)

        def shown(listed: Sequence[CohortEvent]) -> tuple[EventShown, ...]:
            whole = _("The whole cohort")
            return tuple(show_event(event, visible, labels.get(event.region_id, whole)) for event in listed)

        return cls(
            visible.cohort,
            shown(events),
            shown(cancelled),
            tuple(_to_schedule(allowed, events, regions)) if can_schedule else (),
            can_schedule,
        )


@dataclass(frozen=True, slots=True)
class NewEventPage:
    cohort: Cohort
    planned: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]
    form: EventForm

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], form: EventForm) -> "NewEventPage":
        visible = allowed.thing
        whole = (("", _("The whole cohort")),) if visible.region_ids is None else ()
        return cls(
            visible.cohort,
            (
                *((one.code, one.title) for one in programme_of(visible.cohort).events),
                (OTHER, _("Another event, with a title of its own")),
            ),
            (*whole, *((region.code, region.label) for region in visible_regions(allowed))),
            form,
        )

    @classmethod
    def proposed(cls, allowed: Allowed[VisibleCohort], code: str, region: str) -> "NewEventPage":
        """With the first school day of the months in which the programme plans it."""
        cohort = allowed.thing.cohort
        planned = next((one for one in programme_of(cohort).events if one.code == code), None)
        if planned is None:
            return cls.of(allowed, EventForm(region=region))
        first = first_day_for(planned, cohort.starts_on)
        form = EventForm(
            code=code, region=region, date=first.isoformat(), begins=USUALLY[planned.mode], mode=planned.mode
        )
        return cls.of(allowed, form)


def show_event(event: CohortEvent, visible: VisibleCohort, region: str) -> EventShown:
    if not visible.pseudonyms:
        return EventShown(event, event.title, region, event.place)
    planned = next((one.title for one in programme_of(visible.cohort).events if one.code == event.code), "")
    return EventShown(event, planned or _("Another event"), region, "")


def _to_schedule(
    allowed: Allowed[VisibleCohort], events: Sequence[CohortEvent], regions: Sequence[CohortRegion]
) -> Iterator[ToSchedule]:
    visible = allowed.thing
    there = {(event.code, event.region_id) for event in events}
    enrolled = set(list_regions_of_schools(allowed.session, visible.cohort).values())
    own = [region for region in regions if region.id in enrolled and visible.holds(region.id)]
    for planned in programme_of(visible.cohort).events:
        missing: tuple[tuple[str, str], ...] = ()
        if planned.held_for == "region":
            missing = tuple((one.code, one.label) for one in own if (planned.code, one.id) not in there)
        elif visible.region_ids is None and (planned.code, None) not in there:
            missing = (("", _("The whole cohort")),)
        if missing:
            yield ToSchedule(planned, _months(planned, visible.cohort), missing)


def visible_regions(allowed: Allowed[VisibleCohort]) -> list[CohortRegion]:
    return [one for one in list_regions(allowed.session, allowed.thing.cohort) if allowed.thing.holds(one.id)]


def _months(planned: PlannedEvent, cohort: Cohort) -> str:
    opens, closes = (due(cohort, month) for month in (planned.window.opens, planned.window.closes))
    return opens if opens == closes else _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes}
