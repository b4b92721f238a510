"""The follow-up: the later visit, and what became of each recommendation."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review import read_fields
from app.pages.peer_review_follow_up import FollowUpPage, is_on_follow_up
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]

FORM = "peer_review/follow_up.html"


@router.get("/peer-reviews/{peer_review_id:int}/follow-up")
def show_follow_up(request: Request, allowed: Writer) -> Response:
    return page(request, FORM, FollowUpPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/follow-up")
def save_follow_up(request: Request, allowed: Writer, posted: Posted) -> Response:
    """One's own part is saved, but for what cannot be, which is shown again as it was typed."""
    sent = read_fields(posted, on_page=is_on_follow_up)
    outcome = save_form(allowed.session, book_of(allowed.session, allowed.thing), sent, by=allowed.by)
    if outcome.kept:
        return page(request, FORM, FollowUpPage.of(allowed, outcome=outcome), status=outcome.status)
    return redirect(request, f"/peer-reviews/{allowed.thing.id}/follow-up", notice=Notice.FOLLOW_UP_SAVED)
