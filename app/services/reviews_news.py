"""What others did in a school's reviews since somebody was last here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, not_, select

from app.models.accounts import Person
from app.models.actors import ActorKind
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion, AnswerChange
from app.models.self_evaluation_fields import item_of

MOST = 12
"""More would be read by nobody; the history of each item has them all."""


@dataclass(frozen=True, slots=True)
class News:
    """One person's changes at one place, the last of them at `at`."""

    review_id: int
    place: str
    """An item, an area or `scope`; evidence counts to its item."""
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewVersion:
    review_id: int
    number: int
    agreed_by: str
    agreed_at: datetime


def list_news(session: Session, reviews: Sequence[Review], *, reader: Person, since: datetime) -> list[News]:
    """Changes by others, newest first, one line for a person and a place."""
    rows = session.exec(
        select(AnswerChange.review_id, AnswerChange.place, AnswerChange.actor_name, func.max(AnswerChange.at))
        .where(
            col(AnswerChange.review_id).in_([review.id for review in reviews]),
            AnswerChange.at > since,
            not_((col(AnswerChange.actor_kind) == ActorKind.PERSON) & (col(AnswerChange.actor_id) == reader.id)),
        )
        .group_by(col(AnswerChange.review_id), col(AnswerChange.place), col(AnswerChange.actor_name))
    )
    latest: dict[tuple[int, str, str], datetime] = {}
    for review_id, place, who, at in rows:
        key = (review_id, item_of(place), who)
        latest[key] = max(at, latest.get(key, at))
    return sorted((News(*key, at) for key, at in latest.items()), key=lambda news: news.at, reverse=True)


def list_new_versions(session: Session, reviews: Sequence[Review], *, since: datetime) -> list[NewVersion]:
    """Agreed since then, newest first."""
    rows = session.exec(
        select(AgreedVersion.review_id, AgreedVersion.number, AgreedVersion.agreed_by, AgreedVersion.agreed_at)
        .where(
            col(AgreedVersion.review_id).in_([review.id for review in reviews]),
            AgreedVersion.agreed_at > since,
        )
        .order_by(col(AgreedVersion.agreed_at).desc())
    )
    return [NewVersion(*row) for row in rows]
