from collections.abc import Iterator

import pytest
from sqlmodel import select

from app.db import Database
from app.jobs.wake import call_after_enqueuing, stop_calling
from app.models.jobs import Job
from app.services.jobs import enqueue
from tests.jobs.conftest import Queue


class Calls:
    """Counts the calls, and how many jobs could be read at the time of each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.jobs_seen: list[int] = []

    def __call__(self) -> None:
        # A writer, because that is what a woken worker needs: it would wait for ever if none were free.
        with self._database.writing() as session:
            self.jobs_seen.append(len(session.exec(select(Job)).all()))


@pytest.fixture
def calls(database: Database) -> Iterator[Calls]:
    calls = Calls(database)
    call_after_enqueuing(database.engine, calls)
    yield calls
    stop_calling(database.engine, calls)


def test_the_call_comes_once_the_jobs_can_be_read_and_a_writer_is_free(database: Database, calls: Calls) -> None:
    with database.writing() as session:
        enqueue(session, "count", payload={})
        session.flush()
        with session.begin_nested():
            enqueue(session, "count", payload={})
        assert calls.jobs_seen == []
    assert calls.jobs_seen == [2]


def test_a_change_that_enqueues_nothing_calls_nobody(database: Database, queued: Queue, calls: Calls) -> None:
    queued.add()
    with database.writing() as session:
        session.get_one(Job, queued.job().id).error = "changed"
    assert calls.jobs_seen == [1]


def test_one_session_may_enqueue_in_several_transactions(database: Database, calls: Calls) -> None:
    with database.writing() as session:
        enqueue(session, "count", payload={})
        session.commit()
        session.exec(select(Job)).all()
        session.commit()
        enqueue(session, "count", payload={})
    assert calls.jobs_seen == [1, 2]


def test_a_rollback_leaves_nothing_to_be_called_for_later(database: Database, calls: Calls) -> None:
    with database.writing() as session:
        enqueue(session, "count", payload={})
        session.flush()
        session.rollback()
        seen = list(calls.jobs_seen)
        session.exec(select(Job)).all()
    assert set(seen) <= {0}
    assert calls.jobs_seen == seen


def test_another_databases_jobs_call_nobody(database: Database, queued: Queue, calls: Calls) -> None:
    twin = Database(database.url.render_as_string(hide_password=False))
    Queue(twin).add()
    twin.close()
    assert calls.jobs_seen == []


def test_nobody_is_called_after_asking_not_to_be(database: Database, queued: Queue, calls: Calls) -> None:
    others: list[str] = []

    def other() -> None:
        others.append("called")

    call_after_enqueuing(database.engine, other)
    stop_calling(database.engine, calls)
    queued.add()
    stop_calling(database.engine, other)
    queued.add()
    assert calls.jobs_seen == []
    assert others == ["called"]
