"""Which state of a SEND Action Plan a document shows, and what its papers have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, func, select

from app.documents.paper import Block, Paper
from app.language import day
from app.language import gettext as _
from app.models.action_plan import FOR_GOVERNORS, ActionPlan, ActionPlanVersion, PlanText, PlanVersionKind
from app.models.action_plan_sheet import Action, Plan, Priority, plan_from_texts
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_frame import Shown, frame, framework_in_words
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan import plan_of, read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.action_plan_versions import find_latest, find_version, list_versions, plan_in, shared_part
from app.services.self_evaluation import framework_of


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """What documents show of a plan: an agreed version, or as a draft what there is now; `on` is the day of that."""

    plan: Plan
    framework: Framework
    on: date
    number: int | None = None
    kind: str = ""
    by: str = ""
    version: ActionPlanVersion | None = None

    @property
    def is_draft(self) -> bool:
        return self.number is None

    @property
    def status(self) -> str:
        return _("Draft") if self.number is None else _("Plan version %(number)s") % {"number": self.number}

    @property
    def status_in_words(self) -> str:
        if self.number is None:
            return _("Draft: not yet agreed with senior leaders")
        said = {
            PlanVersionKind.AGREED_WITH_SLT: _("Version %(number)s, agreed with senior leaders on %(day)s, by %(who)s"),
            PlanVersionKind.SHARED_WITH_GOVERNORS: _("Version %(number)s, for governors, %(day)s, by %(who)s"),
        }[PlanVersionKind(self.kind)]
        return said % {"number": self.number, "day": day(self.on), "who": self.by}

    def facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("Date"), day(self.on)),
            (_("Status"), self.status_in_words),
            (_("Framework"), framework_in_words(self.framework)),
        )


def shown_plan(session: Session, review: Review, *, number: int | None = None) -> ShownPlan | None:
    """One version, or the latest agreed one, else the draft; None where there is no plan, or no such version."""
    plan = plan_of(session, review)
    if plan is None:
        return None
    version = find_version(session, plan, number) if number else find_latest(session, plan, FOR_GOVERNORS)
    if version and version.kind in FOR_GOVERNORS:
        return _of_version(review, version)
    if number:
        return None
    now = plan_from_texts(shared_part(read_plan_texts(session, plan)), list_findings(session, review))
    return ShownPlan(now, framework_of(review), Shown.day_of(_last_change(session, plan)))


def agreed_versions(session: Session, review: Review) -> list[ActionPlanVersion]:
    """Those that senior leaders agreed or that were made for governors, the latest first, without their texts."""
    plan = plan_of(session, review)
    return [one for one in list_versions(session, plan) if one.kind in FOR_GOVERNORS] if plan else []


@dataclass(slots=True)
class AgreedPlanVersion:
    """The agreed version that the papers of a plan show."""

    number: int
    agreed_at: datetime
    agreed_by: str


def find_agreed_plan(session: Session, review: Review) -> AgreedPlanVersion | None:
    latest = next(iter(agreed_versions(session, review)), None)
    return AgreedPlanVersion(latest.number, latest.at, latest.by) if latest else None


def _of_version(review: Review, version: ActionPlanVersion) -> ShownPlan:
    on = Shown.day_of(version.at)
    return ShownPlan(plan_in(version), framework_of(review), on, version.number, version.kind, version.by, version)


def _last_change(session: Session, plan: ActionPlan) -> datetime:
    latest = session.exec(select(func.max(PlanText.changed_at)).where(PlanText.plan_id == plan.id)).one()
    return plan.created_at if latest is None else latest


def plan_frame(
    school: School,
    shown: ShownPlan,
    *,
    title: str,
    kicker: str,
    about: str,
    blocks: Sequence[Block],
    one_page: bool = False,
) -> Paper:
    return frame(
        school,
        shown.framework,
        title=title,
        kicker=kicker,
        about=about,
        dated=shown.on,
        status=shown.status,
        is_draft=shown.is_draft,
        facts=shown.facts(),
        blocks=tuple(blocks),
        one_page=one_page,
    )


def term(name: str, code: str) -> str:
    """The label of a code; nothing for none, or one that is not in the vocabulary."""
    words = vocabulary(name)
    return words.label(code) if code in words.codes else ""


def lead_of(priority: Priority) -> str:
    return _named(priority.lead_name, term("school_roles", priority.lead_role)) or _("nobody named yet")


def owner_of(action: Action) -> str:
    return _named(action.owner, term("school_roles", action.owner_role)) or _("nobody named yet")


def who_is_asked(action: Action) -> str:
    """A name, or a role where there is none: short enough for a list."""
    return action.owner or term("school_roles", action.owner_role) or _("nobody named yet")


def title_of(priority: Priority) -> str:
    return priority.title or _("no title yet")


def numbered(priority: Priority) -> str:
    return _("Priority %(number)s: %(title)s") % {"number": priority.number, "title": title_of(priority)}


def status_of(action: Action) -> str:
    return term("change_status", action.status) or _("Not started")


def _named(name: str, role: str) -> str:
    return f"{name} ({role})" if name and role else name or role
