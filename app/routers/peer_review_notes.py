"""The sorting desk: tags for the notes of a visit, one note with its history, removing and putting back."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_version
from app.forms.peer_review_notes import read_rows
from app.pages.peer_review_notes import EDITED, DeskPage, NotePage
from app.services.peer_review import Seat
from app.services.peer_review_notes import NOTES, mark_row
from app.services.peer_review_texts import book_of
from app.services.texts import Clash, find_change, restore_text
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reviewer = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]

DESK, NOTE = "peer_review/notes.html", "peer_review/note.html"


@router.get("/peer-reviews/{peer_review_id:int}/notes")
def show_desk(request: Request, allowed: Reviewer, activity: str = "", kind: str = "", slot: str = "") -> Response:
    chosen = {"activity": activity, "kind": kind, "slot": slot}
    return page(request, DESK, DeskPage.of(allowed, chosen))


@router.post("/peer-reviews/{peer_review_id:int}/sorting")
def sort_notes(request: Request, allowed: Reviewer, posted: Posted) -> Response:
    book = book_of(allowed.session, allowed.thing)
    sent = read_rows(posted, NOTES, fields=frozenset({"about"}))
    outcome = save_form(allowed.session, book, sent, by=allowed.by)
    chosen = {name: posted.get(f"filter-{name}") for name in ("activity", "kind", "slot")}
    if outcome.kept:
        return page(request, DESK, DeskPage.of(allowed, chosen, outcome), status=outcome.status)
    query = {name: value for name, value in chosen.items() if value}
    return redirect(request, _desk(allowed), notice=Notice.NOTES_SORTED, **query)


@router.get("/peer-reviews/{peer_review_id:int}/notes/{key}")
def show_note(request: Request, allowed: Reviewer, key: str) -> Response:
    return page(request, NOTE, NotePage.of(allowed, key))


@router.post("/peer-reviews/{peer_review_id:int}/notes/{key}")
def save_note_page(request: Request, allowed: Reviewer, key: str, posted: Posted) -> Response:
    book = book_of(allowed.session, allowed.thing)
    sent = read_rows(posted, NOTES, fields=frozenset(EDITED), key=key)
    outcome = save_form(allowed.session, book, sent, by=allowed.by)
    if outcome.kept:
        return page(request, NOTE, NotePage.of(allowed, key, outcome), status=outcome.status)
    return redirect(request, _desk(allowed), notice=Notice.NOTE_KEPT)


@router.post("/peer-reviews/{peer_review_id:int}/notes/{key}/removal")
def remove_note(request: Request, allowed: Reviewer, key: str) -> Response:
    return _mark(request, allowed, key, removed=True)


@router.post("/peer-reviews/{peer_review_id:int}/notes/{key}/restoration")
def put_note_back(request: Request, allowed: Reviewer, key: str) -> Response:
    return _mark(request, allowed, key, removed=False)


@router.post("/peer-reviews/{peer_review_id:int}/note-changes/{change_id:int}/restoration")
def put_words_back(request: Request, allowed: Reviewer, change_id: int, posted: Posted) -> Response:
    book = book_of(allowed.session, allowed.thing)
    change = find_change(allowed.session, book, change_id)
    listed, _slash, key = change.place.partition("/") if change else ("", "", "")
    if listed != NOTES:
        raise NotFound
    base = read_version(posted.get("version"))
    result = restore_text(allowed.session, book, change, base=base, by=allowed.by)
    if isinstance(result, Clash):
        return page(request, NOTE, NotePage.of(allowed, key), status=409)
    return redirect(request, f"{_desk(allowed)}/{key}", notice=Notice.RESTORED)


def _mark(request: Request, allowed: Allowed[Seat], key: str, *, removed: bool) -> Response:
    book = book_of(allowed.session, allowed.thing)
    mark_row(allowed.session, book, f"{NOTES}/{key}", removed=removed, by=allowed.by)
    return redirect(request, _desk(allowed), notice=Notice.NOTE_REMOVED if removed else Notice.NOTE_PUT_BACK)


def _desk(allowed: Allowed[Seat]) -> str:
    return f"/peer-reviews/{allowed.thing.id}/notes"
