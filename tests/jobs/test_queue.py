from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app import clock
from app.db import Database
from app.jobs import queue
from app.models.jobs import Job
from app.services.jobs import enqueue
from tests.jobs.conftest import Hands, Queue


def test_an_empty_queue_gives_nothing_without_asking_for_a_writer(database: Database) -> None:
    begun: list[Any] = []
    event.listen(database.engine, "begin", begun.append)
    assert queue.claim(database, hold_seconds=60) is None
    assert begun == []


def test_the_longest_due_job_comes_first(database: Database, queued: Queue, hands: Hands) -> None:
    first = queued.add()
    hands.move(seconds=1)
    second = queued.add()
    assert [_claim(database).id, _claim(database).id] == [first, second]


def test_a_job_that_is_not_due_yet_waits(database: Database, queued: Queue, hands: Hands) -> None:
    with database.writing() as session:
        enqueue(session, "count", payload={}).due_at = clock.now() + timedelta(seconds=5)
    assert queue.claim(database, hold_seconds=60) is None
    hands.move(seconds=5)
    assert queue.claim(database, hold_seconds=60) is not None


def test_only_the_kinds_asked_for_are_given(database: Database, queued: Queue) -> None:
    queued.add("paint")
    wanted = queued.add("count")
    assert _claim(database, kinds=["count"]).id == wanted
    assert queue.claim(database, hold_seconds=60, kinds=["count"]) is None
    assert queue.claim(database, hold_seconds=60, kinds=[]) is None


def test_a_job_of_a_rolled_back_transaction_is_never_seen(database: Database) -> None:
    def fail_after_enqueuing() -> None:
        with database.writing() as session:
            enqueue(session, "count", payload={})
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_enqueuing()
    assert queue.claim(database, hold_seconds=60) is None


def test_a_held_job_is_nobody_elses_until_its_time_has_passed(database: Database, queued: Queue, hands: Hands) -> None:
    queued.add()
    lost = _claim(database)
    hands.move(seconds=59)
    assert queue.claim(database, hold_seconds=60) is None
    hands.move(seconds=1)
    again = _claim(database)
    assert (again.id, again.attempts) == (lost.id, 2)
    assert queue.claim(database, hold_seconds=60) is None


def test_a_finished_job_is_never_claimed_again(database: Database, queued: Queue, hands: Hands) -> None:
    queued.add()
    assert queue.finish(database, _claim(database))
    assert queued.job().done_at == hands.at
    hands.move(days=1)
    assert queue.claim(database, hold_seconds=60) is None


def test_a_holder_that_was_too_slow_can_still_finish_what_nobody_took(
    database: Database, queued: Queue, hands: Hands
) -> None:
    queued.add()
    job = _claim(database)
    hands.move(hours=1)
    assert queue.finish(database, job)


def test_a_holder_that_was_too_slow_changes_nothing_for_the_next(
    database: Database, queued: Queue, hands: Hands
) -> None:
    queued.add()
    slow = _claim(database)
    hands.move(minutes=2)
    present = _claim(database)
    before = queued.job()
    assert not queue.finish(database, slow)
    assert not queue.put_back(database, slow, "too slow")
    assert not queue.give_up(database, slow, "too slow")
    assert queued.job() == before
    assert queue.finish(database, present)


def test_a_job_is_let_go_once(database: Database, queued: Queue) -> None:
    queued.add()
    job = _claim(database)
    assert queue.put_back(database, job, "broken")
    assert not queue.finish(database, job)
    assert queued.job().done_at is None


def test_a_job_put_back_waits_four_times_longer_each_time(database: Database, queued: Queue, hands: Hands) -> None:
    queued.add()
    pauses = []
    for _ in range(queue.MOST_ATTEMPTS - 1):
        assert queue.put_back(database, _claim(database), "broken")
        pause = queued.job().due_at - hands.at
        pauses.append(pause.total_seconds())
        hands.move(seconds=pause.total_seconds() - 1)
        assert queue.claim(database, hold_seconds=60) is None
        hands.move(seconds=1)
    assert pauses == [15, 60, 240, 960, 3600, 3600, 3600]


def test_a_job_is_given_up_after_the_last_attempt(database: Database, queued: Queue, hands: Hands) -> None:
    queued.add()
    for _ in range(queue.MOST_ATTEMPTS):
        assert queued.job().failed_at is None
        queue.put_back(database, _claim(database), "broken")
        hands.move(hours=1)
    job = queued.job()
    assert job.failed_at is not None
    assert (job.attempts, job.error, job.held_until) == (queue.MOST_ATTEMPTS, "broken", None)
    assert queue.claim(database, hold_seconds=60) is None


def test_a_job_that_kills_every_holder_is_given_up(database: Database, queued: Queue, hands: Hands) -> None:
    queued.add()
    for _ in range(queue.MOST_ATTEMPTS):
        _claim(database)
        hands.move(minutes=1)
    harmless = queued.add()
    assert _claim(database).id == harmless
    poisonous = queued.jobs()[0]
    assert poisonous.failed_at == hands.at
    assert poisonous.error


def test_looking_uses_the_index_of_what_waits(database: Database, queued: Queue) -> None:
    """Or else each second's look reads a month of jobs that are done."""
    queued.add()
    plans: list[str] = []

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT job.id"):
            driver = connection.connection.driver_connection
            if not database.is_sqlite:
                # It would not use any index for a table of one row, if it could help it.
                driver.execute("SET LOCAL enable_seqscan = off")
            how = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
            plans.extend(str(row[-1]) for row in driver.execute(f"{how} {statement}", parameters))

    with database.reading() as session:
        reader = session.get_bind()
    event.listen(reader, "before_cursor_execute", explain)
    queue.claim(database, hold_seconds=60, kinds=["count"])
    assert "ix_job_waiting" in "".join(plans)


def _claim(database: Database, **options: Any) -> Job:
    job = queue.claim(database, hold_seconds=60, **options)
    assert job is not None
    return job
