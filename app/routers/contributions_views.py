"""What the school does with one view: reads, quotes, folds in, replies."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_answers, read_version
from app.models.contributions import Contribution, Outcome
from app.models.fields import LONGEST_TEXT
from app.models.reviews import Review
from app.pages.contributions import FoldInPage, QuotationClashPage, ViewShown
from app.services import contributions_views as views
from app.services.self_evaluation import book_of, framework_of
from app.services.texts import Clash
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Manager = Annotated[Allowed[Review], Guard(Permission.CONTRIBUTIONS_MANAGE, review)]


@router.post("/reviews/{review_id:int}/contributions/{contribution_id:int}/reading")
def mark_as_read(request: Request, allowed: Manager, contribution_id: int) -> Response:
    view = _view(allowed, contribution_id)
    views.mark(allowed.session, view, Outcome.READ, by=allowed.by)
    return _back(request, allowed, view, Notice.VIEW_READ)


@router.post("/reviews/{review_id:int}/contributions/{contribution_id:int}/reply")
def reply(request: Request, allowed: Manager, contribution_id: int, posted: Posted) -> Response:
    view = _view(allowed, contribution_id)
    views.reply(allowed.session, view, posted.get("reply").strip()[:LONGEST_TEXT], by=allowed.by)
    return _back(request, allowed, view, Notice.REPLIED)


@router.post("/reviews/{review_id:int}/contributions/{contribution_id:int}/quotation")
def quote(request: Request, allowed: Manager, contribution_id: int, posted: Posted) -> Response:
    """409 with both texts where somebody changed the field since the page was opened."""
    view = _view(allowed, contribution_id)
    text, field = posted.get("text"), posted.get("field")
    base = read_version(posted.get(f"{field}.version"))
    result = views.quote(allowed.session, allowed.thing, view, text, field, base=base, by=allowed.by)
    if isinstance(result, Clash):
        shown = ViewShown.of(framework_of(allowed.thing), view)
        clash = QuotationClashPage(allowed.thing, shown, text, field, result)
        return page(request, "contributions/quotation_clash.html", clash, status=409)
    return _back(request, allowed, view, Notice.QUOTED)


@router.get("/reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in")
def show_fold_in(request: Request, allowed: Manager, contribution_id: int) -> Response:
    return page(request, "contributions/fold_in.html", FoldInPage.of(allowed, _view(allowed, contribution_id)))


@router.post("/reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in")
def fold_in(request: Request, allowed: Manager, contribution_id: int, posted: Posted) -> Response:
    """The school's own fields of the item are saved; the view beside them became part of what changed."""
    view = _view(allowed, contribution_id)
    area = framework_of(allowed.thing).area_of(view.item).code
    outcome = save_form(allowed.session, book_of(allowed.thing), read_answers(posted, within=area), by=allowed.by)
    if outcome.saved:
        views.mark(allowed.session, view, Outcome.FOLDED_IN, by=allowed.by)
    if outcome.kept:
        shown = FoldInPage.of(allowed, view, outcome)
        return page(request, "contributions/fold_in.html", shown, status=outcome.status)
    return _back(request, allowed, view, Notice.FOLDED_IN if outcome.saved else None)


def _view(allowed: Allowed[Review], contribution_id: int) -> Contribution:
    view = views.find_view(allowed.session, allowed.thing, contribution_id)
    if view is None:
        raise NotFound
    return view


def _back(request: Request, allowed: Allowed[Review], view: Contribution, notice: Notice | None) -> Response:
    return redirect(request, f"/reviews/{allowed.thing.id}/contributions#{view.item}", notice=notice)
