"""Pupil voice: what a group says about its own timetable, as counts for each subject."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review_notes import read_rows
from app.forms.peer_review_pupil_voice import read_group
from app.pages.peer_review_pupil_voice import EDITED, PupilVoicePage
from app.services.peer_review import Seat
from app.services.peer_review_notes import mark_row
from app.services.peer_review_pupil_voice import VOICE
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reviewer = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]

TEMPLATE = "peer_review/pupil_voice.html"


@router.get("/peer-reviews/{peer_review_id:int}/pupil-voice")
def show_pupil_voice(request: Request, allowed: Reviewer) -> Response:
    return page(request, TEMPLATE, PupilVoicePage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/pupil-voice")
def add_group(request: Request, allowed: Reviewer, posted: Posted) -> Response:
    """One group with its subjects: all of it, or none and everything typed shown again."""
    book, sent = book_of(allowed.session, allowed.thing), read_group(posted)
    if faults := sent.faults(book):
        return page(request, TEMPLATE, PupilVoicePage.of(allowed, sent, faults), status=422)
    outcome = save_form(allowed.session, book, sent.texts(), by=allowed.by)
    if outcome.kept:
        return page(request, TEMPLATE, PupilVoicePage.of(allowed, sent, outcome=outcome), status=outcome.status)
    return redirect(request, _here(allowed), notice=Notice.VOICE_SAVED)


@router.post("/peer-reviews/{peer_review_id:int}/pupil-voice/changes")
def change_groups(request: Request, allowed: Reviewer, posted: Posted) -> Response:
    """What was changed is saved, and one row removed where its button was pressed."""
    book = book_of(allowed.session, allowed.thing)
    outcome = save_form(allowed.session, book, read_rows(posted, VOICE, fields=frozenset(EDITED)), by=allowed.by)
    if removed := posted.get("remove"):
        _mark(allowed, removed, removed=True)
    if outcome.kept:
        return page(request, TEMPLATE, PupilVoicePage.of(allowed, outcome=outcome), status=outcome.status)
    if removed:
        return redirect(request, _here(allowed), notice=Notice.NOTE_REMOVED)
    return redirect(request, _here(allowed), notice=Notice.VOICE_SAVED)


@router.post("/peer-reviews/{peer_review_id:int}/pupil-voice/{key}/restoration")
def put_row_back(request: Request, allowed: Reviewer, key: str) -> Response:
    _mark(allowed, key, removed=False)
    return redirect(request, _here(allowed), notice=Notice.NOTE_PUT_BACK)


def _mark(allowed: Allowed[Seat], key: str, *, removed: bool) -> None:
    book = book_of(allowed.session, allowed.thing)
    mark_row(allowed.session, book, f"{VOICE}/{key}", removed=removed, by=allowed.by)


def _here(allowed: Allowed[Seat]) -> str:
    return f"/peer-reviews/{allowed.thing.id}/pupil-voice"
