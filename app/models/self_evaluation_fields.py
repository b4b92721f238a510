"""Which fields there are at each kind of place, and what each of them can hold."""

import re
from collections.abc import Mapping

from app.models.fields import Key, Rule, UnknownAnswer, day, line, link, one_of_these, term, terms, text, yes
from app.models.self_evaluation import SCOPE
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework

EVIDENCE_PLACE = re.compile(r"([A-Z]+-[0-9]+)/([a-z0-9]{4,16})")

JUDGEMENT = "judgement"
NOT_APPLICABLE_WHY = "not_applicable_why"
STRENGTHS = "strengths"
DEVELOPMENTS = "developments"
STAKEHOLDERS = "stakeholders"
SUMMARY = "summary"
REMOVED = "removed"


def clean(framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    rule = fields_at(framework, key.place).get(key.field)
    if rule is None:
        raise UnknownAnswer(str(key))
    return rule(value.strip(), framework)


def fields_at(framework: Framework, place: str) -> Mapping[str, Rule]:
    """Raises UnknownAnswer for a place that the framework does not have."""
    if place == SCOPE:
        return SCOPE_FIELDS
    evidence = EVIDENCE_PLACE.fullmatch(place)
    item = evidence.group(1) if evidence else place
    if any(known.code == item for known in framework.items):
        return EVIDENCE_FIELDS if evidence else ITEM_FIELDS
    if any(area.code == place for area in framework.areas):
        return AREA_FIELDS
    raise UnknownAnswer(place)


def item_of(place: str) -> str:
    """The code of the item that a place belongs to: `LEAD-3/k3f9` → `LEAD-3`."""
    return place.partition("/")[0]


def judgement(value: str, framework: Framework) -> str:
    return one_of_these({*(level.code for level in framework.scale), NOT_LOOKED_AT, DOES_NOT_APPLY}, value)


SCOPE_FIELDS: Mapping[str, Rule] = {
    "why_now": text,
    "focus_themes": terms("focus_themes"),
    "sponsor_name": line,
    "sponsor_role": term("school_roles"),
    "commitment": text,
    "commitment_date": day,
    **{f"stage_{number}_due": day for number in range(1, 7)},
}
AREA_FIELDS: Mapping[str, Rule] = {SUMMARY: text}
ITEM_FIELDS: Mapping[str, Rule] = {
    JUDGEMENT: judgement,
    NOT_APPLICABLE_WHY: text,
    STRENGTHS: text,
    DEVELOPMENTS: text,
    STAKEHOLDERS: terms("stakeholders"),
}
EVIDENCE_FIELDS: Mapping[str, Rule] = {
    "kind": term("evidence_kinds"),
    "description": text,
    "dated": day,
    "link": link,
    REMOVED: yes,
}
