"""The words of a coaching session, as one side may read and write them."""

from functools import partial

from sqlmodel import Session

from app.models.coaching import CoachingSide, CoachingText, CoachingTextChange
from app.models.coaching_fields import COACH, NEXT_STEPS, SHARED_NOTES, WORKSHEET, CoachingField, clean, field_of
from app.models.fields import Key
from app.models.self_evaluation_sheet import Sheet
from app.services.coaching import CoachingSeat
from app.services.self_evaluation import ReviewClosed, framework_of
from app.services.texts import Book, read_texts


class NotTheirWords(Exception):
    """The field belongs to the other side."""


def book_of(seat: CoachingSeat) -> Book:
    """Of a seat that was taken. It admits a side to its own fields while the review is open: NotTheirWords or
    ReviewClosed.
    """
    framework = framework_of(seat.desk.review)

    def admit(key: Key) -> None:
        if not seat.desk.review.is_open:
            raise ReviewClosed
        if not may_write(seat, key):
            raise NotTheirWords

    return Book(
        CoachingText,
        CoachingTextChange,
        "session_id",
        seat.id,
        seat.row.school_id,
        framework,
        partial(clean, seat.defined, framework),
        admit,
    )


def may_write(seat: CoachingSeat, key: Key) -> bool:
    """Raises UnknownAnswer for a field that the session does not have."""
    if seat.desk.side in field_of(seat.defined, key).sides:
        return True
    # A coach without an account says what to write down.
    return key == Key(COACH, SHARED_NOTES) and seat.school_records


def read_seat_texts(session: Session, seat: CoachingSeat) -> Sheet:
    """What this side may read of all that stands, in one query. The coach reads the worksheet while it is shared; what
    the coach notes for themselves is never among what the school reads.
    """
    if not seat.is_stored:
        return Sheet({})
    return read_texts(session, book_of(seat)).only(lambda key: _is_seen(seat, key))


def _is_seen(seat: CoachingSeat, key: Key) -> bool:
    field = _field(seat, key)
    if field is None or seat.desk.side not in field.seen_by:
        return False
    return key.place != WORKSHEET or seat.desk.side is CoachingSide.SCHOOL or seat.row.shared_at is not None


def _field(seat: CoachingSeat, key: Key) -> CoachingField | None:
    try:
        return field_of(seat.defined, key)
    except LookupError:
        return None


def is_next_step(key: Key) -> bool:
    return key.place.startswith(f"{NEXT_STEPS}/")
