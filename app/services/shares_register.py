"""Who knows the plan: by group, from links that were opened and read, and from what the school adds by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from app import clock
from app.keys import key_of_words
from app.models.actors import Actor
from app.models.reviews import Review
from app.models.shares import Audience, Telling
from app.services.self_evaluation import ReviewClosed
from app.services.shares import ShareState, list_shares

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Told:
    """One group: the links made for it, and how else it was told."""

    audience: Audience
    shares: Sequence[ShareState]
    tellings: Sequence[Telling]

    @property
    def openings(self) -> int:
        return sum(len(share.openings) for share in self.shares)

    @property
    def readings(self) -> int:
        return sum(share.readings for share in self.shares)

    @property
    def people(self) -> int:
        """How many were told in other ways: at most, since one person may have been at two meetings."""
        return sum(telling.people for telling in self.tellings)

    @property
    def is_told(self) -> bool:
        """A link that nobody has opened tells nobody."""
        return bool(self.openings or self.tellings)


def who_knows(session: Session, review: Review) -> list[Told]:
    """Every group in the order of the register, told or not, in four queries."""
    shares, tellings = list_shares(session, review), list_tellings(session, review)
    return [
        Told(
            audience,
            [one for one in shares if one.share.audience == audience],
            [one for one in tellings if one.audience == audience],
        )
        for audience in Audience
    ]


def list_tellings(session: Session, review: Review, *, removed: bool = False) -> list[Telling]:
    """The entries added by hand, the latest day first; or those that were taken out."""
    is_in = col(Telling.removed_at).is_not(None) if removed else col(Telling.removed_at).is_(None)
    return list(
        session.exec(
            select(Telling)
            .where(Telling.review_id == review.id, is_in)
            .order_by(col(Telling.told_on).desc(), col(Telling.id).desc())
        )
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """How a group was told, on which day, and about how many people were there. `key` is the form's own mark."""

    key: str
    audience: Audience
    how: str
    told_on: date
    people: int


def add_telling(session: Session, review: Review, entry: Entry, *, by: Actor) -> None:
    """The entry stands in the register, once however often its form is sent; with other words it is another entry.
    Raises ReviewClosed.
    """
    if not review.is_open:
        raise ReviewClosed
    session.exec(select(Review.id).where(Review.id == review.id).with_for_update())
    there = _find_by_key(session, review, entry.key)
    if there and _said(there) != _said(entry):
        entry = replace(entry, key=key_of_words(entry.key, *map(str, _said(entry)), longest=LONGEST_KEY))
        there = _find_by_key(session, review, entry.key)
    if there:
        return
    assert review.id is not None
    session.add(
        Telling(
            review_id=review.id,
            school_id=review.school_id,
            key=entry.key,
            audience=entry.audience,
            how=entry.how,
            told_on=entry.told_on,
            people=entry.people,
            added_by=by.name,
            added_at=clock.now(),
        )
    )


def _find_by_key(session: Session, review: Review, key: str) -> Telling | None:
    return session.exec(select(Telling).where(Telling.review_id == review.id, Telling.key == key)).first()


def _said(one: Telling | Entry) -> tuple[str, str, date, int]:
    return str(one.audience), one.how, one.told_on, one.people


def find_telling(session: Session, review: Review, telling_id: int) -> Telling | None:
    return session.exec(select(Telling).where(Telling.id == telling_id, Telling.review_id == review.id)).first()


def mark_telling(session: Session, telling: Telling, *, removed: bool, by: Actor) -> None:
    """The entry is out of the register, or back in it."""
    telling.removed_at = clock.now() if removed else None
    telling.removed_by = by.name if removed else ""
    session.add(telling)
