"""What a backup says about itself: enough to tell a whole one from a damaged one, or from a file of somebody else."""

import json
import re
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy.engine import make_url

from app.language import gettext as _
from app.settings import Settings

KIND = "send-review-backup"
FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
FOLDERS = ("files",)
"""What is kept of the folder for files. The outbox holds links, and papers are made again: neither belongs here."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class BackupError(Exception):
    """A backup was not made, or not put back. Its text says why, to whoever runs the service."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the backup."""

    name: str
    size: int
    sha256: str

    @classmethod
    def read(cls, given: Any) -> "Member":
        """Raises ValueError for a name that does not stay inside, and for what is no name, size or hash."""
        if not isinstance(given, dict) or set(given) != {"name", "size", "sha256"}:
            raise ValueError
        name, size, sha256 = given["name"], given["size"], given["sha256"]
        if not isinstance(name, str) or not stays_inside(name) or type(size) is not int or size < 0:
            raise ValueError
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise ValueError
        return cls(name, size, sha256)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`revision` is the number of the newest migration in the database; `rows` counts each table's."""

    made_at: str
    revision: str
    rows: dict[str, int]
    members: tuple[Member, ...]

    def as_json(self) -> str:
        content = {"kind": KIND, "format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises BackupError."""
        try:
            given = json.loads(content)
            if given["kind"] != KIND:
                raise ValueError
            if type(given["format"]) is not int or given["format"] < 1:
                raise ValueError
            if given["format"] > FORMAT:
                raise BackupError(_("A newer version of this service made the backup. Update the service first."))
            members = tuple(Member.read(one) for one in given["members"])
            rows = {str(table): int(count) for table, count in given["rows"].items()}
            made_at, revision = str(given["made_at"]), str(given["revision"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BackupError(_("This is not a backup of this service, or its list of contents is damaged.")) from None
        names = [member.name for member in members]
        if DATABASE not in names or len(names) != len(set(names)):
            raise BackupError(_("The backup’s list of contents is damaged: the database is missing, or named twice."))
        return cls(made_at, revision, rows, members)


def stays_inside(name: str) -> bool:
    """True for the database, and for a plain path below one of the folders that a backup holds."""
    if name == DATABASE:
        return True
    parts = name.split("/")
    plain = all(part not in ("", ".", "..") and part.isprintable() for part in parts)
    return (
        plain and len(parts) > 1 and parts[0] in FOLDERS and "\\" not in name and not PurePosixPath(name).is_absolute()
    )


def embedded_file(settings: Settings) -> Path:
    """Where the SQLite database is. Raises BackupError for any other kind of database."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        raise BackupError(
            _(
                "This installation keeps its words in PostgreSQL, which has its own tools: use pg_dump to back up and "
                "pg_restore to put back, and copy the folder %(folder)s beside it."
            )
            % {"folder": settings.var_dir / FOLDERS[0]}
        )
    if settings.files_url:
        raise BackupError(
            _(
                "The files of evidence are kept at %(files)s, which a backup in one file would leave out. Copy the "
                "bucket with its own tools, and the database with sqlite3's .backup."
            )
            % {"files": settings.files_url}
        )
    if not url.database or url.database == ":memory:":
        raise BackupError(_("The database is only in memory. There is nothing to back up or to put back."))
    return Path(url.database)


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608  The database's own names.


def revision_of(connection: sqlite3.Connection) -> str:
    """The number of the newest migration in this database. Raises BackupError if it has none."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        row = None
    if row is None:
        raise BackupError(_("The database has no tables of this service."))
    return str(row[0])


def check_sound(connection: sqlite3.Connection) -> None:
    """Raises BackupError when SQLite finds a fault in the file, or a row refers to one that is not there."""
    if (said := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        raise BackupError(_("The database is damaged: %(fault)s") % {"fault": said[0][0]})
    if orphans := connection.execute("PRAGMA foreign_key_check").fetchall():
        raise BackupError(_("%(n)s rows of the database refer to rows that are not there.") % {"n": len(orphans)})
