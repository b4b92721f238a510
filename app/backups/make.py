"""Making a backup while the service goes on writing."""

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from app import clock
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
from app.db import BUSY_TIMEOUT_MS
from app.language import gettext as _
from app.settings import Settings

CHUNK = 1 << 20


def make_backup(settings: Settings, file: Path) -> Manifest:
    """`file` holds the database as of one moment and the files that it names; nobody else can read it. It appears
    whole or not at all. Raises BackupError.
    """
    database = embedded_file(settings)
    if not database.is_file():
        raise BackupError(_("There is no database at %(file)s to back up.") % {"file": database})
    if file.exists():
        raise BackupError(_("%(file)s is there already. Choose another name.") % {"file": file})
    file.parent.mkdir(parents=True, exist_ok=True)
    # On the same disk as the backup, so that it can be moved into place in one step; only its owner sees inside.
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        copy, archive = Path(folder) / DATABASE, Path(folder) / "archive"
        revision, rows = _copy_of_one_moment(database, copy)
        made_at = clock.now().isoformat()
        with private(archive) as stream, zipfile.ZipFile(stream, "w") as pack:
            members = [_add(pack, copy, DATABASE)]
            # The files come second: whatever a row of the copy names was written before that row.
            members += [_add(pack, path, name) for path, name in _files(settings.var_dir)]
            manifest = Manifest(made_at, revision, rows, tuple(members))
            pack.writestr(MANIFEST, manifest.as_json())
        _place(archive, file)
    return manifest


def _copy_of_one_moment(database: Path, copy: Path) -> tuple[str, dict[str, int]]:
    """A sound copy, read in one transaction: writers go on meanwhile, and are in it entirely or not at all. Rows that
    were deleted leave no trace in it.
    """
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            revision_of(connection)
            connection.execute("VACUUM INTO ?", [str(copy)])
        with closing(sqlite3.connect(copy)) as connection:
            check_sound(connection)
            return revision_of(connection), count_rows(connection)
    except sqlite3.Error as error:
        raise BackupError(_("The database could not be copied: %(fault)s") % {"fault": error}) from None


def _files(var_dir: Path) -> Iterator[tuple[Path, str]]:
    """Every plain file that belongs in a backup, with its name there."""
    for folder in FOLDERS:
        for path in sorted((var_dir / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path, path.relative_to(var_dir).as_posix()


def _add(pack: zipfile.ZipFile, path: Path, name: str) -> Member:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with path.open("rb") as source, pack.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(name, size, digest.hexdigest())


def private(path: Path) -> IO[bytes]:
    """A new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _place(archive: Path, file: Path) -> None:
    with archive.open("rb") as stream:
        os.fsync(stream.fileno())
    try:
        # Unlike a move, a second name is refused where somebody has used the name meanwhile.
        os.link(archive, file)
    except FileExistsError:
        raise BackupError(_("%(file)s is there already. Choose another name.") % {"file": file}) from None
    except OSError:
        # A disk that knows no second names.
        archive.replace(file)
    flush_folder(file.parent)


def flush_folder(folder: Path) -> None:
    """The names in this folder are on the disk, not only their files' contents."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
