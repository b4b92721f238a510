"""Bringing the national register ("Get Information about Schools") into the school table, over and over."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, null, select, update
from sqlmodel import SQLModel

from app.db import Database
from app.language import gettext as _
from app.models.schools import School
from app.services.schools import find_ids_in_use, hold_register
from app.services.schools_register_lines import RegisterLines
from app.services.schools_register_rows import (
    REGISTER_FACTS,
    RegisterRow,
    Rejection,
    Unreadable,
    Value,
    read_rows,
)

BATCH = 1_000
"""Rows of the file in one transaction. SQLite's one lock is free while the next ones are read."""

_school = SQLModel.metadata.tables["school"]
_school_urn = SQLModel.metadata.tables["school_urn"]
_UNKNOWN: dict[str, Value] = {name: School.model_fields[name].default for name in (*REGISTER_FACTS, "is_demo")}


@dataclass(slots=True)
class ImportResult:
    """`read` is the sum of the others: each row of the file is in exactly one."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    """Closed, and not in use here."""
    rejected: list[Rejection] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def import_schools(database: Database, path: Path, *, on_progress: Callable[[int], None] | None = None) -> ImportResult:
    """Every good row of the file is in the school table, and the result says what became of each row.

    Commits batch by batch, so that people who are saving at the same time wait for moments only; should it
    stop half-way, the batches so far are kept and a second run does the rest. `on_progress` is told the bytes
    read. Raises Unreadable.

    A column that the file lacks changes nothing; an empty cell of a column that it has means "unknown".
    Closed establishments are skipped unless something here refers to them; one that is here and unused is
    only marked as closed. A row under a URN that a school has left says nothing new about that school, and
    changes nothing.
    """
    result = ImportResult()
    try:
        with path.open("rb") as stream:
            lines = RegisterLines(stream)
            rows = read_rows(lines)
            while batch := list(islice(rows, BATCH)):
                _take_batch(database, batch, result)
                if on_progress:
                    on_progress(lines.bytes_read)
    except FileNotFoundError:
        raise Unreadable(_("There is no file %(path)s.") % {"path": path}) from None
    except IsADirectoryError:
        raise Unreadable(_("%(path)s is a folder, not a file.") % {"path": path}) from None
    except OSError as error:
        raise Unreadable(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror or error}
        ) from error
    return result


def _take_batch(database: Database, batch: list[RegisterRow | Rejection], result: ImportResult) -> None:
    good = [row for row in batch if isinstance(row, RegisterRow)]
    if good:
        with database.engine.begin() as connection:
            outcome = _sort_out(connection, good)
            outcome.write(connection)
        result.created += len(outcome.created)
        result.updated += len(outcome.updated)
        result.unchanged += outcome.unchanged
        result.skipped += outcome.skipped
    result.read += len(batch)
    result.rejected += [row for row in batch if isinstance(row, Rejection)]


@dataclass(slots=True)
class _Outcome:
    """What one batch comes to. However many rows it has, writing it takes four statements at the most."""

    created: list[RegisterRow] = field(default_factory=list)
    updated: list[tuple[int, RegisterRow]] = field(default_factory=list)
    closed: list[tuple[int, RegisterRow]] = field(default_factory=list)
    """Skipped rows of schools that are here, unused, and still shown as open."""
    unchanged: int = 0
    skipped: int = 0

    def write(self, connection: Connection) -> None:
        if self.created:
            rows = [{**_UNKNOWN, **row.facts, "urn": row.urn} for row in self.created]
            connection.execute(insert(_school), rows)
            _date_first_urns(connection, [row.urn for row in self.created])
        if self.updated:
            _set_facts(connection, list(self.updated[0][1].facts), self.updated)
        if self.closed:
            _set_facts(connection, ["status"], self.closed)


def _sort_out(connection: Connection, rows: list[RegisterRow]) -> _Outcome:
    hold_register(connection)
    urns = [row.urn for row in rows]
    known = {school.urn: school for school in connection.execute(select(_school).where(_school.c.urn.in_(urns)))}
    dated = set(connection.scalars(select(_school_urn.c.urn).where(_school_urn.c.urn.in_(urns))))
    in_use = find_ids_in_use(connection, list(_ids_of_closed(rows, known)))
    outcome = _Outcome()
    for row in rows:
        school = known.get(row.urn)
        if school is None and row.urn in dated:
            outcome.unchanged += 1
        elif row.is_closed and (school is None or school.id not in in_use):
            outcome.skipped += 1
            if school is not None and school.status != row.facts["status"]:
                outcome.closed.append((school.id, row))
        elif school is None:
            outcome.created.append(row)
        elif any(school._mapping[name] != value for name, value in row.facts.items()):
            outcome.updated.append((school.id, row))
        else:
            outcome.unchanged += 1
    return outcome


def _ids_of_closed(rows: list[RegisterRow], known: dict[str, Row[Any]]) -> Iterator[int]:
    for row in rows:
        if row.is_closed and row.urn in known:
            yield known[row.urn].id


def _date_first_urns(connection: Connection, urns: list[str]) -> None:
    """Each school has its URN in `school_urn`: in force, since nobody knows when."""
    new = select(_school.c.urn, _school.c.id, null(), null()).where(_school.c.urn.in_(urns))
    connection.execute(insert(_school_urn).from_select(["urn", "school_id", "since", "until"], new))


def _set_facts(connection: Connection, names: list[str], schools: list[tuple[int, RegisterRow]]) -> None:
    statement = (
        update(_school)
        .where(_school.c.id == bindparam("of_id"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    connection.execute(
        statement,
        [{"of_id": id_, **{f"new_{name}": row.facts[name] for name in names}} for id_, row in schools],
    )
