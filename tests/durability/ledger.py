"""What people were told was kept, and whether it is there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlmodel import col, select

from app.db import Database
from app.models.book_tables import Change
from app.models.self_evaluation import Answer, AnswerChange

Place = tuple[str, str]


@dataclass(frozen=True)
class Acknowledged:
    """One text that was sent, and what its sender was told."""

    place: Place
    text: str
    version: int | None
    """The version that it is current as; None where somebody else's came first and this one was set aside."""


@dataclass
class Kept:
    """One answer as the database holds it."""

    current: tuple[int, str] | None = None
    versions: list[tuple[int, str]] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)

    @property
    def texts(self) -> set[str]:
        return {text for _, text in self.versions} | set(self.set_aside)


def read_kept(database: Database, review_id: int) -> dict[Place, Kept]:
    kept: dict[Place, Kept] = defaultdict(Kept)
    with database.reading() as session:
        for answer in session.exec(select(Answer).where(Answer.review_id == review_id)):
            kept[answer.place, answer.field].current = (answer.version, answer.value)
        changes = select(AnswerChange).where(AnswerChange.review_id == review_id)
        for change in session.exec(changes.order_by(AnswerChange.version, col(AnswerChange.id))):
            one = kept[change.place, change.field]
            if change.kind == Change.SET_ASIDE:
                one.set_aside.append(change.value)
            else:
                one.versions.append((change.version, change.value))
    return kept


def find_faults(database: Database, review_id: int, acknowledged: Iterable[Acknowledged]) -> list[str]:
    """A sentence for each promise that the database does not keep."""
    kept = read_kept(database, review_id)
    faults = list(_integrity(database))
    for place, one in kept.items():
        faults += [f"{'.'.join(place)}: {fault}" for fault in _faults_of(one)]
    for told in acknowledged:
        one = kept[told.place]
        there = told.text in one.texts if told.version is None else (told.version, told.text) in one.versions
        if not there:
            faults.append(f"{'.'.join(told.place)}: acknowledged and not there: {told}")
    return faults


def _faults_of(one: Kept) -> Iterator[str]:
    numbers = [number for number, _ in one.versions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the versions are {numbers}"
    if one.current != (one.versions[-1] if one.versions else None):
        yield f"the current text is not the latest version: {one.current}"
    for (_, before), (number, after) in zip(one.versions, one.versions[1:], strict=False):
        if before == after:
            yield f"version {number} only repeats the one before it"


def _integrity(database: Database) -> Iterator[str]:
    with database.engine.connect() as connection:
        check = _check_sqlite if database.is_sqlite else _check_postgresql
        yield from check(connection)


def _check_sqlite(connection: Connection) -> Iterator[str]:
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if said != ["ok"]:
        yield f"integrity_check says {said}"
    if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield f"rows that refer to nothing: {orphans}"


def _check_postgresql(connection: Connection) -> Iterator[str]:
    """Every index holds every row of its table; amcheck raises where one does not."""
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS amcheck")
    checked = connection.exec_driver_sql(
        "SELECT bt_index_check(index => i.indexrelid, heapallindexed => true) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE m.amname = 'btree' AND n.nspname = 'public'"
    ).all()
    if len(checked) < 10:
        yield f"only {len(checked)} indexes were checked"
