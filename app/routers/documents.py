"""The documents of a review: listed, asked for as PDF, downloaded as PDF or Word."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.paper import Paper
from app.documents.word import to_docx
from app.language import gettext as _
from app.models.reviews import Review
from app.pages.documents import (
    GOVERNORS_PAPER,
    DocumentPage,
    DocumentsPage,
    build_document,
    check_may_have,
    described,
    document_html,
    file_name,
    status_in_words,
)
from app.pages.documents_frame import Agreed
from app.web.papers import Rendering, pdf_file, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PAPER_READ, review)]


@router.get("/reviews/{review_id:int}/documents")
def list_documents(request: Request, allowed: Reader) -> Response:
    return page(request, "documents/list.html", DocumentsPage.of(allowed))


@router.get("/reviews/{review_id:int}/documents/{document}.docx")
def download_word(allowed: Reader, document: str) -> Response:
    """Made on the spot: a Word file takes a moment, where a PDF takes seconds."""
    paper, version = _paper(allowed, document)
    return word_file(to_docx(paper), file_name(document, paper, version, "docx"))


@router.get("/reviews/{review_id:int}/documents/{document}.pdf")
def download_pdf(request: Request, allowed: Reader, document: str) -> Response:
    """The document as it is now; on to its page if it has not been rendered since the last change."""
    paper, version = _paper(allowed, document)
    content = _rendering(request, allowed, document).content
    if content is None:
        return redirect(request, _address(allowed, document))
    return pdf_file(content, file_name(document, paper, version, "pdf"))


@router.get("/reviews/{review_id:int}/documents/{document}")
def show_document(request: Request, allowed: Reader, document: str) -> Response:
    version = check_may_have(allowed, document)
    if document == GOVERNORS_PAPER:
        # Its own page shows its charts too.
        return redirect(request, f"/reviews/{allowed.thing.id}/governors-paper")
    back = f"/reviews/{allowed.thing.id}/documents"
    shown = DocumentPage(
        described()[document],
        _address(allowed, document),
        back,
        _("Documents"),
        status_in_words(document, version),
        _rendering(request, allowed, document).state,
    )
    return page(request, "documents/document.html", shown, partial="documents/_progress.html")


@router.post("/reviews/{review_id:int}/documents/{document}/rendering")
def make_pdf(request: Request, allowed: Reader, document: str) -> Response:
    check_may_have(allowed, document)
    _rendering(request, allowed, document).ask()
    return redirect(request, _address(allowed, document))


def _paper(allowed: Allowed[Review], document: str) -> tuple[Paper, Agreed | None]:
    version = check_may_have(allowed, document)
    assert allowed.school is not None
    paper = build_document(allowed.session, allowed.thing, allowed.school, document)
    if paper is None:
        raise NotFound
    return paper, version


def _rendering(request: Request, allowed: Allowed[Review], document: str) -> Rendering:
    assert allowed.school is not None
    html = document_html(allowed.session, allowed.thing, allowed.school, document)
    if html is None:
        raise NotFound
    return Rendering.of_html(request, allowed.session, allowed.thing, document, html)


def _address(allowed: Allowed[Review], document: str) -> str:
    return f"/reviews/{allowed.thing.id}/documents/{document}"
