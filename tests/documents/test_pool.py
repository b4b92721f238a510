"""The pool of workers: same bytes as at home, and no death or hang of a worker is the end of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents.errors import DocumentTooLarge, OutsideAssetRefused, RenderTimeout, WorkerLost
from app.documents.pdf import render_pdf
from app.documents.pool import RenderPool
from tests.documents.misbehaving import die, die_once, hang

HTML = "<title>T</title><h1>Heading</h1><p>Text</p>"


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    made = RenderPool(timeout=60)
    made.warm()
    yield made
    made.close()


def test_worker_makes_the_same_document(pool: RenderPool) -> None:
    assert pool.render(HTML) == render_pdf(HTML)


def test_idle_worker_that_was_killed_is_replaced(pool: RenderPool) -> None:
    [worker] = pool.worker_ids()
    os.kill(worker, signal.SIGKILL)
    assert pool.render(HTML) == render_pdf(HTML)
    assert pool.worker_ids() != [worker]


def test_worker_killed_while_rendering_is_replaced_and_the_document_made(pool: RenderPool) -> None:
    rows = "<h1>A</h1><table>" + "<tr><th scope=row>x</th><td>y</td></tr>" * 600 + "</table>"
    made: list[bytes] = []
    waiting = threading.Thread(target=lambda: made.append(pool.render(rows)))
    [worker] = pool.worker_ids()
    waiting.start()
    time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    waiting.join(60)
    assert [each[:4] for each in made] == [b"%PDF"]
    assert pool.worker_ids() != [worker]


def test_refusals_come_back_as_themselves_and_cost_no_worker(pool: RenderPool) -> None:
    before = pool.worker_ids()
    with pytest.raises(OutsideAssetRefused):
        pool.render('<img alt="x" src="file:///etc/hostname">')
    with pytest.raises(DocumentTooLarge):
        pool.render("<table>" + "<tr>" * 601)
    assert pool.worker_ids() == before


def test_document_that_kills_twice_is_given_up() -> None:
    pool = RenderPool(render=die)
    try:
        with pytest.raises(WorkerLost):
            pool.render(HTML)
    finally:
        pool.close()


def test_document_is_tried_a_second_time(tmp_path: Path) -> None:
    pool = RenderPool(render=die_once)
    try:
        assert pool.render(str(tmp_path / "tried")) == b"second"
    finally:
        pool.close()


def test_document_that_hangs_is_stopped_and_others_are_told_to_wait() -> None:
    pool = RenderPool(render=hang, timeout=0.6)
    pool.warm()
    [worker] = pool.worker_ids()
    errors: list[Exception] = []

    def ask() -> None:
        try:
            pool.render(HTML)
        except RenderTimeout as late:
            errors.append(late)

    try:
        askers = [threading.Thread(target=ask) for _ in range(2)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join(60)
        assert len(errors) == 2
        _wait_until_gone(worker)
    finally:
        pool.close()


def test_closing_leaves_no_worker() -> None:
    pool = RenderPool()
    [worker] = pool.worker_ids()
    pool.close()
    _wait_until_gone(worker)


def test_worker_leaves_when_the_server_is_killed() -> None:
    program = (
        "from app.documents.pool import RenderPool; import time\n"
        "if __name__ == '__main__':\n"
        "    pool = RenderPool(); print(pool.worker_ids()[0], flush=True); time.sleep(600)\n"
    )
    root = Path(__file__).parents[2]
    server = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=root)
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    _wait_until_gone(worker)


def _wait_until_gone(process: int) -> None:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        # A killed process that nobody has waited for yet still has its number.
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"worker {process} is still there")
