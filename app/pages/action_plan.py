"""The plan's own page: what it wants, what is due, what is stuck, on whose shoulders it rests."""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.access.guard import Allowed
from app.documents.timeline import Timeline
from app.language import gettext as _
from app.models.action_plan import FOR_GOVERNORS, ActionPlan, PlanState
from app.models.action_plan_fields import PLAN, PRIORITIES
from app.models.action_plan_sheet import USUAL_PRIORITIES, Action, Plan, Priority, plan_from_texts
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_comparison import SinceThen, since
from app.pages.action_plan_timeline import timeline_of
from app.pages.action_plan_views import (
    Choice,
    Opened,
    errors_of,
    label,
    lead_of,
    removed_rows,
    state_label,
    view_fields,
)
from app.pages.self_evaluation_views import FieldView
from app.services.action_plan import plan_of, read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.action_plan_progress import Stuck, due_soon, rests_on_one, reviews_due, shares, stuck
from app.services.action_plan_versions import find_latest
from app.services.self_evaluation import framework_of
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class ShareView:
    """One role at a glance, in words."""

    role: str
    leads: list[Priority]
    owns: int
    involved: list[Priority]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`open_findings` are those in no priority yet, and not left for later."""

    opened: Opened
    school: School
    plan: Plan
    state: str
    fields: dict[str, FieldView]
    leads: dict[str, str]
    due: list[tuple[Action, Priority]]
    stuck: list[Stuck]
    reviews: list[tuple[date, Priority]]
    shares: list[ShareView]
    all_with: str
    findings: int
    open_findings: int
    removed: list[Choice]
    timeline: Timeline
    since: SinceThen | None
    """What has changed since the version that was agreed, or last shared; None before there is one."""
    errors: list[tuple[str, str]]
    clashes: int

    @staticmethod
    def blockers(action: Action) -> str:
        """What stands in its way, in words."""
        return ", ".join(label("blockers", code) for code in action.blockers).lower()

    @property
    def asks_why(self) -> bool:
        """Three are usual; a school that chooses otherwise says why."""
        return bool(self.plan.priorities) and len(self.plan.priorities) != USUAL_PRIORITIES

    @classmethod
    def of(cls, allowed: Allowed[Review], *, outcome: Outcome | None = None, error: str = "") -> "PlanPage":
        assert allowed.school is not None
        plan_row, today = plan_of(allowed.session, allowed.thing), clock.today()
        sheet = read_plan_texts(allowed.session, plan_row) if plan_row else Sheet({})
        findings = list_findings(allowed.session, allowed.thing)
        plan = plan_from_texts(sheet, findings)
        return cls(
            Opened.of(allowed, plan_row),
            allowed.school,
            plan,
            state_label(plan_row.state) if plan_row else "",
            view_fields(sheet, PLAN, outcome),
            {one.key: lead_of(one) for one in plan.priorities},
            due_soon(plan, today),
            stuck(plan, today),
            reviews_due(plan, today),
            _shares(plan),
            _one_person(plan),
            len(findings),
            sum(one.id not in plan.findings and one.id not in plan.not_now for one in findings),
            removed_rows(sheet, PRIORITIES, "title"),
            timeline_of(plan, today),
            _since(allowed, plan_row, sheet, plan),
            [*([("", error)] if error else []), *errors_of(outcome)],
            len(outcome.clashes) if outcome else 0,
        )


def role_label(role: str) -> str:
    return label("school_roles", role) or label("stakeholders", role) or _("Nobody yet")


def _shares(plan: Plan) -> list[ShareView]:
    return [ShareView(role_label(one.role), list(one.leads), one.owns, list(one.involved)) for one in shares(plan)]


def _since(allowed: Allowed[Review], plan_row: ActionPlan | None, sheet: Sheet, plan: Plan) -> SinceThen | None:
    if plan_row is None or plan_row.state == PlanState.DRAFT:
        return None
    version = find_latest(allowed.session, plan_row, FOR_GOVERNORS) or find_latest(allowed.session, plan_row)
    return since(framework_of(allowed.thing), version, sheet, plan) if version else None


def _one_person(plan: Plan) -> str:
    one = rests_on_one(plan)
    return label("school_roles", one) or one
