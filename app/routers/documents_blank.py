"""A blank framework for paper, of no school: for anybody signed in."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.word import to_docx
from app.models.accounts import Person
from app.pages.documents import BLANK_FRAMEWORK, DocumentPage, blank_html, described, file_name, status_in_words
from app.pages.documents_blank import blank_framework
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework
from app.web.papers import Rendering, pdf_file, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Person], Guard(Permission.FRAMEWORK_READ, themselves)]


@router.get("/frameworks/{framework_id}/{version}/blank")
def show_blank(request: Request, own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    back = f"/frameworks/{framework_id}/{version}"
    shown = DocumentPage(
        described()[BLANK_FRAMEWORK],
        f"{back}/blank",
        back,
        framework.title,
        status_in_words(BLANK_FRAMEWORK, None),
        _rendering(request, own, framework).state,
    )
    return page(request, "documents/document.html", shown, partial="documents/_progress.html")


@router.post("/frameworks/{framework_id}/{version}/blank/rendering")
def make_blank(request: Request, own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    _rendering(request, own, framework).ask()
    return redirect(request, f"/frameworks/{framework_id}/{version}/blank")


@router.get("/frameworks/{framework_id}/{version}/blank.pdf")
def download_blank_pdf(request: Request, own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    content = _rendering(request, own, framework).content
    if content is None:
        return redirect(request, f"/frameworks/{framework_id}/{version}/blank")
    return pdf_file(content, _name(framework, "pdf"))


@router.get("/frameworks/{framework_id}/{version}/blank.docx")
def download_blank_word(_own: Reader, framework_id: str, version: str) -> Response:
    framework = _framework(framework_id, version)
    return word_file(to_docx(blank_framework(framework)), _name(framework, "docx"))


def _rendering(request: Request, own: Allowed[Person], framework: Framework) -> Rendering:
    return Rendering.of_html(request, own.session, framework, BLANK_FRAMEWORK, blank_html(framework))


def _framework(framework_id: str, version: str) -> Framework:
    try:
        return get_framework(framework_id, version)
    except KeyError:
        raise NotFound from None


def _name(framework: Framework, ending: str) -> str:
    return file_name(f"{BLANK_FRAMEWORK}-{framework.id}-{framework.version}", blank_framework(framework), None, ending)
