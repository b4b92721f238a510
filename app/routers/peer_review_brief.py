"""The pre-visit brief and its lines of enquiry: the reviewer's own, which the host does not see."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.pages.peer_review_brief import BriefPage, EnquiryRowPage
from app.services.peer_review import Seat
from app.services.peer_review_enquiries import (
    ENQUIRIES,
    Suggestion,
    drop,
    keep,
    mark_enquiry,
    read_agreed,
    suggest,
)
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reviewing = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]

TEMPLATE = "peer_review/brief.html"


@router.get("/peer-reviews/{peer_review_id:int}/brief")
def show_brief(request: Request, allowed: Reviewing) -> Response:
    return page(request, TEMPLATE, BriefPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/brief")
def save_brief(request: Request, allowed: Reviewing, posted: Posted) -> Response:
    """The lines are saved, and one suggestion kept, dropped or brought back where its button was pressed."""
    session, seat, by = allowed.session, allowed.thing, allowed.by
    sent = read_fields(posted, lambda place: place.startswith(f"{ENQUIRIES}/"))
    outcome = save_form(session, book_of(session, seat), sent, by=by)
    here, notice = f"/peer-reviews/{seat.id}/brief", Notice.AREA_SAVED
    if origin := posted.get("keep"):
        suggestion = _suggestion(allowed, origin)
        keep(session, seat, suggestion, by=by)
        here, notice = f"{here}#{suggestion.item.area_code}", Notice.ENQUIRY_KEPT
    elif origin := posted.get("drop"):
        suggestion = _suggestion(allowed, origin)
        drop(session, seat, suggestion, by=by)
        here, notice = f"{here}#{suggestion.item.area_code}", Notice.ENQUIRY_DROPPED
    elif key := posted.get("drop-line"):
        mark_enquiry(session, seat, key, dropped=True, by=by)
    elif key := posted.get("bring-back"):
        mark_enquiry(session, seat, key, dropped=False, by=by)
    elif posted.get("add-line"):
        here += "#own-lines"
    if outcome.kept:
        return page(request, TEMPLATE, BriefPage.of(allowed, outcome=outcome), status=outcome.status)
    return redirect(request, here, notice=notice)


@router.get("/peer-reviews/{peer_review_id:int}/brief/row")
def show_enquiry_row(request: Request, allowed: Reviewing) -> Response:
    """One empty line, to put into a page that is open."""
    row = EnquiryRowPage.blank(book_of(allowed.session, allowed.thing).framework)
    return page(request, "peer_review/enquiry_row.html", row)


def _suggestion(allowed: Allowed[Seat], origin: str) -> Suggestion:
    agreed = read_agreed(allowed.session, allowed.thing)
    found = next((one for one in suggest(agreed) if one.origin == origin), None) if agreed else None
    if found is None:
        raise NotFound
    return found
