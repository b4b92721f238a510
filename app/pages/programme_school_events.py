"""What a school sees of its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import EventOfSchool
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Attendance, Attended, CohortEvent
from app.models.programme_events import EventMaterial, EventReply, MaterialKind, Reply
from app.models.schools import School
from app.pages.programme_event import asked_in_words
from app.review_framework.vocabulary import vocabulary
from app.services.programme_check_in import is_on_today
from app.services.programme_invitations import when_of, where_of
from app.services.programme_materials import ABSENT, list_materials
from app.services.programme_school_events import SchoolEvent, find_attendance, find_reply, list_school_events

LONG_AGO = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in a list of a school's."""

    event: CohortEvent
    cohort: Cohort
    href: str
    reply: str

    @property
    def when(self) -> str:
        return when_of(self.event)

    @property
    def where(self) -> str:
        return where_of(self.event)

    @property
    def needs_answer(self) -> bool:
        return not self.reply and self.event.cancelled_at is None and self.event.ends_at > clock.now()

    @property
    def asked(self) -> str:
        return asked_in_words(self.cohort, self.event)


def coming_events(session: Session, schools: Sequence[School]) -> dict[int, list[EventLine]]:
    """By school, the first one first; in one query for all of them."""
    found: dict[int, list[EventLine]] = {}
    ids = [school.id for school in schools if school.id is not None]
    for one in list_school_events(session, ids, since=clock.now()):
        found.setdefault(one.enrolment.school_id, []).append(_line(one))
    return found


def coming_events_for(allowed: Allowed[Any]) -> list[EventLine]:
    """Of the school whose page this is; none for whoever does not go to its events."""
    if allowed.school is None or not allowed.may(Permission.SCHOOL_EVENTS_ANSWER):
        return []
    return coming_events(allowed.session, [allowed.school]).get(allowed.school.id or 0, [])


@dataclass(frozen=True, slots=True)
class SchoolEventsPage:
    school: School
    coming: tuple[EventLine, ...]
    earlier: tuple[EventLine, ...]

    @classmethod
    def of(cls, allowed: Allowed[School]) -> "SchoolEventsPage":
        now = clock.now()
        lines = [
            _line(one) for one in list_school_events(allowed.session, [allowed.thing.id or 0], since=now - LONG_AGO)
        ]
        coming = tuple(line for line in lines if line.event.ends_at > now)
        earlier = tuple(reversed([line for line in lines if line.event.ends_at <= now]))
        return cls(allowed.thing, coming, earlier)


@dataclass(frozen=True, slots=True)
class SchoolEventPage:
    school: School
    cohort: Cohort
    event: CohortEvent
    reply: EventReply | None
    line: Attendance | None
    materials: tuple[EventMaterial, ...]
    why: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def why_error(self) -> str:
        return dict(self.errors).get("why", "")

    @property
    def here(self) -> str:
        return f"/schools/{self.school.id}/events/{self.event.id}"

    @property
    def when(self) -> str:
        return when_of(self.event)

    @property
    def asked(self) -> str:
        return asked_in_words(self.cohort, self.event)

    @property
    def join_link(self) -> str:
        """The place, where it is an address to click on."""
        return self.event.place if self.event.place.startswith(("https://", "http://")) else ""

    @property
    def is_over(self) -> bool:
        return self.event.ends_at <= clock.now()

    @property
    def takes_answers(self) -> bool:
        return not self.is_over and self.event.cancelled_at is None and not self.outcome

    @property
    def takes_codes(self) -> bool:
        return is_on_today(self.event) and self.event.cancelled_at is None

    @property
    def answers(self) -> list[tuple[Reply, str]]:
        return own_answers()

    @property
    def replied(self) -> str:
        return dict(own_answers())[Reply(self.reply.answer)] if self.reply else ""

    @property
    def outcome(self) -> str:
        """What the register says of the school, once it says something."""
        if self.line is None or self.line.outcome == Attended.NOT_YET_KNOWN:
            return ""
        return vocabulary("attendance_outcomes").label(self.line.outcome)

    @property
    def is_offered_a_call(self) -> bool:
        return self.line is not None and self.line.follow_up_offered and self.line.outcome in ABSENT

    def open_label(self, material: EventMaterial) -> str:
        words = {"title": material.title}
        return (_("Watch: %(title)s") if material.kind == MaterialKind.RECORDING else _("Open: %(title)s")) % words

    @classmethod
    def of(
        cls, allowed: Allowed[EventOfSchool], why: str = "", errors: tuple[tuple[str, str], ...] = ()
    ) -> "SchoolEventPage":
        seen, session = allowed.thing, allowed.session
        return cls(
            seen.school,
            seen.cohort,
            seen.event,
            find_reply(session, seen),
            find_attendance(session, seen),
            tuple(list_materials(session, seen.event)),
            why,
            errors,
        )


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """On the way to something that stands elsewhere."""

    material: EventMaterial
    back: str


@dataclass(frozen=True, slots=True)
class CheckInPage:
    code: str = ""
    error: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return (("code", self.error),) if self.error else ()


def own_answers() -> list[tuple[Reply, str]]:
    """As a school says them."""
    return [
        (Reply.CAN_COME, _("We can come")),
        (Reply.DEPUTY, _("A deputy comes")),
        (Reply.CANNOT, _("We cannot come")),
    ]


def _line(one: SchoolEvent) -> EventLine:
    href = f"/schools/{one.enrolment.school_id}/events/{one.event.id}"
    reply = dict(own_answers())[Reply(one.reply.answer)] if one.reply else ""
    return EventLine(one.event, one.cohort, href, reply)
