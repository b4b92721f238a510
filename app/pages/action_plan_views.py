"""Pieces that the pages of a plan share: who has it open, rows to write in, what codes are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.action_plan import ActionPlan, PlanState
from app.models.action_plan_fields import FINDINGS, REMOVED, fields_at
from app.models.action_plan_sheet import Finding, Priority, row_keys
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import FieldView, new_key, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.texts_forms import Outcome

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan as somebody has it before them; no plan yet for one that nobody has begun."""

    review: Review
    plan: ActionPlan | None
    can_write: bool
    can_agree: bool
    person_id: int

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}/action-plan"

    @classmethod
    def of(cls, allowed: Allowed[Review], plan: ActionPlan | None) -> "Opened":
        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            plan,
            allowed.thing.is_open and allowed.may(Permission.PLAN_WRITE),
            allowed.thing.is_open and allowed.may(Permission.PLAN_AGREE),
            allowed.person.id,
        )


@dataclass(frozen=True, slots=True)
class RowView:
    """One row in a form. A blank one has never been written in, and has no number."""

    place: str
    number: int | None
    fields: dict[str, FieldView]

    @property
    def key(self) -> str:
        return self.place.rpartition("/")[2]


def view_fields(sheet: Sheet, place: str, outcome: Outcome | None = None) -> dict[str, FieldView]:
    """Every field that a form shows of this place."""
    return {name: view_field(sheet, place, name, outcome) for name in fields_at(place) if name != REMOVED}


def view_rows(sheet: Sheet, listed: str, outcome: Outcome | None, *, blank: bool = False) -> list[RowView]:
    """The rows of a list with one more to write in, where one was asked for."""
    stored = [f"{listed}/{key}" for key in row_keys(sheet, listed)]
    kept = sorted({key.place for key in outcome.kept if key.place.startswith(f"{listed}/")} if outcome else ())
    places = [*stored, *(place for place in kept if place not in stored)]
    rows = [RowView(place, number, view_fields(sheet, place, outcome)) for number, place in enumerate(places, start=1)]
    return [*rows, blank_row(listed)] if blank else rows


def removed_rows(sheet: Sheet, listed: str, *names: str) -> list[Choice]:
    """Place and first words of each row that can be put back."""
    places = [f"{listed}/{key}" for key in row_keys(sheet, listed, removed=True)]
    return [(place, _words(sheet, place, names)) for place in places]


def blank_row(listed: str) -> RowView:
    place = f"{listed}/{new_key()}"
    return RowView(place, None, view_fields(Sheet({}), place))


def choices(name: str, first: str = "") -> list[Choice]:
    """What a list offers, with nothing chosen first."""
    return [("", first or _("Not said yet")), *vocabulary(name).labels.items()]


def label(name: str, code: str) -> str:
    return vocabulary(name).label(code) if code in vocabulary(name).codes else ""


def priority_choices(priorities: Iterable[Priority], first: str) -> list[Choice]:
    return [("", first), *((one.key, name_of(one)) for one in priorities)]


def name_of(priority: Priority) -> str:
    return _("Priority %(number)s: %(title)s") % {
        "number": priority.number,
        "title": priority.title or _("no title yet"),
    }


def lead_of(priority: Priority) -> str:
    """Name and role, as far as they are known."""
    return named(priority.lead_name, priority.lead_role)


def named(name: str, role: str) -> str:
    called = label("school_roles", role)
    return f"{name} ({called})" if name and called else name or called


def finding_href(here: str, finding: Finding) -> str:
    return f"{here}/{FINDINGS}/{finding.id}"


def errors_of(outcome: Outcome | None) -> list[tuple[str, str]]:
    return [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else []


def state_label(state: str) -> str:
    return {
        PlanState.DRAFT: _("Draft"),
        PlanState.SHARED_WITH_FACILITATOR: _("Shared with your facilitator"),
        PlanState.REFINED_AFTER_COACHING: _("Refined after coaching"),
        PlanState.AGREED_WITH_SLT: _("Agreed with your senior leadership team (SLT)"),
        PlanState.SHARED_WITH_GOVERNORS: _("Shared with governors"),
    }[PlanState(state)]


def _words(sheet: Sheet, place: str, names: Iterable[str]) -> str:
    return next((words for name in names if (words := sheet.value(place, name))), _("a row without words"))
