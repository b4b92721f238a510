"""Chromium for the tests that look at pages, and the service in a process of its own to look at."""

import asyncio
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.plugins.ports import free_port

# Beside Python itself, so that the tests run the command line of the .venv that they run in.
COMMAND = str(Path(sys.executable).parent / "send-review")

CHROMIUM_FLAGS = [
    "--no-sandbox",  # needs rights that containers and root do not have
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # A browser left alone talks to its maker: nothing in a test may leave the machine.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


# ---------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once a test process."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed (bin/test installs it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Hide Playwright's event loop, which stays in this thread, from tests that run one of their own."""
    loop = asyncio._get_running_loop()
    if "chromium" in getattr(item, "fixturenames", ()) or loop is None:
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(loop)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a browser that remembers nothing; script errors and policy breaches fail the test."""
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    with no_script_errors(page):
        yield page
    context.close()


@contextmanager
def no_script_errors(page: Page) -> Iterator[None]:
    """For the pages of further contexts, as `page` does for its own."""
    errors: list[str] = []

    def note_breach(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            errors.append(message.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", note_breach)
    yield
    assert not errors, "The page had script errors:\n" + "\n".join(errors)


# ---------------------------------------------------------------- the service


@dataclass
class Served:
    base_url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it as a power cut would."""
        _signal(self.process, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serve(
    env: Mapping[str, str],
    *,
    port: int | None = None,
    command: tuple[str, ...] = (COMMAND, "serve"),
    seconds: float = 180,
) -> Iterator[Served]:
    """The service, answering on 127.0.0.1, with nothing from our own environment but `env`; ended afterwards.

    Raises RuntimeError with its output when it does not answer on /health within `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="served-", ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "log"
        port = port or free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=_plain_environment(folder) | {"HOST": "127.0.0.1", "PORT": str(port)} | dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        served = Served(f"http://127.0.0.1:{port}", process, log)
        try:
            _wait_until_healthy(served, port, seconds)
            yield served
        finally:
            _end(process)


def _plain_environment(home: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": home, "PYTHONUNBUFFERED": "1"}


def _wait_until_healthy(served: Served, port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while served.process.poll() is None and time.monotonic() < deadline:
        if _answers(port):
            return
        time.sleep(0.02)
    raise RuntimeError(f"The service did not answer on {served.base_url}/health:\n{served.log.read_text()}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    _signal(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    # Whoever it started goes too.
    _signal(process, signal.SIGKILL)
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
