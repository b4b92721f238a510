"""Finding a time: one side offers up to three, the other takes one; a school with a coach of its own books at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app import clock
from app.clock import in_london
from app.language import gettext as _
from app.models.actors import Actor
from app.models.coaching import CoachingHappened, CoachingOffer, CoachingSide, SessionState
from app.services.coaching import CoachingSeat, record_event

MOST_OFFERS = 3


class BookingRefused(ValueError):
    """It cannot be booked like this. Carries the sentence that the person reads."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a session could be."""

    starts_at: datetime
    minutes: int
    place: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def why_not(slot: Slot) -> str:
    """A sentence, where nobody could meet then."""
    if slot.starts_at <= clock.now():
        return _("This time is over. Choose one that is still to come.")
    if in_london(slot.starts_at).date() != in_london(slot.ends_at).date():
        return _("A session ends on the day on which it begins. Choose an earlier time.")
    return ""


def list_offers(session: Session, *seats: CoachingSeat) -> list[CoachingOffer]:
    """Times that can still be taken, of both sides, the first one first; one query at most."""
    ids = [seat.id for seat in seats if seat.is_stored]
    if not ids:
        return []
    query = select(CoachingOffer).where(
        col(CoachingOffer.session_id).in_(ids),
        col(CoachingOffer.ended_at).is_(None),
        col(CoachingOffer.starts_at) > clock.now(),
    )
    return list(session.exec(query.order_by(col(CoachingOffer.starts_at), col(CoachingOffer.id))))


def offer_times(session: Session, seat: CoachingSeat, slots: Sequence[Slot], *, by: Actor) -> None:
    """The other side can take one of these, which stand in place of what this side offered before. A time that is
    booked stays booked until then. Raises BookingRefused.
    """
    _check_can_be_booked(seat)
    if not slots or len(slots) > MOST_OFFERS:
        raise BookingRefused(_("Offer one, two or three times."))
    if sentence := next(filter(None, map(why_not, slots)), ""):
        raise BookingRefused(sentence)
    now = clock.now()
    _end_offers(session, seat, side=seat.desk.side)
    for slot in slots:
        session.add(
            CoachingOffer(
                session_id=seat.id,
                school_id=seat.row.school_id,
                side=seat.desk.side,
                starts_at=slot.starts_at,
                minutes=slot.minutes,
                place=slot.place,
                offered_by=by.name,
                offered_at=now,
            )
        )
    record_event(session, seat, CoachingHappened.OFFERED, by=by)
    session.flush()


def take_offer(session: Session, seat: CoachingSeat, offer_id: int, *, by: Actor) -> bool:
    """The session is at that time. False where it was so already. Raises BookingRefused for a time that is not offered
    any more.
    """
    _check_can_be_booked(seat)
    offer = session.get(CoachingOffer, offer_id)
    if offer is None or offer.session_id != seat.id or offer.side == seat.desk.side:
        raise BookingRefused(_("That time is not offered here. Choose one of the times below."))
    if offer.ended_at is not None or offer.starts_at <= clock.now():
        if seat.row.is_booked and seat.row.starts_at == offer.starts_at:
            return False
        raise BookingRefused(_("That time is not offered any more. Choose another one below."))
    book(session, seat, Slot(offer.starts_at, offer.minutes, offer.place), by=by)
    return True


def book(session: Session, seat: CoachingSeat, slot: Slot, *, by: Actor) -> None:
    """The session is then, and nothing is offered any more. Raises BookingRefused."""
    _check_can_be_booked(seat)
    if sentence := why_not(slot):
        raise BookingRefused(sentence)
    row, moved = seat.row, seat.row.is_booked
    row.state, row.starts_at, row.minutes, row.place = SessionState.BOOKED, slot.starts_at, slot.minutes, slot.place
    row.sequence += 1
    session.add(row)
    _end_offers(session, seat)
    record_event(session, seat, CoachingHappened.MOVED if moved else CoachingHappened.BOOKED, by=by)
    session.flush()


def cancel(session: Session, seat: CoachingSeat, *, why: str, by: Actor) -> None:
    """No time is booked or offered any more; the reason is kept. Raises BookingRefused."""
    row = seat.row
    if not row.is_booked:
        raise BookingRefused(_("No time is booked, so there is nothing to cancel."))
    if not why.strip():
        raise BookingRefused(_("Say in a few words why. The other side reads it."))
    record_event(session, seat, CoachingHappened.CANCELLED, why=why, by=by)
    row.state, row.starts_at, row.minutes = SessionState.OPEN, None, 0
    row.sequence += 1
    session.add(row)
    _end_offers(session, seat)
    session.flush()


def name_coach(session: Session, seat: CoachingSeat, *, name: str, email: str, by: Actor) -> None:
    """The school's own coach for this session. Raises BookingRefused in a programme, whose facilitator coaches."""
    if not seat.desk.has_own_coach:
        raise BookingRefused(_("In your programme the facilitator of your region is the coach."))
    if not name.strip():
        raise BookingRefused(_("Write the name of your coach."))
    seat.row.coach_name, seat.row.coach_email = name.strip(), email.strip()
    session.add(seat.row)
    record_event(session, seat, CoachingHappened.COACH_NAMED, why=name, by=by)
    session.flush()


def _check_can_be_booked(seat: CoachingSeat) -> None:
    if seat.row.is_recorded:
        raise BookingRefused(_("Who came to this session is recorded already. It cannot be booked again."))


def _end_offers(session: Session, seat: CoachingSeat, *, side: CoachingSide | None = None) -> None:
    query = select(CoachingOffer).where(CoachingOffer.session_id == seat.id, col(CoachingOffer.ended_at).is_(None))
    for one in session.exec(query).all():
        if side is None or one.side == side:
            one.ended_at = clock.now()
            session.add(one)
