"""The paper that a share shows: its words, which version that is, and what its PDF is made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.documents.paper import Block, Paper
from app.documents.paper_html import named_blocks, paper_to_html
from app.language import day
from app.language import gettext as _
from app.models.action_plan import PlanVersionKind
from app.models.reviews import Review
from app.models.schools import School
from app.models.shares import SharedDocument
from app.pages.documents import GOVERNORS_PAPER, document_html
from app.pages.documents_action_plan import lay_out_action_plan
from app.pages.documents_governors import build_full_paper, build_governors_paper
from app.pages.documents_plan import ShownPlan, agreed_versions, shown_plan
from app.pages.documents_slt_summary import lay_out_slt_summary
from app.pages.documents_staff_briefing import lay_out_staff_briefing
from app.services.self_evaluation_versions import find_latest_version

LAYOUTS: Mapping[str, Callable[[ShownPlan, School], Paper]] = {
    SharedDocument.ACTION_PLAN: lay_out_action_plan,
    SharedDocument.STAFF_BRIEFING: lay_out_staff_briefing,
    SharedDocument.SLT_SUMMARY: lay_out_slt_summary,
}
"""Papers of the plan alone. What has changed since its version is work in progress, and not in them."""


@dataclass(frozen=True, slots=True)
class SharedPaper:
    """One agreed paper. `version` names what it shows, such as `plan 3`; `html` is what is printed."""

    paper: Paper
    html: str
    version: str

    @property
    def blocks(self) -> Sequence[tuple[str, Block]]:
        return named_blocks(self.paper)


def shared_paper(
    session: Session, review: Review, school: School, document: str, *, version: int | None = None
) -> SharedPaper | None:
    """The paper of this version, or of the latest agreed one. None where nothing is agreed: no link shows a draft."""
    if document == SharedDocument.GOVERNORS_PAPER:
        return _governors_paper(session, review, school, version)
    plan = shown_plan(session, review, number=version)
    if plan is None or plan.is_draft:
        return None
    paper = LAYOUTS[document](plan, school)
    return SharedPaper(paper, paper_to_html(paper), f"plan {plan.number}")


def _governors_paper(session: Session, review: Review, school: School, version: int | None) -> SharedPaper | None:
    """With the plan once one is agreed, and before that of the self-evaluation alone."""
    agreed = find_latest_version(session, review)
    if agreed is None:
        return None
    full = build_full_paper(session, review, school, number=version)
    if full:
        return SharedPaper(full, paper_to_html(full), f"review {agreed.number}, {full.status}")
    html = document_html(session, review, school, GOVERNORS_PAPER)
    if version is not None or html is None:
        return None
    return SharedPaper(build_governors_paper(session, review, school), html, f"review {agreed.number}")


def file_stem(document: str, shared: SharedPaper) -> str:
    """Names the file: `governors-paper-100001-2027-03-03`."""
    return f"{document}-{shared.paper.urn}-{shared.paper.dated.isoformat()}"


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A version of the plan that a link can be tied to."""

    number: int
    in_words: str


def list_agreed(session: Session, review: Review) -> list[AgreedPlan]:
    """The agreed versions of the plan, the latest first."""
    words = {
        PlanVersionKind.AGREED_WITH_SLT: _("Plan version %(number)s, agreed with senior leaders, %(day)s"),
        PlanVersionKind.SHARED_WITH_GOVERNORS: _("Plan version %(number)s, for governors, %(day)s"),
    }
    return [
        AgreedPlan(one.number, words[PlanVersionKind(one.kind)] % {"number": one.number, "day": day(one.at)})
        for one in agreed_versions(session, review)
    ]
