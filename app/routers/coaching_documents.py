"""The worksheet of a coaching session as PDF and Word, filled in or blank."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.coaching import seat
from app.access.errors import NotAllowed, NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.paper import Paper
from app.documents.paper_html import paper_to_html
from app.documents.word import to_docx
from app.language import gettext as _
from app.pages.coaching_paper import CoachingDocumentPage, build_document, described, file_name
from app.services.coaching import CoachingSeat
from app.web.papers import Rendering, pdf_file, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]


@router.get("/reviews/{review_id:int}/coaching/{code}/documents/{document}.docx")
def download_word(allowed: Reader, document: str) -> Response:
    paper = _paper(allowed, document)
    return word_file(to_docx(paper), file_name(allowed.thing, document, paper, "docx"))


@router.get("/reviews/{review_id:int}/coaching/{code}/documents/{document}.pdf")
def download_pdf(request: Request, allowed: Reader, document: str) -> Response:
    """The document as it is now; on to its page if it has not been rendered since the last change."""
    paper = _paper(allowed, document)
    content = _rendering(request, allowed, document, paper).content
    if content is None:
        return redirect(request, _address(allowed, document))
    return pdf_file(content, file_name(allowed.thing, document, paper, "pdf"))


@router.get("/reviews/{review_id:int}/coaching/{code}/documents/{document}")
def show_document(request: Request, allowed: Reader, document: str) -> Response:
    paper = _paper(allowed, document)
    state = _rendering(request, allowed, document, paper).state
    shown = CoachingDocumentPage.of(allowed.thing, document, paper, state=state)
    return page(request, "coaching/document.html", shown, partial="coaching/_progress.html")


@router.post("/reviews/{review_id:int}/coaching/{code}/documents/{document}/rendering")
def make_pdf(request: Request, allowed: Reader, document: str) -> Response:
    _rendering(request, allowed, document, _paper(allowed, document)).ask()
    return redirect(request, _address(allowed, document))


def _paper(allowed: Allowed[CoachingSeat], document: str) -> Paper:
    """Raises NotFound, or NotAllowed for a coach with whom it is not shared."""
    if document not in described():
        raise NotFound
    paper = build_document(allowed.session, allowed.thing, document)
    if paper is None:
        raise NotAllowed(_("The school has not shared its worksheet with you."))
    return paper


def _rendering(request: Request, allowed: Allowed[CoachingSeat], document: str, paper: Paper) -> Rendering:
    return Rendering.of_html(request, allowed.session, allowed.thing, document, paper_to_html(paper))


def _address(allowed: Allowed[CoachingSeat], document: str) -> str:
    return f"{allowed.thing.path}/documents/{document}"
