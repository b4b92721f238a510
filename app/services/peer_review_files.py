"""Files that the host answers requests with. They stand in the host's file store as pieces of evidence do, at places of
their own, so that no page of evidence can reach them and no other peer review either.
"""

import re
from collections.abc import Mapping

from sqlmodel import Session, col, select

from app.files.kinds import SafeFile
from app.files.store import FileStore
from app.models.actors import Actor
from app.models.evidence import EvidenceFile
from app.models.fields import UnknownAnswer
from app.models.peer_review import Side
from app.models.peer_review_fields import ROW_KEY
from app.models.reviews import Review
from app.services.evidence import find_file, keep_file, put_back, remove_file
from app.services.peer_review import Seat
from app.services.peer_review_texts import NotTheirField, PeerReviewClosed


def place_of(seat: Seat, key: str) -> str:
    """Raises UnknownAnswer for what cannot be the key of a request."""
    if not re.fullmatch(ROW_KEY, key):
        raise UnknownAnswer(key)
    return f"peer-{seat.id}/{key}"


def key_of(place: str) -> str:
    return place.partition("/")[2]


def add_answer_file(
    session: Session, seat: Seat, key: str, file: SafeFile, *, store: FileStore, by: Actor
) -> EvidenceFile:
    """The file stands with the answer, and the one before it is in its history.

    Raises NotTheirField, PeerReviewClosed, ReviewClosed, or UnknownAnswer for what cannot be the key of a request.
    """
    return keep_file(session, _open_review(session, seat), place_of(seat, key), file, store=store, by=by)


def remove_answer_file(session: Session, seat: Seat, file: EvidenceFile, *, by: Actor) -> None:
    """It can be put back. Raises as add_answer_file."""
    remove_file(session, _open_review(session, seat), file, by=by)


def put_answer_file_back(session: Session, seat: Seat, file: EvidenceFile, *, by: Actor) -> None:
    """It stands again, as a new row. Raises as add_answer_file."""
    put_back(session, _open_review(session, seat), file, by=by)


def find_answer_file(session: Session, seat: Seat, file_id: int) -> EvidenceFile | None:
    """Standing or not: whether this side may have it is for its caller to say."""
    review = session.get_one(Review, seat.review.review_id)
    return find_file(session, review, file_id, at=re.compile(rf"peer-{seat.id}/{ROW_KEY}"))


def answer_files(session: Session, seat: Seat) -> Mapping[str, EvidenceFile]:
    """The file that stands with each answer, by the key of its request, in one query."""
    query = select(EvidenceFile).where(
        EvidenceFile.review_id == seat.review.review_id,
        col(EvidenceFile.place).startswith(f"peer-{seat.id}/", autoescape=True),
        col(EvidenceFile.removed_at).is_(None),
    )
    return {key_of(file.place): file for file in session.exec(query)}


def _open_review(session: Session, seat: Seat) -> Review:
    """The host's self-evaluation, to which the files belong."""
    if seat.review.ended_at:
        raise PeerReviewClosed
    if seat.side is not Side.HOST:
        raise NotTheirField
    return session.get_one(Review, seat.review.review_id)
