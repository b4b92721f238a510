"""The store of files: whole or not at all, under the hash of what is in them, whoever is killed on the way."""

import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from app.files.store import FolderStore, StoreAway

ROOT = Path(__file__).parents[2]
WRITES_UNTIL_KILLED = """
import os, sys
from pathlib import Path
from app.files.store import FolderStore
store = FolderStore(Path(sys.argv[1]))
while True:
    store.put(os.urandom(4_000_000))
"""


def whole(folder: Path) -> list[Path]:
    """What can be asked for by its name."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


def test_content_comes_back_until_it_is_deleted(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    content_hash = store.put(b"words")
    assert content_hash == sha256(b"words").hexdigest()
    assert store.put(b"words") == content_hash
    assert store.get(content_hash) == b"words"
    assert len(whole(tmp_path)) == 1
    store.delete(content_hash)
    store.delete(content_hash)
    assert store.get(content_hash) is None


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "/" + "a" * 63])
def test_name_that_is_no_hash_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        FolderStore(tmp_path).get(name)


def test_folder_is_the_services_alone(tmp_path: Path) -> None:
    FolderStore(tmp_path / "files").put(b"words")
    (kept,) = whole(tmp_path)
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.files.store.os.fsync", full)
    with pytest.raises(StoreAway):
        FolderStore(tmp_path).put(b"words")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_process_killed_while_it_writes_leaves_no_half_file(tmp_path: Path) -> None:
    for _again in range(5):
        before = len(whole(tmp_path))
        process = subprocess.Popen([sys.executable, "-c", WRITES_UNTIL_KILLED, str(tmp_path)], cwd=ROOT)
        deadline = time.monotonic() + 30
        while len(whole(tmp_path)) == before and time.monotonic() < deadline:
            time.sleep(0.002)
        process.kill()
        process.wait()
    kept = whole(tmp_path)
    assert len(kept) >= 5
    assert [path for path in kept if sha256(path.read_bytes()).hexdigest() != path.name] == []
