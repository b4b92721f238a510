"""What happened in a group and its peer reviews: kept for good, and told to those whom it concerns."""

from enum import StrEnum

from sqlmodel import Session, col, select

from app import clock
from app.models.actors import Actor
from app.models.peer_review import PeerEvent, PeerGroup, PeerReview


class Happened(StrEnum):
    ASKED = "asked"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"
    STARTED = "started"
    STOPPED = "stopped"
    REPORT_SENT = "report_sent"
    REPORT_TAKEN_BACK = "report_taken_back"
    REPORT_RETURNED = "report_returned"
    REPORT_SIGNED = "report_signed"
    REPORT_SENT_BACK = "report_sent_back"
    REPORT_FINAL = "report_final"
    REPORT_REOPENED = "report_reopened"
    REOPENING_ASKED = "reopening_asked"
    REOPENING_DECLINED = "reopening_declined"
    REOPENING_WITHDRAWN = "reopening_withdrawn"
    AGENDA_CONFIRMED = "agenda_confirmed"
    AGENDA_AGREED = "agenda_agreed"
    REQUESTS_SENT = "requests_sent"
    REQUESTS_ANSWERED = "requests_answered"
    UNASKED = "unasked"
    COMMITTED = "committed"
    SIGNED = "signed"
    SHARING_CHANGED = "sharing_changed"
    TIES_READ = "ties_read"
    FOLLOW_UP_WRITTEN = "follow_up_written"
    THANKED_BY_HOST = "thanked_by_host"
    THANKED_BY_REVIEWER = "thanked_by_reviewer"


def record(
    session: Session,
    group: PeerGroup,
    what: Happened,
    *,
    review: PeerReview | None = None,
    school_id: int | None = None,
    why: str = "",
    by: Actor,
) -> None:
    """It is in the history of the group, and of the peer review where it is about one."""
    assert group.id is not None
    session.add(
        PeerEvent(
            group_id=group.id,
            peer_review_id=review.id if review else None,
            school_id=review.school_id if review else school_id,
            kind=what,
            why=why.strip(),
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            at=clock.now(),
        )
    )


def list_events(session: Session, group: PeerGroup, review: PeerReview | None = None) -> list[PeerEvent]:
    """Newest first: of the whole group, or of one peer review."""
    query = select(PeerEvent).where(PeerEvent.group_id == group.id)
    if review is not None:
        query = query.where(PeerEvent.peer_review_id == review.id)
    return list(session.exec(query.order_by(col(PeerEvent.id).desc())))
