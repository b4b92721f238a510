"""Bringing a database's tables to the version of this code, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.db import Database

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """The tables are those of `revision`. Safe to repeat."""
    with _connection(database) as connection:
        command.upgrade(_config(connection), revision)
        _check_references(connection)


def downgrade(database: Database, revision: str) -> None:
    with _connection(database) as connection:
        command.downgrade(_config(connection), revision)
        _check_references(connection)


def is_current(database: Database) -> bool:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _head()


def _head() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(database: Database) -> Iterator[Connection]:
    """One transaction for all the steps. On SQLite a batch step drops and copies tables, and with foreign keys on
    that would delete their children: they are off for the while, and checked before the commit."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            if database.is_sqlite:
                _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, switch: str) -> None:
    # The pragma does nothing inside a transaction, so it goes to the driver directly.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys = {switch}")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"The migration would leave {len(orphans)} rows that refer to nothing: {orphans[:3]}")
