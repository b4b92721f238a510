"""Processes that start at the same moment on an empty PostgreSQL: one makes the tables, the others find them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app import migrate
from app.db import Database
from tests.plugins.postgres import PostgresServer


@pytest.mark.postgresql
def test_databases_that_migrate_together_take_turns(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    databases = [Database(postgres_server.url(name)) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate.upgrade, databases))
    assert all(migrate.is_current(one) for one in databases)
    for one in databases:
        one.close()
    postgres_server.drop_database(name)
