"""What a facilitator sees of the coaching in a cohort: who is booked, held, not booked; narrowed by the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.coaching import CoachingSide
from app.models.programme import Cohort
from app.pages.coaching import Standing, standing_of
from app.services.coaching_overview import CoachedSchool, list_coaching, sessions_of

Test = Callable[[CoachedSchool], bool]


def _is_over(one: CoachedSchool) -> bool:
    return bool(one.row and one.row.is_booked and one.row.starts_at and one.row.starts_at <= clock.now())


STATES: Mapping[str, Test] = {
    "not-booked": lambda one: not one.is_booked_or_held,
    "booked": lambda one: bool(one.row and one.row.is_booked and not _is_over(one)),
    "to-record": _is_over,
    "held": lambda one: bool(one.row and one.row.state == "held"),
    "not-held": lambda one: bool(one.row and one.row.state == "not_held"),
}
"""The states to choose from, each with which sessions are in it: every session is in exactly one."""


def state_labels() -> dict[str, str]:
    return {
        "not-booked": _("Not booked"),
        "booked": _("Booked"),
        "to-record": _("Who came is not recorded"),
        "held": _("Held"),
        "not-held": _("Not held"),
    }


@dataclass(frozen=True, slots=True)
class CoachedView:
    one: CoachedSchool
    standing: Standing
    shared: bool


@dataclass(frozen=True, slots=True)
class CoachingCohortPage:
    cohort: Cohort
    rows: list[CoachedView]
    counts: list[tuple[str, int, str]]
    """Of each state: its label, how many, and the address that shows them."""
    sessions: list[tuple[str, str]]
    facilitators: list[tuple[str, str]]
    session: str
    state: str
    facilitator: str
    total: int

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/coaching"

    @property
    def states(self) -> list[tuple[str, str]]:
        return [("", _("Every state")), *state_labels().items()]

    @classmethod
    def of(
        cls, allowed: Allowed[VisibleCohort], *, session: str = "", state: str = "", facilitator: str = ""
    ) -> "CoachingCohortPage":
        """What is no session, state or facilitator here narrows nothing."""
        visible = allowed.thing
        found = list_coaching(allowed.session, visible)
        sessions = [(one.code, one.title) for one in sessions_of(visible)]
        people = {str(one.enrolment.facilitator_id): one.facilitator for one in found if one.enrolment.facilitator_id}
        session = session if session in dict(sessions) else ""
        state = state if state in STATES else ""
        facilitator = facilitator if facilitator in people else ""
        within = [
            one
            for one in found
            if session in ("", one.defined.code) and facilitator in ("", str(one.enrolment.facilitator_id))
        ]
        here = f"/cohorts/{visible.cohort.id}/coaching?session={session}&facilitator={facilitator}&state="
        return cls(
            visible.cohort,
            [_view(one) for one in within if not state or STATES[state](one)],
            [(label, sum(map(STATES[code], within)), f"{here}{code}") for code, label in state_labels().items()],
            [("", _("Every session")), *sessions],
            [("", _("Everybody")), *sorted(people.items(), key=lambda one: one[1])] if len(people) > 1 else [],
            session,
            state,
            facilitator,
            len(found),
        )


def count_not_booked(allowed: Allowed[VisibleCohort]) -> int:
    """Sessions of schools that have a review to be coached on."""
    found = list_coaching(allowed.session, allowed.thing)
    return sum(bool(one.href) and STATES["not-booked"](one) for one in found)


def _view(one: CoachedSchool) -> CoachedView:
    if not one.href:
        about = _("No open review yet.")
        return CoachedView(one, Standing("later", _("Not booked"), about), shared=False)
    standing = standing_of(one.row, CoachingSide.COACH, one.offered_by, here=one.href)
    return CoachedView(one, standing, bool(one.row and one.row.shared_at))
