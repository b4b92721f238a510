"""Finished documents kept as files, named by what they were made of."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

DEFAULT_MAX_BYTES = 512 * 1024 * 1024
_SUFFIX = ".pdf"


class DocumentCache:
    """Documents by fingerprint in one directory, which several processes may share.

    A file appears whole or not at all (written beside, then renamed). Nothing is ever out of date, because
    the fingerprint changes with whatever the document is made of; so the only reason to remove one is room.
    """

    def __init__(self, directory: Path, *, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._directory = directory
        self._max_bytes = max_bytes

    def get(self, fingerprint: str) -> bytes | None:
        """Return the document, or None when it is not kept."""
        path = self._path(fingerprint)
        try:
            document = path.read_bytes()
            # Reading makes it young again: what governors open this week outlives last year's drafts.
            os.utime(path)
        except FileNotFoundError:
            # Never made, or evicted by another process a moment ago. Either way it is made again.
            return None
        return document

    def has(self, fingerprint: str) -> bool:
        return self._path(fingerprint).exists()

    def put(self, fingerprint: str, document: bytes) -> None:
        """The document is kept under its fingerprint, and the least recently used make room for it.

        One larger than the whole cache is not kept.
        """
        if len(document) > self._max_bytes:
            return
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(fingerprint)
        handle, name = tempfile.mkstemp(dir=self._directory, prefix=".", suffix=".partial")
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(document)
            partial.replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                partial.unlink()
            raise
        self._make_room(keep=path)

    def _make_room(self, *, keep: Path) -> None:
        kept: list[tuple[float, int, Path]] = []
        for path in self._directory.glob(f"*{_SUFFIX}"):
            # Another process may evict the same files at the same time; a file that is gone is what we want.
            with suppress(FileNotFoundError):
                status = path.stat()
                kept.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept, key=lambda item: item[0]):
            if total <= self._max_bytes:
                break
            if path != keep:
                path.unlink(missing_ok=True)
                total -= size

    def _path(self, fingerprint: str) -> Path:
        # A fingerprint is hexadecimal. Anything else could be a path out of the directory.
        if not fingerprint.isalnum() or not fingerprint.isascii():
            raise ValueError(f"not a fingerprint: {fingerprint!r}")
        return self._directory / f"{fingerprint}{_SUFFIX}"
