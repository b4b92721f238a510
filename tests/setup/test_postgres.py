import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.plugins.postgres import PostgresServer, throwaway_postgres

pytestmark = pytest.mark.postgresql
ROOT = Path(__file__).parents[2]


def test_each_test_has_an_empty_database_of_its_own(postgres_server: PostgresServer) -> None:
    first, second = postgres_server.create_database(), postgres_server.create_database()
    _ask(postgres_server.url(first), "CREATE TABLE only_here (id int)")
    assert _ask(postgres_server.url(first), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 1
    assert _ask(postgres_server.url(second), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_a_database_is_a_copy_of_its_template(postgres_server: PostgresServer) -> None:
    migrated = postgres_server.create_database()
    _ask(postgres_server.url(migrated), "CREATE TABLE schools AS SELECT 'Oak' AS name")
    copy = postgres_server.create_database(template=migrated)
    assert _ask(postgres_server.url(copy), "SELECT name FROM schools") == "Oak"


def test_an_empty_database_comes_on_both_engines(empty_database_url: str) -> None:
    assert empty_database_url.startswith(("sqlite:///", "postgresql+psycopg://"))
    assert _ask(empty_database_url, "SELECT 1") == 1


def test_tests_are_fast_because_they_do_not_wait_for_the_disk(postgres_url: str) -> None:
    assert _ask(postgres_url, "SHOW fsync") == "off"


def test_durability_can_be_asked_for() -> None:
    with throwaway_postgres(fsync=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert _ask(server.url(), f"SHOW {setting}") == "on"


def test_nobody_connects_without_the_password(postgres_server: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=postgres_server.port, user="postgres", password="guess")


def test_server_is_not_run_by_root(postgres_server: PostgresServer) -> None:
    folder = Path(str(_ask(postgres_server.url(), "SHOW data_directory")))
    assert folder.stat().st_uid != 0
    assert folder.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_left_afterwards() -> None:
    with throwaway_postgres() as server:
        folder = Path(str(_ask(server.url(), "SHOW data_directory")))
        url = server.url()
    assert not folder.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace("+psycopg", ""))


def test_server_stops_when_its_tests_are_killed() -> None:
    script = (
        "import time; from tests.plugins.postgres import throwaway_postgres as t\n"
        "with t() as server: print(server.url(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        url = tests.stdout.readline().strip()
        folder = Path(str(_ask(url, "SHOW data_directory"))).parent
        os.kill(tests.pid, signal.SIGKILL)
    assert _is_gone_within(10, folder / "data" / "postmaster.pid")
    # What was killed could not clean up after itself.
    shutil.rmtree(folder)


def _is_gone_within(seconds: float, file: Path) -> bool:
    deadline = time.monotonic() + seconds
    while file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not file.exists()


def _ask(url: str, question: str) -> object:
    engine = create_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(question))
        answer = result.scalar() if result.returns_rows else None
    engine.dispose()
    return answer
