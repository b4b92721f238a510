"""What the plan says beside things of other journeys: an item of the self-evaluation, a recommendation of a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.action_plan_sheet import Finding, Plan, Priority
from app.models.peer_review import Side
from app.models.reviews import Review
from app.services.action_plan import plan_of, read_plan, read_plans
from app.services.action_plan_findings import recommendation_id, self_finding_id
from app.services.cycles import Last
from app.services.peer_review import Seat


@dataclass(frozen=True, slots=True)
class InPlan:
    """A priority that something went into, and the way to it."""

    number: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class LastPriority:
    """A priority of the plan before, and what it has changed, in the school's words."""

    title: str
    changed: str
    impacts: list[str]
    """Evidence of impact that its actions noted."""
    href: str


def items_in_plan(session: Session, review: Review, items: Iterable[str]) -> dict[str, list[InPlan]]:
    """The priorities that came from each of these items of the self-evaluation; in one query."""
    plan = read_plans(session, [review]).get(review.id or 0)
    if plan is None:
        return {}
    return {code: _ways(review.id or 0, plan, self_finding_id(code)) for code in items}


def recommendations_in_plan(allowed: Allowed[Seat], keys: Iterable[str]) -> dict[str, list[InPlan]]:
    """The priorities that came from each of these recommendations, for those at the host who write in its plan."""
    seat = allowed.thing
    if seat.side is not Side.HOST or not allowed.may(Permission.PEER_HOST_WRITE):
        return {}
    review = allowed.session.get_one(Review, seat.review.review_id)
    plan = read_plans(allowed.session, [review]).get(review.id or 0)
    if plan is None:
        return {}
    found = {key: _ways(review.id or 0, plan, recommendation_id(seat.id, key)) for key in keys}
    return {key: ways for key, ways in found.items() if ways}


def last_plan(session: Session, last: Last, items: Iterable[str]) -> Mapping[str, list[LastPriority]]:
    """What the priorities of the review before have changed, beside the items that they came from: by this year's
    code of the item. A recommendation counts to the items whose evidence it rests on.
    """
    plan_row = plan_of(session, last.review)
    if plan_row is None:
        return {}
    plan = read_plan(session, plan_row)
    of_item: dict[str, list[Priority]] = {}
    for priority in plan.priorities:
        for code in dict.fromkeys(code for finding in priority.findings for code in _items(finding)):
            of_item.setdefault(code, []).append(priority)
    return {
        code: [_last(last.review, one) for one in dict.fromkeys(found)]
        for code in items
        if (found := [one for before in last.places(code) for one in of_item.get(before, ())])
    }


def _items(finding: Finding) -> list[str]:
    if finding.item:
        return [finding.item]
    return [one.ref.partition("/")[0] for one in finding.traces if not one.ref.startswith("notes/")]


def _last(review: Review, priority: Priority) -> LastPriority:
    impacts = [action.impact for action in priority.actions if action.impact]
    return LastPriority(priority.title, priority.changed, impacts, f"/reviews/{review.id}/action-plan/{priority.place}")


def _ways(review_id: int, plan: Plan, finding_id: str) -> list[InPlan]:
    here = f"/reviews/{review_id}/action-plan"
    return [InPlan(one.number, one.title, f"{here}/{one.place}") for one in plan.priorities_of(finding_id)]
