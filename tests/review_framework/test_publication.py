"""A published version never changes; the twin of each guard shows that it can fail."""

import hashlib
from pathlib import Path

import pytest

from app.review_framework import BrokenFramework, check, check_folder, load_framework
from app.review_framework.check import FRAMEWORKS
from app.review_framework.check_versions import version_files
from app.review_framework.publication import PUBLISHED, content_hash
from app.review_framework.publish import publish
from app.review_framework.yaml_source import read
from tests.review_framework.small_framework import SMALL, write


def test_every_shipped_version_is_published_with_its_present_content() -> None:
    listing = read(FRAMEWORKS / PUBLISHED).root
    assert listing is not None
    files = version_files(FRAMEWORKS)
    assert files
    assert {p.name: content_hash(p.read_bytes()) for p in files} == {n: s.text for n, s in listing.children.items()}


def test_hash_is_the_plain_sha256_of_the_file() -> None:
    assert content_hash(b"a\nb\n") == hashlib.sha256(b"a\nb\n").hexdigest() == content_hash(b"a\r\nb\r\n")


def test_changed_shipped_version_is_named(tmp_path: Path) -> None:
    """The twin of the first test: the same files with one word changed."""
    for path in (*version_files(FRAMEWORKS), FRAMEWORKS / PUBLISHED):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert check_folder(tmp_path) == []
    changed = tmp_path / "wss-mainstream-1.0.yaml"
    changed.write_text(changed.read_text("utf-8").replace("label: Starting", "label: Beginning"), "utf-8")
    (fault,) = check(changed)
    assert (fault.file, fault.line) == (changed, 2)
    assert "1.0 is published and its content has changed" in fault.message
    with pytest.raises(BrokenFramework, match="is published and its content has changed"):
        load_framework(changed)


def test_published_version_may_be_checked_and_published_again(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    publish(path)
    publish(path)
    assert check_folder(tmp_path) == []


def test_changed_version_cannot_be_published(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    publish(path)
    write(tmp_path, SMALL.replace("Ours, for tests.", "Ours."))
    with pytest.raises(BrokenFramework, match="is published and its content has changed"):
        publish(path)


def test_broken_version_cannot_be_published(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL.replace("ask: [senior_leader, senco]", "ask: [senco]"))
    with pytest.raises(BrokenFramework):
        publish(path)
    assert not (tmp_path / PUBLISHED).exists()


def test_published_version_cannot_go_missing(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    publish(path)
    path.unlink()
    (fault,) = check_folder(tmp_path)
    assert (fault.file.name, fault.line) == (PUBLISHED, 1)
    assert "must stay in this folder" in fault.message


@pytest.mark.parametrize("listing", ["small-1.0.yaml: [", "- small-1.0.yaml\n", "small-1.0.yaml: 5\n", ""])
def test_broken_list_does_not_open_the_guard(listing: str, tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    (tmp_path / PUBLISHED).write_text(listing)
    assert check_folder(tmp_path) != []
    assert check(path) != []
