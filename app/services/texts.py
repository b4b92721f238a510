"""Saving texts so that none is ever lost: each is the current one, or in the history.

Every journey in which people write keeps its texts in a book: a table of texts as they stand, a table of everything
ever sent, and the rules of its fields.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, insert, or_, select

from app import clock
from app.models.actors import Actor
from app.models.book_tables import Change
from app.models.fields import Key
from app.models.self_evaluation_sheet import Sheet, Text
from app.review_framework.types import Framework

MOST_CHANGES = 500
LONGEST_PLACE = 300
"""There is no longer one, and SQLite compares the beginning of no text with a pattern of 50,000 characters."""


@dataclass(frozen=True, slots=True)
class Book:
    """The texts of one thing: the answers of a review, say."""

    texts: type[Any]
    changes: type[Any]
    owner: str
    """The column of both tables that says whose texts they are: `review_id`."""
    owner_id: int
    school_id: int
    framework: Framework
    clean: Callable[[Key, str], str]
    """Gives the text as it is stored. Raises UnknownAnswer or BadAnswer."""
    admit: Callable[[Key], None]
    """Raises where nobody can write now, or not this writer."""

    @property
    def here(self) -> dict[str, object]:
        return {self.owner: self.owner_id, "school_id": self.school_id}


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is the current one, as this version."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else's text came first. Theirs stays current; the one sent is in the history, set aside."""

    key: Key
    mine: str
    theirs: str
    version: int
    """Of theirs: sending again with this version makes the sender's own text current."""
    changed_by: str
    changed_at: datetime


def save_text(session: Session, book: Book, key: Key, value: str, *, base: int, by: Actor) -> Saved | Clash:
    """The text is current if `base` is the version it was written against, else set aside beside the current one.

    Sending the same text again changes nothing, so a browser that never heard the answer may ask again.
    Raises UnknownAnswer, BadAnswer, or what the book raises where it admits nobody.
    """
    return save_clean(session, book, key, book.clean(key, value), base=base, by=by)


def save_clean(
    session: Session, book: Book, key: Key, value: str, *, base: int, by: Actor, kind: Change = Change.SAVED
) -> Saved | Clash:
    """As save_text, for a text that has been cleaned already."""
    book.admit(key)
    now = clock.now()
    here = {**book.here, "place": key.place, "field": key.field}
    version = session.execute(
        _write(book.texts.__table__, book.owner, session.get_bind().dialect.name),
        {
            **{f"new_{name}": given for name, given in here.items()},
            "new_value": value,
            "new_version": 1,
            "new_changed_by": by.name,
            "new_changed_at": now,
            "base": base,
        },
    ).scalar_one_or_none()
    if version is None:
        current = session.get_one(book.texts, (book.owner_id, key.place, key.field), populate_existing=True)
        if current.value == value:
            return Saved(current.version, current.changed_at)
        _keep(session, book, key, Change.SET_ASIDE, Text(value, base), by, now)
        return Clash(key, value, current.value, current.version, current.changed_by, current.changed_at)
    _keep(session, book, key, kind, Text(value, version), by, now)
    return Saved(version, now)


@lru_cache
def _write(table: Table, owner: str, dialect: str) -> Insert:
    """Insert or update in one statement: nobody can come between the look at the version and the change of it."""
    columns = (owner, "place", "field", "school_id", "value", "version", "changed_by", "changed_at")
    new = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table).values(
        {name: bindparam(f"new_{name}") for name in columns}
    )
    return new.on_conflict_do_update(
        index_elements=[owner, "place", "field"],
        # Counted from what is there, never from what was sent: a first save is version 1 whatever it claims to follow.
        set_={
            "version": table.c.version + 1,
            **{name: new.excluded[name] for name in ("value", "changed_by", "changed_at")},
        },
        where=(table.c.version == bindparam("base")) & (table.c.value != new.excluded.value),
    ).returning(table.c.version)


@lru_cache
def _insert(table: Table) -> Insert:
    return insert(table)


def _keep(session: Session, book: Book, key: Key, kind: Change, text: Text, by: Actor, at: datetime) -> None:
    session.execute(
        _insert(book.changes.__table__),
        {
            **book.here,
            "place": key.place,
            "field": key.field,
            "kind": kind,
            "version": text.version,
            "value": text.value,
            "actor_kind": by.kind,
            "actor_id": by.id,
            "actor_name": by.name,
            "at": at,
        },
    )


def read_texts(session: Session, book: Book) -> Sheet:
    """All the texts as they stand, in one query."""
    texts = book.texts
    query = select(texts.place, texts.field, texts.value, texts.version)
    return Sheet.of_rows(session.exec(query.where(getattr(texts, book.owner) == book.owner_id)))


def list_changes(session: Session, book: Book, place: str, *, field: str = "", before: int | None = None) -> list[Any]:
    """Everything ever sent for a place and the places under it, or for one field of it, newest first; 500 at most,
    and only those older than the change `before`.
    """
    if len(place) > LONGEST_PLACE:
        return []
    changes = book.changes
    query = select(changes).where(
        getattr(changes, book.owner) == book.owner_id,
        or_(changes.place == place, col(changes.place).startswith(f"{place}/", autoescape=True)),
    )
    if field:
        query = query.where(changes.place == place, changes.field == field)
    if before is not None:
        query = query.where(col(changes.id) < before)
    return list(session.exec(query.order_by(col(changes.id).desc()).limit(MOST_CHANGES)))


def find_change(session: Session, book: Book, change_id: int) -> Any | None:
    changes = book.changes
    return session.exec(
        select(changes).where(changes.id == change_id, getattr(changes, book.owner) == book.owner_id)
    ).first()


def restore_text(session: Session, book: Book, change: Any, *, base: int, by: Actor) -> Saved | Clash:
    """The earlier text is current again, as a new version."""
    key = Key(change.place, change.field)
    return save_clean(session, book, key, change.value, base=base, by=by, kind=Change.RESTORED)
