"""Rendering outside the request threads, in warm processes of its own.

WeasyPrint holds the interpreter for as long as it works, so threads make everybody slower; one process
renders while requests go on. Each place in the pool is one process with fonts and stylesheet parsed. A
process that hangs is killed at its time limit, one that dies is replaced, and neither disturbs a document in
another place.
"""

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from queue import Empty, LifoQueue
from tempfile import TemporaryDirectory

from app.documents.errors import RenderTimeout, WorkerLost
from app.documents.limits import refuse_oversize

DEFAULT_TIMEOUT = 30.0  # seconds

# Starting a process, importing WeasyPrint and parsing the fonts takes about a second, much more on a busy
# machine.
START_TIMEOUT = 60.0  # seconds

Task = Callable[[str, str], bytes]

_WARM_UP = "<title>Warm up</title><h1>Warm</h1><p><b>up</b> <i>now</i></p>"


class RenderPool:
    """A fixed number of rendering processes, started at `warm()` or with the first document."""

    def __init__(self, *, workers: int = 1, timeout: float = DEFAULT_TIMEOUT, render: Task | None = None) -> None:
        """`timeout` in seconds, for the wait for a free worker and for the rendering, each.

        `render` runs in the worker and must be importable there; it is `render_pdf` but for tests.
        """
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._timeout = timeout
        self._places = [_Place(render or _render_in_worker) for _ in range(workers)]
        # Last in, first out: with little to do, the same warm worker does it all and the others never start.
        self._free: LifoQueue[_Place] = LifoQueue()
        for place in self._places:
            self._free.put(place)

    def warm(self) -> None:
        """Every worker is started and has rendered once. Call it at start-up, off the request threads."""
        for place in self._places:
            place.start()
        for place in self._places:
            place.worker_id()

    def render(self, html: str, *, lang: str = "en-GB") -> bytes:
        """Return the document as a PDF; see `render_pdf`.

        A worker that dies is replaced and the document tried once more. Raises `DocumentTooLarge`,
        `OutsideAssetRefused`, `RenderTimeout`, and `WorkerLost` when the second try kills its worker too.
        """
        refuse_oversize(html)
        try:
            place = self._free.get(timeout=self._timeout)
        except Empty:
            raise RenderTimeout("Documents are taking longer than usual. Please try again shortly.") from None
        try:
            return place.render(html, lang=lang, timeout=self._timeout)
        finally:
            self._free.put(place)

    def worker_ids(self) -> list[int]:
        """Return the process ids of the workers, starting those that have not started."""
        return [place.worker_id() for place in self._places]

    def close(self) -> None:
        """No worker is left. A document being rendered is abandoned."""
        for place in self._places:
            place.stop()


class _Place:
    """One worker process at a time. Used by one thread at a time, but for `stop`."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._executor: ProcessPoolExecutor | None = None
        self._worker_id: Future[int] | None = None
        self._scratch: TemporaryDirectory[str] | None = None

    def start(self) -> Future[int]:
        if self._executor is None or self._worker_id is None:
            # A killed worker cannot tidy up the fonts that it unpacked; whoever killed it does.
            self._scratch = TemporaryDirectory(prefix="documents-", ignore_cleanup_errors=True)
            # Spawn, because a fork would copy locks and database connections that other threads hold.
            self._executor = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_warm_worker,
                initargs=(self._scratch.name,),
            )
            self._worker_id = self._executor.submit(os.getpid)
        return self._worker_id

    def worker_id(self) -> int:
        try:
            return self.start().result(timeout=START_TIMEOUT)
        except TimeoutError:
            self.stop()
            raise RenderTimeout("The document worker did not start in time.") from None
        except BrokenProcessPool as broken:
            self.stop()
            raise WorkerLost("The document worker could not be started.") from broken

    def render(self, html: str, *, lang: str, timeout: float) -> bytes:
        try:
            return self._try(html, lang, timeout)
        except (BrokenProcessPool, WorkerLost):
            # Killed for its memory, most likely, and not always because of this document. Once more.
            self.stop()
        try:
            return self._try(html, lang, timeout)
        except (BrokenProcessPool, WorkerLost) as broken:
            self.stop()
            raise WorkerLost("This document could not be made. The operator's log says more.") from broken

    def _try(self, html: str, lang: str, timeout: float) -> bytes:
        # Waiting for the worker first keeps its start out of the document's time, and tells whom to kill.
        self.worker_id()
        if self._executor is None:
            raise WorkerLost("The document worker was stopped.")
        job = self._executor.submit(self._task, html, lang)
        try:
            return job.result(timeout=timeout)
        except TimeoutError:
            if job.done():
                raise
            self.stop()
            raise RenderTimeout(f"This document took longer than {timeout:g} seconds.") from None

    def stop(self) -> None:
        """The worker, if there is one, is killed; the next document starts another."""
        executor, worker, scratch = self._executor, self._worker_id, self._scratch
        self._executor = self._worker_id = self._scratch = None
        if executor is None:
            return
        if worker is not None and worker.done() and worker.exception() is None:
            # A busy worker does not hear a polite request. Gone already: nothing to do.
            with suppress(ProcessLookupError):
                os.kill(worker.result(), signal.SIGKILL)
        executor.shutdown(wait=False, cancel_futures=True)
        if scratch is not None:
            scratch.cleanup()


def _warm_worker(scratch: str) -> None:
    """Imports, fonts, stylesheet and one rendering are behind the worker before its first document."""
    # Ctrl-C reaches the whole process group; the server decides when its workers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, args=(scratch,), daemon=True).start()
    tempfile.tempdir = scratch
    # Imported here, so that the server's own process never loads the renderer.
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Only workers load it.

    render_pdf(_WARM_UP)


def _leave_with_parent(scratch: str) -> None:
    """End this worker when the server is gone: after SIGKILL nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)


def _render_in_worker(html: str, lang: str) -> bytes:
    # Already imported when the worker was warmed; see there.
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Only workers load it.

    return render_pdf(html, lang=lang)
