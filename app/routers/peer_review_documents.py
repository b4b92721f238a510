"""The documents of a peer review: listed, asked for as PDF, downloaded as PDF or Word."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.paper import Paper
from app.documents.paper_html import paper_to_html
from app.documents.word import to_docx
from app.pages.peer_review_documents import (
    PeerDocumentPage,
    PeerDocumentsPage,
    as_they_may_read,
    build_peer_document,
    check_may_have,
    file_name,
)
from app.services.peer_review import Seat
from app.web.papers import Rendering, pdf_file, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_REPORT_READ, agreed_seat)]


@router.get("/peer-reviews/{peer_review_id:int}/documents")
def list_documents(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/documents.html", PeerDocumentsPage.of(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/documents/{document}.docx")
def download_word(allowed: Reader, document: str) -> Response:
    paper = _paper(allowed, document)
    return word_file(to_docx(paper), file_name(document, paper, "docx"))


@router.get("/peer-reviews/{peer_review_id:int}/documents/{document}.pdf")
def download_pdf(request: Request, allowed: Reader, document: str) -> Response:
    """The document as it is now; on to its page if it has not been rendered since the last change."""
    paper = _paper(allowed, document)
    content = _rendering(request, allowed, document, paper).content
    if content is None:
        return redirect(request, _address(allowed, document))
    return pdf_file(content, file_name(document, paper, "pdf"))


@router.get("/peer-reviews/{peer_review_id:int}/documents/{document}")
def show_document(request: Request, allowed: Reader, document: str) -> Response:
    paper = _paper(allowed, document)
    state = _rendering(request, allowed, document, paper).state
    shown = PeerDocumentPage.of(allowed.thing, document, paper, state=state)
    return page(request, "peer_review/document.html", shown, partial="peer_review/_progress.html")


@router.post("/peer-reviews/{peer_review_id:int}/documents/{document}/rendering")
def make_pdf(request: Request, allowed: Reader, document: str) -> Response:
    _rendering(request, allowed, document, _paper(allowed, document)).ask()
    return redirect(request, _address(allowed, document))


def _paper(allowed: Allowed[Seat], document: str) -> Paper:
    """Raises NotFound where there is nothing for it yet, or not for this side; NotAllowed for a governor too early."""
    check_may_have(allowed, document)
    paper = build_peer_document(allowed.session, allowed.thing, as_they_may_read(allowed, document))
    if paper is None:
        raise NotFound
    return paper


def _rendering(request: Request, allowed: Allowed[Seat], document: str, paper: Paper) -> Rendering:
    return Rendering.of_html(
        request, allowed.session, allowed.thing, as_they_may_read(allowed, document), paper_to_html(paper)
    )


def _address(allowed: Allowed[Seat], document: str) -> str:
    return f"/peer-reviews/{allowed.thing.id}/documents/{document}"
