"""A review's SEND Action Plan: beginning it, reading it, putting its rows in order."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.models.action_plan import ActionPlan, PlanText, PlanTextChange
from app.models.action_plan_fields import PRIORITIES, REMOVED, ROW_KEY, clean
from app.models.action_plan_sheet import MOST_PRIORITIES, Plan, plan_from_texts, row_keys
from app.models.actors import Actor
from app.models.fields import BadAnswer, Key, UnknownAnswer
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.services.action_plan_findings import list_findings
from app.services.self_evaluation import ReviewClosed, framework_of
from app.services.texts import Book, read_texts, save_text

PRIORITY = re.compile(rf"{PRIORITIES}/{ROW_KEY}")


class EnoughPriorities(BadAnswer):
    """There are five priorities already."""

    def __init__(self) -> None:
        said = _("The plan has %(most)s priorities already. Take one out first, or bring two together.")
        super().__init__(said % {"most": MOST_PRIORITIES})


def plan_of(session: Session, review: Review) -> ActionPlan | None:
    return session.exec(select(ActionPlan).where(ActionPlan.review_id == review.id)).first()


def plans_of(session: Session, reviews: Sequence[Review]) -> dict[int, ActionPlan]:
    """By the id of the review, in one query."""
    query = select(ActionPlan).where(col(ActionPlan.review_id).in_([review.id for review in reviews]))
    return {plan.review_id: plan for plan in session.exec(query)}


def list_planned(session: Session, school_ids: Collection[int] | None = None) -> list[tuple[Review, School]]:
    """Reviews with a plan that go on, of these schools or of all: not cancelled, and no later cycle continues them."""
    later = select(Review.previous_id).where(col(Review.previous_id).is_not(None), col(Review.cancelled_at).is_(None))
    query = (
        select(Review, School)
        .join(ActionPlan, col(ActionPlan.review_id) == col(Review.id))
        .join(School, col(School.id) == col(Review.school_id))
        .where(col(Review.cancelled_at).is_(None), col(Review.id).not_in(later))
    )
    if school_ids is not None:
        query = query.where(col(Review.school_id).in_(school_ids))
    return list(session.exec(query.order_by(col(Review.id))))


def read_plans(session: Session, reviews: Sequence[Review]) -> dict[int, Plan]:
    """The plans of these reviews in which something is written, without the words of their findings; by the review's
    id, in one query.
    """
    texts: dict[int, list[tuple[str, str, str, int]]] = {}
    query = select(ActionPlan.review_id, PlanText).join(PlanText, col(PlanText.plan_id) == col(ActionPlan.id))
    for review_id, one in session.exec(query.where(col(ActionPlan.review_id).in_([review.id for review in reviews]))):
        texts.setdefault(review_id, []).append((one.place, one.field, one.value, one.version))
    return {review_id: plan_from_texts(Sheet.of_rows(rows)) for review_id, rows in texts.items()}


def start_plan(session: Session, review: Review, *, by: Actor) -> ActionPlan:
    """The review has its one plan, begun now or before. Raises ReviewClosed."""
    if not review.is_open:
        raise ReviewClosed
    if found := plan_of(session, review):
        return found
    # Two who begin at once take turns: the second finds what the first began.
    session.exec(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True)).one()
    if found := plan_of(session, review):
        return found
    assert review.id is not None
    plan = ActionPlan(review_id=review.id, school_id=review.school_id, created_at=clock.now(), created_by=by.name)
    session.add(plan)
    session.flush()
    return plan


def book_of(session: Session, plan: ActionPlan) -> Book:
    """The texts of this plan. It admits nobody once its review is closed, and none of a sixth priority: ReviewClosed or
    EnoughPriorities.
    """
    review = session.get_one(Review, plan.review_id)
    framework = framework_of(review)
    assert plan.id is not None

    def admit(key: Key) -> None:
        if not review.is_open:
            raise ReviewClosed
        if PRIORITY.fullmatch(key.place):
            _check_room(session, plan, key)

    return Book(
        PlanText, PlanTextChange, "plan_id", plan.id, plan.school_id, framework, partial(clean, framework), admit
    )


def _check_room(session: Session, plan: ActionPlan, key: Key) -> None:
    """Raises EnoughPriorities where this text would begin a priority beyond the fifth, or bring one back."""
    here = select(PlanText.place).where(PlanText.plan_id == plan.id, PlanText.place == key.place).limit(1)
    if key.field != REMOVED and session.exec(here).first():
        return
    take_turn(session, plan)
    there = row_keys(read_plan_texts(session, plan), PRIORITIES)
    if key.place.removeprefix(f"{PRIORITIES}/") not in there and len(there) >= MOST_PRIORITIES:
        raise EnoughPriorities


def read_plan_texts(session: Session, plan: ActionPlan) -> Sheet:
    """All its texts as they stand, in one query."""
    return read_texts(session, book_of(session, plan))


def read_plan(session: Session, plan: ActionPlan) -> Plan:
    """The plan as it stands, with the findings that its priorities came from; five queries at most."""
    review = session.get_one(Review, plan.review_id)
    return plan_from_texts(read_plan_texts(session, plan), list_findings(session, review))


def put(session: Session, plan: ActionPlan, sheet: Sheet, place: str, values: Mapping[str, str], *, by: Actor) -> None:
    """These texts stand there, each saved over the one in `sheet`. Raises UnknownAnswer, BadAnswer or ReviewClosed."""
    book = book_of(session, plan)
    for name, value in values.items():
        if value == sheet.value(place, name):
            continue
        save_text(session, book, Key(place, name), value, base=sheet.text(place, name).version, by=by)


def mark_row(session: Session, plan: ActionPlan, place: str, *, removed: bool, by: Actor) -> None:
    """The row is out of the plan, or back in it; its texts stay.

    Raises UnknownAnswer where there is no such row, EnoughPriorities for a priority beyond the fifth.
    """
    take_turn(session, plan)
    sheet = read_plan_texts(session, plan)
    listed, _slash, key = place.rpartition("/")
    if key not in row_keys(sheet, listed, removed=not removed):
        if key in row_keys(sheet, listed, removed=removed):
            return
        raise UnknownAnswer(place)
    if listed == PRIORITIES and not removed and len(row_keys(sheet, PRIORITIES)) >= MOST_PRIORITIES:
        raise EnoughPriorities
    put(session, plan, sheet, place, {REMOVED: "yes" if removed else ""}, by=by)


def take_turn(session: Session, plan: ActionPlan) -> None:
    """Two who change the plan as a whole at once come after each other."""
    session.exec(select(ActionPlan.id).where(ActionPlan.id == plan.id).with_for_update(key_share=True)).one()


def move_priority(session: Session, plan: ActionPlan, key: str, *, up: bool, by: Actor) -> None:
    """The priority stands one place further up or down; at the end of the list nothing changes.

    Raises UnknownAnswer where there is no such priority.
    """
    take_turn(session, plan)
    sheet = read_plan_texts(session, plan)
    order = [one.key for one in plan_from_texts(sheet).priorities]
    if key not in order:
        raise UnknownAnswer(key)
    at = order.index(key)
    to = max(0, at - 1) if up else min(len(order) - 1, at + 1)
    order.insert(to, order.pop(at))
    for number, one in enumerate(order, start=1):
        put(session, plan, sheet, f"{PRIORITIES}/{one}", {"position": str(number)}, by=by)
