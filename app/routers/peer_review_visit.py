"""The visit: its page on a tablet, the school's own words one tap away, and the shell for when the line is gone."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute, Public, Visitor
from app.forms.peer_review_notes import read_note
from app.pages.peer_review_visit import VisitPage
from app.pages.peer_review_visit_items import VisitItemPage
from app.services.peer_review import Seat
from app.services.peer_review_notes import BadNote, save_note
from app.services.peer_review_texts import book_of
from app.web.notices import Notice
from app.web.responses import page, redirect
from app.web.visit_worker import worker_script

router = APIRouter(route_class=PolicyRoute)

Reviewer = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]
Anybody = Annotated[Visitor, Public("holds nobody's words: what a tablet shows while it has no line")]

VISIT = "peer_review/visit.html"


@router.get("/peer-reviews/visit-worker.js")
def send_worker(request: Request, _visitor: Anybody) -> Response:
    return Response(worker_script(request.app.state.templates), media_type="text/javascript")


@router.get("/peer-reviews/visit-shell")
def show_shell(request: Request, _visitor: Anybody) -> Response:
    """The same for everybody, signed in or not: it can be kept on a device without keeping anything of anybody's."""
    return page(request, VISIT, VisitPage())


@router.get("/peer-reviews/{peer_review_id:int}/visit")
def show_visit(request: Request, allowed: Reviewer) -> Response:
    return page(request, VISIT, VisitPage.of(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/visit/items/{code}")
def show_own_words(request: Request, allowed: Reviewer, code: str) -> Response:
    try:
        shown = VisitItemPage.of(allowed, code)
    except KeyError:
        raise NotFound from None
    return page(request, "peer_review/visit_item.html", shown, partial="peer_review/_visit_item.html")


@router.post("/peer-reviews/{peer_review_id:int}/notes")
def add_note(request: Request, allowed: Reviewer, posted: Posted) -> Response:
    """A whole note. The script is answered with its key: whatever else says 200 on the way is no acknowledgement."""
    book = book_of(allowed.session, allowed.thing)
    by_script = "x-autosave" in request.headers
    sent = read_note(posted)
    try:
        kept = save_note(allowed.session, book, sent.key, sent.fields, by=allowed.by)
    except BadNote as bad:
        if by_script:
            return JSONResponse({"refused": str(bad)}, 422)
        return page(request, VISIT, VisitPage.of(allowed, sent.fields, bad), status=422)
    if by_script:
        return JSONResponse({"key": kept.key, "at": kept.at.isoformat(), "beside": kept.beside})
    return redirect(request, f"/peer-reviews/{allowed.thing.id}/visit#notes", notice=Notice.NOTE_KEPT)
