"""A blank framework for paper, of no school: for anybody signed in."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.fingerprint import fingerprint
from app.documents.word import to_docx
from app.models.accounts import Person
from app.pages.documents import BLANK_FRAMEWORK, DocumentPage, blank_html, described, file_name, status_in_words
from app.pages.documents_blank import blank_framework
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework
from app.services.documents import ask_for_document, find_document_job
from app.web.papers import cache_of, pdf_file, state_of, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Person], Guard(Permission.FRAMEWORK_READ, themselves)]


@router.get("/frameworks/{framework_id}/{version}/blank")
def show_blank(request: Request, own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    mark = fingerprint(blank_html(framework))
    job = find_document_job(own.session, framework, BLANK_FRAMEWORK, fingerprint=mark)
    back = f"/frameworks/{framework_id}/{version}"
    shown = DocumentPage(
        described()[BLANK_FRAMEWORK],
        f"{back}/blank",
        back,
        framework.title,
        status_in_words(BLANK_FRAMEWORK, None),
        state_of(request, mark, job),
    )
    return page(request, "documents/document.html", shown, partial="documents/_progress.html")


@router.post("/frameworks/{framework_id}/{version}/blank/rendering")
def make_blank(request: Request, own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    mark = fingerprint(blank_html(framework))
    if not cache_of(request).has(mark):
        ask_for_document(own.session, framework, BLANK_FRAMEWORK, fingerprint=mark)
    return redirect(request, f"/frameworks/{framework_id}/{version}/blank")


@router.get("/frameworks/{framework_id}/{version}/blank.pdf")
def download_blank_pdf(request: Request, _own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    content = cache_of(request).get(fingerprint(blank_html(framework)))
    if content is None:
        return redirect(request, f"/frameworks/{framework_id}/{version}/blank")
    return pdf_file(content, _name(framework, "pdf"))


@router.get("/frameworks/{framework_id}/{version}/blank.docx")
def download_blank_word(_own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    return word_file(to_docx(blank_framework(framework)), _name(framework, "docx"))


def _framework(framework_id: str, version: str) -> Framework:
    try:
        return get_framework(framework_id, version)
    except KeyError:
        raise NotFound from None


def _name(framework: Framework, ending: str) -> str:
    return file_name(f"{BLANK_FRAMEWORK}-{framework.id}-{framework.version}", blank_framework(framework), None, ending)
