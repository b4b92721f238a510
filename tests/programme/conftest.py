"""The command line against a fresh database of either kind, or of SQLite alone where that makes no difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from tests.accounts.clocks import Clock
from tests.people import People
from tests.plugins.house import fresh_database_url
from tests.programme.world import CohortWorld, lead_cohort


@pytest.fixture
def here(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Commands use this database."""
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SEND_REVIEW_VAR_DIR", str(tmp_path / "var"))
    return database


@pytest.fixture
def on_sqlite(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with fresh_database_url(request, "sqlite", tmp_path) as url:
        database = Database(url)
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("SEND_REVIEW_VAR_DIR", str(tmp_path / "var"))
        yield database
        database.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def led(clock: Clock, database: Database, people: People) -> CohortWorld:
    """On Wednesday 3 March 2027; the cohort's own event is today."""
    with database.writing() as session:
        return lead_cohort(session, people)
