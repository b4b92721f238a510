"""What a side wrote before, and putting it back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import LARGEST_ID, PolicyRoute
from app.forms.answers import read_version
from app.models.fields import Key
from app.pages.peer_review_history import PeerHistoryPage, is_own, page_of
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of
from app.services.texts import Clash, find_change, restore_text
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]

HISTORY = "peer_review/history.html"


@router.get("/peer-reviews/{peer_review_id:int}/history")
def show_peer_history(
    request: Request,
    allowed: Reader,
    of: str = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    return page(request, HISTORY, PeerHistoryPage.of(allowed, of, before=before))


@router.post("/peer-reviews/{peer_review_id:int}/history/{change_id:int}/restoration")
def restore_peer_text(request: Request, allowed: Reader, change_id: int, posted: Posted) -> Response:
    """The earlier text is current again, unless somebody has changed it since the history was shown."""
    book = book_of(allowed.session, allowed.thing)
    change = find_change(allowed.session, book, change_id)
    if change is None or not is_own(book.framework, allowed.thing, Key(change.place, change.field)):
        raise NotFound
    result = restore_text(allowed.session, book, change, base=read_version(posted.get("version")), by=allowed.by)
    if isinstance(result, Clash):
        shown = PeerHistoryPage.of(allowed, change.place, overtaken_by=result.changed_by)
        return page(request, HISTORY, shown, status=409)
    return redirect(request, page_of(allowed.thing, change.place), notice=Notice.RESTORED)
