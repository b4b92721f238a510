"""A throw-away PostgreSQL for the tests: made in about a second, gone with the process that asked for it."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.plugins.ports import free_port

START_SECONDS = 30
# Speed instead of durability: right for tests, wrong where the point is what survives.
CARELESS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class PostgresMissing(Exception):
    """No PostgreSQL server is installed, or nobody unprivileged can run it."""


@dataclass(frozen=True)
class PostgresServer:
    port: int
    password: str

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, *, template: str = "template1") -> str:
        """Make a copy of `template`, which nobody may be connected to; return its name."""
        name = f"test_{secrets.token_hex(6)}"
        # A file copy of an empty database is twice as fast as writing it through the log.
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop_database(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        address = self.url().replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server a test process, without fsync, started when the first test asks.

    Workers that make their own at the same time are as fast as workers that wait for a shared one,
    and need no lock and no last one to switch off the light.
    """
    try:
        installed_binaries()
    except PostgresMissing as missing:
        pytest.skip(str(missing))
    with throwaway_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of this test's own; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


@contextmanager
def throwaway_postgres(*, fsync: bool = False) -> Iterator[PostgresServer]:
    """A server on 127.0.0.1, in a private folder, with a password nobody knows; nothing is left of it.

    With `fsync=True` it keeps PostgreSQL's own settings for durability. Call it from a process's main thread:
    the server stops when the thread that started it ends, however that ends.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        place = Place(Path(folder), installed_binaries(), unprivileged_user())
        password = secrets.token_hex(16)
        place.initialise(password)
        process, port = place.start([] if fsync else CARELESS)
        try:
            yield PostgresServer(port, password)
        finally:
            process.send_signal(signal.SIGINT)  # in PostgreSQL's words: a fast shutdown
            process.wait(timeout=START_SECONDS)


@dataclass
class RestartablePostgres:
    """A server that a test stops and starts again, with the same address and data."""

    place: "Place"
    server: PostgresServer
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """As an update does: whoever is connected is cut off."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=START_SECONDS)

    def start(self) -> None:
        self.process, _ = self.place.start(CARELESS, port=self.server.port)


@contextmanager
def restartable_postgres() -> Iterator[RestartablePostgres]:
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        place = Place(Path(folder), installed_binaries(), unprivileged_user())
        password = secrets.token_hex(16)
        place.initialise(password)
        process, port = place.start(CARELESS)
        restartable = RestartablePostgres(place, PostgresServer(port, password), process)
        try:
            yield restartable
        finally:
            restartable.stop()


def installed_binaries() -> Path:
    """The folder of the newest installed server (Debian keeps it off the PATH)."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=shutil.which("initdb"))
    if newest is None:
        raise PostgresMissing("PostgreSQL's server is not installed (bin/test installs it)")
    return Path(newest).parent


def unprivileged_user() -> str | None:
    """Who runs the server: PostgreSQL refuses root. None means: whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise PostgresMissing("PostgreSQL refuses to run as root, and there is no user 'postgres'") from None


@dataclass(frozen=True)
class Place:
    """Where one server lives, and as whom."""

    home: Path
    binaries: Path
    user: str | None

    def initialise(self, password: str) -> None:
        password_file = self.home / "password"
        password_file.write_text(password)
        if self.user is not None:
            shutil.chown(self.home, self.user)
            shutil.chown(password_file, self.user)
        command = [
            str(self.binaries / "initdb"),
            *("--pgdata", str(self.home / "data"), "--username", "postgres", "--pwfile", str(password_file)),
            # The password is 128 random bits: the cheap exchange is safe, and connecting stays fast.
            *("--auth", "md5", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, **self._identity())
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def start(self, settings: list[str], *, port: int | None = None) -> tuple[subprocess.Popen[bytes], int]:
        given = port
        for _ in range(5):
            port = given or free_port()
            process = self._launch([*settings, "-p", str(port)])
            if self._is_ready(process):
                return process, port
            # Somebody else took the port in between: try another.
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.home / 'log').read_text()}")

    def _launch(self, settings: list[str]) -> subprocess.Popen[bytes]:
        # Not pg_ctl: the kernel tells our own child to stop when we are gone, even when we were killed.
        tied_to_us = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
        command = [
            *tied_to_us,
            *(str(self.binaries / "postgres"), "-D", str(self.home / "data")),
            *(
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
            ),
            *settings,
        ]
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **self._identity())

    def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
        status = self.home / "data" / "postmaster.pid"
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            # Its last line says "ready" as soon as the server accepts connections.
            if status.exists() and status.read_text().rstrip().endswith("ready"):
                return True
            time.sleep(0.01)
        return False

    def _identity(self) -> dict[str, Any]:
        if self.user is None:
            return {"cwd": self.home}
        return {"cwd": self.home, "user": self.user, "group": self.user, "extra_groups": []}
