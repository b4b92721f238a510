"""What the documents of a peer review need to know of it: a side's part, and when it last changed."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from app.models.peer_review import PeerReview, PeerText, Side
from app.models.schools import School
from app.services.peer_review import Seat


def take_seat(session: Session, review: PeerReview, side: Side) -> Seat:
    """The part of this side, for work that nobody in particular does."""
    host, reviewer = (session.get_one(School, one) for one in (review.school_id, review.reviewer_school_id))
    return Seat(review, side, host, reviewer)


def list_hosted(session: Session, school: School) -> list[PeerReview]:
    """Every peer review of this school, stopped ones too, oldest first."""
    return list(session.exec(select(PeerReview).where(PeerReview.school_id == school.id).order_by(col(PeerReview.id))))


def last_change(session: Session, review: PeerReview) -> datetime:
    """When anybody last wrote in it; when it began, where nobody has."""
    query = select(func.max(PeerText.changed_at)).where(PeerText.peer_review_id == review.id)
    changed: datetime | None = session.exec(query).one()
    return changed or review.created_at
