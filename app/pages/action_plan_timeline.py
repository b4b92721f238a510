"""The plan along the months: what is done when, and when it is looked at; of the plan alone, for page and paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Plan, Priority
from app.pages.action_plan_views import label, named
from app.services.action_plan_progress import CHANGED

WIDTH, NAMES = 680, 236
"""Of the whole picture, and of the column with the names of the actions."""
LEAST_DAYS = 92
MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a priority as a heading, or an action as a bar from start to end. A bar without a start is its end."""

    is_priority: bool
    label: str
    x: float = 0
    end: float = 0
    fill: str = ""
    """`done`, `under_way` or `open`: told apart by lightness and outline, so that a grey printer keeps them apart."""
    reviews: tuple[float, ...] = ()
    said: tuple[str, ...] = ()
    """The same in words, for the table behind it: who, from, by, how far."""


@dataclass(frozen=True, slots=True)
class Timeline:
    title: str
    about: str
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    today: float | None
    without_days: int
    """Actions that have no date, and so no bar."""

    def __bool__(self) -> bool:
        return any(not line.is_priority or line.reviews for line in self.lines)


def timeline_of(plan: Plan, today: date) -> Timeline:
    """Every action with a date, under its priority, with the priority's review dates."""
    days = [day for action in plan.actions for day in (action.starts_on, action.due_on) if day]
    days += [one.review_on for priority in plan.priorities for one in priority.reviews if one.review_on]
    first = min([*days, today]).replace(day=1)
    last = max([*days, first + timedelta(days=LEAST_DAYS)])
    span = _Span(first, last)
    dated = [action for action in plan.actions if action.due_on or action.starts_on]
    said = _("%(actions)s actions of %(priorities)s priorities from %(first)s to %(last)s.") % {
        "actions": len(dated),
        "priorities": len(plan.priorities),
        "first": day(first),
        "last": day(last),
    }
    lines = tuple(line for priority in plan.priorities for line in _lines(priority, span))
    now = span.x(today) if first <= today <= last else None
    return Timeline(_("Timeline of the plan"), said, tuple(span.ticks()), lines, now, len(plan.actions) - len(dated))


class _Span:
    """From a first to a last day, as places in the picture."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def x(self, on: date) -> float:
        share = (on - self.first).days / max((self.last - self.first).days, 1)
        return round(NAMES + share * (WIDTH - NAMES - 12), 1)

    def ticks(self) -> Iterator[Tick]:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = -(-months // MOST_TICKS)
        for number in range(0, months, step):
            year, month = divmod(self.first.month - 1 + number, 12)
            on = date(self.first.year + year, month + 1, 1)
            yield Tick(self.x(on), day(on).split(" ")[1][:3] + (f" ’{on:%y}" if month == 0 or number == 0 else ""))


def _lines(priority: Priority, span: _Span) -> Iterator[Line]:
    reviews = tuple(span.x(one.review_on) for one in priority.reviews if one.review_on)
    days = ", ".join(day(one.review_on) for one in priority.reviews if one.review_on)
    name = f"{priority.number}. {priority.title or _('no title yet')}"
    yield Line(True, name, reviews=reviews, said=("", "", days, ""))
    for action in priority.actions:
        first, last = action.starts_on or action.due_on, action.due_on or action.starts_on
        if first and last:
            yield Line(False, action.what, span.x(min(first, last)), span.x(last), _fill(action), said=_said(action))


def _fill(action: Action) -> str:
    if action.is_settled:
        return "done"
    return "under_way" if action.status in CHANGED else "open"


def _said(action: Action) -> tuple[str, ...]:
    return (
        named(action.owner, action.owner_role),
        day(action.starts_on) if action.starts_on else "",
        day(action.due_on) if action.due_on else "",
        label("change_status", action.status),
    )
