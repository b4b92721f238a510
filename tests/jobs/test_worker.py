import logging
import smtplib
from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from app.db import Database
from app.jobs import queue
from app.jobs import worker as worker_module
from app.jobs.failures import CannotBeDone
from app.jobs.worker import Worker
from app.models.jobs import Job
from tests.jobs.conftest import Hands, Queue

PATIENCE_S = 20
Start = Callable[[Worker], Worker]


@pytest.fixture
def no_polling(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is not woken sleeps for longer than any test waits."""
    monkeypatch.setattr(worker_module, "LOOK_EVERY_S", 600)


def test_run_pending_does_everything_due(database: Database, queued: Queue) -> None:
    seen: list[object] = []
    for number in range(3):
        queued.add(number=number)
    worker = Worker(database, {"count": lambda job: seen.append(job.payload["number"])})
    assert worker.run_pending() == 3
    assert seen == [0, 1, 2]
    assert all(job.done_at for job in queued.jobs())
    assert worker.run_pending() == 0


def test_a_handler_may_enqueue_more(database: Database, queued: Queue) -> None:
    done: list[str] = []

    def first(_job: Job) -> None:
        queued.add("second")

    queued.add("first")
    worker = Worker(database, {"first": first, "second": lambda job: done.append(job.kind)})
    assert worker.run_pending() == 2
    assert done == ["second"]


def test_a_kind_without_handler_is_left_to_others(database: Database, queued: Queue) -> None:
    queued.add("paint")
    assert Worker(database, {"count": lambda _job: None}).run_pending() == 0
    assert queued.job().attempts == 0


def test_a_worker_wakes_for_a_job_of_its_own_process(
    database: Database, queued: Queue, started: Start, no_polling: None
) -> None:
    done = Event()
    asleep = _sleeping(started(Worker(database, {"count": lambda _job: done.set()})))
    assert asleep
    queued.add()
    assert done.wait(PATIENCE_S)


def test_a_stopped_worker_is_woken_no_more(database: Database, queued: Queue, started: Start) -> None:
    class Counting(Worker):
        woken = 0

        def wake(self) -> None:
            self.woken += 1
            super().wake()

    worker = Counting(database, {})
    queued.add()
    assert worker.woken == 0
    started(worker)
    queued.add()
    assert worker.woken == 1
    worker.stop()
    queued.add()
    assert worker.woken == 2, "by stop() itself"


def test_a_job_enqueued_while_the_worker_looks_is_not_slept_through(
    database: Database, queued: Queue, started: Start, no_polling: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Event()
    looks: list[Job | None] = []
    claim = queue.claim

    def claim_then_enqueue(*arguments: object, **options: object) -> Job | None:
        job = claim(*arguments, **options)  # type: ignore[arg-type]  # Passed on as they came.
        looks.append(job)
        if len(looks) == 1:
            queued.add()
        return job

    monkeypatch.setattr(queue, "claim", claim_then_enqueue)
    started(Worker(database, {"count": lambda _job: done.set()}))
    assert done.wait(PATIENCE_S)
    assert looks[0] is None


def test_a_job_of_another_process_is_found_by_looking(
    database: Database, queued: Queue, started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(worker_module, "call_after_enqueuing", lambda *_: None)
    done = Event()
    assert _sleeping(started(Worker(database, {"count": lambda _job: done.set()})))
    queued.add()
    assert done.wait(PATIENCE_S)


def test_stop_waits_for_the_job_in_hand_and_begins_no_other(database: Database, queued: Queue, started: Start) -> None:
    begun, may_end = Event(), Event()

    def slow(_job: Job) -> None:
        begun.set()
        assert may_end.wait(PATIENCE_S)

    queued.add()
    queued.add()
    worker = started(Worker(database, {"count": slow}))
    assert begun.wait(PATIENCE_S)
    assert not worker.stop(timeout=0.01), "the job in hand is not done yet"
    may_end.set()
    assert worker.stop(timeout=PATIENCE_S)
    first, second = queued.jobs()
    assert first.done_at is not None
    assert (second.attempts, second.done_at) == (0, None)


def test_a_worker_can_be_started_again(database: Database, queued: Queue, started: Start) -> None:
    done = Event()
    worker = started(Worker(database, {"count": lambda _job: done.set()}))
    with pytest.raises(RuntimeError):
        worker.start()
    assert worker.stop()
    assert worker.stop()
    started(worker)
    queued.add()
    assert done.wait(PATIENCE_S)


def test_the_thread_survives_a_handler_that_raises(database: Database, queued: Queue, started: Start) -> None:
    done = Event()

    def fail(_job: Job) -> None:
        raise ZeroDivisionError

    started(Worker(database, {"fail": fail, "count": lambda _job: done.set()}))
    queued.add("fail")
    queued.add("count")
    assert done.wait(PATIENCE_S)
    failed = queued.jobs()[0]
    assert (failed.done_at, failed.failed_at, failed.error) == (None, None, "ZeroDivisionError")


def test_the_thread_survives_a_database_that_is_away(
    database: Database, queued: Queue, started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Event()
    claim = queue.claim
    failures = [OperationalError("SELECT secret", {}, Exception("secret")) for _ in range(2)]

    def claim_or_fail(*arguments: object, **options: object) -> Job | None:
        if failures:
            raise failures.pop()
        return claim(*arguments, **options)  # type: ignore[arg-type]  # Passed on as they came.

    monkeypatch.setattr(worker_module, "PAUSE_WHEN_BROKEN_S", 0.01)
    monkeypatch.setattr(queue, "claim", claim_or_fail)
    queued.add()
    started(Worker(database, {"count": lambda _job: done.set()}))
    assert done.wait(PATIENCE_S)


def test_a_job_that_cannot_be_done_is_not_tried_again(database: Database, queued: Queue, hands: Hands) -> None:
    def refuse(_job: Job) -> None:
        raise CannotBeDone("There is nothing to draw.")

    queued.add()
    worker = Worker(database, {"count": refuse})
    assert worker.run_pending() == 1
    hands.move(days=1)
    assert worker.run_pending() == 0
    job = queued.job()
    assert (job.attempts, job.failed_at is not None, job.error) == (1, True, "There is nothing to draw.")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("s3cret"), "ValueError"),
        (ConnectionRefusedError(111, "Connection refused"), "ConnectionRefusedError: Connection refused"),
        (smtplib.SMTPSenderRefused(451, b"s3cret", "s3cret@x.example"), "SMTPSenderRefused: 451"),
        (smtplib.SMTPRecipientsRefused({"s3cret@x.example": (450, b"s3cret")}), "SMTPRecipientsRefused"),
        (OperationalError("SELECT 's3cret'", {"a": "s3cret"}, Exception("s3cret")), "OperationalError"),
    ],
)
def test_neither_log_nor_row_holds_the_words_of_an_error(
    database: Database, queued: Queue, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    cause = KeyError("s3cret")

    def fail(_job: Job) -> None:
        raise error from cause

    queued.add("leak")
    with caplog.at_level(logging.DEBUG, logger="app.jobs"):
        Worker(database, {"leak": fail}).run_pending()
    job = queued.job()
    assert job.error == said
    assert f"Job {job.id} (leak) failed on attempt 1 of {queue.MOST_ATTEMPTS}: {said}" in caplog.text
    assert "in fail" in caplog.text, "where it failed is told"
    assert "s3cret" not in caplog.text


def test_a_job_that_was_reclaimed_meanwhile_is_only_remarked_on(
    database: Database, queued: Queue, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    def outlast(_job: Job) -> None:
        hands.move(seconds=61)
        assert queue.claim(database, hold_seconds=60)

    queued.add()
    assert Worker(database, {"count": outlast}, hold_seconds=60).run_pending() == 1
    assert queued.job().done_at is None
    assert "somebody else" in caplog.text


def _sleeping(worker: Worker) -> bool:
    """Waits until the worker has looked into the queue and cleared what there was to clear."""
    upkeep = worker._upkeep
    assert upkeep is not None
    looked = Event()
    step = upkeep.step

    def step_then_say_so() -> bool:
        busy = step()
        looked.set()
        return busy

    upkeep.step = step_then_say_so  # type: ignore[method-assign]  # Undone below.
    worker.wake()
    try:
        return looked.wait(PATIENCE_S)
    finally:
        upkeep.step = step  # type: ignore[method-assign]  # As it was.
