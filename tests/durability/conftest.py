"""Databases as they are in service: PostgreSQL here waits for the disk, unlike that of the other tests."""

from collections.abc import Iterator

import pytest

from app import migrate
from app.db import Database
from tests.plugins.postgres import PostgresMissing, PostgresServer, installed_binaries, throwaway_postgres


@pytest.fixture(scope="session")
def durable_server() -> Iterator[PostgresServer]:
    try:
        installed_binaries()
    except PostgresMissing as missing:
        pytest.skip(str(missing))
    with throwaway_postgres(fsync=True) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def durable_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """The address of a migrated database on each kind, with the durability of an installation."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/durable.sqlite3"
    else:
        server: PostgresServer = request.getfixturevalue("durable_server")
        url = server.url(server.create_database())
    database = Database(url)
    migrate.upgrade(database)
    database.close()
    return url
