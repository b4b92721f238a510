"""Where a plan stands on a day: what is due soon, what is stuck, and on how many shoulders it rests."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.action_plan_sheet import Action, Plan, Priority

SOON = timedelta(days=21)
CHANGED = frozenset({"some_change", "great_change"})


@dataclass(frozen=True, slots=True)
class Stuck:
    """An action to talk about: something stands in its way, or its day has passed."""

    action: Action
    priority: Priority
    is_late: bool


@dataclass(frozen=True, slots=True)
class Share:
    """One role in the plan: the priorities it leads, the actions it owns, the priorities it is involved in."""

    role: str
    """A code of `school_roles` or of `stakeholders`; empty for nobody yet."""
    leads: tuple[Priority, ...]
    owns: int
    involved: tuple[Priority, ...]


def due_soon(plan: Plan, today: date) -> list[tuple[Action, Priority]]:
    """Actions to be done in the next three weeks, the nearest first."""
    found = [
        (action, priority)
        for priority in plan.priorities
        for action in priority.actions
        if action.due_on and today <= action.due_on <= today + SOON and not action.is_settled
    ]
    return sorted(found, key=lambda pair: (pair[0].due_on or today, pair[0].key))


def stuck(plan: Plan, today: date) -> list[Stuck]:
    """Actions with something in their way, or whose day has passed without a change; those longest late first."""
    found = [
        Stuck(action, priority, late)
        for priority in plan.priorities
        for action in priority.actions
        if (late := is_late(action, today)) or (action.blockers and not action.is_settled)
    ]
    return sorted(found, key=lambda one: (not one.is_late, one.action.due_on or date.max, one.action.key))


def is_late(action: Action, today: date) -> bool:
    return action.due_on is not None and action.due_on < today and action.status not in CHANGED


def reviews_due(plan: Plan, today: date) -> list[tuple[date, Priority]]:
    """Review dates of the next three weeks, and those that passed without a decision."""
    found = [
        (one.review_on, priority)
        for priority in plan.priorities
        for one in priority.reviews
        if one.review_on and not one.decision and one.review_on <= today + SOON
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].number))


def shares(plan: Plan) -> list[Share]:
    """Every role that leads, owns or is involved, those with most to do first; without a role last."""
    leads = {role: tuple(one for one in plan.priorities if one.lead_role == role) for role in _lead_roles(plan)}
    owns = Counter(action.owner_role for action in plan.actions)
    involved = {
        role: tuple(one for one in plan.priorities if any(other.who == role for other in one.stakeholders))
        for role in dict.fromkeys(other.who for one in plan.priorities for other in one.stakeholders if other.who)
    }
    roles = dict.fromkeys([*leads, *owns, *involved])
    found = [Share(role, leads.get(role, ()), owns[role], involved.get(role, ())) for role in roles]
    return sorted(found, key=lambda one: (not one.role, -len(one.leads), -one.owns, -len(one.involved), one.role))


def rests_on_one(plan: Plan) -> str:
    """The person or role that leads every priority and owns every action that somebody has, where that is one alone;
    else nothing. A plan of a single task says nothing yet.
    """
    held = [(one.lead_role, one.lead_name) for one in plan.priorities if one.lead_role or one.lead_name]
    held += [(one.owner_role, one.owner) for one in plan.actions if one.owner_role or one.owner]
    few = 2
    if len(held) < few:
        return ""
    names = {name.casefold() for _role, name in held if name}
    roles = {role for role, _name in held if role}
    if len(names) == 1 and all(name for _role, name in held):
        return next(name for _role, name in held)
    return roles.pop() if len(roles) == 1 and len(names) <= 1 and all(role for role, _name in held) else ""


def _lead_roles(plan: Plan) -> dict[str, None]:
    return dict.fromkeys(one.lead_role for one in plan.priorities)
