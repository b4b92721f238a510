"""One priority to write, with its measures, the people involved and its actions; and one action of it."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import MEASURES, PRIORITIES, REVIEWS, STAKEHOLDERS
from app.models.action_plan_sheet import Action, Finding, Plan, PlanReview, Priority, plan_from_texts
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_findings import TraceView, view_traces
from app.pages.action_plan_views import (
    Choice,
    Opened,
    RowView,
    blank_row,
    choices,
    errors_of,
    finding_href,
    label,
    name_of,
    removed_rows,
    view_fields,
    view_rows,
)
from app.pages.self_evaluation_views import FieldView, new_key
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan import read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.texts_forms import Outcome

LISTS = (MEASURES, STAKEHOLDERS)
WORDS_OF = {MEASURES: ("what", "target"), STAKEHOLDERS: ("how",)}


@dataclass(frozen=True, slots=True)
class FindingLink:
    """What a priority or an action began with, one click from each of its notes."""

    finding: Finding
    href: str
    traces: list[TraceView]


@dataclass(frozen=True, slots=True)
class PriorityPage:
    opened: Opened
    priority: Priority
    fields: dict[str, FieldView]
    findings: list[FindingLink]
    rows: dict[str, list[RowView]]
    removed: dict[str, list[Choice]]
    new_action: str
    """The key of the next action: a button pressed twice adds one."""
    what: str
    """The next action as it was typed, where it could not be added."""
    others: list[Priority]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"{self.opened.here}/{self.priority.place}"

    @staticmethod
    def decision_of(review: PlanReview) -> str:
        return label("review_outcomes", review.decision)

    @property
    def themes(self) -> list[Choice]:
        return list(vocabulary("focus_themes").labels.items())

    @property
    def roles(self) -> list[Choice]:
        return choices("school_roles")

    @property
    def people(self) -> list[Choice]:
        return choices("stakeholders", _("Choose who"))

    @classmethod
    def of(
        cls,
        allowed: Allowed[Review],
        plan_row: ActionPlan,
        key: str,
        *,
        outcome: Outcome | None = None,
        add: str = "",
        what: str = "",
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "PriorityPage | None":
        """None where there is no such priority."""
        sheet, plan = _plan(allowed, plan_row)
        priority, opened = plan.priority(key), Opened.of(allowed, plan_row)
        if priority is None:
            return None
        return cls(
            opened,
            priority,
            view_fields(sheet, priority.place, outcome),
            link_findings(opened, priority),
            {name: _rows(sheet, priority, name, outcome, blank=add == name) for name in LISTS},
            {name: removed_rows(sheet, f"{priority.place}/{name}", *WORDS_OF[name]) for name in LISTS},
            new_key(),
            what,
            [one for one in plan.priorities if one.key != key],
            [*errors, *errors_of(outcome)],
            len(outcome.clashes) if outcome else 0,
        )


@dataclass(frozen=True, slots=True)
class RowPage:
    """One empty row, to put into a page that is open."""

    listed: str
    row: RowView
    here: str
    options: list[Choice]
    """To choose from in the row: people, or decisions."""

    @classmethod
    def blank(cls, opened: Opened, key: str, listed: str) -> "RowPage":
        place = f"{PRIORITIES}/{key}"
        if listed == REVIEWS:
            here, options = f"{opened.here}/{REVIEWS}", choices("review_outcomes", _("Not held yet"))
        else:
            here, options = f"{opened.here}/{place}", choices("stakeholders", _("Choose who"))
        return cls(listed, blank_row(f"{place}/{listed}"), here, options)


@dataclass(frozen=True, slots=True)
class ActionPage:
    opened: Opened
    action: Action
    priority: Priority | None
    fields: dict[str, FieldView]
    findings: list[FindingLink]
    into: list[Choice]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"{self.opened.here}/{self.action.place}"

    @property
    def roles(self) -> list[Choice]:
        return choices("school_roles")

    @property
    def order_note(self) -> str:
        """A kind word where the end stands before the start."""
        first, last = self.action.starts_on, self.action.due_on
        return (
            _("It is to be done before it starts. Look at the two dates again.")
            if first and last and last < first
            else ""
        )

    @property
    def statuses(self) -> list[Choice]:
        return choices("change_status")

    @property
    def blockers(self) -> list[Choice]:
        return list(vocabulary("blockers").labels.items())

    @classmethod
    def of(
        cls, allowed: Allowed[Review], plan_row: ActionPlan, key: str, *, outcome: Outcome | None = None
    ) -> "ActionPage | None":
        """None where there is no such action in a priority of the plan."""
        sheet, plan = _plan(allowed, plan_row)
        action, opened = plan.action(key), Opened.of(allowed, plan_row)
        if action is None:
            return None
        priority = plan.priority(action.priority)
        return cls(
            opened,
            action,
            priority,
            view_fields(sheet, action.place, outcome),
            link_findings(opened, priority) if priority else [],
            [(one.key, name_of(one)) for one in plan.priorities],
            errors_of(outcome),
            len(outcome.clashes) if outcome else 0,
        )


def link_findings(opened: Opened, priority: Priority) -> list[FindingLink]:
    return [FindingLink(one, finding_href(opened.here, one), view_traces(opened, one)) for one in priority.findings]


def _rows(sheet: Sheet, priority: Priority, name: str, outcome: Outcome | None, *, blank: bool) -> list[RowView]:
    """With an empty one where there is none yet, or where one was asked for."""
    bare = not (priority.measures if name == MEASURES else priority.stakeholders)
    return view_rows(sheet, f"{priority.place}/{name}", outcome, blank=blank or bare)


def _plan(allowed: Allowed[Review], plan_row: ActionPlan) -> tuple[Sheet, Plan]:
    sheet = read_plan_texts(allowed.session, plan_row)
    return sheet, plan_from_texts(sheet, list_findings(allowed.session, allowed.thing))
