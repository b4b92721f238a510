"""What the follow-up page shows: the later visit, and what became of each recommendation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.fields import Key
from app.models.peer_review import Side
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_beside import InPlan, recommendations_in_plan
from app.pages.peer_review_steps import Step
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_follow_up import (
    FOLLOW_THROUGH,
    FOLLOW_UP,
    INTO_PLAN,
    NOT_TAKEN,
    Recommendation,
    is_followed_through,
    list_recommendations,
)
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts_forms import Outcome

VISIT = {Side.REVIEWER: ("held_on", "met", "seen", "next_steps"), Side.HOST: ("changed", "help_wanted")}
"""Who writes what of the follow-up visit, in the order of the form."""


@dataclass(frozen=True, slots=True)
class RecommendationView:
    area: str
    text: str
    outcome: FieldView
    why: FieldView
    outcome_label: str
    note: str
    """What is still worth adding."""
    in_plan: list[InPlan]
    """The priorities of the school's plan that came from it, as the school itself sees them."""


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    seat: Seat
    is_final: bool
    can_write: bool
    is_host: bool
    fields: dict[str, FieldView]
    recommendations: list[RecommendationView]
    outcomes: list[tuple[str, str]]
    person_id: int
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/follow-up"

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None) -> "FollowUpPage":
        seat = allowed.thing
        areas = {area.code: area.title for area in book_of(allowed.session, seat).framework.areas}
        sheet = read_seat_texts(allowed.session, seat)
        is_final = seat.review.final_at is not None
        recommendations = list_recommendations(allowed.session, seat.review) if is_final else []
        plan = recommendations_in_plan(allowed, [one.key for one in recommendations])
        assert allowed.person.id is not None
        return cls(
            seat=seat,
            is_final=is_final,
            can_write=is_final and not seat.review.ended_at and allowed.may(_writes(seat.side)),
            is_host=seat.side is Side.HOST,
            fields={name: view_field(sheet, FOLLOW_UP, name, outcome) for names in VISIT.values() for name in names},
            recommendations=[
                _view(sheet, one, areas.get(one.area, one.area), plan.get(one.key, []), outcome)
                for one in recommendations
            ],
            outcomes=outcomes(),
            person_id=allowed.person.id,
            errors=[(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            clashes=len(outcome.clashes) if outcome else 0,
        )


def outcomes() -> list[tuple[str, str]]:
    return [("", _("Not decided yet")), *vocabulary("follow_through").labels.items()]


def is_on_follow_up(key: Key) -> bool:
    return key.place == FOLLOW_UP or key.place.startswith(f"{FOLLOW_THROUGH}/")


def follow_up_steps(allowed: Allowed[Seat]) -> Iterator[Step]:
    seat = allowed.thing
    name, href = _("Follow-up"), f"/peer-reviews/{seat.id}/follow-up"
    if seat.review.final_at is None:
        yield Step(name, "later", _("Once the report is final: a later visit, and what became of its advice."), href)
        return
    sheet = read_seat_texts(allowed.session, seat)
    recommendations = list_recommendations(allowed.session, seat.review)
    host_done = all(is_followed_through(sheet, one) for one in recommendations)
    visited = bool(sheet.value(FOLLOW_UP, "held_on") and sheet.value(FOLLOW_UP, "seen"))
    mine, theirs = (host_done, visited) if seat.side is Side.HOST else (visited, host_done)
    waiting = {"school": seat.other_school.name}
    if mine and theirs:
        yield Step(name, "done", _("The later visit is written up, and every recommendation has its answer."), href)
    elif mine:
        yield Step(name, "waiting", _("Your part is written. %(school)s still has some to do.") % waiting, href)
    elif seat.side is Side.HOST:
        yield Step(name, "next", _("Say what became of each recommendation, and what has changed."), href)
    else:
        yield Step(name, "next", _("Visit again, and write what you saw and what comes next."), href)


def _writes(side: Side) -> Permission:
    return Permission.PEER_HOST_WRITE if side is Side.HOST else Permission.PEER_REVIEWER_WRITE


def _view(
    sheet: Sheet, one: Recommendation, area: str, in_plan: list[InPlan], outcome: Outcome | None
) -> RecommendationView:
    """What is in the plan is offered as the answer: nobody says it twice, and it counts once it is saved."""
    field = view_field(sheet, one.place, "outcome", outcome)
    if in_plan and not field.value:
        field = replace(field, value=INTO_PLAN)
    stands = sheet.value(one.place, "outcome")
    asks_why = stands == NOT_TAKEN and not sheet.value(one.place, "why")
    return RecommendationView(
        area,
        one.text,
        field,
        view_field(sheet, one.place, "why", outcome),
        dict(outcomes())[stands],
        _("One sentence on why helps your reviewer, and whoever reads this next year.") if asks_why else "",
        in_plan,
    )
