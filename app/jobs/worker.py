"""The thread that does what the queue holds, beside the requests of the same process."""

import logging
from collections.abc import Callable, Mapping
from threading import Event, Thread

from app.db import Database
from app.jobs import queue
from app.jobs.failures import CannotBeDone, describe, where
from app.jobs.reminders import Reminders
from app.jobs.upkeep import Upkeep
from app.jobs.wake import call_after_enqueuing, stop_calling
from app.models.jobs import Job

HOLD_SECONDS = 120.0
"""Longer than any handler takes. After a crash this is how long its job waits."""
LOOK_EVERY_S = 1.0
PAUSE_WHEN_BROKEN_S = 5.0

Handler = Callable[[Job], None]

log = logging.getLogger(__name__)


class Worker:
    """Does the kinds of job that it has handlers for, one at a time; other kinds are left to other workers.

    A handler may be called twice for one job: after a crash, or when it outlasts `hold_seconds`. One that
    raises is tried again later; one that raises CannotBeDone is not.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        *,
        hold_seconds: float = HOLD_SECONDS,
        upkeep: bool = True,
        reminders: Reminders | None = None,
    ) -> None:
        self._database = database
        self._handlers = dict(handlers)
        self._hold_seconds = hold_seconds
        self._upkeep = Upkeep(database) if upkeep else None
        self._reminders = reminders
        self._woken = Event()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """The thread runs, and wakes for every job enqueued here. Raises RuntimeError if it does."""
        if self._thread is not None:
            raise RuntimeError("This worker runs already.")
        self._stopping.clear()
        call_after_enqueuing(self._database.engine, self.wake)
        # A daemon: a handler that hangs cannot keep the process from ending, and its job is claimed again.
        self._thread = Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """No further job is begun, and the one in hand is done. False if it takes longer than `timeout` s."""
        thread = self._thread
        if thread is None:
            return True
        stop_calling(self._database.engine, self.wake)
        self._stopping.set()
        self.wake()
        thread.join(timeout)
        if thread.is_alive():
            log.warning("The job in hand was not done within %.0f seconds of being asked to stop.", timeout)
            return False
        self._thread = None
        return True

    def wake(self) -> None:
        """The queue is looked at now rather than at the next second. Cheap, and safe from any thread."""
        self._woken.set()

    def run_pending(self) -> int:
        """Everything due has been tried once, in this thread. Gives how many jobs that were."""
        tried = 0
        while self._do_next_job():
            tried += 1
        return tried

    def _run(self) -> None:
        while not self._stopping.is_set():
            # Cleared before looking: a job enqueued after the look sets it again, and is not slept through.
            self._woken.clear()
            try:
                busy = self._do_next_job() or self._clear_a_little() or self._remind()
            except Exception as error:  # noqa: BLE001  Whatever it is, letters must leave again once it is over.
                # The database is away or too busy. It may come back; the thread must still be there then.
                log.error("The queue could not be read or written: %s\n%s", describe(error), where(error))
                self._stopping.wait(PAUSE_WHEN_BROKEN_S)
                continue
            if not busy and not self._stopping.is_set():
                self._woken.wait(LOOK_EVERY_S)

    def _do_next_job(self) -> bool:
        job = queue.claim(self._database, hold_seconds=self._hold_seconds, kinds=self._handlers.keys())
        if job is None:
            return False
        if self._do(job):
            still_ours = queue.finish(self._database, job)
            if not still_ours:
                log.warning("Job %s (%s) took so long that somebody else has begun it again.", job.id, job.kind)
        return True

    def _do(self, job: Job) -> bool:
        try:
            self._handlers[job.kind](job)
        except CannotBeDone as error:
            log.error("Job %s (%s) cannot be done: %s", job.id, job.kind, error)
            queue.give_up(self._database, job, describe(error))
        except Exception as error:  # noqa: BLE001  A handler may raise anything, and the thread lives on.
            # Said without the error's own words, which can hold an address or a link.
            what = describe(error)
            log.error(
                "Job %s (%s) failed on attempt %s of %s: %s\n%s",
                job.id, job.kind, job.attempts, queue.MOST_ATTEMPTS, what, where(error),
            )  # fmt: skip
            queue.put_back(self._database, job, what)
        else:
            return True
        return False

    def _clear_a_little(self) -> bool:
        return self._upkeep is not None and self._upkeep.step()

    def _remind(self) -> bool:
        return self._reminders is not None and self._reminders.step()
