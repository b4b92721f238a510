"""The worksheet is the school's own until it shares it, and again once it takes it back."""

from sqlmodel import Session

from app import clock
from app.models.actors import Actor
from app.models.coaching import CoachingHappened
from app.services.coaching import CoachingSeat, record_event


def share_worksheet(session: Session, seat: CoachingSeat, *, by: Actor) -> bool:
    """The facilitator reads it as it stands, also what is changed later. False where it was shared already."""
    if seat.row.shared_at is not None:
        return False
    seat.row.shared_at, seat.row.shared_by = clock.now(), by.name
    session.add(seat.row)
    record_event(session, seat, CoachingHappened.SHARED, by=by)
    session.flush()
    return True


def take_worksheet_back(session: Session, seat: CoachingSeat, *, by: Actor) -> bool:
    """Nobody but the school reads it any more. False where it was not shared."""
    if seat.row.shared_at is None:
        return False
    seat.row.shared_at, seat.row.shared_by = None, ""
    session.add(seat.row)
    record_event(session, seat, CoachingHappened.TAKEN_BACK, by=by)
    session.flush()
    return True
