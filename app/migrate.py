"""Bringing a database's tables to the version of this code, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from app.db import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[1] / "migrations"
TURN_TO_MIGRATE = 7_363_001
"""Our name for the lock, of PostgreSQL's that mean what an application says they mean."""


def upgrade(database: Database, revision: str = "head") -> None:
    """The tables are those of `revision`. Safe to repeat; with nothing to do it costs one query."""
    if revision == "head" and is_current(database):
        return
    from alembic import command  # noqa: PLC0415  A start that has nothing to migrate does not wait for it.

    with _connection(database) as connection:
        command.upgrade(_config(connection), revision)
        _check_references(connection)


def downgrade(database: Database, revision: str) -> None:
    from alembic import command  # noqa: PLC0415  As above.

    with _connection(database) as connection:
        command.downgrade(_config(connection), revision)
        _check_references(connection)


def is_current(database: Database) -> bool:
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == newest()


def newest() -> str:
    return numbers()[-1]


def numbers() -> list[str]:
    """The numbers of all migrations, oldest first; files are named 0001_what_it_does.py, and a test holds that."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415  As above.

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(database: Database) -> Iterator[Connection]:
    """One transaction for all the steps. On SQLite a batch step drops and copies tables, and with foreign keys on
    that would delete their children: they are off for the while, and checked before the commit.
    """
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    # Several processes that start together migrate one after the other; the later ones find it done.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN_TO_MIGRATE})")
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
