"""Which fields a SEND Action Plan has, and what each of them can hold.

`plan` is the plan as a whole. Rows have keys of their own: `priorities/k3f9`, `actions/k3f9`, `diary/k3f9`, and in a
priority `priorities/k3f9/measures/k001`, `…/stakeholders/k001`, `…/reviews/k001`. What a school says of a finding
that it leaves for later stands at `findings/ID`, such as `findings/self/LEAD/LEAD-3/development`.
"""

import re
from collections.abc import Mapping

from app.language import gettext as _
from app.models.fields import (
    LONGEST_TEXT,
    BadAnswer,
    Key,
    Rule,
    UnknownAnswer,
    day,
    line,
    no_longer_than,
    term,
    terms,
    yes,
)
from app.models.fields import text as prose
from app.review_framework.types import Framework

ROW_KEY = r"[a-z0-9-]{4,40}"
"""Made by a browser or by us; a key is used once in its list, so a row that is sent twice is there once."""
FINDING = re.compile(
    rf"self/[A-Z]+/[A-Z]+-[0-9]+/development|report/[0-9]{{1,12}}/(?:recommendations/{ROW_KEY}|developments/[A-Z]+)"
)
ROW = re.compile(rf"(priorities|actions|diary)/{ROW_KEY}")
PART = re.compile(rf"priorities/{ROW_KEY}/(measures|stakeholders|reviews)/{ROW_KEY}")

PLAN, PRIORITIES, ACTIONS, DIARY, FINDINGS = "plan", "priorities", "actions", "diary", "findings"
MEASURES, STAKEHOLDERS, REVIEWS = "measures", "stakeholders", "reviews"
REMOVED = "removed"

Fields = Mapping[str, Rule]


def findings(value: str, _framework: Framework) -> str:
    """Ids of findings, each once, in the order chosen. They need not be there any more."""
    chosen = list(dict.fromkeys(value.split()))
    if unknown := [one for one in chosen if not FINDING.fullmatch(one)]:
        raise BadAnswer(_("“%(value)s” is not a finding. Choose from the findings.") % {"value": unknown[0][:40]})
    return no_longer_than(LONGEST_TEXT, " ".join(chosen))


def priority(value: str, _framework: Framework) -> str:
    """The key of a priority, or nothing yet."""
    if value and not re.fullmatch(ROW_KEY, value):
        raise BadAnswer(_("“%(value)s” is not a priority. Choose from the list.") % {"value": value[:40]})
    return value


def position(value: str, _framework: Framework) -> str:
    """Where it stands among the others; written when a button is pressed."""
    if value and not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise BadAnswer(_("“%(value)s” is not a place in the order.") % {"value": value[:40]})
    return str(int(value)) if value else ""


PLAN_FIELDS: Fields = {"summary": prose, "why_number": prose}
ROWS: Mapping[str, Fields] = {
    PRIORITIES: {
        "title": line,
        "findings": findings,
        "why": prose,
        "themes": terms("focus_themes"),
        "intended": prose,
        "sip": line,
        "lead_role": term("school_roles"),
        "lead_name": line,
        "cost": prose,
        "changed": prose,
        "position": position,
        REMOVED: yes,
    },
    ACTIONS: {
        "priority": priority,
        "what": prose,
        "owner": line,
        "owner_role": term("school_roles"),
        "starts_on": day,
        "due_on": day,
        "status": term("change_status"),
        "blockers": terms("blockers"),
        "impact": prose,
        "origin": line,
        REMOVED: yes,
    },
    DIARY: {
        "written_on": day,
        "priority": priority,
        "tried": prose,
        "helped": prose,
        "hindered": prose,
        "for_us": prose,
        "for_school": prose,
        "for_pupils": prose,
        REMOVED: yes,
    },
}
PARTS: Mapping[str, Fields] = {
    MEASURES: {"what": line, "baseline": line, "target": line, "by_on": day, "now": line, REMOVED: yes},
    STAKEHOLDERS: {"who": term("stakeholders"), "how": line, REMOVED: yes},
    REVIEWS: {"review_on": day, "decision": term("review_outcomes"), "note": prose, REMOVED: yes},
}
FINDING_FIELDS: Fields = {"not_now": yes, "word": prose}

TERMS: Mapping[str, str] = {
    "themes": "focus_themes",
    "lead_role": "school_roles",
    "owner_role": "school_roles",
    "status": "change_status",
    "blockers": "blockers",
    "who": "stakeholders",
    "decision": "review_outcomes",
}
"""The fields that hold codes, and of which vocabulary."""
DAYS = frozenset({"starts_on", "due_on", "written_on", "by_on", "review_on"})


def fields_at(place: str) -> Fields:
    """Raises UnknownAnswer for a place that no plan has."""
    if place == PLAN:
        return PLAN_FIELDS
    if row := ROW.fullmatch(place):
        return ROWS[row[1]]
    if part := PART.fullmatch(place):
        return PARTS[part[1]]
    if place.startswith(f"{FINDINGS}/") and FINDING.fullmatch(place.removeprefix(f"{FINDINGS}/")):
        return FINDING_FIELDS
    raise UnknownAnswer(place)


def clean(framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    rule = fields_at(key.place).get(key.field)
    if rule is None:
        raise UnknownAnswer(str(key))
    return rule(value.strip(), framework)
