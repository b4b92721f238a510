"""What the fields and places of a plan are called, for its history and for comparing versions."""

from app.language import gettext as _
from app.models.action_plan_fields import ACTIONS, DIARY, FINDINGS, MEASURES, PLAN, PRIORITIES, REVIEWS
from app.models.action_plan_sheet import Plan
from app.models.fields import Key
from app.pages.self_evaluation_views import shown_value
from app.review_framework.types import Framework


def field_label(field: str) -> str:
    return {
        "summary": _("The plan in three sentences"),
        "why_number": _("Why this number of priorities"),
        "title": _("Title"),
        "findings": _("Findings"),
        "why": _("Why this, and why now"),
        "themes": _("Themes"),
        "intended": _("Intended outcome for pupils"),
        "sip": _("Place in the school improvement plan"),
        "lead_role": _("Role of the lead"),
        "lead_name": _("Name of the lead"),
        "cost": _("Cost and resources"),
        "changed": _("What it has changed"),
        "position": _("Place in the order"),
        "priority": _("Priority"),
        "owner": _("Who does it"),
        "owner_role": _("Their role"),
        "starts_on": _("Starts"),
        "due_on": _("Done by"),
        "status": _("How far things have changed"),
        "blockers": _("What stands in the way"),
        "impact": _("Evidence of impact"),
        "origin": _("Where it came from"),
        "written_on": _("Day"),
        "tried": _("What we tried"),
        "helped": _("What helped"),
        "hindered": _("What hindered"),
        "for_us": _("What changed for us"),
        "for_school": _("What changed for the school"),
        "for_pupils": _("What changed for the pupils"),
        "what": _("What"),
        "baseline": _("Baseline"),
        "target": _("Target"),
        "by_on": _("By"),
        "now": _("Where it is now"),
        "who": _("Who"),
        "how": _("How they are involved"),
        "review_on": _("Review date"),
        "decision": _("Decision"),
        "note": _("Note"),
        "not_now": _("Not now"),
        "word": _("A word on why not now"),
        "removed": _("Removed"),
    }[field]


def place_label(plan: Plan, place: str) -> str:
    """“Priority 2, a measure”, as far as the plan still has it."""
    listed, _slash, rest = place.partition("/")
    key, _slash, part = rest.partition("/")
    if listed == PLAN:
        return _("The plan as a whole")
    if listed == DIARY:
        return _("Diary")
    if listed == FINDINGS:
        return _("A finding")
    if listed == ACTIONS:
        action = plan.action(key)
        priority = plan.priority(action.priority) if action else None
        return _("Priority %(number)s, an action") % {"number": priority.number} if priority else _("An action")
    found = plan.priority(key)
    name = _("Priority %(number)s") % {"number": found.number} if found else _("A priority")
    if not part:
        return name
    parts = {MEASURES: _("a measure"), REVIEWS: _("a review date")}
    return f"{name}, {parts.get(part.partition('/')[0], _('a key stakeholder'))}"


def href_of(here: str, place: str) -> str:
    """Where somebody writes at this place."""
    listed, _slash, rest = place.partition("/")
    key, _slash, part = rest.partition("/")
    if listed == PRIORITIES:
        return f"{here}/reviews" if part.startswith(REVIEWS) else f"{here}/{PRIORITIES}/{key}"
    return {PLAN: here, FINDINGS: f"{here}/{FINDINGS}"}.get(listed, f"{here}/{place}")


def shown(framework: Framework, plans: tuple[Plan, ...], key: Key, value: str) -> str:
    """What people read for a stored text; keys and ids are named as one of these plans names them."""
    if key.field == "priority" and value:
        found = next((one for plan in plans if (one := plan.priority(value))), None)
        return found.title if found else _("a priority that is out of the plan")
    if key.field == "findings":
        known = {id_: finding for plan in plans for id_, finding in plan.findings.items()}
        named = [known[one] for one in value.split() if one in known]
        return "\n".join(one.text or one.heading for one in named)
    if key.field in ("not_now", "removed"):
        return _("Yes") if value else _("No")
    return shown_value(framework, key.field, value)
