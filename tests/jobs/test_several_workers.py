"""No job is done twice, however many ask for it at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Lock, Thread

import pytest

from app import clock
from app.db import Database
from app.jobs import queue
from app.jobs.worker import Worker
from app.models.jobs import Job
from app.services.jobs import enqueue
from tests.jobs.conftest import Queue

ROOT = Path(__file__).parents[2]
JOBS = 60


def test_threads_that_claim_together_never_get_the_same_job(database: Database, queued: Queue) -> None:
    _fill(database)
    claimed: list[int | None] = []
    together = Barrier(8)

    def claim_all() -> None:
        together.wait()
        while job := queue.claim(database, hold_seconds=60):
            claimed.append(job.id)

    threads = [Thread(target=claim_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == JOBS
    assert set(claimed) == {job.id for job in queued.jobs()}
    assert {job.attempts for job in queued.jobs()} == {1}


def test_started_workers_share_the_queue(
    database: Database, queued: Queue, started: Callable[[Worker], Worker]
) -> None:
    done: list[object] = []
    lock = Lock()
    all_done = Barrier(2)

    def count(job: Job) -> None:
        with lock:
            done.append(job.payload["number"])
            last = len(done) == JOBS
        if last:
            all_done.wait(30)

    workers = [started(Worker(database, {"count": count})) for _ in range(4)]
    _fill(database)
    all_done.wait(30)
    assert all(worker.stop() for worker in workers)
    assert sorted(done, key=str) == sorted(range(JOBS), key=str)
    assert all(job.done_at for job in queued.jobs())


def test_processes_never_do_one_job_twice(database: Database, queued: Queue) -> None:
    _fill(database)
    processes = [_start_process(database) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    shares = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        printed, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        shares.append([int(number) for number in printed.split()])
    assert sorted(number for share in shares for number in share) == list(range(JOBS))
    assert all(shares), "one process did everything, so nothing was shown"
    assert all(job.done_at and job.attempts == 1 for job in queued.jobs())


def test_a_killed_process_leaves_its_job_to_the_next(
    database: Database, queued: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued.add()
    script = "import sys; from tests.jobs.test_several_workers import die_in_hand; die_in_hand(sys.argv[1])"
    killed = subprocess.run(
        [sys.executable, "-c", script, _url(database)], cwd=ROOT, env=_environment(), timeout=60, check=False
    )
    assert killed.returncode == 9
    job = queued.job()
    assert job.attempts == 1
    assert job.held_until is not None
    assert job.done_at is None
    held_until = job.held_until
    worker = Worker(database, {"count": lambda _job: None})
    monkeypatch.setattr(clock, "_read", lambda: held_until - timedelta(seconds=1))
    assert worker.run_pending() == 0
    monkeypatch.setattr(clock, "_read", lambda: held_until)
    assert worker.run_pending() == 1
    assert worker.run_pending() == 0
    assert (queued.job().attempts, queued.job().done_at) == (2, held_until)


def die_in_hand(url: str) -> None:
    """Called in a process of its own, which ends in the middle of its job as if by SIGKILL."""
    Worker(Database(url), {"count": lambda _job: os._exit(9)}).run_pending()


def _fill(database: Database) -> None:
    with database.writing() as session:
        for number in range(JOBS):
            enqueue(session, "count", payload={"number": number})


def _start_process(database: Database) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.drain", _url(database)],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
