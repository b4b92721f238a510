"""The answers of a review: saving one, reading all of them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, func, select

from app.models.actors import Actor
from app.models.fields import Key
from app.models.reviews import Review
from app.models.self_evaluation import Answer, AnswerChange
from app.models.self_evaluation_fields import REMOVED, clean
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework, Item
from app.services.texts import Book, Clash, Saved, read_texts, save_text


class ReviewClosed(Exception):
    """The review is cancelled: it can be read, and not changed."""


def framework_of(review: Review) -> Framework:
    return get_framework(review.framework_id, review.framework_version)


def book_of(review: Review) -> Book:
    """The answers of this review. It admits nobody once the review is closed: ReviewClosed."""
    framework = framework_of(review)
    assert review.id is not None

    def admit(_key: Key) -> None:
        if not review.is_open:
            raise ReviewClosed

    return Book(
        Answer, AnswerChange, "review_id", review.id, review.school_id, framework, partial(clean, framework), admit
    )


def save_answer(
    session: Session, review: Review, place: str, field: str, value: str, *, base: int, by: Actor
) -> Saved | Clash:
    """The text is current if `base` is the version it was written against, else set aside beside the current one.

    Sending the same text again changes nothing, so a browser that never heard the answer may ask again.
    Raises ReviewClosed, UnknownAnswer or BadAnswer.
    """
    return save_text(session, book_of(review), Key(place, field), value, base=base, by=by)


def mark_evidence(session: Session, review: Review, place: str, *, removed: bool, by: Actor) -> None:
    """The piece of evidence is removed from its item, or back. Its texts stay as they are.

    Raises ReviewClosed, or UnknownAnswer for a place that is not one of evidence.
    """
    base = read_sheet(session, review).text(place, REMOVED).version
    save_answer(session, review, place, REMOVED, "yes" if removed else "", base=base, by=by)


def read_sheet(session: Session, review: Review) -> Sheet:
    """All the answers as they stand, in one query."""
    return read_texts(session, book_of(review))


def read_sheets(session: Session, reviews: Sequence[Review]) -> dict[int, Sheet]:
    """As read_sheet for several reviews, by their ids, in one query."""
    answers: dict[int, list[Answer]] = {review.id: [] for review in reviews if review.id is not None}
    for one in session.exec(select(Answer).where(col(Answer.review_id).in_(answers))):
        answers[one.review_id].append(one)
    return {
        review_id: Sheet.of_rows((one.place, one.field, one.value, one.version) for one in own)
        for review_id, own in answers.items()
    }


def last_change(session: Session, review: Review) -> datetime:
    """When the review was last written in; when it was started, if never."""
    latest = session.exec(select(func.max(Answer.changed_at)).where(Answer.review_id == review.id)).one()
    return review.started_at if latest is None else latest


def find_next_item(session: Session, review: Review) -> Item | None:
    """The first item of the review's depth that is not answered yet."""
    sheet = read_sheet(session, review)
    return next((item for item in framework_of(review).items_for(review.shown) if not sheet.is_answered(item)), None)
