"""The documents of a peer review: what there is, what it is for, which side may have it when, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from app.access.errors import NotAllowed, NotFound
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.documents.paper import Chart, Paper
from app.documents.paper_html import paper_to_html
from app.language import gettext as _
from app.models.peer_review import Side
from app.pages.documents import Described, DocumentPage
from app.pages.peer_review_agenda_paper import build_agenda
from app.pages.peer_review_brief_paper import build_brief
from app.pages.peer_review_follow_up_paper import build_follow_up
from app.pages.peer_review_report_paper import build_review_report
from app.pages.peer_review_summary_paper import build_report_summary
from app.services.peer_review import Seat
from app.services.peer_review_report_state import list_versions

REVIEW_REPORT = "review-report"
REPORT_SUMMARY = "report-summary"
BRIEF = "brief"

Builder = Callable[[Session, Seat], Paper | None]
"""Gives the document as this side may have it, or None where there is nothing for it yet."""

PEER_BUILDERS: dict[str, Builder] = {
    REVIEW_REPORT: build_review_report,
    REPORT_SUMMARY: build_report_summary,
    "agenda": build_agenda,
    BRIEF: build_brief,
    "follow-up": build_follow_up,
}
"""A new document is one line here; `described` names all that are planned."""

SIGNED_BUILDERS: dict[str, Builder] = {
    f"signed-{REVIEW_REPORT}": lambda session, seat: build_review_report(session, seat, number=_latest(session, seat)),
    f"signed-{REPORT_SUMMARY}": lambda session, seat: build_report_summary(
        session, seat, number=_latest(session, seat)
    ),
}
"""The same as both last signed it, for whoever does not read the work towards the next version."""

REPORTS = frozenset({REVIEW_REPORT, REPORT_SUMMARY})
"""Governors of the host have these, once both have signed."""

OF_ONE_SIDE = {BRIEF: Side.REVIEWER}
"""For the other side these are not there at all."""


def described() -> dict[str, Described]:
    """Title and purpose of each document, in the order of its page."""
    words = {
        REVIEW_REPORT: (
            _("Report"),
            _("Strengths, both judgements, and recommendations with what they rest on. For leaders and governors."),
        ),
        REPORT_SUMMARY: (_("Summary of the report"), _("One page for the head: what is strong, what comes next.")),
        "agenda": (_("Agenda of the visit"), _("Times, people and rooms. For everybody who takes part.")),
        BRIEF: (_("Brief before the visit"), _("What the self-evaluation says, and what you want to find out.")),
        "follow-up": (_("Follow-up visit"), _("What became of each recommendation, and what comes next.")),
    }
    return {code: Described(code, *words[code]) for code in PEER_BUILDERS}


def build_peer_document(session: Session, seat: Seat, code: str) -> Paper | None:
    """The document as plain data; None where there is nothing for it yet. Raises KeyError."""
    return (PEER_BUILDERS | SIGNED_BUILDERS)[code](session, seat)


def as_they_may_read(allowed: Allowed[Seat], code: str) -> str:
    """The code under which this reader's form of the document is built."""
    return code if allowed.may(Permission.PEER_READ) else f"signed-{code}"


def peer_document_html(session: Session, seat: Seat, code: str) -> str | None:
    """The document ready for `render_pdf`."""
    paper = build_peer_document(session, seat, code)
    return paper_to_html(paper) if paper else None


def why_not_yet(seat: Seat, code: str) -> str:
    """When there will be something for this document."""
    if code in REPORTS:
        if seat.side is Side.HOST:
            return _("It follows once %(reviewer)s has sent the report.") % {"reviewer": seat.reviewer.name}
        return _("It follows once something of the report is written.")
    return {
        "agenda": _("It follows once the agenda has an activity."),
        "follow-up": _("It follows once the report is final."),
    }.get(code, _("It follows once there is something to show."))


def is_there(seat: Seat, code: str) -> bool:
    """Whether this side has such a document at all."""
    return code in PEER_BUILDERS and OF_ONE_SIDE.get(code, seat.side) is seat.side


def check_may_have(allowed: Allowed[Seat], code: str) -> None:
    """Raises NotFound for a document that this side does not have, NotAllowed for work that a governor does not see."""
    if not is_there(allowed.thing, code):
        raise NotFound
    if allowed.may(Permission.PEER_READ):
        return
    if code not in REPORTS:
        raise NotAllowed(_("Governors read the final report of a peer review, not the work towards it."))
    if not _latest(allowed.session, allowed.thing):
        raise NotAllowed(_("The report is not final yet. It follows here once both schools have signed it."))


def file_name(code: str, paper: Paper, ending: str) -> str:
    """`review-report-100001-2027-03-03.docx`; a draft says so."""
    state = ["draft"] if paper.is_draft else []
    return f"{'-'.join([code, paper.urn, paper.dated.isoformat(), *state])}.{ending}"


def _latest(session: Session, seat: Seat) -> int:
    """The number of the version that both signed last; a report that is opened again keeps it. 0 for none."""
    versions = list_versions(session, seat.review)
    return versions[0].number if versions else 0


@dataclass(frozen=True, slots=True)
class PeerDocumentsPage:
    """The documents that somebody may have; `later` are those that there is nothing for yet, and why."""

    seat: Seat
    here: str
    documents: list[Described]
    later: list[tuple[Described, str]]
    can_read_review: bool

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "PeerDocumentsPage":
        session, seat = allowed.session, allowed.thing
        reads_along = allowed.may(Permission.PEER_READ)
        theirs = [one for one in described().values() if is_there(seat, one.code)]
        if not reads_along:
            theirs = [one for one in theirs if one.code in REPORTS]
        may_have_all = reads_along or _latest(session, seat)
        built = {one.code: as_they_may_read(allowed, one.code) for one in theirs}
        ready = {code for code, own in built.items() if may_have_all and build_peer_document(session, seat, own)}
        why = {
            one.code: why_not_yet(seat, one.code) if reads_along else _("It follows once the report is final.")
            for one in theirs
        }
        return cls(
            seat,
            f"/peer-reviews/{seat.id}/documents",
            [one for one in theirs if one.code in ready],
            [(one, why[one.code]) for one in theirs if one.code not in ready],
            reads_along,
        )


@dataclass(frozen=True, slots=True)
class PeerDocumentPage(DocumentPage):
    """Shows the charts of the document too."""

    charts: list[Chart]

    @classmethod
    def of(cls, seat: Seat, code: str, paper: Paper, *, state: str) -> "PeerDocumentPage":
        back = f"/peer-reviews/{seat.id}/documents"
        status = f"{paper.status} · {paper.dated_in_words}"
        charts = [block for block in paper.blocks if isinstance(block, Chart)]
        return cls(described()[code], f"{back}/{code}", back, _("Documents"), status, state, charts)
