"""What governors could ask of a review: each question comes from a rule about what the review holds or lacks."""

from collections.abc import Callable
from dataclasses import dataclass

from app.language import gettext as _
from app.models.self_evaluation_fields import DEVELOPMENTS, STAKEHOLDERS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import DOES_NOT_APPLY, Framework, Item


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the rules look at: the items asked, and what was answered."""

    framework: Framework
    items: tuple[Item, ...]
    sheet: Sheet


Rule = Callable[[Reviewed], str]
"""Gives a question, or nothing where the rule does not fit."""


def questions(reviewed: Reviewed) -> tuple[str, ...]:
    return tuple(question for rule in RULES if (question := rule(reviewed)))


def in_a_sentence(label: str) -> str:
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _first_step(reviewed: Reviewed) -> str:
    lowest = reviewed.framework.scale[0].code
    starting = [item for item in reviewed.items if reviewed.sheet.judgement(item) == lowest]
    if not starting:
        return _("Which strength could we share with another school, and how would we know that it works for pupils?")
    return _("What will be different for pupils by the end of next term in %(area)s (item %(code)s)?") % {
        "area": in_a_sentence(reviewed.framework.area_of(starting[0].code).title),
        "code": starting[0].code,
    }


def _shared_ownership(reviewed: Reviewed) -> str:
    for item in reviewed.items:
        owners = set(reviewed.sheet.value(item.code, STAKEHOLDERS).split())
        if reviewed.sheet.value(item.code, DEVELOPMENTS) and owners <= {"senco"}:
            return _("Who besides the SENCO owns the areas for development, such as %(code)s, and has time for it?") % {
                "code": item.code
            }
    return ""


def _evidence(reviewed: Reviewed) -> str:
    for item in reviewed.items:
        judged = reviewed.sheet.is_answered(item) and reviewed.sheet.judgement(item) != DOES_NOT_APPLY
        if judged and not reviewed.sheet.evidence(item.code):
            return _("What did you see or hear that led to the judgement on %(code)s?") % {"code": item.code}
    return ""


def _voices(reviewed: Reviewed) -> str:
    kinds = {evidence.kind for item in reviewed.items for evidence in reviewed.sheet.evidence(item.code)}
    if "conversation_pupils" not in kinds:
        return _("How did pupils’ own accounts inform this review, and when will they hear what came of it?")
    if "conversation_parents_and_carers" not in kinds:
        return _("How did parents and carers inform this review, and when will they hear what came of it?")
    return _("What did pupils, parents and carers say that changed our minds?")


def _area_to_come(reviewed: Reviewed) -> str:
    for area in reviewed.framework.areas:
        items = [item for item in reviewed.items if item.area_code == area.code]
        if items and not any(reviewed.sheet.is_answered(item) for item in items):
            return _("When will the school look at %(area)s, and what might it find?") % {
                "area": in_a_sentence(area.title)
            }
    return ""


def _improvement_plan(_reviewed: Reviewed) -> str:
    return _("Which of these next steps are in the school improvement plan, and what do they need from governors?")


RULES: tuple[Rule, ...] = (_first_step, _shared_ownership, _evidence, _voices, _area_to_come, _improvement_plan)
