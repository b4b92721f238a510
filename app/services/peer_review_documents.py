"""What the documents of a peer review need to know of it: a side's part, and when it last changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.models.peer_review import PeerReview, PeerText, Side
from app.models.peer_review_report import PeerReportVersion
from app.models.schools import School
from app.services.peer_review import Seat

Numbered = aliased(PeerReportVersion)


def take_seat(session: Session, review: PeerReview, side: Side) -> Seat:
    """The part of this side, for work that nobody in particular does."""
    host, reviewer = (session.get_one(School, one) for one in (review.school_id, review.reviewer_school_id))
    return Seat(review, side, host, reviewer)


def list_hosted(session: Session, school: School) -> list[PeerReview]:
    """Every peer review of this school, stopped ones too, oldest first."""
    return list(session.exec(select(PeerReview).where(PeerReview.school_id == school.id).order_by(col(PeerReview.id))))


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The latest version of a report that both schools signed."""

    review: PeerReview
    reviewer: School
    version: int
    signed_at: datetime


def list_signed(session: Session, school: School) -> list[SignedReport]:
    """Of this school, newest first, in one query; also while a report is open again, and after a review was stopped."""
    latest = col(PeerReportVersion.number) == (
        select(func.max(Numbered.number)).where(Numbered.peer_review_id == PeerReview.id).scalar_subquery()
    )
    rows = session.exec(
        select(PeerReview, School, PeerReportVersion.number, PeerReportVersion.host_signed_at)
        .select_from(PeerReview)
        .join(PeerReportVersion, (col(PeerReportVersion.peer_review_id) == col(PeerReview.id)) & latest)
        .join(School, col(School.id) == col(PeerReview.reviewer_school_id))
        .where(PeerReview.school_id == school.id)
        .order_by(col(PeerReportVersion.host_signed_at).desc())
    )
    return [SignedReport(*row) for row in rows]


def last_change(session: Session, review: PeerReview) -> datetime:
    """When anybody last wrote in it; when it began, where nobody has."""
    query = select(func.max(PeerText.changed_at)).where(PeerText.peer_review_id == review.id)
    changed: datetime | None = session.exec(query).one()
    return changed or review.created_at
