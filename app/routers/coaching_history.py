"""Earlier texts of a coaching session, each for the side that wrote it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access.coaching import seat
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import LARGEST_ID, PolicyRoute
from app.forms.answers import read_version
from app.models.coaching_fields import WORKSHEET
from app.models.fields import Key
from app.pages.coaching_history import CoachingHistoryPage
from app.services.coaching import CoachingSeat, take_seat
from app.services.coaching_texts import book_of, may_write
from app.services.texts import Clash, find_change, restore_text
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]
"""Each side reads and puts back its own fields."""

HISTORY = "coaching/history.html"


@router.get("/reviews/{review_id:int}/coaching/{code}/history")
def show_history(
    request: Request,
    allowed: Reader,
    of: str = WORKSHEET,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    return page(request, HISTORY, CoachingHistoryPage.of(allowed, of, before=before))


@router.post("/reviews/{review_id:int}/coaching/{code}/history/{change_id:int}/restoration")
def put_back(request: Request, allowed: Reader, change_id: int, posted: Posted) -> Response:
    """The earlier text is current again, unless somebody has changed the field since the page was shown."""
    taken = take_seat(allowed.session, allowed.thing)
    book = book_of(taken)
    change = find_change(allowed.session, book, change_id)
    if change is None or not may_write(taken, Key(change.place, change.field)):
        raise NotFound
    result = restore_text(allowed.session, book, change, base=read_version(posted.get("version")), by=allowed.by)
    if isinstance(result, Clash):
        shown = CoachingHistoryPage.of(allowed, change.place, overtaken_by=result.changed_by)
        return page(request, HISTORY, shown, status=409)
    ending = "worksheet" if change.place == WORKSHEET else "notes"
    return redirect(request, f"{taken.path}/{ending}", notice=Notice.RESTORED)
