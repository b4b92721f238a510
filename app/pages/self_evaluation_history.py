"""What the history of one answer shows."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.reviews import Review
from app.models.self_evaluation import SCOPE, AnswerChange, Change
from app.models.self_evaluation_fields import Key, UnknownAnswer, fields_at, item_of
from app.pages.self_evaluation_views import shown_value
from app.review_framework.types import Framework
from app.services.self_evaluation import framework_of, list_changes


@dataclass(frozen=True, slots=True)
class PastText:
    change: AnswerChange
    shown: str
    is_current: bool
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything ever sent for one answer, newest first. `version` is the current one."""

    review: Review
    key: Key
    label: str
    about: str
    back: str
    version: int
    past: list[PastText]
    can_restore: bool
    overtaken_by: str = ""

    @classmethod
    def of(cls, allowed: Allowed[Review], key: Key, *, overtaken_by: str = "") -> "HistoryPage":
        """Raises UnknownAnswer."""
        review = allowed.thing
        framework = framework_of(review)
        if key.field not in fields_at(framework, key.place):
            raise UnknownAnswer(str(key))
        changes = list_changes(allowed.session, review, key)
        current = max((one.version for one in changes if one.kind != Change.SET_ASIDE), default=0)
        return cls(
            review,
            key,
            field_label(key.field),
            _about(framework, key),
            page_of(review, key),
            current,
            [
                PastText(
                    one,
                    shown_value(framework, key.field, one.value),
                    one.kind != Change.SET_ASIDE and one.version == current,
                    one.kind == Change.SET_ASIDE,
                )
                for one in changes
            ],
            review.is_open and allowed.may(Permission.REVIEW_WRITE),
            overtaken_by,
        )


def page_of(review: Review, key: Key) -> str:
    """Where the answer stands in its form."""
    if key.place == SCOPE:
        return f"/reviews/{review.id}/scope"
    item = item_of(key.place)
    return f"/reviews/{review.id}/areas/{item.rpartition('-')[0] or item}#{item}"


def field_label(field: str) -> str:
    """What a field is called on its page."""
    if field.startswith("stage_"):
        return _("Date of stage %(number)s") % {"number": field.split("_")[1]}
    return _labels()[field]


def _about(framework: Framework, key: Key) -> str:
    """The statement, the area or the page that the answer belongs to."""
    if key.place == SCOPE:
        return _("Scope and dates")
    item = item_of(key.place)
    if any(area.code == item for area in framework.areas):
        return framework.area(item).title
    return f"{item}: {framework.item(item).statement}"


def _labels() -> dict[str, str]:
    return {
        "why_now": _("Why now"),
        "focus_themes": _("Focus themes"),
        "sponsor_name": _("Senior leader who sponsors the review"),
        "sponsor_role": _("Their role"),
        "commitment": _("What the senior leader commits to"),
        "commitment_date": _("Date of the commitment"),
        "summary": _("Summary"),
        "judgement": _("Where your school is now"),
        "not_applicable_why": _("Why it does not apply"),
        "strengths": _("Strengths"),
        "developments": _("Areas for development"),
        "stakeholders": _("Key stakeholders"),
        "kind": _("Evidence: kind"),
        "description": _("Evidence: what it is and what it shows"),
        "dated": _("Evidence: date"),
        "link": _("Evidence: link"),
        "removed": _("Evidence: removed"),
    }
