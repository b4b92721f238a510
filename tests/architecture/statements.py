"""How many statements a request sends to its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from app.db import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement sent inside the block, the beginning and the end of each transaction included."""
    sent: list[str] = []

    def execute(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    def begin(_connection: Any) -> None:
        # On SQLite the application itself sends BEGIN as a statement.
        if not database.is_sqlite:
            sent.append("BEGIN")

    def commit(_connection: Any) -> None:
        sent.append("COMMIT")

    def rollback(_connection: Any) -> None:
        sent.append("ROLLBACK")

    listeners = {"before_cursor_execute": execute, "begin": begin, "commit": commit, "rollback": rollback}
    engines: list[Engine] = [database._writer, database._reader]
    for engine in engines:
        for name, listener in listeners.items():
            event.listen(engine, name, listener)
    try:
        yield sent
    finally:
        for engine in engines:
            for name, listener in listeners.items():
                event.remove(engine, name, listener)
