"""The versions of a plan: the list of them, one to read, and the check before one is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisiblePlan
from app.language import gettext as _
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.action_plan_sheet import USUAL_PRIORITIES, Plan, Priority, plan_from_texts
from app.models.reviews import Review
from app.models.schools import School
from app.pages.action_plan_comparison import version_name
from app.pages.action_plan_views import Opened, label, lead_of, named, state_label
from app.services.action_plan import read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.action_plan_progress import rests_on_one
from app.services.action_plan_versions import find_latest, list_cohorts_reading, list_versions, plan_in, shared_part
from app.services.gentle_notes import looks_like_a_pupil

KINDS = tuple(PlanVersionKind)


@dataclass(frozen=True, slots=True)
class VersionsPage:
    review: Review
    school: School
    versions: list[tuple[ActionPlanVersion, str]]
    can_read_draft: bool
    can_agree: bool

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}/action-plan"

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind, kind_verb(kind)) for kind in KINDS]

    @classmethod
    def of(cls, allowed: Allowed[VisiblePlan]) -> "VersionsPage":
        assert allowed.school is not None
        seen = allowed.thing
        versions = [one for one in list_versions(allowed.session, seen.plan) if seen.shows(one)]
        return cls(
            seen.review,
            allowed.school,
            [(one, version_name(one)) for one in versions],
            allowed.may(Permission.PLAN_READ),
            seen.review.is_open and allowed.may(Permission.PLAN_AGREE),
        )


@dataclass(frozen=True, slots=True)
class PlanVersionPage:
    """A version to read, as it stood."""

    review: Review
    school: School
    version: ActionPlanVersion
    state: str
    plan: Plan
    can_read_draft: bool

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}/action-plan"

    @staticmethod
    def lead_of(priority: Priority) -> str:
        return lead_of(priority)

    @staticmethod
    def named(name: str, role: str) -> str:
        return named(name, role)

    @staticmethod
    def labels(vocabulary: str, codes: Sequence[str]) -> str:
        return ", ".join(filter(None, (label(vocabulary, code) for code in codes)))

    @classmethod
    def of(cls, allowed: Allowed[VisiblePlan], version: ActionPlanVersion) -> "PlanVersionPage":
        assert allowed.school is not None
        return cls(
            allowed.thing.review,
            allowed.school,
            version,
            state_label(version.kind),
            plan_in(version),
            allowed.may(Permission.PLAN_READ),
        )


@dataclass(frozen=True, slots=True)
class PlanCheckPage:
    """What to look at before a version is made. Nothing here forbids making it."""

    opened: Opened
    kind: PlanVersionKind
    plan: Plan
    notes: list[str]
    consequences: list[str]
    fingerprint: str
    latest: ActionPlanVersion | None
    note: str
    errors: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return kind_verb(self.kind)

    @property
    def has_priorities(self) -> bool:
        return bool(self.plan.priorities)

    @classmethod
    def of(
        cls,
        allowed: Allowed[Review],
        plan_row: ActionPlan,
        kind: PlanVersionKind,
        *,
        note: str = "",
        errors: Sequence[tuple[str, str]] = (),
    ) -> "PlanCheckPage":
        sheet = shared_part(read_plan_texts(allowed.session, plan_row))
        plan = plan_from_texts(sheet, list_findings(allowed.session, allowed.thing))
        programmes = list_cohorts_reading(allowed.session, allowed.thing)
        shared = find_latest(allowed.session, plan_row, {PlanVersionKind.SHARED_WITH_FACILITATOR})
        return cls(
            Opened.of(allowed, plan_row),
            kind,
            plan,
            worth_a_look(plan),
            _consequences(kind, programmes, is_shared=shared is not None),
            sheet.fingerprint(),
            find_latest(allowed.session, plan_row),
            note,
            list(errors),
        )


def kind_verb(kind: str) -> str:
    return {
        PlanVersionKind.SHARED_WITH_FACILITATOR: _("Share with your facilitator"),
        PlanVersionKind.REFINED_AFTER_COACHING: _("Keep as refined after coaching"),
        PlanVersionKind.AGREED_WITH_SLT: _("Agree with the senior leadership team (SLT)"),
        PlanVersionKind.SHARED_WITH_GOVERNORS: _("Share with governors"),
    }[PlanVersionKind(kind)]


def worth_a_look(plan: Plan) -> list[str]:
    """Gentle questions about a plan before it leaves the house."""
    notes = []
    if plan.priorities and len(plan.priorities) != USUAL_PRIORITIES and not plan.why_number:
        notes.append(_("Three priorities are usual. A sentence on why there are more or fewer helps every reader."))
    for one in plan.priorities:
        parts = (
            (one.title, _("title")),
            (one.findings, _("finding it came from")),
            (one.intended, _("intended outcome")),
            (one.measures, _("measure")),
            (one.lead_role or one.lead_name, _("lead")),
            (one.stakeholders, _("key stakeholder")),
            (one.actions, _("action")),
        )
        if missing := [word for is_there, word in parts if not is_there]:
            said = {"number": one.number, "missing": ", ".join(missing)}
            notes.append(_("Priority %(number)s is still without: %(missing)s.") % said)
        open_ends = sum(not (action.owner or action.owner_role) or not action.due_on for action in one.actions)
        if open_ends:
            notes.append(
                _("Priority %(number)s: actions without a person or a date: %(n)s.")
                % {"number": one.number, "n": open_ends}
            )
    if rests_on_one(plan):
        notes.append(_("All of it sits with one person. Who else could take a part?"))
    if looks_like_a_pupil("\n".join(_every_word(plan))):
        notes.append(_("Some words look as if they name a pupil. A plan is about provision, never about one pupil."))
    return notes


def _every_word(plan: Plan) -> list[str]:
    words = [plan.summary, plan.why_number]
    for one in plan.priorities:
        words += [one.title, one.intended, one.why, one.cost, one.changed]
        words += [f"{action.what}\n{action.impact}" for action in one.actions]
    return words


def _consequences(kind: PlanVersionKind, programmes: list[str], *, is_shared: bool) -> list[str]:
    said = [_("A dated copy of the plan as it stands is kept. It never changes; your plan can.")]
    reads_too = is_shared or kind == PlanVersionKind.SHARED_WITH_FACILITATOR
    if reads_too and programmes:
        names = ", ".join(programmes)
        said.append(
            _("The facilitators of your region can read it, and every later version: %(names)s.") % {"names": names}
        )
    elif programmes:
        names = ", ".join(programmes)
        said.append(_("Facilitators cannot read it until you share a version with them: %(names)s.") % {"names": names})
    elif kind == PlanVersionKind.SHARED_WITH_FACILITATOR:
        said.append(_("Your school is in no programme here, so nobody outside your school can read it in this app."))
    if kind in (PlanVersionKind.AGREED_WITH_SLT, PlanVersionKind.SHARED_WITH_GOVERNORS):
        said.append(_("Governors of your school who have an account can read it."))
    said.append(_("The findings behind each priority are in it, with their evidence as it reads today."))
    said.append(_("The implementation diary and the findings left for later are not in it."))
    return said
