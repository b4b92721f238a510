"""Saving answers so that no text is ever lost: each is the current one, or in the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Insert, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, insert, or_, select

from app import clock
from app.models.actors import Actor
from app.models.reviews import Review
from app.models.self_evaluation import Answer, AnswerChange, Change
from app.models.self_evaluation_fields import REMOVED, Key, clean
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework, Item


class ReviewClosed(Exception):
    """The review is cancelled: it can be read, and not changed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is the current one, as this version."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else's text came first. Theirs stays current; the one sent is in the history, set aside."""

    key: Key
    mine: str
    theirs: str
    version: int
    """Of theirs: sending again with this version makes the sender's own text current."""
    changed_by: str
    changed_at: datetime


def framework_of(review: Review) -> Framework:
    return get_framework(review.framework_id, review.framework_version)


def save_answer(
    session: Session, review: Review, place: str, field: str, value: str, *, base: int, by: Actor
) -> Saved | Clash:
    """The text is current if `base` is the version it was written against, else set aside beside the current one.

    Sending the same text again changes nothing, so a browser that never heard the answer may ask again.
    Raises ReviewClosed, UnknownAnswer or BadAnswer.
    """
    key = Key(place, field)
    return save_clean(session, review, key, clean(framework_of(review), key, value), base=base, by=by)


def save_clean(
    session: Session,
    review: Review,
    key: Key,
    value: str,
    *,
    base: int,
    by: Actor,
    kind: Change = Change.SAVED,
) -> Saved | Clash:
    """As save_answer, for a text that has been cleaned already."""
    if not review.is_open:
        raise ReviewClosed
    now = clock.now()
    here = {"review_id": review.id, "place": key.place, "field": key.field, "school_id": review.school_id}
    version = session.execute(
        _write(session.get_bind().dialect.name),
        {
            **{f"new_{name}": given for name, given in here.items()},
            "new_value": value,
            "new_version": 1,
            "new_changed_by": by.name,
            "new_changed_at": now,
            "base": base,
        },
    ).scalar_one_or_none()
    if version is None:
        current = session.get_one(Answer, (review.id, key.place, key.field), populate_existing=True)
        if current.value == value:
            return Saved(current.version, current.changed_at)
        _keep(session, here, Change.SET_ASIDE, base, value, by, now)
        return Clash(key, value, current.value, current.version, current.changed_by, current.changed_at)
    _keep(session, here, kind, version, value, by, now)
    return Saved(version, now)


@lru_cache
def _write(dialect: str) -> Insert:
    """Insert or update in one statement: nobody can come between the look at the version and the change of it."""
    table = Answer.__table__  # type: ignore[attr-defined]  # SQLModel makes it, and does not say so.
    columns = ("review_id", "place", "field", "school_id", "value", "version", "changed_by", "changed_at")
    new = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table).values(
        {name: bindparam(f"new_{name}") for name in columns}
    )
    return new.on_conflict_do_update(
        index_elements=["review_id", "place", "field"],
        # Counted from what is there, never from what was sent: a first save is version 1 whatever it claims to follow.
        set_={
            "version": table.c.version + 1,
            **{name: new.excluded[name] for name in ("value", "changed_by", "changed_at")},
        },
        where=(table.c.version == bindparam("base")) & (table.c.value != new.excluded.value),
    ).returning(table.c.version)


_KEEP = insert(AnswerChange.__table__)  # type: ignore[attr-defined]  # As above.


def _keep(
    session: Session, here: Mapping[str, object], kind: Change, version: int, value: str, by: Actor, at: datetime
) -> None:
    session.execute(
        _KEEP,
        {
            **here,
            "kind": kind,
            "version": version,
            "value": value,
            "actor_kind": by.kind,
            "actor_id": by.id,
            "actor_name": by.name,
            "at": at,
        },
    )


def mark_evidence(session: Session, review: Review, place: str, *, removed: bool, by: Actor) -> None:
    """The piece of evidence is removed from its item, or back. Its texts stay as they are.

    Raises ReviewClosed, or UnknownAnswer for a place that is not one of evidence.
    """
    base = read_sheet(session, review).text(place, REMOVED).version
    save_answer(session, review, place, REMOVED, "yes" if removed else "", base=base, by=by)


def read_sheet(session: Session, review: Review) -> Sheet:
    """All the answers as they stand, in one query."""
    query = select(Answer.place, Answer.field, Answer.value, Answer.version).where(Answer.review_id == review.id)
    return Sheet.of_rows(session.exec(query))


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


MOST_CHANGES = 500


def list_changes(
    session: Session, review: Review, place: str, *, field: str = "", before: int | None = None
) -> list[AnswerChange]:
    """Everything ever sent for a place and the evidence under it, or for one field of it, newest first; 500 at most,
    and only those older than the change `before`.
    """
    query = select(AnswerChange).where(
        AnswerChange.review_id == review.id,
        or_(AnswerChange.place == place, col(AnswerChange.place).startswith(f"{place}/", autoescape=True)),
    )
    if field:
        query = query.where(AnswerChange.place == place, AnswerChange.field == field)
    if before is not None:
        query = query.where(col(AnswerChange.id) < before)
    return list(session.exec(query.order_by(col(AnswerChange.id).desc()).limit(MOST_CHANGES)))


def find_change(session: Session, review: Review, change_id: int) -> AnswerChange | None:
    return session.exec(
        select(AnswerChange).where(AnswerChange.id == change_id, AnswerChange.review_id == review.id)
    ).first()


def find_next_item(session: Session, review: Review) -> Item | None:
    """The first item of the review's depth that is not answered yet."""
    sheet = read_sheet(session, review)
    return next((item for item in framework_of(review).items_for(review.shown) if not sheet.is_answered(item)), None)


def restore(session: Session, review: Review, change: AnswerChange, *, base: int, by: Actor) -> Saved | Clash:
    """The earlier text is current again, as a new version. Raises ReviewClosed."""
    key = Key(change.place, change.field)
    return save_clean(session, review, key, change.value, base=base, by=by, kind=Change.RESTORED)
