"""The cache by content: what it is keyed by, and that it stays whole and within its size."""

import os
import threading
from pathlib import Path

import pytest

from app.documents import fingerprint as fingerprints
from app.documents.bundle import list_bundled_assets
from app.documents.cache import DocumentCache
from app.documents.fingerprint import fingerprint


@pytest.fixture
def cache(tmp_path: Path) -> DocumentCache:
    return DocumentCache(tmp_path / "documents", max_bytes=1000)


def test_fingerprint_follows_the_html_and_the_language() -> None:
    assert fingerprint("<p>a") == fingerprint("<p>a")
    assert len({fingerprint("<p>a"), fingerprint("<p>b"), fingerprint("<p>a", lang="cy")}) == 3
    assert fingerprint("lone \ud800")


@pytest.mark.parametrize("change", ["stylesheet", "font", "version", "repairs"])
def test_fingerprint_follows_what_renders_it(change: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = fingerprint("<p>a")
    fingerprints._ingredients.cache_clear()
    if change == "version":
        monkeypatch.setattr(fingerprints, "version", lambda name: "999")
    elif change == "repairs":
        monkeypatch.setattr(fingerprints, "REPAIRS_EDITION", "999")
    else:
        (tmp_path / "one").write_text("other")
        kept = list_bundled_assets()
        assets = [tmp_path / "one", *kept[1:]] if change == "stylesheet" else [*kept[:-1], tmp_path / "one"]
        monkeypatch.setattr(fingerprints, "list_bundled_assets", lambda: assets)
        monkeypatch.setattr(fingerprints, "STATIC", Path("/"))
    try:
        assert fingerprint("<p>a") != before
    finally:
        fingerprints._ingredients.cache_clear()


def test_what_is_put_is_got(cache: DocumentCache) -> None:
    assert cache.get("a" * 64) is None
    cache.put("a" * 64, b"document")
    assert cache.get("a" * 64) == b"document"
    cache.put("a" * 64, b"again")
    assert cache.get("a" * 64) == b"again"


def test_least_recently_used_make_room(cache: DocumentCache, tmp_path: Path) -> None:
    for number, name in enumerate("abcd"):
        cache.put(name, b"x" * 250)
        os.utime(tmp_path / "documents" / f"{name}.pdf", (number + 1, number + 1))
    assert cache.get("a")
    cache.put("e", b"x" * 400)
    assert [name for name in "abcde" if cache.get(name)] == ["a", "d", "e"]


def test_document_larger_than_the_cache_is_not_kept(cache: DocumentCache) -> None:
    cache.put("a", b"x" * 10)
    cache.put("b", b"x" * 1001)
    assert cache.get("a")
    assert cache.get("b") is None


def test_nothing_half_written_is_left(cache: DocumentCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        cache.put("a", b"x")
    assert list((tmp_path / "documents").iterdir()) == []
    assert cache.get("a") is None


@pytest.mark.parametrize("name", ["../a", "a/b", "", ".", "a.pdf", "ä"])
def test_only_fingerprints_are_names(cache: DocumentCache, name: str) -> None:
    with pytest.raises(ValueError, match="not a fingerprint"):
        cache.get(name)


def test_many_writers_share_a_directory(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def work(number: int) -> None:
        mine = DocumentCache(tmp_path, max_bytes=2_000)
        try:
            for turn in range(40):
                name = f"{(number + turn) % 7}"
                mine.put(name, name.encode() * 500)
                found = mine.get(name)
                assert found is None or found == name.encode() * 500
        except Exception as error:  # noqa: BLE001  # whatever it is, the test shows it
            errors.append(error)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2_000
