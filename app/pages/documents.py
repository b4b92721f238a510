"""Every document of a review: what there is, what it is for, who may have it, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from app.access.errors import NotAllowed, NotFound
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.documents.paper import Paper
from app.documents.paper_html import paper_to_html
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_action_plan import build_action_plan
from app.pages.documents_blank import blank_framework, build_blank
from app.pages.documents_frame import Agreed, agreed_in_words
from app.pages.documents_governors import build_full_paper, build_governors_paper, build_summary
from app.pages.documents_meeting import build_meeting_sheet
from app.pages.documents_plan import find_agreed_plan
from app.pages.documents_self_evaluation import build_changes, build_self_evaluation
from app.pages.documents_slt_summary import build_slt_summary
from app.pages.documents_staff_briefing import build_staff_briefing
from app.pages.governors_paper import paper_html
from app.review_framework.types import Framework
from app.services.action_plan import plan_of
from app.services.contributions_differences import compare, widest
from app.services.self_evaluation_versions import find_latest_version

GOVERNORS_PAPER = "governors-paper"
BLANK_FRAMEWORK = "blank-framework"
CHANGES = "changes"
MEETING_SHEET = "meeting-sheet"
ACTION_PLAN = "action-plan"
STAFF_BRIEFING = "staff-briefing"
SLT_SUMMARY = "slt-summary"

Builder = Callable[[Session, Review, School], Paper | None]
"""Gives the document, or None where the review has nothing for it yet."""

BUILDERS: dict[str, Builder] = {
    GOVERNORS_PAPER: build_governors_paper,
    ACTION_PLAN: build_action_plan,
    SLT_SUMMARY: build_slt_summary,
    STAFF_BRIEFING: build_staff_briefing,
    "self-evaluation": build_self_evaluation,
    "summary": build_summary,
    CHANGES: build_changes,
    MEETING_SHEET: build_meeting_sheet,
    BLANK_FRAMEWORK: build_blank,
}
"""A new document is one line here and one in `described`; everything else follows."""

HOLDS_NO_DRAFT = frozenset({BLANK_FRAMEWORK})
"""Nobody's words are in it, so it needs no agreed version."""

WORK_IN_PROGRESS = frozenset({CHANGES, MEETING_SHEET})
"""It shows what nobody has agreed, whatever has been agreed: for those who may read the review as it stands."""

OF_THE_PLAN = frozenset({ACTION_PLAN, SLT_SUMMARY, STAFF_BRIEFING})
"""They show the agreed version of the plan, and not of the self-evaluation."""

SAYS_WHAT_HAS_CHANGED = frozenset({ACTION_PLAN})
"""Its end is work in progress. Others read a version of the plan by a link, or on its own page."""


@dataclass(frozen=True, slots=True)
class Described:
    code: str
    title: str
    purpose: str


def described() -> dict[str, Described]:
    """Title and purpose of each document, in the order of its page."""
    words = {
        GOVERNORS_PAPER: (
            _("Governors’ paper"),
            _("Two to four pages for a governors’ meeting, with questions that they could ask."),
        ),
        ACTION_PLAN: (
            _("SEND Action Plan"),
            _("The whole plan: what each priority rests on, its actions, the timeline, and what changed since agreed."),
        ),
        SLT_SUMMARY: (
            _("Summary for senior leaders"),
            _("One page: what is moving, what is worth talking about, and what waits for a decision."),
        ),
        STAFF_BRIEFING: (
            _("Staff briefing"),
            _("One page for everybody who works with pupils: the priorities, and what they mean for them."),
        ),
        "self-evaluation": (
            _("Self-evaluation in full"),
            _("Everything the school has written, item by item. For the SENCO’s file and for a visiting peer."),
        ),
        "summary": (
            _("Summary"),
            _("Each area’s summary, strengths and areas for development. For staff, leaders and your trust."),
        ),
        CHANGES: (
            _("Changes since the agreed version"),
            _("Agreed words and words now, side by side. For the meeting that agrees the next version."),
        ),
        MEETING_SHEET: (
            _("Meeting sheet"),
            _("The five items that people see most differently, with room for notes. For a meeting about them."),
        ),
        BLANK_FRAMEWORK: (
            _("Blank framework for paper"),
            _("Every item with room to write. For a meeting, or a walk through the school."),
        ),
    }
    return {code: Described(code, *words[code]) for code in BUILDERS}


