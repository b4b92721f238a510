"""Taking jobs out of the queue: by one worker at a time, again after a crash, and not for ever.

A job is done at least once. `attempts` goes up with every claim and so tells one holder from the next: a
worker that was too slow, and whose job somebody else has claimed since, can neither finish nor put it back.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from app import clock
from app.db import Database
from app.models.jobs import Job

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
"""Pauses of 15 s, 1, 4 and 16 minutes, then an hour each: a mail server may be away for three hours."""


def claim(database: Database, *, hold_seconds: float, kinds: Collection[str] | None = None) -> Job | None:
    """The longest due job that nobody holds, of these kinds if any are named, now held for `hold_seconds`.

    A job whose holder died on the last attempt is given up here, since nobody else is left to say so.
    """
    while _something_is_due(database, kinds):
        now = clock.now()
        with database.writing() as session:
            # SQLite knows no row locks and leaves out FOR UPDATE; there the whole transaction waits its turn.
            chosen = _due(now, kinds).with_for_update(skip_locked=True).scalar_subquery()
            job: Job | None = (
                session.exec(
                    update(Job)
                    .where(col(Job.id) == chosen)
                    .values(attempts=col(Job.attempts) + 1, held_until=now + timedelta(seconds=hold_seconds))
                    .returning(Job)
                )
                .scalars()
                .one_or_none()
            )
            if job is None or job.attempts <= MOST_ATTEMPTS:
                return job
            job.failed_at, job.held_until = now, None
            job.error = "Whoever was doing it stopped before the end, each time."
    return None


def finish(database: Database, job: Job) -> bool:
    """The job is done. False, and nothing has changed, if somebody else has claimed it meanwhile."""
    return _let_go(database, job, done_at=clock.now(), error="")


def put_back(database: Database, job: Job, error: str) -> bool:
    """The job is due again after a pause, or given up after MOST_ATTEMPTS. False if it is somebody else's.

    `error` stays in the row for the operator: it may not quote what the job carries.
    """
    if job.attempts >= MOST_ATTEMPTS:
        return give_up(database, job, error)
    return _let_go(database, job, due_at=clock.now() + pause_after(job.attempts), error=error)


def give_up(database: Database, job: Job, error: str) -> bool:
    """The job has failed for good. False if it is somebody else's."""
    return _let_go(database, job, failed_at=clock.now(), error=error)


def pause_after(attempts: int) -> timedelta:
    """How long a job waits after this many failed attempts: four times as long each time."""
    growth: int = 4 ** (min(attempts, 10) - 1)
    return min(LONGEST_PAUSE, FIRST_PAUSE * growth)


def _something_is_due(database: Database, kinds: Collection[str] | None) -> bool:
    """Asked of a reader, so that looking into an empty queue takes nobody's turn to write."""
    with database.reading() as session:
        return session.exec(_due(clock.now(), kinds)).first() is not None


def _due(now: datetime, kinds: Collection[str] | None) -> SelectOfScalar[Any]:
    due: SelectOfScalar[Any] = select(Job.id).where(
        col(Job.done_at).is_(None),
        col(Job.failed_at).is_(None),
        col(Job.due_at) <= now,
        or_(col(Job.held_until).is_(None), col(Job.held_until) <= now),
    )
    if kinds is not None:
        due = due.where(col(Job.kind).in_(kinds))
    return due.order_by(col(Job.due_at), col(Job.id)).limit(1)


def _let_go(database: Database, job: Job, **values: Any) -> bool:
    with database.writing() as session:
        changed = session.exec(
            update(Job)
            .where(
                col(Job.id) == job.id,
                col(Job.attempts) == job.attempts,
                # Whoever let go of a job holds it no more, even before the next claim.
                col(Job.held_until).is_not(None),
            )
            .values(held_until=None, **values)
        )
        return bool(changed.rowcount)
