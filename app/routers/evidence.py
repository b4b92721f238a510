"""The file of a piece of evidence: its page, and what is done with it there."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted_file import Upload
from app.access.route import PolicyRoute
from app.files.store import StoreAway
from app.language import gettext as _
from app.models.evidence import EvidenceFile
from app.models.reviews import Review
from app.pages.evidence import FilePage
from app.services.evidence import add_file, find_file, put_back, remove_file
from app.web.kept_files import Looked, as_download, file_store, look_at
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.REVIEW_WRITE, review)]


@router.get("/reviews/{review_id:int}/items/{item_code}/evidence/{key}/file")
def show_file(request: Request, allowed: Reader, item_code: str, key: str) -> Response:
    return _page(request, allowed, f"{item_code}/{key}")


@router.post("/reviews/{review_id:int}/items/{item_code}/evidence/{key}/file")
def add(
    request: Request, allowed: Writer, item_code: str, key: str, sent: Annotated[Looked, Upload(look_at)]
) -> Response:
    place = f"{item_code}/{key}"
    if sent.safe is None:
        return _page(request, allowed, place, error=sent.refused, status=422)
    try:
        add_file(allowed.session, allowed.thing, place, sent.safe, store=file_store(request), by=allowed.by)
    except StoreAway:
        error = _("The file could not be kept just now, so it was not added. Choose it again in a minute.")
        return _page(request, allowed, place, error=error, status=503)
    return redirect(request, _address(allowed, place), notice=Notice.FILE_ADDED)


@router.get("/reviews/{review_id:int}/evidence-files/{file_id:int}")
def download(request: Request, allowed: Reader, file_id: int) -> Response:
    file = _file(allowed, file_id)
    error = _("This file is listed, and is missing from the store. Tell whoever runs the service, or add it again.")
    try:
        content = file_store(request).get(file.content_hash)
    except StoreAway:
        content, error = None, _("This file cannot be fetched just now. It is safe: try again in a minute.")
    if content is None:
        return _page(request, allowed, file.place, error=error, status=503)
    return as_download(file, content)


@router.post("/reviews/{review_id:int}/evidence-files/{file_id:int}/removal")
def remove(request: Request, allowed: Writer, file_id: int) -> Response:
    file = _file(allowed, file_id)
    remove_file(allowed.session, allowed.thing, file, by=allowed.by)
    return redirect(request, _address(allowed, file.place), notice=Notice.FILE_REMOVED)


@router.post("/reviews/{review_id:int}/evidence-files/{file_id:int}/restoration")
def restore(request: Request, allowed: Writer, file_id: int) -> Response:
    file = _file(allowed, file_id)
    put_back(allowed.session, allowed.thing, file, by=allowed.by)
    return redirect(request, _address(allowed, file.place), notice=Notice.FILE_PUT_BACK)


def _page(request: Request, allowed: Allowed[Review], place: str, *, error: str = "", status: int = 200) -> Response:
    shown = FilePage.of(allowed, place, most_mb=request.app.state.settings.max_file_mb, error=error)
    return page(request, "evidence/file.html", shown, status=status)


def _file(allowed: Allowed[Review], file_id: int) -> EvidenceFile:
    file = find_file(allowed.session, allowed.thing, file_id)
    if file is None:
        raise NotFound
    return file


def _address(allowed: Allowed[Review], place: str) -> str:
    item_code, _slash, key = place.partition("/")
    return f"/reviews/{allowed.thing.id}/items/{item_code}/evidence/{key}/file"
