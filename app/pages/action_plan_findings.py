"""The findings desk: what self-evaluation and report say could be better, and where each of it went."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.action_plan_fields import FINDINGS
from app.models.action_plan_sheet import MOST_PRIORITIES, Action, Finding, Plan, Priority, Trace, plan_from_texts
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_views import Choice, Opened, errors_of, finding_href, name_of, view_fields
from app.pages.self_evaluation_views import FieldView, new_key
from app.services.action_plan import plan_of, read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class TraceView:
    """What a finding rests on, and the page of it."""

    trace: Trace
    href: str


@dataclass(frozen=True, slots=True)
class FindingView:
    finding: Finding
    href: str
    traces: list[TraceView]
    priorities: list[Priority]
    fields: dict[str, FieldView]
    is_not_now: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AreaOfFindings:
    code: str
    title: str
    findings: list[FindingView]


@dataclass(frozen=True, slots=True)
class DeskPage:
    opened: Opened
    areas: list[AreaOfFindings]
    total: int
    open: int
    """How many are in no priority, and not left for later."""
    into: list[Choice]
    new_key: str
    is_full: bool
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"{self.opened.here}/{FINDINGS}"

    @classmethod
    def of(
        cls,
        allowed: Allowed[Review],
        *,
        outcome: Outcome | None = None,
        chosen: Iterable[str] = (),
        error: str = "",
    ) -> "DeskPage":
        review = allowed.thing
        plan_row = plan_of(allowed.session, review)
        sheet = read_plan_texts(allowed.session, plan_row) if plan_row else Sheet({})
        findings = list_findings(allowed.session, review)
        plan = plan_from_texts(sheet, findings)
        opened, ticked = Opened.of(allowed, plan_row), set(chosen)
        shown = [_view(opened, plan, sheet, one, ticked, outcome) for one in findings]
        areas: dict[str, AreaOfFindings] = {}
        for one in shown:
            area = areas.setdefault(one.finding.area, AreaOfFindings(one.finding.area, one.finding.area_title, []))
            area.findings.append(one)
        full = len(plan.priorities) >= MOST_PRIORITIES
        new = [] if full else [("new", _("A new priority"))]
        return cls(
            opened,
            list(areas.values()),
            len(shown),
            sum(not one.priorities and not one.is_not_now for one in shown),
            [*new, *((one.key, name_of(one)) for one in plan.priorities)],
            new_key(),
            full,
            [*([("into", error)] if error else []), *errors_of(outcome)],
            len(outcome.clashes) if outcome else 0,
        )


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with the whole way: what it rests on before it, and the priorities and actions that came of it."""

    opened: Opened
    finding: Finding
    traces: list[TraceView]
    source_href: str
    priorities: list[Priority]

    @classmethod
    def of(cls, allowed: Allowed[Review], finding_id: str) -> "FindingPage | None":
        """None where there is no such finding."""
        opened, plan, findings = _plan_and_findings(allowed)
        found = next((one for one in findings if one.id == finding_id), None) or plan.findings.get(finding_id)
        if found is None:
            return None
        return cls(
            opened, found, view_traces(opened, found), source_href(opened, found), plan.priorities_of(finding_id)
        )


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note of the visit, as far as the school reads it, with everything that began with it."""

    opened: Opened
    trace: Trace
    findings: list[Finding]
    actions: list[tuple[Action, Priority]]
    priorities: list[Priority]

    @classmethod
    def of(cls, allowed: Allowed[Review], peer_review_id: int, key: str) -> "NotePage | None":
        """None where no final report about this school rests on such a note."""
        opened, plan, findings = _plan_and_findings(allowed)
        ref = f"notes/{key}"
        resting = [
            (one, trace)
            for one in findings
            if one.peer_review_id == peer_review_id
            for trace in one.traces
            if trace.ref == ref
        ]
        if not resting:
            return None
        ids = {one.id for one, _trace in resting}
        priorities = [one for one in plan.priorities if any(finding.id in ids for finding in one.findings)]
        actions = [(action, one) for one in priorities for action in one.actions]
        return cls(opened, resting[0][1], [one for one, _trace in resting], actions, priorities)


def view_traces(opened: Opened, finding: Finding) -> list[TraceView]:
    return [TraceView(one, trace_href(opened.here, finding, one)) for one in finding.traces]


def trace_href(here: str, finding: Finding, trace: Trace) -> str:
    """A note has a page in the plan; evidence stands with its item in the self-evaluation."""
    if trace.ref.startswith("notes/"):
        return f"{here}/notes/{finding.peer_review_id}/{trace.ref.removeprefix('notes/')}"
    item = trace.ref.partition("/")[0]
    return f"{here.removesuffix('/action-plan')}/areas/{item.rpartition('-')[0]}#{item}"


def source_href(opened: Opened, finding: Finding) -> str:
    """Where the finding itself was written."""
    if finding.peer_review_id:
        return f"/peer-reviews/{finding.peer_review_id}/report"
    return f"/reviews/{opened.review.id}/areas/{finding.area}#{finding.item}"


def _plan_and_findings(allowed: Allowed[Review]) -> tuple[Opened, Plan, list[Finding]]:
    plan_row = plan_of(allowed.session, allowed.thing)
    sheet = read_plan_texts(allowed.session, plan_row) if plan_row else Sheet({})
    findings = list_findings(allowed.session, allowed.thing)
    return Opened.of(allowed, plan_row), plan_from_texts(sheet, findings), findings


def _view(
    opened: Opened, plan: Plan, sheet: Sheet, finding: Finding, ticked: set[str], outcome: Outcome | None
) -> FindingView:
    return FindingView(
        finding,
        finding_href(opened.here, finding),
        view_traces(opened, finding),
        plan.priorities_of(finding.id),
        view_fields(sheet, f"{FINDINGS}/{finding.id}", outcome),
        finding.id in plan.not_now,
        finding.id in ticked,
    )
