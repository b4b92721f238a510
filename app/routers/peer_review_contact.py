"""Thanks, and each side's contact: open to a reviewer after everything else has closed, to change or take back."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import partner_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review import read_fields
from app.models.fields import Key, UnknownAnswer
from app.pages.peer_review_contact import ContactPage, is_on_contact
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.autosave import answer_autosave
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Partner = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, partner_seat)]

FORM = "peer_review/contact.html"


@router.get("/peer-reviews/{peer_review_id:int}/contact")
def show_contact(request: Request, allowed: Partner) -> Response:
    return page(request, FORM, ContactPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/contact")
def save_contact(request: Request, allowed: Partner, posted: Posted) -> Response:
    """One's own contact and thanks are saved, but for what cannot be, which is shown again as it was typed."""
    sent = read_fields(posted, on_page=lambda key: is_on_contact(allowed.thing, key))
    outcome = save_form(allowed.session, book_of(allowed.session, allowed.thing), sent, by=allowed.by)
    if outcome.kept:
        return page(request, FORM, ContactPage.of(allowed, outcome=outcome), status=outcome.status)
    return redirect(request, f"/peer-reviews/{allowed.thing.id}/contact", notice=Notice.CONTACT_SAVED)


@router.post("/peer-reviews/{peer_review_id:int}/contact/texts")
def autosave_contact(request: Request, allowed: Partner, posted: Posted) -> Response:
    """As the autosave of the whole peer review, for these fields alone, and for as long as this page is open."""
    if not is_on_contact(allowed.thing, Key.parse(posted.get("name"))):
        raise UnknownAnswer(posted.get("name"))
    return answer_autosave(request, allowed.session, book_of(allowed.session, allowed.thing), posted, by=allowed.by)
