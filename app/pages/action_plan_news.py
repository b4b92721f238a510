"""A review's plan on its school's first pages: what comes next in it, what is due and what is stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from app import clock
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Plan, Priority
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion
from app.pages.reviews_stages import FOLLOW_UP, Stage
from app.services.action_plan import read_plans
from app.services.action_plan_progress import Stuck, due_soon, reviews_due, stuck


@dataclass(frozen=True, slots=True)
class PlanNews:
    """Nothing is due in a plan that nobody has begun."""

    review: Review
    plan: Plan | None
    due: list[tuple[Action, Priority]]
    reviews: list[tuple[date, Priority]]
    stuck: list[Stuck]

    @property
    def href(self) -> str:
        return f"/reviews/{self.review.id}/action-plan"

    @property
    def is_begun(self) -> bool:
        return self.plan is not None and bool(self.plan.priorities)

    def __bool__(self) -> bool:
        return bool(self.due or self.reviews or self.stuck)


def plan_news_of(session: Session, reviews: Sequence[Review]) -> Mapping[int, PlanNews]:
    """By the review's id; one query however many reviews there are."""
    plans, today = read_plans(session, reviews), clock.today()
    return {review.id: _news(review, plans.get(review.id), today) for review in reviews if review.id is not None}


def with_plan(stages: Sequence[Stage], news: PlanNews, *, agreed: AgreedVersion | None) -> list[Stage]:
    """The sixth stage leads to the plan: from the final report on it is what comes next, and before that it can be
    opened as soon as there is anything to plan from.
    """
    stage = stages[FOLLOW_UP]
    reported = stage.state in ("next", "waiting", "done")
    if not news.review.is_open or not (reported or agreed or news.plan):
        return list(stages)
    about = _("Turn what was found into a SEND Action Plan: three priorities, each with somebody who leads it.")
    if news.is_begun:
        about = _("Your SEND Action Plan is put to work, and its impact is looked at.")
    href = news.href if news.is_begun else f"{news.href}/findings"
    is_next = reported or news.is_begun
    sixth = replace(
        stage,
        state="next" if is_next else stage.state,
        about=about,
        href=news.href,
        duration=None if news.is_begun else _("about 20 minutes"),
        action_label=(_("Go on with your plan") if news.is_begun else _("Choose your priorities")) if is_next else None,
        action_href=href if is_next else None,
        is_asked_for=False,
    )
    return [*stages[:FOLLOW_UP], sixth, *stages[FOLLOW_UP + 1 :]]


def _news(review: Review, plan: Plan | None, today: date) -> PlanNews:
    if plan is None:
        return PlanNews(review, None, [], [], [])
    return PlanNews(review, plan, due_soon(plan, today), reviews_due(plan, today), stuck(plan, today))
