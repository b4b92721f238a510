"""The days of a plan as entries of a calendar: when an action is due, when a priority is looked at again."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlmodel import Session

from app.documents.calendar import CalendarEvent
from app.language import gettext as _
from app.models.action_plan_sheet import Plan
from app.models.reviews import Review
from app.models.schools import School
from app.services.action_plan import list_planned, read_plans
from app.settings import Settings

LONGEST_WORDS = 80


def days_of_plans(
    session: Session, school_ids: Collection[int], *, since: date, settings: Settings
) -> list[CalendarEvent]:
    """Whole days, of the plans of these schools as they stand, without what is done or decided; two queries."""
    planned = list_planned(session, school_ids) if school_ids else []
    plans = read_plans(session, [review for review, _school in planned]) if planned else {}
    return [
        event
        for review, school in planned
        if (plan := plans.get(review.id or 0))
        for event in _days(plan, review, school, f"{settings.base_url}/reviews/{review.id}/action-plan")
        if isinstance(event.starts, date) and event.starts >= since
    ]


def _days(plan: Plan, review: Review, school: School, here: str) -> Iterator[CalendarEvent]:
    for priority in plan.priorities:
        for action in priority.actions:
            if action.due_on and not action.is_settled:
                words = _("Planned until today: %(what)s") % {"what": _cut(action.what)}
                link = f"{here}/actions/{action.key}"
                yield _whole_day(f"plan-{review.id}-action-{action.key}", action.due_on, words, school, link)
        for look in priority.reviews:
            if look.review_on and not look.decision:
                words = _("Look again: %(title)s") % {"title": _cut(priority.title) or _("no title yet")}
                uid = f"plan-{review.id}-{priority.key}-review-{look.key}"
                yield _whole_day(uid, look.review_on, words, school, f"{here}/reviews#dates-{priority.key}")


def _whole_day(uid: str, on: date, words: str, school: School, link: str) -> CalendarEvent:
    return CalendarEvent(f"{uid}@send-review", 0, on, on, words, school.name, link)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else line[:LONGEST_WORDS].rpartition(" ")[0] + "…"
