"""Which fields a coaching session has, whose they are, and what each of them can hold.

`worksheet` follows the definition: one field a question. `coach` holds what the coach notes, in two fields: one that
the school reads, and one that never leaves the coach's side. Next steps are rows: `next_steps/k3f9`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.models.coaching import CoachingSide
from app.models.fields import Key, Rule, UnknownAnswer, day, line, one_of_these, term, text, yes
from app.review_framework.coaching_types import CoachingSession
from app.review_framework.types import Framework

ROW_KEY = r"[a-z0-9-]{4,40}"
NEXT_STEP = re.compile(rf"next_steps/({ROW_KEY})")

WORKSHEET, COACH, NEXT_STEPS = "worksheet", "coach", "next_steps"
SHARED_NOTES, PRIVATE_NOTES = "shared_notes", "private_notes"

SCHOOL = frozenset({CoachingSide.SCHOOL})
COACH_ALONE = frozenset({CoachingSide.COACH})
BOTH = SCHOOL | COACH_ALONE


@dataclass(frozen=True, slots=True)
class CoachingField:
    """`sides` write it; `seen_by` read it. The worksheet is read by the coach only while it is shared."""

    rule: Rule
    sides: frozenset[CoachingSide]
    seen_by: frozenset[CoachingSide]


Fields = Mapping[str, CoachingField]

COACH_FIELDS: Fields = {
    SHARED_NOTES: CoachingField(text, COACH_ALONE, BOTH),
    PRIVATE_NOTES: CoachingField(text, COACH_ALONE, COACH_ALONE),
}
NEXT_STEP_FIELDS: Fields = {
    "text": CoachingField(text, BOTH, BOTH),
    "who": CoachingField(line, BOTH, BOTH),
    "role": CoachingField(term("school_roles"), BOTH, BOTH),
    "due": CoachingField(day, BOTH, BOTH),
    "removed": CoachingField(yes, BOTH, BOTH),
}


def fields_at(defined: CoachingSession, place: str) -> Fields:
    """Raises UnknownAnswer for a place that this session does not have."""
    if place == WORKSHEET:
        return {code: CoachingField(_rule(defined, code), SCHOOL, BOTH) for code in defined.by_prompt}
    if place == COACH:
        return COACH_FIELDS
    if NEXT_STEP.fullmatch(place):
        return NEXT_STEP_FIELDS
    raise UnknownAnswer(place)


def field_of(defined: CoachingSession, key: Key) -> CoachingField:
    """Raises UnknownAnswer."""
    field = fields_at(defined, key.place).get(key.field)
    if field is None:
        raise UnknownAnswer(str(key))
    return field


def clean(defined: CoachingSession, framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    return field_of(defined, key).rule(value.strip(), framework)


def _rule(defined: CoachingSession, code: str) -> Rule:
    prompt = defined.by_prompt[code]
    if prompt.answer == "text":
        return text
    choices = {choice.code for choice in prompt.choices}
    return lambda value, _framework: one_of_these(choices, value)
