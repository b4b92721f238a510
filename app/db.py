"""The database: SQLite in one file by default, PostgreSQL by setting DATABASE_URL. The same code runs on both."""

import select
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlmodel import Session, SQLModel

BUSY_TIMEOUT_MS = 15_000
WAIT_FOR_WRITER_S = 30


class Database:
    """Two ways in: `reading()` cannot change anything, `writing()` commits when its block ends well.

    On SQLite the writing pool holds one connection, so writers of this process queue for it in turn instead of
    polling the file lock; other processes (the command line) are met by the busy timeout.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._make_folder()
            self._writer = _sqlite_engine(self.url, write=True)
            self._reader = _sqlite_engine(self.url, write=False)
        else:
            self._writer = _postgresql_engine(self.url)
            self._reader = _postgresql_engine(self.url).execution_options(postgresql_readonly=True)

    @property
    def engine(self) -> Engine:
        """The engine that may write: for migrations and bulk imports."""
        return self._writer

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Commits when the block ends; an exception rolls everything back and is raised again."""
        with Session(self._writer, expire_on_commit=False) as session:
            yield session
            session.commit()

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    def _make_folder(self) -> None:
        if self.url.database and self.url.database != ":memory:":
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_engine(url: URL, *, write: bool) -> Engine:
    pool: dict[str, Any] = (
        {"pool_size": 1, "max_overflow": 0, "pool_timeout": WAIT_FOR_WRITER_S}
        if write
        else {"pool_size": 20, "max_overflow": 20, "pool_timeout": WAIT_FOR_WRITER_S}
    )
    engine = create_engine(url, connect_args={"check_same_thread": False}, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        # The driver would otherwise open transactions by itself, and too late; `begin` below does it instead.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        if not write:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A deferred transaction that later turns to writing fails at once when somebody else has written;
        # an immediate one waits its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    engine = create_engine(url, pool_size=20, max_overflow=20, pool_timeout=WAIT_FOR_WRITER_S, pool_recycle=1800)

    @event.listens_for(engine, "checkout")
    def refuse_dead(connection: Any, _entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        # A server that stopped has closed its end. Asking the kernel costs nothing; asking the server, a round trip.
        if connection.closed or _has_something_to_say(connection.fileno()):
            raise DisconnectionError

    return engine


def add_once(session: Session, row: SQLModel, *unique: str) -> bool:
    """The row is there; True if it was not before. Of two that add it at once, one gets True: what must happen once
    only can hang on that, in the same transaction. `unique` are the columns of one of its UNIQUE constraints.
    """
    return bool(add_all_once(session, [row], *unique))


def add_all_once(session: Session, rows: Sequence[SQLModel], *unique: str) -> list[tuple[Any, ...]]:
    """As `add_once`, for many rows of a table in few statements: what `unique` says of each that was not there."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new: list[tuple[Any, ...]] = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        table = SQLModel.metadata.tables[str(some[0].__tablename__)]
        values = [row.model_dump(exclude={"id"}) for row in some]
        said = [table.c[name] for name in unique]
        # By what comes back: how many rows were written is not said by every driver.
        added = insert(table).values(values).on_conflict_do_nothing(index_elements=unique).returning(*said)
        new += [tuple(row) for row in session.execute(added)]
    return new


ROWS_AT_ONCE = 500
"""A statement takes so many values."""


def _has_something_to_say(socket: int) -> bool:
    """True for an idle connection only when the server has closed it, or is about to."""
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
