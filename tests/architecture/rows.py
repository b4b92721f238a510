"""All that a database holds, to compare before and after."""

from sqlalchemy import select
from sqlmodel import SQLModel

import app.models  # noqa: F401  Completes the metadata.
from app.db import Database


def all_rows(database: Database, *, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table as text, sorted, by the table's name."""
    with database.reading() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
            for table in SQLModel.metadata.sorted_tables
            if table.name not in but
        }


def row_counts(database: Database) -> dict[str, int]:
    return {name: len(rows) for name, rows in all_rows(database).items()}
