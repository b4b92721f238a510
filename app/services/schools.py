"""Finding a school by any URN it has had, by name or by postcode, and whether anything here hangs on it."""

from itertools import islice

from sqlalchemy import Connection, case, func, or_, text, union_all
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

import app.models  # noqa: F401  Completes the metadata, in which `find_ids_in_use` looks for what refers to a school.
from app.models.schools import School, SchoolUrn

NAMES_OF_A_SCHOOL = "school_urn"
"""The one table whose rows do not make a school be in use."""


def find_school(session: Session, urn: str) -> School | None:
    """By its URN, or by one that it has left."""
    urn = _storable(urn).strip()
    having_had_it = select(SchoolUrn.school_id).where(SchoolUrn.urn == urn)
    return session.exec(select(School).where(or_(col(School.urn) == urn, col(School.id).in_(having_had_it)))).first()


def search_schools(session: Session, fragment: str, limit: int = 20) -> list[School]:
    """Schools with this in their name, or whose URN (present or former) or postcode begins with it.

    Open ones come first, then by name. Capitals, spaces in postcodes and the shape of apostrophes do not
    matter.
    """
    wanted = _folded(fragment)
    if not wanted:
        return []
    by_name = func.lower(School.name).like(f"%{_loose(wanted)}%", escape="\\")
    matches = [by_name]
    if wanted.isascii() and wanted.isdigit():
        matches.append(col(School.id).in_(select(SchoolUrn.school_id).where(col(SchoolUrn.urn).like(f"{wanted}%"))))
    squeezed = wanted.replace(" ", "").upper()
    if squeezed.isascii() and squeezed.isalnum() and any(letter.isdigit() for letter in squeezed):
        matches.append(func.replace(School.postcode, " ", "").like(f"{squeezed}%"))
    is_closed = case((func.lower(School.status).like("closed%"), 1), else_=0)
    statement = select(School).where(or_(*matches)).order_by(is_closed, School.name, School.urn)
    if _is_exact_in_sql(wanted):
        return list(session.exec(statement.limit(limit)))
    # A loose pattern matches too much, never too little, so the limit has to wait.
    fitting = (school for school in session.exec(statement) if wanted in _folded(school.name))
    return list(islice(fitting, limit))


def find_ids_in_use(connection: Connection, ids: list[int]) -> set[int]:
    """Those of `ids` whose school has a review, a member, an invitation: anything but its URNs."""
    if not ids:
        return set()
    references = [
        select_columns(key.parent.label("school_id")).where(key.parent.in_(ids))
        for table in SQLModel.metadata.sorted_tables
        if table.name != NAMES_OF_A_SCHOOL
        for key in table.foreign_keys
        if key.target_fullname == "school.id"
    ]
    return set(connection.scalars(union_all(*references)))


def hold_register(connection: Connection) -> None:
    """Until the transaction ends nobody else changes which school has which URN; readers and reviewers go on.

    On SQLite a writing transaction is alone anyway. On PostgreSQL two imports at once would both miss a
    school and both add it; this lock lets pass the foreign key checks of people who are saving.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE"))


def _folded(words: str) -> str:
    return " ".join(_storable(words).casefold().replace("’", "'").split())


def _storable(words: str) -> str:
    """Without the one character that PostgreSQL refuses, even to compare with."""
    return words.replace("\0", "")


def _is_exact_in_sql(wanted: str) -> bool:
    return wanted.isascii() and "'" not in wanted


def _loose(wanted: str) -> str:
    """A LIKE pattern in which a character that is folded or typed in several ways may be any.

    SQLite's lower() knows ASCII only, PostgreSQL's depends on the server's locale.
    """
    return "".join(
        "_" if not letter.isascii() or letter == "'" else f"\\{letter}" if letter in "%_\\" else letter
        for letter in wanted
    )
