"""A restore that would lose or spoil something is refused with a sentence, and touches nothing."""

import json
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app import migrate
from app.db import Database
from tests.backups.conftest import Run
from tests.people import People


@pytest.fixture
def backup(run: Run, database_url: str, people: People, tmp_path: Path) -> Path:
    (tmp_path / "var" / "files").mkdir(parents=True)
    (tmp_path / "var" / "files" / "one").write_bytes(b"evidence")
    run(database_url, tmp_path / "var", "backup", str(tmp_path / "a.backup"))
    return tmp_path / "a.backup"


@pytest.fixture
def new_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/new.sqlite3"


def repacked(backup: Path, *, manifest: dict[str, Any] | None = None, **contents: bytes | None) -> Path:
    """The backup with other contents; None leaves a member out."""
    changed = backup.with_name(f"changed-{uuid4().hex}.backup")
    with zipfile.ZipFile(backup) as pack:
        whole: dict[str, bytes | None] = {name: pack.read(name) for name in pack.namelist()}
    listed = json.loads(whole["manifest.json"] or b"")
    whole["manifest.json"] = json.dumps(listed | (manifest or {})).encode()
    with zipfile.ZipFile(changed, "w") as pack:
        for name, content in (whole | contents).items():
            if content is not None:
                pack.writestr(name, content)
    return changed


def listing(backup: Path) -> dict[str, Any]:
    with zipfile.ZipFile(backup) as pack:
        content: dict[str, Any] = json.loads(pack.read("manifest.json"))
    return content


def member(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}


def refused(run: Run, url: str, tmp_path: Path, file: Path) -> str:
    """What is said, once it is sure that nothing was put anywhere."""
    said: str = run(url, tmp_path / "new" / "var", "restore", str(file), code=1).output
    left = [path for path in (tmp_path / "new").rglob("*") if path.name != "var"]
    assert left == [], said
    return said


BAD_NAMES = (
    "/etc/passwd",
    "../up",
    "files/../../up",
    "files/./one",
    "files\\one",
    "files//one",
    "outbox/x",
    "C:/x",
    "",
)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_name_that_leads_elsewhere_is_refused(run: Run, backup: Path, new_url: str, tmp_path: Path, name: str) -> None:
    members = [*listing(backup)["members"], member(name, b"x")]
    changed = repacked(backup, manifest={"members": members}, **({name: b"x"} if name else {}))
    assert "not a backup of this service, or its list" in refused(run, new_url, tmp_path, changed)
    assert not (tmp_path / "up").exists()


