"""The calendar of a cohort, and the register of an event."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort, VisibleEvent
from app.language import gettext as _
from app.models.programme import Cohort, CohortRegion
from app.models.programme_engagement import Answer, CohortEvent
from app.review_framework.vocabulary import vocabulary
from app.services.fidelity_record import programme_of
from app.services.programme import list_regions
from app.services.programme_events import Entry, RegisterLine, list_events, read_register


@dataclass(frozen=True, slots=True)
class EventForm:
    """As it was sent, with what was wrong with it."""

    code: str = ""
    region: str = ""
    date: str = ""
    begins: str = ""
    ends: str = ""
    place: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    def error(self, name: str) -> str:
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, slots=True)
class EventShown:
    event: CohortEvent
    region: str


@dataclass(frozen=True, slots=True)
class EventsPage:
    cohort: Cohort
    events: tuple[EventShown, ...]
    planned: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]
    can_schedule: bool
    form: EventForm
    errors: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], form: EventForm | None = None) -> "EventsPage":
        visible = allowed.thing
        regions = visible_regions(allowed)
        labels = {region.id: region.label for region in list_regions(allowed.session, visible.cohort)}
        whole = (("", _("The whole cohort")),) if visible.region_ids is None else ()
        return cls(
            visible.cohort,
            tuple(
                EventShown(event, labels.get(event.region_id, _("The whole cohort")))
                for event in list_events(allowed.session, visible)
            ),
            tuple((one.code, one.title) for one in programme_of(visible.cohort).events),
            (*whole, *((region.code, region.label) for region in regions)),
            allowed.may(Permission.COHORT_EVENTS_MANAGE),
            form or EventForm(),
            form.errors if form else (),
        )


def visible_regions(allowed: Allowed[VisibleCohort]) -> list[CohortRegion]:
    return [one for one in list_regions(allowed.session, allowed.thing.cohort) if allowed.thing.holds(one.id)]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The lines as they stand; where a form came back, with what was typed into it in their place."""

    cohort: Cohort
    event: CohortEvent
    lines: tuple[tuple[RegisterLine, Entry], ...]
    can_record: bool
    person_id: int | None
    errors: tuple[tuple[str, str], ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    """To choose from where the event is for several: a form of many hundred schools would be too long to send."""
    region: str = ""

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/events/{self.event.id}"

    def outcomes(self) -> list[tuple[str, str]]:
        return list(vocabulary("attendance_outcomes").labels.items())

    def answers(self) -> list[tuple[str, str]]:
        return [(one.value, vocabulary("senior_leader_attendance").label(one)) for one in reversed(Answer)]

    def reasons(self) -> list[tuple[str, str]]:
        return [("", "–"), *vocabulary("absence_reasons").labels.items()]

    def label(self, name: str, code: str) -> str:
        return dict({"outcome": self.outcomes(), "senior_leader": self.answers(), "reason": self.reasons()}[name])[code]

    @classmethod
    def of(
        cls,
        allowed: Allowed[VisibleEvent],
        typed: Mapping[int, tuple[int, Entry]] | None = None,
        errors: tuple[tuple[str, str], ...] = (),
        *,
        region: str = "",
    ) -> "RegisterPage":
        """Of one region's schools, if it is named and one of those that the event is for."""
        lines = read_register(allowed.session, allowed.thing)
        named = sorted({line.region for line in lines})
        region = region if region in named else ""
        lines = [line for line in lines if region in ("", line.region)]
        typed = typed or {}
        shown = tuple((line, typed.get(line.enrolment.id or 0, (0, line.entry))[1]) for line in lines)
        return cls(
            allowed.thing.visible.cohort,
            allowed.thing.event,
            shown,
            allowed.may(Permission.COHORT_ATTENDANCE_RECORD),
            allowed.person.id,
            errors,
            (("", _("Every region")), *((label, label) for label in named)) if len(named) > 1 else (),
            region,
        )
