"""The governors' paper: asked for, watched while it is rendered, downloaded."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotAllowed
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.fingerprint import fingerprint
from app.documents.governors_paper import to_html
from app.documents.governors_paper_page import GovernorsPaper
from app.language import gettext as _
from app.language import translations
from app.models.reviews import Review
from app.pages.documents import GOVERNORS_PAPER
from app.pages.governors_paper import PaperPage, build_paper
from app.services.documents import ask_for_document, find_document_job
from app.web.papers import cache_of, pdf_file, state_of
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PAPER_READ, review)]


@router.get("/reviews/{review_id:int}/governors-paper")
def show_paper(request: Request, allowed: Reader) -> Response:
    paper, mark = _paper(allowed)
    job = find_document_job(allowed.session, allowed.thing, GOVERNORS_PAPER, fingerprint=mark)
    return page(
        request,
        "governors_paper/paper.html",
        PaperPage.of(allowed, paper, state_of(request, mark, job)),
        partial="governors_paper/_progress.html",
    )


@router.post("/reviews/{review_id:int}/governors-paper/rendering")
def make_paper(request: Request, allowed: Reader) -> Response:
    _content, mark = _paper(allowed)
    if not cache_of(request).has(mark):
        ask_for_document(allowed.session, allowed.thing, GOVERNORS_PAPER, fingerprint=mark)
    return redirect(request, f"/reviews/{allowed.thing.id}/governors-paper")


@router.get("/reviews/{review_id:int}/governors-paper.pdf")
def download_paper(request: Request, allowed: Reader) -> Response:
    """The paper as it is now; on to its page if it has not been rendered since the last change."""
    paper, mark = _paper(allowed)
    document = cache_of(request).get(mark)
    if document is None:
        return redirect(request, f"/reviews/{allowed.thing.id}/governors-paper")
    state = f"v{paper.agreed.number}" if paper.agreed else "draft"
    return pdf_file(document, f"governors-paper-{paper.urn}-{paper.dated.isoformat()}-{state}.pdf")


def _paper(allowed: Allowed[Review]) -> tuple[GovernorsPaper, str]:
    """The paper and its fingerprint. Governors get agreed versions only."""
    assert allowed.school is not None
    paper = build_paper(allowed.session, allowed.thing, allowed.school)
    if paper.agreed is None and not allowed.may(Permission.REVIEW_READ):
        raise NotAllowed(_("Your school has not agreed a version of this review yet. The paper follows once it has."))
    return paper, fingerprint(to_html(paper, translate=translations()))
