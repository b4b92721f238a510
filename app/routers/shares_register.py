"""Who knows the plan: the register, with entries by hand."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.shares import read_entry
from app.models.reviews import Review
from app.pages.shares_register import WhoKnowsPage
from app.services.shares_register import add_telling, find_telling, mark_telling
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Manager = Annotated[Allowed[Review], Guard(Permission.SHARES_MANAGE, review)]

TEMPLATE = "shares/who_knows.html"


@router.get("/reviews/{review_id:int}/who-knows")
def show_who_knows(request: Request, allowed: Reader) -> Response:
    return page(request, TEMPLATE, WhoKnowsPage.of(allowed))


@router.post("/reviews/{review_id:int}/who-knows/entries")
def add_entry(request: Request, allowed: Manager, posted: Posted) -> Response:
    form, entry = read_entry(posted)
    if entry is None:
        return page(request, TEMPLATE, WhoKnowsPage.of(allowed, form), status=422)
    add_telling(allowed.session, allowed.thing, entry, by=allowed.by)
    return redirect(request, f"/reviews/{allowed.thing.id}/who-knows", notice=Notice.TELLING_ADDED)


@router.post("/reviews/{review_id:int}/who-knows/entries/{telling_id:int}/removal")
def remove_entry(request: Request, allowed: Manager, telling_id: int, posted: Posted) -> Response:
    """Out of the register, or with `undo=yes` back in it."""
    telling = find_telling(allowed.session, allowed.thing, telling_id)
    if telling is None:
        raise NotFound
    back = posted.get("undo") == "yes"
    mark_telling(allowed.session, telling, removed=not back, by=allowed.by)
    notice = Notice.NOTE_PUT_BACK if back else Notice.NOTE_REMOVED
    return redirect(request, f"/reviews/{allowed.thing.id}/who-knows", notice=notice)
