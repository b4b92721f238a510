"""What the history of one answer shows."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.book_tables import Change
from app.models.fields import UnknownAnswer
from app.models.reviews import Review
from app.models.self_evaluation import SCOPE, AnswerChange
from app.models.self_evaluation_fields import fields_at, item_of
from app.models.self_evaluation_sheet import Sheet
from app.pages.evidence_views import FileView
from app.pages.self_evaluation_views import shown_value
from app.review_framework.types import Framework
from app.services.evidence import list_files
from app.services.self_evaluation import book_of, framework_of, read_sheet
from app.services.texts import MOST_CHANGES, list_changes


@dataclass(frozen=True, slots=True)
class PastText:
    """One text that was sent. `version` is the answer's current one, against which it can be put back."""

    change: AnswerChange
    label: str
    shown: str
    version: int
    is_current: bool
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything ever sent for one answer, or for an item with its evidence, an area or the scope; newest first."""

    review: Review
    title: str
    about: str
    back: str
    past: list[PastText]
    earlier: str
    """Where the texts are that came before these; empty if there can be none."""
    can_restore: bool
    files: list[FileView]
    """Every file that the evidence of an item ever had; shown once, before the latest texts."""
    overtaken_by: str = ""

    @classmethod
    def of(
        cls, allowed: Allowed[Review], what: str, *, before: int | None = None, overtaken_by: str = ""
    ) -> "HistoryPage":
        """`what` is a place (`LEAD-3`) or one answer (`LEAD-3.strengths`). Raises UnknownAnswer."""
        review = allowed.thing
        framework = framework_of(review)
        place, _dot, field = what.partition(".")
        fields = fields_at(framework, place)
        if field and field not in fields:
            raise UnknownAnswer(what)
        sheet = read_sheet(allowed.session, review)
        changes = list_changes(allowed.session, book_of(review), place, field=field, before=before)
        return cls(
            review,
            _("History: %(label)s") % {"label": field_label(field) if field else place_label(place)},
            _about(framework, place),
            page_of(review, place),
            [_past(framework, sheet, one) for one in changes],
            f"/reviews/{review.id}/history?of={what}&before={changes[-1].id}" if len(changes) == MOST_CHANGES else "",
            review.is_open and allowed.may(Permission.REVIEW_WRITE),
            [FileView.of(one) for one in list_files(allowed.session, review, place)] if not (field or before) else [],
            overtaken_by,
        )


def _past(framework: Framework, sheet: Sheet, change: AnswerChange) -> PastText:
    version = sheet.text(change.place, change.field).version
    set_aside = change.kind == Change.SET_ASIDE
    return PastText(
        change,
        field_label(change.field),
        shown_value(framework, change.field, change.value),
        version,
        not set_aside and change.version == version,
        set_aside,
    )


def page_of(review: Review, place: str) -> str:
    """Where the answers of a place stand in their form."""
    if place == SCOPE:
        return f"/reviews/{review.id}/scope"
    item = item_of(place)
    return f"/reviews/{review.id}/areas/{item.rpartition('-')[0] or item}#{item}"


def field_label(field: str) -> str:
    """What a field is called on its page."""
    if field.startswith("stage_"):
        return _("Date of stage %(number)s") % {"number": field.split("_")[1]}
    return _labels()[field]


def place_label(place: str) -> str:
    return _("Scope and dates") if place == SCOPE else item_of(place)


def _about(framework: Framework, place: str) -> str:
    """The statement, the area or the page that the answers belong to."""
    if place == SCOPE:
        return _("Scope and dates")
    item = item_of(place)
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
