"""The plan along the months: what is done when, and when it is looked at; of the plan alone, for page and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.documents.timeline import Line, Tick, Timeline
from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Plan, Priority
from app.pages.action_plan_views import label, named
from app.services.action_plan_progress import CHANGED

WIDTH, NAMES = 680, 236
"""Of the whole picture, and of the column with the names of the actions."""
LEAST_DAYS = 92
MOST_TICKS = 9
MOST_LINES = 20
"""In one picture on paper."""


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


def parts_of(whole: Timeline) -> Iterator[Timeline]:
    """The same in pictures that fit on a page, each over the same months; a priority stays together where it can."""
    parts: list[list[Line]] = [[]]
    for group in _by_priority(whole.lines):
        for start in range(0, len(group), MOST_LINES):
            lines = group[start : start + MOST_LINES]
            if len(parts[-1]) + len(lines) > MOST_LINES:
                parts.append([])
            parts[-1] += lines
    for number, lines in enumerate(parts, start=1):
        title = whole.title
        if len(parts) > 1:
            title = _("%(title)s, part %(number)s of %(parts)s") % {
                "title": whole.title,
                "number": number,
                "parts": len(parts),
            }
        yield replace(whole, title=title, lines=tuple(lines))


def _by_priority(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if line.is_priority or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


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
            year_too = f" ’{on.year % 100:02}" if month == 0 or number == 0 else ""
            yield Tick(self.x(on), day(on).split(" ")[1][:3] + year_too)


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
