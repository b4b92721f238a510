"""The words of a peer review, as one side may read and write them."""

from functools import partial

from sqlmodel import Session

from app.models.fields import Key
from app.models.peer_review import PeerText, PeerTextChange, Side
from app.models.peer_review_fields import PROFILE, clean, field_of, fields_at
from app.models.peer_review_report import ReportState
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import Framework
from app.services.peer_review import Seat
from app.services.peer_review_report_state import ACCURACY, check_open, is_of_report, state_for_writing
from app.services.self_evaluation import framework_of
from app.services.texts import Book, read_texts

AFTER_THE_REPORT = frozenset({"follow_up", "follow_through"})
"""Places that are written once the report is final."""


class PeerReviewClosed(Exception):
    """It was stopped: it can be read, and no longer changed."""


class NotFinalYet(Exception):
    """The field is about the final report, and there is none yet."""


class NotTheirField(Exception):
    """The field belongs to the other side."""


def book_of(session: Session, seat: Seat) -> Book:
    """It admits a side to its own fields, while the peer review runs, and to those about the final report once there is
    one, and to those of the report in its turn: PeerReviewClosed, NotTheirField, NotFinalYet or ReportLocked.
    """
    framework = framework_of(session.get_one(Review, seat.review.review_id))
    report: list[ReportState] = []

    def admit(key: Key) -> None:
        if seat.review.ended_at:
            raise PeerReviewClosed
        if seat.side not in field_of(framework, key).sides:
            raise NotTheirField
        if is_of_report(key):
            if not report:
                report.append(state_for_writing(session, seat.review))
            check_open(key, report[0])
        if seat.review.final_at is None and key.place.partition("/")[0] in AFTER_THE_REPORT:
            raise NotFinalYet

    return Book(
        PeerText, PeerTextChange, "peer_review_id", seat.id, seat.host_id, framework, partial(clean, framework), admit
    )


def read_seat_texts(session: Session, seat: Seat) -> Sheet:
    """What this side may read of all that stands, in one query; without what is said about passages of the report
    (services.peer_review_report_texts).
    """
    book = book_of(session, seat)
    return read_texts(session, book).only(lambda key: _is_seen(book.framework, key, seat))


def _is_seen(framework: Framework, key: Key, seat: Seat) -> bool:
    field = fields_at(framework, key.place).get(key.field)
    if field is None or seat.side not in field.seen_by:
        return False
    if key.place.startswith(ACCURACY):
        return False
    return key.place != PROFILE or seat.side is Side.HOST or seat.review.shares_profile
