"""Where files are kept: by what is in them, outside of anything that a web server serves (docs/decisions/0007)."""

import os
import re
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

HASH = re.compile(r"[0-9a-f]{64}")


class StoreAway(Exception):
    """The store cannot keep or give anything just now: its disk is full, or it cannot be reached."""


class FileStore(Protocol):
    """All that the service asks of a store, so that one on another machine can take this one's place.

    Each raises StoreAway.
    """

    def put(self, content: bytes) -> str:
        """The content is kept for good once this returns its SHA-256."""
        ...

    def get(self, content_hash: str) -> bytes | None:
        """The content, whole, or None where there is none."""
        ...

    def delete(self, content_hash: str) -> None:
        """The content is gone. Nothing happens where there is none."""
        ...


class FolderStore:
    """A file for each content, in a folder that several processes may share.

    A file appears whole or not at all: written beside, brought to the disk, then renamed. A process that is killed on
    the way leaves a part under a name that nobody asks for.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        content_hash = sha256(content).hexdigest()
        path = self._path(content_hash)
        try:
            if not path.exists():
                _write(path, content)
        except OSError as error:
            raise StoreAway from error
        return content_hash

    def get(self, content_hash: str) -> bytes | None:
        try:
            content = self._path(content_hash).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreAway from error
        # A disk may forget: what is not what was put is not given out.
        return content if sha256(content).hexdigest() == content_hash else None

    def delete(self, content_hash: str) -> None:
        self._path(content_hash).unlink(missing_ok=True)

    def _path(self, content_hash: str) -> Path:
        return self._folder / content_hash[:2] / checked_hash(content_hash)


def checked_hash(content_hash: str) -> str:
    """Raises ValueError for what is no SHA-256, so that no name leads anywhere else."""
    if not HASH.fullmatch(content_hash):
        raise ValueError("A content is named by its SHA-256, and by nothing else.")
    return content_hash


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with suppress(FileNotFoundError):
            partial.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