def build_document(session: Session, review: Review, school: School, code: str) -> Paper | None:
    """The document as plain data; None where the review has nothing for it yet. Raises KeyError."""
    return BUILDERS[code](session, review, school)


def why_not_yet(session: Session, review: Review, code: str, version: Agreed | None) -> str:
    """When the review will have something for this document; empty where it has already."""
    if code in OF_THE_PLAN and plan_of(session, review) is None:
        return _("It follows once your school has begun its SEND Action Plan.")
    if code == CHANGES and version is None:
        return _("It follows once a version of the review is agreed.")
    if code == MEETING_SHEET and not widest(compare(session, review)):
        return _("It follows once two people see the same item differently.")
    return ""


def document_html(session: Session, review: Review, school: School, code: str) -> str | None:
    """The document ready for `render_pdf`. The governors' paper has a template of its own, with charts, until a plan is
    agreed: then it is the full one.
    """
    if code == GOVERNORS_PAPER and build_full_paper(session, review, school) is None:
        return paper_html(session, review, school)
    paper = build_document(session, review, school, code)
    return paper_to_html(paper) if paper else None


def blank_html(framework: Framework) -> str:
    """The framework with room to write, of no school."""
    return paper_to_html(blank_framework(framework))


def file_name(code: str, paper: Paper, version: Agreed | None, ending: str) -> str:
    """`governors-paper-100001-2027-03-03-v1.docx`; a blank framework has no state."""
    state = (
        []
        if code.startswith(BLANK_FRAMEWORK)
        else ["draft" if paper.is_draft or version is None else f"v{version.number}"]
    )
    return f"{'-'.join([code, *filter(None, [paper.urn]), paper.dated.isoformat(), *state])}.{ending}"


def check_may_have(allowed: Allowed[Review], code: str) -> Agreed | None:
    """The latest agreed version. Raises NotFound for an unknown document, NotAllowed for work in progress that
    somebody may not see.
    """
    if code not in BUILDERS:
        raise NotFound
    version = find_agreed(allowed.session, allowed.thing, code)
    if not _may_have(allowed, code, version):
        raise NotAllowed(_("Your school has not agreed a version that this shows. The document follows once it has."))
    return version


def find_agreed(session: Session, review: Review, code: str) -> Agreed | None:
    """The agreed version that this document shows."""
    return (find_agreed_plan if code in OF_THE_PLAN else find_latest_version)(session, review)


def status_in_words(code: str, version: Agreed | None) -> str:
    """What the document shows, for its page."""
    if code in WORK_IN_PROGRESS:
        return _("Work in progress, for those who read the review with you. Every page says “Draft”.")
    return _("Every item, and nobody’s words") if code in HOLDS_NO_DRAFT else agreed_in_words(version)


def _may_have(allowed: Allowed[Review], code: str, version: Agreed | None) -> bool:
    is_work = code in WORK_IN_PROGRESS | SAYS_WHAT_HAS_CHANGED or (version is None and code not in HOLDS_NO_DRAFT)
    return not is_work or allowed.may(Permission.REVIEW_READ)


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """The documents that somebody may have; `later` are those that the review has nothing for yet, and why."""

    review: Review
    school: School
    version: Agreed | None
    documents: list[Described]
    later: list[tuple[Described, str]]
    can_read_review: bool

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "DocumentsPage":
        assert allowed.school is not None
        version = find_latest_version(allowed.session, allowed.thing)
        of_plan = find_agreed_plan(allowed.session, allowed.thing)
        theirs = [
            one
            for one in described().values()
            if _may_have(allowed, one.code, of_plan if one.code in OF_THE_PLAN else version)
        ]
        waiting = {one.code: why_not_yet(allowed.session, allowed.thing, one.code, version) for one in theirs}
        return cls(
            allowed.thing,
            allowed.school,
            version,
            [one for one in theirs if not waiting[one.code]],
            [(one, waiting[one.code]) for one in theirs if waiting[one.code]],
            allowed.may(Permission.REVIEW_READ),
        )


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document: whether its PDF is ready, and the way to both files."""

    document: Described
    here: str
    back: str
    back_label: str
    status: str
    state: str
    """ready, rendering, failed or none."""
