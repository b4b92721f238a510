"""The history of answers, and putting an earlier text back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import LARGEST_ID, PolicyRoute
from app.forms.answers import read_version
from app.models.reviews import Review
from app.pages.self_evaluation_history import HistoryPage, page_of
from app.services import texts
from app.services.self_evaluation import book_of
from app.services.texts import Clash, find_change
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)


@router.get("/reviews/{review_id:int}/history")
def show_history(
    request: Request,
    allowed: Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)],
    of: str = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    return page(request, "self_evaluation/history.html", HistoryPage.of(allowed, of, before=before))


@router.post("/reviews/{review_id:int}/history/{change_id:int}/restoration")
def restore_text(
    request: Request,
    allowed: Annotated[Allowed[Review], Guard(Permission.REVIEW_WRITE, review)],
    change_id: int,
    posted: Posted,
) -> Response:
    """The earlier text is current again, unless somebody has changed the answer since the history was shown."""
    change = find_change(allowed.session, book_of(allowed.thing), change_id)
    if change is None:
        raise NotFound
    base = read_version(posted.get("version"))
    result = texts.restore_text(allowed.session, book_of(allowed.thing), change, base=base, by=allowed.by)
    if isinstance(result, Clash):
        shown = HistoryPage.of(allowed, f"{change.place}.{change.field}", overtaken_by=result.changed_by)
        return page(request, "self_evaluation/history.html", shown, status=409)
    return redirect(request, page_of(allowed.thing, change.place), notice=Notice.RESTORED)
