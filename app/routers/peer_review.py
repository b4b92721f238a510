"""A peer review as a whole: its first page, and saving its fields as they are typed."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotAllowed
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat, seat
from app.access.permissions import Permission
from app.access.policies import why_not
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.models.fields import Key
from app.models.peer_review_fields import PROFILE
from app.pages.peer_review import PeerReviewPage
from app.pages.peer_review_profile import profile_notes
from app.services.gentle_notes import GentleNote, notes_on
from app.services.peer_review import Seat
from app.services.peer_review_report_state import ACCURACY
from app.services.peer_review_texts import book_of, read_seat_texts
from app.web.autosave import answer_autosave
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, seat)]
Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]


@router.get("/peer-reviews/{peer_review_id:int}")
def show_peer_review(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/peer_review.html", PeerReviewPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/texts")
def autosave(request: Request, allowed: Writer, posted: Posted) -> Response:
    """One field of one's own side, as it is typed."""
    if posted.get("name").startswith(ACCURACY) and not allowed.may(Permission.PEER_REPORT_SIGN):
        raise NotAllowed(why_not(Permission.PEER_REPORT_SIGN))
    session, seat = allowed.session, allowed.thing

    def notes(key: Key, value: str) -> list[GentleNote]:
        return profile_notes(read_seat_texts(session, seat), key, value) if key.place == PROFILE else notes_on(value)

    return answer_autosave(request, session, book_of(session, seat), posted, by=allowed.by, notes=notes)
