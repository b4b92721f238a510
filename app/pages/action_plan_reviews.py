"""The review dates of a plan, and its implementation diary."""

from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.language import gettext as _
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import DIARY, REVIEWS
from app.models.action_plan_sheet import DiaryEntry, Plan, Priority, plan_from_texts
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_views import (
    Choice,
    Opened,
    RowView,
    choices,
    errors_of,
    priority_choices,
    removed_rows,
    view_fields,
    view_rows,
)
from app.pages.self_evaluation_views import FieldView, new_key
from app.services.action_plan import read_plan_texts
from app.services.action_plan_dates import TermDate, termly_dates
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class DatesOfPriority:
    priority: Priority
    rows: list[RowView]
    removed: list[Choice]


@dataclass(frozen=True, slots=True)
class ReviewDatesPage:
    opened: Opened
    dates: list[DatesOfPriority]
    terms: list[TermDate]
    decisions: list[Choice]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"{self.opened.here}/{REVIEWS}"

    @classmethod
    def of(
        cls, allowed: Allowed[Review], plan_row: ActionPlan, *, outcome: Outcome | None = None, add: str = ""
    ) -> "ReviewDatesPage":
        sheet = read_plan_texts(allowed.session, plan_row)
        return cls(
            Opened.of(allowed, plan_row),
            [_dates(sheet, one, outcome, add) for one in plan_from_texts(sheet).priorities],
            termly_dates(clock.today()),
            choices("review_outcomes", _("Not held yet")),
            errors_of(outcome),
            len(outcome.clashes) if outcome else 0,
        )


def _dates(sheet: Sheet, priority: Priority, outcome: Outcome | None, add: str) -> DatesOfPriority:
    listed = f"{priority.place}/{REVIEWS}"
    rows = sorted(
        view_rows(sheet, listed, outcome, blank=add == priority.key),
        key=lambda row: (row.fields["review_on"].value or "9999", row.number is None, row.key),
    )
    return DatesOfPriority(priority, rows, removed_rows(sheet, listed, "note", "review_on"))


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """One entry to write in, and what was written before, the newest first."""

    opened: Opened
    key: str
    is_new: bool
    fields: dict[str, FieldView]
    entries: list[DiaryEntry]
    plan: Plan
    removed: list[Choice]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"{self.opened.here}/{DIARY}"

    @property
    def priorities(self) -> list[Choice]:
        return priority_choices(self.plan.priorities, _("The plan as a whole"))

    @classmethod
    def of(
        cls, allowed: Allowed[Review], plan_row: ActionPlan, key: str = "", *, outcome: Outcome | None = None
    ) -> "DiaryPage":
        sheet = read_plan_texts(allowed.session, plan_row)
        plan = plan_from_texts(sheet)
        chosen = key or new_key()
        words = ("tried", "helped", "hindered", "for_us", "for_school", "for_pupils")
        return cls(
            Opened.of(allowed, plan_row),
            chosen,
            all(one.key != chosen for one in plan.diary),
            view_fields(sheet, f"{DIARY}/{chosen}", outcome),
            [one for one in plan.diary if one.key != chosen],
            plan,
            removed_rows(sheet, DIARY, *words),
            errors_of(outcome),
            len(outcome.clashes) if outcome else 0,
        )
