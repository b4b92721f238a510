"""What the reviewer asks for before the visit, and the host's answers, on one page for both."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.pages.peer_review_requests import RequestRowPage, RequestsPage
from app.services.peer_review import Seat
from app.services.peer_review_requests import REQUESTS, NothingToSend, give_answers, mark_request, send_requests
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
"""Each side writes its own fields here: the book holds it to them."""
Asking = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]
Answering = Annotated[Allowed[Seat], Guard(Permission.PEER_HOST_WRITE, agreed_seat)]

TEMPLATE = "peer_review/requests.html"


@router.get("/peer-reviews/{peer_review_id:int}/requests")
def show_requests(request: Request, allowed: Reader) -> Response:
    return page(request, TEMPLATE, RequestsPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/requests")
def save_requests(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    if refused := _save(request, allowed, posted):
        return refused
    if key := posted.get("answer-file"):
        return redirect(request, f"{_here(allowed)}/{key}/file")
    for name, removed in (("remove-request", True), ("restore-request", False)):
        if key := posted.get(name):
            mark_request(allowed.session, allowed.thing, key, removed=removed, by=allowed.by)
    here = f"{_here(allowed)}#own-lines" if posted.get("add-request") else _here(allowed)
    return redirect(request, here, notice=Notice.AREA_SAVED)


@router.get("/peer-reviews/{peer_review_id:int}/requests/row")
def show_request_row(request: Request, allowed: Asking) -> Response:  # noqa: ARG001  The guard is what counts.
    """One empty line, to put into a page that is open."""
    return page(request, "peer_review/request_row.html", RequestRowPage.blank())


@router.post("/peer-reviews/{peer_review_id:int}/requests/sending")
def send(request: Request, allowed: Asking, posted: Posted) -> Response:
    """Saves the page, then sends whatever is asked and was not sent before."""
    if refused := _save(request, allowed, posted):
        return refused
    link = f"{request.app.state.settings.base_url}{_here(allowed)}"
    try:
        send_requests(allowed.session, allowed.thing, link=link, by=allowed.by)
    except NothingToSend:
        return redirect(request, _here(allowed), notice=Notice.NOTHING_TO_SEND)
    return redirect(request, _here(allowed), notice=Notice.REQUESTS_SENT)


@router.post("/peer-reviews/{peer_review_id:int}/requests/answers")
def answer(request: Request, allowed: Answering, posted: Posted) -> Response:
    """Saves the page, then gives the reviewer every answer that is there."""
    if refused := _save(request, allowed, posted):
        return refused
    link = f"{request.app.state.settings.base_url}{_here(allowed)}"
    try:
        give_answers(allowed.session, allowed.thing, link=link, by=allowed.by)
    except NothingToSend:
        return redirect(request, _here(allowed), notice=Notice.NOTHING_TO_SEND)
    return redirect(request, _here(allowed), notice=Notice.ANSWERS_GIVEN)


def _save(request: Request, allowed: Allowed[Seat], posted: Posted) -> Response | None:
    """The page again, where something of it could not be saved."""
    book = book_of(allowed.session, allowed.thing)
    sent = read_fields(posted, lambda place: place.startswith(f"{REQUESTS}/"))
    outcome = save_form(allowed.session, book, sent, by=allowed.by)
    if not outcome.kept:
        return None
    return page(request, TEMPLATE, RequestsPage.of(allowed, outcome=outcome), status=outcome.status)


def _here(allowed: Allowed[Seat]) -> str:
    return f"/peer-reviews/{allowed.thing.id}/{REQUESTS}"
