"""Clearing what is past its time: a little at a time, so that no editor waits for it, about once a day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import SQLModel, col, delete, or_, select

from app import clock
from app.db import Database
from app.models.accounts import Attempt, Grant, GrantKind, LinkOpening, LinkToken, SignIn
from app.models.contributions import ContributionLink
from app.models.jobs import Job, Letter
from app.models.shares import Share

KEEP = timedelta(days=30)
"""Sign-ins and links after they ran out; jobs and letters after they were dealt with."""
KEEP_ATTEMPTS = timedelta(days=2)
"""Longer than the window of any rate limit."""
BATCH = 500
EVERY = timedelta(days=1)
AFTER_A_FAILURE = timedelta(hours=1)

Key = tuple[Any, ...]


class Upkeep:
    """Knows when the next round is due. The first is at once: a service may be restarted every day."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._due_at = clock.now()

    def step(self) -> bool:
        """One batch is cleared if a round is due. False when there is nothing to do until the next round."""
        now = clock.now()
        if now < self._due_at:
            return False
        # Set first: if the database fails now, it is not asked the same again all day long.
        self._due_at = now + AFTER_A_FAILURE
        cleared = clear_batch(self._database)
        self._due_at = now if cleared else now + EVERY
        return cleared > 0


def clear_everything(database: Database) -> int:
    """Nothing is left that is past its time. Gives how many rows are gone."""
    total = 0
    while cleared := clear_batch(database):
        total += cleared
    return total


def clear_batch(database: Database, *, limit: int = BATCH) -> int:
    """At most `limit` rows of one table past their time are gone. Gives how many; 0 if none are left."""
    for model, key, past in _past_its_time(clock.now()):
        due = select(*key).where(past).limit(limit)
        with database.reading() as reader:
            if reader.exec(due.limit(1)).first() is None:
                continue
        with database.writing() as session:
            return int(session.exec(delete(model).where(tuple_(*key).in_(due), past)).rowcount)
    return 0


def _ended(long_ago: datetime) -> Any:
    return select(Grant.id).where(Grant.kind == GrantKind.CONTRIBUTION, Grant.expires_at < long_ago)


def _past_its_time(now: datetime) -> Iterator[tuple[type[SQLModel], Key, ColumnElement[bool]]]:
    """Each table, its primary key, and which of its rows may go."""
    long_ago = now - KEEP
    yield SignIn, (col(SignIn.id),), col(SignIn.expires_at) < long_ago
    yield (
        Attempt,
        (col(Attempt.key), col(Attempt.window)),
        col(Attempt.window) < int((now - KEEP_ATTEMPTS).timestamp()),
    )
    yield LinkToken, (col(LinkToken.token_hash),), col(LinkToken.grant_id).in_(_ended(long_ago))
    # Of a link that was never opened nothing is left; one through which somebody wrote belongs to their words.
    opened = select(LinkOpening.id).where(LinkOpening.grant_id == ContributionLink.grant_id).exists()
    yield (
        ContributionLink,
        (col(ContributionLink.grant_id),),
        col(ContributionLink.grant_id).in_(_ended(long_ago)) & ~opened,
    )
    asked = select(ContributionLink.grant_id).where(ContributionLink.grant_id == Grant.id).exists()
    # A link holds an address. Of those that let somebody into a school, the row says who invited them, and stays.
    accepted = (col(Grant.kind) == GrantKind.INVITATION) & col(Grant.used_at).is_not(None)
    # What was shared, with whom and who opened it stays known to the school; it holds nobody's address.
    shared = select(Share.grant_id).where(Share.grant_id == Grant.id).exists()
    yield Grant, (col(Grant.id),), (col(Grant.expires_at) < long_ago) & ~accepted & ~asked & ~shared
    yield Job, (col(Job.id),), or_(col(Job.done_at) < long_ago, col(Job.failed_at) < long_ago)
    # A letter holds an address, and one that could not be sent its text: neither is kept longer than its job.
    yield (
        Letter,
        (col(Letter.id),),
        or_(col(Letter.sent_at) < long_ago, col(Letter.created_at) < long_ago),
    )
