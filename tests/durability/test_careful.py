"""The tests write carelessly, to be quick; the service does not."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from app import db

FULL, OFF = 2, 0


@pytest.mark.parametrize(("wrapped", "expected"), [(True, OFF), (False, FULL)], ids=["tests", "service"])
def test_a_commit_of_the_service_reaches_the_disk(tmp_path: Path, wrapped: bool, expected: int) -> None:
    make = db._sqlite_engine if wrapped else db._sqlite_engine.__wrapped__  # type: ignore[attr-defined]  # lean.py wraps it.
    engine: Engine = make(make_url(f"sqlite:///{tmp_path / 'one.sqlite3'}"), write=True)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == expected
    engine.dispose()