def places_of_content(backup: Path) -> list[int]:
    """Bytes of what was backed up, all over the file: not of a member's date and the like, which nothing rests on."""
    places: list[int] = []
    with zipfile.ZipFile(backup) as pack:
        for one in pack.infolist():
            begins = one.header_offset + 30 + len(one.filename.encode()) + 40
            ends = one.header_offset + 30 + len(one.filename.encode()) + one.compress_size
            places += range(begins, ends, max(1, one.compress_size // 12))
    return places


def test_damaged_file_is_refused_wherever_the_damage_is(run: Run, backup: Path, new_url: str, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    changed = tmp_path / "damaged.backup"
    places = places_of_content(backup)
    assert len(places) >= 20
    for place in places:
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert "amaged" in refused(run, new_url, tmp_path, changed)
    changed.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refused(run, new_url, tmp_path, changed)


def test_file_of_somebody_else_is_refused(run: Run, backup: Path, new_url: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("a letter")
    assert "not a backup" in refused(run, new_url, tmp_path, other)
    with zipfile.ZipFile(other, "w") as pack:
        pack.writestr("word/document.xml", "<w/>")
    assert "not a backup" in refused(run, new_url, tmp_path, other)
    assert "There is no file" in refused(run, new_url, tmp_path, tmp_path / "nowhere")
    assert "not a backup" in refused(run, new_url, tmp_path, repacked(backup, manifest={"kind": "photos"}))


def test_contents_that_do_not_agree_are_refused(run: Run, backup: Path, new_url: str, tmp_path: Path) -> None:
    listed = listing(backup)
    for changed, said in (
        (repacked(backup, **{"files/one": None}), "does not hold what"),
        (repacked(backup, **{"files/two": b"more"}), "does not hold what"),
        (repacked(backup, **{"files/one": b"evidencf"}), "files/one is not what it was"),
        (repacked(backup, **{"files/one": b"x" * 5_000_000}), "files/one is not what it was"),
        (repacked(backup, manifest={"members": listed["members"] * 2}), "named twice"),
        (repacked(backup, manifest={"members": listed["members"][1:]}), "the database is missing"),
        (repacked(backup, manifest={"rows": {**listed["rows"], "answer": 99}}), "its tables are not what"),
        (repacked(backup, manifest={"format": 2}), "newer version"),
        (repacked(backup, manifest={"revision": "9999"}), "9999, which this service does not know"),
    ):
        assert said in refused(run, new_url, tmp_path, changed)


def test_database_with_rows_that_refer_to_nothing_is_refused(
    run: Run, backup: Path, new_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "unsound.sqlite3"
    with zipfile.ZipFile(backup) as pack:
        file.write_bytes(pack.read("database.sqlite3"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM school")
        connection.commit()
    content, listed = file.read_bytes(), listing(backup)
    members = [one for one in listed["members"] if one["name"] != "database.sqlite3"]
    rows = {**listed["rows"], "school": 0}
    manifest = {"members": [*members, member("database.sqlite3", content)], "rows": rows}
    changed = repacked(backup, manifest=manifest, **{"database.sqlite3": content})
    assert "refer to rows that are not there" in refused(run, new_url, tmp_path, changed)


def test_what_is_there_is_replaced_only_when_asked_and_is_kept(
    run: Run, backup: Path, database_url: str, database: Database, people: People, tmp_path: Path
) -> None:
    live, var = tmp_path / "test.sqlite3", tmp_path / "var"
    with database.writing() as session:
        people.school.name = "Written after the backup"
        session.add(people.school)
    (var / "files" / "two").write_bytes(b"later")
    assert "--replace" in run(database_url, var, "restore", str(backup), code=1).output
    said = run(database_url, var, "restore", str(backup), "--replace", code=1).output
    assert "The service is running" in said
    assert _school(live) == "Written after the backup"
    database.close()
    assert "is kept as" in run(database_url, var, "restore", str(backup), "--replace").output
    assert _school(live) == "Ashgrove School"
    (kept,) = tmp_path.glob("test.sqlite3.before-restore-*")
    assert _school(kept) == "Written after the backup"
    assert [path.name for path in (var / "files").iterdir()] == ["one"]
    (kept,) = var.glob("files.before-restore-*")
    assert {path.name for path in kept.iterdir()} == {"one", "two"}


def test_damaged_database_can_be_replaced(run: Run, backup: Path, new_url: str, tmp_path: Path) -> None:
    new = tmp_path / "new" / "new.sqlite3"
    new.parent.mkdir()
    for name in ("new.sqlite3", "new.sqlite3-wal"):
        new.with_name(name).write_bytes(b"no database at all" * 500)
    run(new_url, tmp_path / "new" / "var", "restore", str(backup), "--replace")
    assert _school(new) == "Ashgrove School"
    assert len(list(new.parent.glob("new.sqlite3.before-restore-*"))) == 2


@pytest.mark.parametrize("number", migrate.numbers())
def test_tables_of_any_version_are_brought_up_to_date(run: Run, number: str, new_url: str, tmp_path: Path) -> None:
    old = Database(f"sqlite:///{tmp_path}/old.sqlite3")
    migrate.upgrade(old, number)
    old.close()
    run(str(old.url), tmp_path, "backup", str(tmp_path / "old.backup"))
    assert listing(tmp_path / "old.backup")["revision"] == number
    run(new_url, tmp_path / "new" / "var", "restore", str(tmp_path / "old.backup"))
    assert "up to date" in run(new_url, tmp_path / "new" / "var", "doctor").output


def test_postgresql_is_left_to_its_own_tools(run: Run, tmp_path: Path) -> None:
    for command in ("backup", "restore"):
        url = "postgresql+psycopg://nobody@127.0.0.1:1/nowhere"
        said = run(url, tmp_path, command, str(tmp_path / "a.backup"), code=1).output
        assert "pg_dump" in said


def test_backup_never_takes_the_place_of_a_file(run: Run, backup: Path, database_url: str, tmp_path: Path) -> None:
    before = backup.read_bytes()
    assert "Choose another name" in run(database_url, tmp_path, "backup", str(backup), code=1).output
    assert backup.read_bytes() == before


def test_nothing_to_back_up_is_said(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    assert "There is no database" in run(url, tmp_path, "backup", str(tmp_path / "a"), code=1).output
    sqlite3.connect(tmp_path / "none.sqlite3").execute("CREATE TABLE x (y)").connection.close()
    assert "no tables of this service" in run(url, tmp_path, "backup", str(tmp_path / "a"), code=1).output


def _school(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT name FROM school ORDER BY id").fetchone()[0])
