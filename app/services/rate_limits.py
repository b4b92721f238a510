"""One counter table behind every limit, because counters in memory break with several processes."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select

from app import clock
from app.models.accounts import Attempt
from app.tokens import hashed

LONGEST_KEY = 200
"""Beyond this a key is counted under its hash: PostgreSQL's indexes hold no long texts."""


def count_attempt(session: Session, key: str, *, limit: int, seconds: int) -> bool:
    """One more attempt is counted for `key` in the present window; True while there were no more than `limit`."""
    key, window = _short(key), _window(seconds)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.exec(delete(Attempt).where(col(Attempt.key) == key, col(Attempt.window) < window))
    counted = session.execute(
        insert(Attempt)
        .values(key=key, window=window, count=1)
        .on_conflict_do_update(index_elements=["key", "window"], set_={"count": Attempt.count + 1})
        .returning(col(Attempt.count))
    ).scalar_one()
    return bool(counted <= limit)


def is_over(session: Session, key: str, *, limit: int, seconds: int) -> bool:
    """Whether `key` has used up its attempts in the present window. Counts nothing."""
    counted = session.exec(
        select(Attempt.count).where(Attempt.key == _short(key), Attempt.window == _window(seconds))
    ).first()
    return (counted or 0) >= limit


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else hashed(key)


def _window(seconds: int) -> int:
    moment = int(clock.now().timestamp())
    return moment - moment % seconds
