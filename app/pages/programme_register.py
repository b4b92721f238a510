"""The register of an event, with what schools answered before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleEvent
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Answer, CohortEvent
from app.models.programme_events import EventReply, Reply
from app.pages.programme_events import show_event
from app.review_framework.vocabulary import vocabulary
from app.services.programme_events import Entry, RegisterLine, read_register
from app.services.programme_school_events import list_replies


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
    replies: Mapping[int, EventReply] = field(default_factory=dict)
    """What schools answered, by enrolment."""
    can_manage: bool = False
    title: str = ""
    place: str = ""

    @property
    def answered(self) -> list[tuple[str, int]]:
        """How many schools gave each answer, and how many none."""
        found = [self.replies.get(line.enrolment.id or 0) for line, _entry in self.lines]
        counted = [(label, sum(one is not None and one.answer == code for one in found)) for code, label in replies()]
        return [*counted, (_("no answer yet"), found.count(None))]

    def reply_of(self, line: RegisterLine) -> str:
        """In words, with the reason for those who may read it; empty for none."""
        found = self.replies.get(line.enrolment.id or 0)
        if found is None:
            return ""
        said = dict(replies())[Reply(found.answer)]
        return f"{said}: {found.why}" if found.why and self.can_record else said

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/events/{self.event.id}"

    @staticmethod
    def ways() -> list[tuple[str, str, bool]]:
        """The event's other pages; True for those of whoever looks after it."""
        return [
            ("/invitations", _("Invitations"), True),
            ("/check-in", _("Check-in code"), True),
            ("/materials", _("Materials and recordings"), True),
            ("/follow-up", _("Follow-up with absent schools"), False),
            ("/change", _("Change it"), True),
            ("/cancellation", _("Cancel it"), True),
            (".ics", _("Calendar file"), False),
        ]

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
        shown_event = show_event(allowed.thing.event, allowed.thing.visible, "")
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
            list_replies(allowed.session, allowed.thing.event),
            allowed.may(Permission.COHORT_EVENTS_MANAGE),
            shown_event.title,
            shown_event.place,
        )


def replies() -> list[tuple[Reply, str]]:
    """As a facilitator reads them."""
    return [(Reply.CAN_COME, _("can come")), (Reply.DEPUTY, _("a deputy comes")), (Reply.CANNOT, _("cannot come"))]
