"""Waking this process's workers as soon as a transaction that put a job in the queue has ended.

Rolled back or committed, they look; after a rollback they find nothing. Workers of other processes find the
job when they next look by themselves.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction, object_session

from app.models.jobs import Job

_ENQUEUED_ON = "app.jobs.wake: the engine on which this transaction enqueued"

_lock = Lock()
_calls: dict[Engine, tuple[Callable[[], None], ...]] = {}


def call_after_enqueuing(engine: Engine, call: Callable[[], None]) -> None:
    """From now on `call` is made after every transaction of this process that added a job through `engine`.

    It is made in the thread of that transaction, so it must return at once and never raise.
    """
    with _lock:
        _calls[engine] = (*_calls.get(engine, ()), call)


def stop_calling(engine: Engine, call: Callable[[], None]) -> None:
    with _lock:
        rest = tuple(other for other in _calls.pop(engine, ()) if other != call)
        if rest:
            _calls[engine] = rest


# Registered once and for all: SQLAlchemy's listeners may not come and go while other threads use sessions.


@event.listens_for(Job, "after_insert")
def _remember(_mapper: Any, connection: Connection, job: Job) -> None:
    session = object_session(job)
    if session is not None:
        session.info[_ENQUEUED_ON] = connection.engine


@event.listens_for(Session, "after_transaction_end")
def _call(session: Session, transaction: SessionTransaction) -> None:
    # Not `after_commit`: that comes for a savepoint too, and before the connection is free for a next writer.
    if transaction.parent is None and _ENQUEUED_ON in session.info:
        for call in _calls.get(session.info.pop(_ENQUEUED_ON), ()):
            call()
