"""Who came: the SENCO's side and the senior leader, each an answer of its own, unknown until somebody says."""

from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.coaching import CoachingHappened, SessionState
from app.models.programme_engagement import Answer, Attended, Reason
from app.services.coaching import CoachingSeat, record_event
from app.services.coaching_booking import Slot

CAME = frozenset({Attended.ATTENDED, Attended.DEPUTY_ATTENDED})
STAYED_AWAY = frozenset({Attended.NOT_ATTENDED, Attended.EXCUSED})


class AttendanceRefused(ValueError):
    """It cannot be recorded like this. Carries the sentence that the person reads."""


@dataclass(frozen=True, slots=True)
class Came:
    outcome: Attended = Attended.NOT_YET_KNOWN
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID


def record_attendance(session: Session, seat: CoachingSeat, came: Came, *, slot: Slot | None = None, by: Actor) -> None:
    """Who came is kept, and fidelity follows it. `slot` says when it was, for a session that nobody had booked here.

    Raises AttendanceRefused before the session has begun.
    """
    row = seat.row
    if row.starts_at is None and slot is not None:
        row.starts_at, row.minutes, row.place = slot.starts_at, slot.minutes, slot.place
    if came.outcome is not Attended.NOT_YET_KNOWN and row.starts_at is None:
        raise AttendanceRefused(_("Say when the session was."))
    if row.starts_at is not None and row.starts_at > clock.now():
        raise AttendanceRefused(_("The session has not begun yet. Record who came once it has."))
    row.outcome, row.senior_leader = came.outcome, came.senior_leader
    row.reason = came.reason if came.outcome in STAYED_AWAY else Reason.NOT_SAID
    row.state = _state(seat, came)
    row.recorded_by, row.recorded_at = by.name, clock.now()
    session.add(row)
    record_event(session, seat, CoachingHappened.RECORDED, why=came.outcome, by=by)
    session.flush()


def _state(seat: CoachingSeat, came: Came) -> SessionState:
    if came.outcome in CAME or came.senior_leader is Answer.YES:
        return SessionState.HELD
    if came.outcome in STAYED_AWAY:
        return SessionState.NOT_HELD
    return SessionState.BOOKED if seat.row.starts_at else SessionState.OPEN
