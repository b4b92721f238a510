"""The file that the host answers a request with, as a link for both sides and as a page for the host."""

from dataclasses import dataclass, replace

from app.access.errors import NotFound
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.evidence import EvidenceFile
from app.models.peer_review import Side
from app.models.reviews import Review
from app.pages.evidence_views import FileView
from app.services.evidence import list_files
from app.services.peer_review import Seat
from app.services.peer_review_files import key_of, place_of
from app.services.peer_review_requests import Request, find_request


@dataclass(frozen=True, slots=True)
class AnswerFilePage:
    """The file of one answer: to add, to replace, to remove; and, for the host, those before it."""

    seat: Seat
    asked: Request
    standing: FileView | None
    earlier: list[FileView]
    can_write: bool
    person_id: int
    most_mb: int
    error: str = ""

    @classmethod
    def of(cls, allowed: Allowed[Seat], key: str, *, most_mb: int, error: str = "") -> "AnswerFilePage":
        """Raises UnknownAnswer or NotFound for what was not asked, or not answered yet."""
        seat = allowed.thing
        place = place_of(seat, key)
        asked = find_request(allowed.session, seat, key)
        if asked is None or not is_shown(seat, asked):
            raise NotFound
        is_host = seat.side is Side.HOST
        review = allowed.session.get_one(Review, seat.review.review_id)
        files = [view_answer_file(seat, one) for one in list_files(allowed.session, review, place)]
        assert allowed.person.id is not None
        return cls(
            seat,
            asked,
            next((one for one in files if not one.ended), None),
            [one for one in files if one.ended] if is_host else [],
            is_host and allowed.may(Permission.PEER_HOST_WRITE) and not seat.review.ended_at and review.is_open,
            allowed.person.id,
            most_mb,
            error,
        )


def is_shown(seat: Seat, asked: Request) -> bool:
    """What the host gives is for the reviewer's eyes once it says that it is given."""
    return seat.side is Side.HOST or asked.is_answered


def view_answer_file(seat: Seat, file: EvidenceFile) -> FileView:
    here = f"/peer-reviews/{seat.id}"
    return replace(FileView.of(file), href=f"{here}/files/{file.id}", page=f"{here}/requests/{key_of(file.place)}/file")
