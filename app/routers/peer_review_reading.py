"""What the host shares with its reviewer, to read. The host looks at the same pages."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.files.store import FileStore, StoreAway
from app.pages.peer_review_reading import ReadingPage, SharedViewsPage, shared_files
from app.services.peer_review import Seat
from app.web.kept_files import as_download
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]


@router.get("/peer-reviews/{peer_review_id:int}/self-evaluation")
def show_self_evaluation(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/self_evaluation.html", ReadingPage.of(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/self-evaluation/{code}")
def show_area(request: Request, allowed: Reader, code: str) -> Response:
    try:
        shown = ReadingPage.of(allowed, code)
    except LookupError:
        raise NotFound from None
    return page(request, "peer_review/self_evaluation.html", shown)


@router.get("/peer-reviews/{peer_review_id:int}/contributions")
def show_contributions(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/contributions.html", SharedViewsPage.of(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/evidence-files/{file_id:int}")
def download(request: Request, allowed: Reader, file_id: int) -> Response:
    """A file that is shared now, and nothing else: 404 whether the switch is off or there is no such file."""
    file = next((one for one in shared_files(allowed.session, allowed.thing) if one.id == file_id), None)
    if file is None:
        raise NotFound
    store: FileStore = request.app.state.file_store
    try:
        content = store.get(file.content_hash)
    except StoreAway:
        content = None
    if content is None:
        return page(request, "peer_review/file_away.html", ReadingPage.of(allowed), status=503)
    return as_download(file, content)
