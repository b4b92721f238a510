"""The file of the host's answer to a request: its page, and what is done with it there."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted_file import Upload
from app.access.route import PolicyRoute
from app.files.store import StoreAway
from app.language import gettext as _
from app.models.evidence import EvidenceFile
from app.models.peer_review import Side
from app.pages.peer_review_files import AnswerFilePage, is_shown
from app.services.peer_review import Seat
from app.services.peer_review_files import (
    add_answer_file,
    find_answer_file,
    key_of,
    put_answer_file_back,
    remove_answer_file,
)
from app.services.peer_review_requests import find_request
from app.web.kept_files import Looked, as_download, file_store, look_at
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
Answering = Annotated[Allowed[Seat], Guard(Permission.PEER_HOST_WRITE, agreed_seat)]


@router.get("/peer-reviews/{peer_review_id:int}/requests/{key}/file")
def show_answer_file(request: Request, allowed: Reader, key: str) -> Response:
    return _page(request, allowed, key)


@router.post("/peer-reviews/{peer_review_id:int}/requests/{key}/file")
def add(request: Request, allowed: Answering, key: str, sent: Annotated[Looked, Upload(look_at)]) -> Response:
    if find_request(allowed.session, allowed.thing, key) is None:
        raise NotFound
    if sent.safe is None:
        return _page(request, allowed, key, error=sent.refused, status=422)
    try:
        add_answer_file(allowed.session, allowed.thing, key, sent.safe, store=file_store(request), by=allowed.by)
    except StoreAway:
        error = _("The file could not be kept just now, so it was not added. Choose it again in a minute.")
        return _page(request, allowed, key, error=error, status=503)
    return redirect(request, _address(allowed, key), notice=Notice.ANSWER_FILE_ADDED)


@router.get("/peer-reviews/{peer_review_id:int}/files/{file_id:int}")
def download_answer_file(request: Request, allowed: Reader, file_id: int) -> Response:
    """The host has every file that ever stood here; the reviewer the one that stands with an answer that was given."""
    file = _file(allowed, file_id)
    if allowed.thing.side is Side.REVIEWER:
        asked = find_request(allowed.session, allowed.thing, key_of(file.place))
        if file.removed_at or asked is None or not is_shown(allowed.thing, asked):
            raise NotFound
    error = _("This file is listed, and is missing from the store. Tell whoever runs the service, or add it again.")
    try:
        content = file_store(request).get(file.content_hash)
    except StoreAway:
        content, error = None, _("This file cannot be fetched just now. It is safe: try again in a minute.")
    if content is None:
        return _page(request, allowed, key_of(file.place), error=error, status=503)
    return as_download(file, content)


@router.post("/peer-reviews/{peer_review_id:int}/files/{file_id:int}/removal")
def remove(request: Request, allowed: Answering, file_id: int) -> Response:
    file = _file(allowed, file_id)
    remove_answer_file(allowed.session, allowed.thing, file, by=allowed.by)
    return redirect(request, _address(allowed, key_of(file.place)), notice=Notice.FILE_REMOVED)


@router.post("/peer-reviews/{peer_review_id:int}/files/{file_id:int}/restoration")
def restore(request: Request, allowed: Answering, file_id: int) -> Response:
    file = _file(allowed, file_id)
    put_answer_file_back(allowed.session, allowed.thing, file, by=allowed.by)
    return redirect(request, _address(allowed, key_of(file.place)), notice=Notice.FILE_PUT_BACK)


def _page(request: Request, allowed: Allowed[Seat], key: str, *, error: str = "", status: int = 200) -> Response:
    shown = AnswerFilePage.of(allowed, key, most_mb=request.app.state.settings.max_file_mb, error=error)
    return page(request, "peer_review/answer_file.html", shown, status=status)


def _file(allowed: Allowed[Seat], file_id: int) -> EvidenceFile:
    file = find_answer_file(allowed.session, allowed.thing, file_id)
    if file is None:
        raise NotFound
    return file


def _address(allowed: Allowed[Seat], key: str) -> str:
    return f"/peer-reviews/{allowed.thing.id}/requests/{key}/file"
