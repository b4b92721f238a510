"""Putting a backup back: everything is checked beside the old database before anything takes its place."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app import clock, migrate
from app.backups.make import CHUNK, flush_folder, private
from app.backups.manifest import (
    DATABASE,
    FOLDERS,
    MANIFEST,
    BackupError,
    Manifest,
    Member,
    check_sound,
    count_rows,
    embedded_file,
    revision_of,
)
from app.db import Database
from app.language import gettext as _
from app.settings import Settings

LARGEST_MANIFEST = 64 << 20
SQLITE_HEADER = b"SQLite format 3\0"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)


def restore_backup(settings: Settings, file: Path, *, replace: bool = False) -> tuple[Manifest, list[Path]]:
    """The installation is as the backup has it, with the tables of this version. Gives what was there before under
    its new, dated names. Until everything is checked, nothing is touched. Raises BackupError.
    """
    target = embedded_file(settings)
    old = [path for path in (target, *(settings.var_dir / folder for folder in FOLDERS)) if _holds_something(path)]
    if old and not replace:
        raise BackupError(
            _(
                "%(there)s is there already. Restore into an empty place, or add --replace, which keeps the old one "
                "beside it under a dated name."
            )
            % {"there": old[0]}
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    with (
        # Each on the disk where its content is to be, so that it can be moved into place in one step.
        tempfile.TemporaryDirectory(prefix=".restoring-", dir=target.parent) as beside_database,
        tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.var_dir) as beside_files,
    ):
        staged, files = Path(beside_database) / DATABASE, Path(beside_files)
        manifest = _unpack(file, staged, files)
        _bring_up_to_date(staged, manifest)
        kept = _swap(settings, target, staged, files)
    return manifest, kept


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _unpack(file: Path, staged: Path, files: Path) -> Manifest:
    """Every member is where it is asked for, and is what the list of contents says it is. Raises BackupError."""
    if not file.is_file():
        raise BackupError(_("There is no file %(file)s.") % {"file": file})
    try:
        with zipfile.ZipFile(file) as pack:
            manifest = _read_manifest(pack)
            need, free = sum(member.size for member in manifest.members), shutil.disk_usage(staged.parent).free
            if need > free:
                raise BackupError(
                    _("The backup needs %(need)s MB of disk, and %(free)s MB are free.")
                    % {"need": need // 1_000_000, "free": free // 1_000_000}
                )
            for member in manifest.members:
                _unpack_one(pack, member, staged if member.name == DATABASE else files / member.name)
    except zipfile.BadZipFile:
        raise BackupError(_("%(file)s is not a backup of this service, or it is damaged.") % {"file": file}) from None
    except DAMAGED:
        raise BackupError(_("%(file)s is damaged: it cannot be unpacked.") % {"file": file}) from None
    return manifest


def _read_manifest(pack: zipfile.ZipFile) -> Manifest:
    names = [entry.filename for entry in pack.infolist()]
    if MANIFEST not in names or pack.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BackupError(_("This is not a backup of this service: it has no list of contents."))
    with pack.open(MANIFEST) as stream:
        manifest = Manifest.read(stream.read(LARGEST_MANIFEST))
    if sorted(names) != sorted([MANIFEST, *(member.name for member in manifest.members)]):
        raise BackupError(_("The backup is damaged: it does not hold what its list of contents says."))
    if manifest.revision not in migrate.numbers():
        raise BackupError(
            _("The backup’s tables are of version %(version)s, which this service does not know. Update it first.")
            % {"version": manifest.revision}
        )
    return manifest


def _unpack_one(pack: zipfile.ZipFile, member: Member, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, left = hashlib.sha256(), member.size
    with pack.open(member.name) as source, private(path) as target:
        # What is packed small can unpack without end: one byte more than promised is enough to know.
        while chunk := source.read(min(CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                break
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if left or digest.hexdigest() != member.sha256:
        raise BackupError(_("The backup is damaged: %(name)s is not what it was.") % {"name": member.name})


def _bring_up_to_date(staged: Path, manifest: Manifest) -> None:
    """The unpacked database is sound, holds the rows that it should, and has the tables of this version."""
    try:
        with closing(sqlite3.connect(staged)) as connection:
            check_sound(connection)
            if revision_of(connection) != manifest.revision or count_rows(connection) != manifest.rows:
                raise BackupError(_("The backup is damaged: its tables are not what its list of contents says."))
        database = Database(f"sqlite:///{staged}")
        try:
            migrate.upgrade(database)
        finally:
            database.close()
        with closing(sqlite3.connect(staged)) as connection:
            # All in the one file, which is then moved; the service switches the log on again when it opens it.
            connection.execute("PRAGMA journal_mode = DELETE")
            check_sound(connection)
    except sqlite3.Error as error:
        raise BackupError(_("The backup’s database cannot be used: %(fault)s") % {"fault": error}) from None
    except (SQLAlchemyError, RuntimeError) as error:
        raise BackupError(
            _("The backup’s tables cannot be brought up to this version: %(fault)s") % {"fault": error}
        ) from None


def _swap(settings: Settings, target: Path, staged: Path, files: Path) -> list[Path]:
    """What was there goes aside, what was unpacked takes its place. Gives the new names of what was there."""
    mark = f".before-restore-{clock.now():%Y%m%d-%H%M%S}"
    if target.exists():
        _settle(target)
    kept = []
    for folder in FOLDERS:
        there = settings.var_dir / folder
        if there.exists():
            kept.append(_set_aside(there, mark))
        if (files / folder).exists():
            (files / folder).replace(there)
    # A log that belongs to the old database would be taken for the new one's: it goes along with it.
    for path in (Path(f"{target}-wal"), Path(f"{target}-shm"), target):
        if path.exists():
            kept.append(_set_aside(path, mark, ending=path.name.removeprefix(target.name)))
    staged.replace(target)
    flush_folder(target.parent)
    return kept


def _settle(target: Path) -> None:
    """Nobody uses the old database, and all of it is in the one file. Raises BackupError if somebody uses it."""
    with target.open("rb") as stream:
        if stream.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            # SQLite would throw away the log of a file that it cannot read. Both are kept as they are.
            return
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(_("The service is running. Stop it, then restore.")) from None
    except sqlite3.DatabaseError:
        # Damaged, which may be why somebody restores. It is kept as it is.
        return


def _set_aside(path: Path, mark: str, *, ending: str = "") -> Path:
    """Under its dated name, in which the ending that SQLite looks for stays last."""
    kept = path.with_name(path.name.removesuffix(ending) + mark + ending)
    if kept.exists():
        raise BackupError(_("%(file)s is there already. Wait a second and try again.") % {"file": kept})
    path.rename(kept)
    return kept
