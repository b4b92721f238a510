"""What the documents of a peer review need to know of it: a side's part, and what stood when."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from app.models.peer_review import PeerReview, PeerText, Side
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.self_evaluation_versions import sheet_of


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


def read_school_sheet_at(session: Session, review: PeerReview, moment: datetime) -> Sheet:
    """The self-evaluation of the host as it was agreed at that moment, whatever was agreed since."""
    version = session.exec(
        select(AgreedVersion)
        .where(AgreedVersion.review_id == review.review_id, AgreedVersion.agreed_at <= moment)
        .order_by(col(AgreedVersion.number).desc())
        .limit(1)
    ).first()
    return sheet_of(version) if version else Sheet({})
