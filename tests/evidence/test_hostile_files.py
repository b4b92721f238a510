"""Every hostile file through the form that people use: refused in a clear sentence, or kept with nothing left in it."""

import re
import resource
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from PIL import ImageFile
from sqlmodel import select

from app.db import Database
from app.files.apart import AT_ONCE, ROOMS, make_safe_apart
from app.files.check import make_safe
from app.files.kinds import FileRefused
from app.models.evidence import EvidenceFile
from app.settings import Settings
from tests.evidence.hostile_files import INERT, REFUSED
from tests.evidence.made_files import image, pdf_that_unpacks_to
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
LONGEST_CHECK_S = 20


def kept_files(settings: Settings) -> list[Path]:
    return [path for path in (settings.var_dir / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", REFUSED)
def test_refusal_says_what_is_wrong_and_what_to_do(what: str) -> None:
    one = REFUSED[what]
    started = time.monotonic()
    with pytest.raises(FileRefused, match=one.says) as refused:
        make_safe(one.name, one.make())
    sentences = [sentence for sentence in re.split(r"(?<=[.])\s+(?=[A-Z])", str(refused.value)) if sentence]
    assert len(sentences) >= 2, "What is wrong, and what to do"
    assert all(len(sentence.split()) <= 20 for sentence in sentences), sentences
    assert time.monotonic() - started < LONGEST_CHECK_S


@pytest.mark.parametrize("what", INERT)
def test_what_is_kept_is_inert(what: str) -> None:
    one = INERT[what]
    sent = one.make()
    assert all(mark in sent for mark in one.gone), "The twin: it was there before"
    safe = make_safe(one.name, sent)
    assert (safe.kind, safe.name) == (one.kind, one.kept_as)
    assert [mark for mark in one.gone if mark in safe.content] == []
    assert make_safe(safe.name, safe.content).kind == one.kind, "What is kept passes the same check"


def test_file_that_unpacks_to_three_gigabytes_is_held_to_half_of_that() -> None:
    """The reader of PDFs may give up on the packed part and keep the rest, or on the whole."""
    own_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = pdf_that_unpacks_to(3_000)
    with suppress(FileRefused):
        assert len(make_safe_apart("a.pdf", bomb).content) < 2_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_600_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own_before < 100_000


def test_process_that_takes_too_long_is_ended_and_its_file_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.files.apart.MOST_S", 0.01)
    with pytest.raises(FileRefused, match="could not be looked through"):
        make_safe_apart("a.txt", b"words")


def test_no_more_files_are_looked_through_at_once_than_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.files.apart.MOST_WAIT_S", 0.01)
    with ExitStack() as taken:
        for _room in range(AT_ONCE):
            taken.enter_context(ROOMS)
        with pytest.raises(FileRefused, match="Many files are being added"):
            make_safe_apart("a.txt", b"words")
    assert make_safe_apart("a.txt", b"words").content == b"words"


def test_picture_without_its_end_is_refused_whatever_the_renderer_of_papers_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(FileRefused, match="damaged or incomplete"):
        make_safe("a.png", image(size=(300, 300))[:200])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_process_that_dies_refuses_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.files.apart.HOUSE", tmp_path)
    monkeypatch.setattr("app.files.apart.sys.executable", "/bin/false")
    with pytest.raises(FileRefused, match="could not be looked through"):
        make_safe_apart("a.txt", b"words")


def test_process_apart_says_the_same() -> None:
    for one in (INERT["JPEG that says where it was taken"], INERT["name with emoji"]):
        assert make_safe_apart(one.name, one.make()) == make_safe(one.name, one.make())
    for refused in (REFUSED["TIFF"], REFUSED["PDF with JavaScript deep inside"]):
        with pytest.raises(FileRefused, match=refused.says):
            make_safe_apart(refused.name, refused.make())


def test_there_are_enough_of_them() -> None:
    assert len(REFUSED) + len(INERT) >= 80


@ON_SQLITE
def test_each_is_refused_through_the_form_and_leaves_nothing(
    browser_of: BrowserOf, house: FastAPI, people: People, settings: Settings
) -> None:
    senco, database = browser_of("senco"), house.state.database
    path = f"/reviews/{people.review.id}/items/LEAD-1/evidence/k3f9/file"
    for what, one in REFUSED.items():
        response = senco.post(path, files={"file": (one.name, one.make(), "image/png")})
        assert response.status_code == 422, what
        assert re.search(one.says, unescape(response.text)), what
        assert 'class="govuk-error-summary"' in response.text, what
    assert kept_files(settings) == []
    with database.reading() as session:
        assert session.exec(select(EvidenceFile)).all() == []


@ON_SQLITE
def test_each_that_is_kept_is_served_as_nothing_that_acts(
    browser_of: BrowserOf, house: FastAPI, people: People, settings: Settings
) -> None:
    senco = browser_of("senco")
    for number, (what, one) in enumerate(INERT.items()):
        path = f"/reviews/{people.review.id}/items/LEAD-1/evidence/k{number:03}/file"
        added = senco.post(path, files={"file": (one.name, one.make(), "text/html")})
        assert added.status_code == 303, what
        file = _latest(house.state.database)
        assert (file.name, file.kind) == (one.kept_as, one.kind), what
        served = senco.get(f"/reviews/{people.review.id}/evidence-files/{file.id}")
        assert served.status_code == 200, what
        assert served.headers["content-type"] == one.kind.media_type, what
        assert served.headers["x-content-type-options"] == "nosniff", what
        assert "sandbox" in served.headers["content-security-policy"], what
        assert "script-src" not in served.headers["content-security-policy"], what
        way = "inline" if one.kind.is_image else "attachment"
        assert served.headers["content-disposition"].startswith(f"{way}; "), what
        assert served.headers["cache-control"] == "no-store", what
        assert [mark for mark in one.gone if mark in served.content] == [], what
    assert {path.name for path in kept_files(settings)} == _hashes(house.state.database)


def _latest(database: Database) -> EvidenceFile:
    with database.reading() as session:
        return max(session.exec(select(EvidenceFile)), key=lambda one: one.id or 0)


def _hashes(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.exec(select(EvidenceFile.content_hash)))
