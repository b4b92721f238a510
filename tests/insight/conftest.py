"""A database of the quicker kind, where which kind makes no difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from tests.plugins.house import fresh_database_url


@pytest.fixture
def on_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with fresh_database_url(request, "sqlite", tmp_path) as url:
        database = Database(url)
        yield database
        database.close()
