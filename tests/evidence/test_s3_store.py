"""Files in an S3-compatible store: the same three verbs, signed requests, and a clear sentence while it is away."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.backups.make import make_backup
from app.backups.manifest import BackupError
from app.files.s3 import S3Store
from app.files.store import FolderStore, StoreAway
from app.main import create_app
from app.settings import Settings
from tests.evidence.object_store import BUCKET, Objects, serve_objects
from tests.plugins.ports import free_port

URL = f"s3://{BUCKET}/send-review"
NONE = "0" * 64


@pytest.fixture
def objects(monkeypatch: pytest.MonkeyPatch) -> Iterator[Objects]:
    with serve_objects() as served:
        keys = {"ACCESS_KEY_ID": "somebody", "SECRET_ACCESS_KEY": "known to nobody else", "REGION": "eu-west-2"}
        for name, value in {**keys, "ENDPOINT": served.url}.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield served


def test_content_comes_back_until_it_is_deleted(objects: Objects) -> None:
    store, content = S3Store(URL), bytes(range(256)) * 4_000
    content_hash = store.put(content)
    assert content_hash == sha256(content).hexdigest()
    assert list(objects.kept) == [f"send-review/{content_hash[:2]}/{content_hash}"]
    assert store.put(content) == content_hash
    assert store.get(content_hash) == content
    store.delete(content_hash)
    store.delete(content_hash)
    assert objects.kept == {}
    assert store.get(content_hash) is None
    assert all(signed.startswith("AWS4-HMAC-SHA256 Credential=somebody/") for signed in objects.signed)
    assert not any("known to nobody else" in signed for signed in objects.signed)


def test_content_that_the_store_altered_is_not_given_out(objects: Objects) -> None:
    store = S3Store(URL)
    content_hash = store.put(b"words")
    objects.kept = dict.fromkeys(objects.kept, b"other words")
    assert store.get(content_hash) is None


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 64 + "\n"])
def test_name_that_is_no_hash_is_not_asked_for(objects: Objects, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        S3Store(URL).get(name)
    assert objects.signed == []


def test_store_that_is_away_says_so(objects: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    store = S3Store(URL)
    with pytest.raises(StoreAway):
        store.put(b"words")
    with pytest.raises(StoreAway):
        store.get(NONE)
    assert objects.kept == {}


@pytest.mark.usefixtures("objects")
def test_setting_chooses_the_store(settings: Settings) -> None:
    assert isinstance(create_app(settings).state.file_store, FolderStore)
    elsewhere = settings.model_copy(update={"files_url": URL})
    assert isinstance(create_app(elsewhere).state.file_store, S3Store)


def test_setting_that_is_no_bucket_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEND_REVIEW_FILES_URL", "https://elsewhere.example/files")
    with pytest.raises(ValidationError, match="files_url"):
        Settings()


def test_backup_does_not_pretend_to_hold_files_that_are_elsewhere(tmp_path: Path) -> None:
    database_url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    settings = Settings(DATABASE_URL=database_url, var_dir=tmp_path, files_url=URL)
    with pytest.raises(BackupError, match=URL):
        make_backup(settings, tmp_path / "backup.zip")
