"""`send-review import schools` and `send-review succeed`, as somebody types them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.db import Database

Writer = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

    def run(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


def reported(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_all_rows_taken_exits_0(run: Run, register: Writer) -> None:
    result = run("import", "schools", register({}), "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert reported(result) == {
        "read": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "rejected": [],
    }


def test_some_rows_rejected_exits_3_and_names_them(run: Run, register: Writer) -> None:
    result = run("import", "schools", register({}, {"URN": "x"}), "--format", "json")
    assert result.exit_code == 3
    report = reported(result)
    assert report["created"] == 1
    assert report["rejected"] == [{"line": 3, "column": "URN", "value": "x", "reason": "A URN has six digits."}]


def test_people_are_told_in_words(run: Run, register: Writer) -> None:
    closed = {"URN": "900002", "EstablishmentStatus (name)": "Closed"}
    result = run("import", "schools", register({}, closed, {"URN": "x"}))
    assert result.exit_code == 3
    assert result.stdout == (
        "3 rows read: 1 created, 0 updated, 0 unchanged, 1 skipped because the school is closed, "
        "1 rejected.\n"
        "Line 4: URN “x”. A URN has six digits.\n"
    )


def test_people_are_shown_fifty_rejections(run: Run, register: Writer) -> None:
    result = run("import", "schools", register(*({"URN": f"x{n}"} for n in range(60))))
    assert result.stdout.count("Line ") == 50
    assert "And 10 more" in result.stdout


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n\0\0", b"name,urn\nLarch,900001\n"])
def test_unreadable_file_exits_1_with_a_sentence(run: Run, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    result = run("import", "schools", path, "--format", "json")
    assert result.exit_code == 1
    report = reported(result)
    assert report["read"] == 0
    assert report["error"]
    assert result.stderr == report["error"] + "\n"


def test_folder_exits_1(run: Run, tmp_path: Path) -> None:
    result = run("import", "schools", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is a folder" in result.stderr


def test_succeed_gives_the_school_its_new_urn(run: Run, register: Writer) -> None:
    run("import", "schools", register({}))
    result = run("succeed", "900001", "900002", "--on", "2025-09-01")
    assert result.exit_code == 0
    assert result.stdout == "Larch Hill Primary School has the URN 900002 from 1 September 2025.\n"
    again = run("succeed", "900001", "900002")
    assert again.exit_code == 0
    assert again.stdout == "Larch Hill Primary School has the URN 900002 already.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("999999", "900002"), "There is no school with the URN 999999."),
        (("900001", "9"), "“9” is not a URN: a URN has six digits."),
        (("900001", "900002", "--on", "2999-01-01"), "1 January 2999 is still to come."),
    ],
)
def test_refused_succession_exits_1(run: Run, register: Writer, words: tuple[str, ...], sentence: str) -> None:
    run("import", "schools", register({}))
    result = run("succeed", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)


def test_urn_left_long_ago_cannot_be_succeeded(run: Run, register: Writer) -> None:
    run("import", "schools", register({}))
    run("succeed", "900001", "900002", "--on", "2025-09-01")
    result = run("succeed", "900001", "900003")
    assert result.exit_code == 1
    assert "left the URN 900001 before; it now has 900002" in result.stderr
