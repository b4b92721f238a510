"""What the plans of schools are about: the themes of their priorities, as agreed, or as they stand."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.action_plan_sheet import Plan, plan_from_texts
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.services.action_plan import read_plans

Themes = dict[int, frozenset[str]]
"""By the id of a review. Where no priority names a theme, the review is missing."""

AGREED = (PlanVersionKind.AGREED_WITH_SLT, PlanVersionKind.SHARED_WITH_GOVERNORS)
"""A school stands behind these; what it only showed its facilitator may still change."""


def agreed_themes(session: Session, review_ids: Collection[int]) -> Themes:
    """Of the latest agreed version of each plan; two queries for any number of reviews."""
    versions = session.exec(
        select(ActionPlan.review_id, ActionPlanVersion.id)
        .join(ActionPlanVersion, col(ActionPlanVersion.plan_id) == col(ActionPlan.id))
        .where(col(ActionPlan.review_id).in_(review_ids), col(ActionPlanVersion.kind).in_(AGREED))
        .order_by(col(ActionPlanVersion.plan_id), col(ActionPlanVersion.number))
    )
    latest = dict(versions.all())
    rows = session.exec(
        select(ActionPlanVersion.id, ActionPlanVersion.texts).where(col(ActionPlanVersion.id).in_(latest.values()))
    )
    texts = dict(rows.all())
    plans = {review_id: plan_from_texts(Sheet.of_rows(texts[id_])) for review_id, id_ in latest.items()}
    return _named(plans)


def current_themes(session: Session, reviews: Collection[Review]) -> Themes:
    """Of each plan as it stands; one query."""
    return _named(read_plans(session, list(reviews)))


def _named(plans: dict[int, Plan]) -> Themes:
    named = {id_: frozenset(theme for one in plan.priorities for theme in one.themes) for id_, plan in plans.items()}
    return {id_: themes for id_, themes in named.items() if themes}
