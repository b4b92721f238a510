"""The school profile of the host, on one page for both."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.models.peer_review_fields import PROFILE
from app.pages.peer_review_profile import ProfilePage
from app.services.peer_review import Seat
from app.services.peer_review_profile import use_suggestion
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_HOST_WRITE, agreed_seat)]

TEMPLATE = "peer_review/profile.html"


@router.get("/peer-reviews/{peer_review_id:int}/profile")
def show_profile(request: Request, allowed: Reader) -> Response:
    return page(request, TEMPLATE, ProfilePage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/profile")
def save_profile(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Everything is saved that can stand in its field. What does not add up is shown again, with the reason."""
    book = book_of(allowed.session, allowed.thing)
    outcome = save_form(allowed.session, book, read_fields(posted, lambda place: place == PROFILE), by=allowed.by)
    if code := posted.get("use"):
        use_suggestion(allowed.session, allowed.thing, code, by=allowed.by)
    shown = ProfilePage.of(allowed, outcome=outcome)
    if shown.errors or shown.clashes:
        return page(request, TEMPLATE, shown, status=outcome.status)
    here = f"/peer-reviews/{allowed.thing.id}/{PROFILE}"
    return redirect(request, f"{here}#{PROFILE}.{code}" if code else here, notice=Notice.AREA_SAVED)
