"""The governors' paper: asked for, watched while it is rendered, downloaded."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotAllowed
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.documents.governors_paper_page import GovernorsPaper
from app.language import gettext as _
from app.models.reviews import Review
from app.pages.documents import GOVERNORS_PAPER, document_html
from app.pages.governors_paper import PaperPage, build_paper
from app.web.papers import Rendering, pdf_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PAPER_READ, review)]


@router.get("/reviews/{review_id:int}/governors-paper")
def show_paper(request: Request, allowed: Reader) -> Response:
    paper, rendering = _paper(request, allowed)
    return page(
        request,
        "governors_paper/paper.html",
        PaperPage.of(allowed, paper, rendering.state),
        partial="governors_paper/_progress.html",
    )


@router.post("/reviews/{review_id:int}/governors-paper/rendering")
def make_paper(request: Request, allowed: Reader) -> Response:
    _content, rendering = _paper(request, allowed)
    rendering.ask()
    return redirect(request, f"/reviews/{allowed.thing.id}/governors-paper")


@router.get("/reviews/{review_id:int}/governors-paper.pdf")
def download_paper(request: Request, allowed: Reader) -> Response:
    """The paper as it is now; on to its page if it has not been rendered since the last change."""
    paper, rendering = _paper(request, allowed)
    document = rendering.content
    if document is None:
        return redirect(request, f"/reviews/{allowed.thing.id}/governors-paper")
    state = f"v{paper.agreed.number}" if paper.agreed else "draft"
    return pdf_file(document, f"governors-paper-{paper.urn}-{paper.dated.isoformat()}-{state}.pdf")


def _paper(request: Request, allowed: Allowed[Review]) -> tuple[GovernorsPaper, Rendering]:
    """The paper and its PDF. Governors get agreed versions only."""
    assert allowed.school is not None
    paper = build_paper(allowed.session, allowed.thing, allowed.school)
    if paper.agreed is None and not allowed.may(Permission.REVIEW_READ):
        raise NotAllowed(_("Your school has not agreed a version of this review yet. The paper follows once it has."))
    html = document_html(allowed.session, allowed.thing, allowed.school, GOVERNORS_PAPER)
    assert html is not None, "A governors' paper can be made of every review."
    return paper, Rendering.of_html(request, allowed.session, allowed.thing, GOVERNORS_PAPER, html)
