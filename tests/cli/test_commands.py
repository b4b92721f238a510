"""The command line as an operator uses it: help, exit codes, and reports that programs read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlmodel import select
from typer.testing import CliRunner

from app.cli import app
from app.db import Database
from app.models.accounts import Person
from app.models.reviews import Review
from app.models.self_evaluation import AnswerChange
from app.review_framework.check import FRAMEWORKS
from app.review_framework.programme_check import PROGRAMMES

Run = Callable[..., Result]

COMMANDS = [
    ("serve",),
    ("migrate",),
    ("demo",),
    ("create-operator",),
    ("doctor",),
    ("render",),
    ("backup",),
    ("restore",),
    ("routes",),
    ("succeed",),
    ("import", "schools"),
    ("framework", "check"),
    ("framework", "list"),
    ("programme", "check"),
    ("programme", "list"),
    ("coaching", "check"),
    ("attention", "check"),
    ("create-cohort",),
    ("cohort-role",),
    ("hand-over-region",),
    ("import", "enrolments"),
    ("import", "engagement"),
    ("export", "engagement"),
    ("fidelity",),
    ("group",),
    ("pair",),
    ("group-lead",),
    ("take-insight",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_list_of_commands_says_what_each_does_in_one_line() -> None:
    listed = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "120"}).output.splitlines()
    commands = listed[next(number for number, line in enumerate(listed) if "Commands" in line) + 1 :]
    rows = [line.strip("│ ") for line in commands if line.startswith("│")]
    names = {row.split()[0] for row in rows}
    assert {words[0] for words in COMMANDS} <= names
    assert len(rows) == len(names), "Each command has one sentence, and it fits in one line."


@pytest.mark.parametrize(("kind", "folder"), [("coaching", "coaching"), ("attention", "attention/rules.yaml")])
def test_shipped_files_are_checked_alike(kind: str, folder: str, tmp_path: Path) -> None:
    shipped = str(FRAMEWORKS.parent / folder)
    assert CliRunner().invoke(app, [kind, "check", shipped]).output == "Nothing is wrong.\n"
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\n", encoding="utf-8")
    result = CliRunner().invoke(app, [kind, "check", str(broken)])
    assert result.exit_code == 1
    assert f"{broken}:1:" in result.output


def test_demo_can_be_repeated_and_says_how_to_sign_in(run: Run, database: Database) -> None:
    first = json.loads(run("demo", "--format", "json").stdout)
    with database.reading() as session:
        changes = len(session.exec(select(AnswerChange)).all())
        reviews = len(session.exec(select(Review)).all())
    assert json.loads(run("demo", "--format", "json").stdout) == first
    with database.reading() as session:
        assert len(session.exec(select(AnswerChange)).all()) == changes
        assert len(session.exec(select(Review)).all()) == reviews
    assert {person["role"] for person in first["people"]} >= {"senco", "governor", "operator"}
    assert set(first["people"][0]) == {"name", "role", "email", "password", "schools"}
    assert all(set(school) == {"urn", "name"} and "fictional" in school["name"] for school in first["schools"])


def test_demo_is_refused_where_others_reach_the_service(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEND_REVIEW_PUBLIC_URL", "https://review.example.org")
    assert "well-known passwords" in run("demo", code=1).output


def test_operator_is_made_once_and_weak_passwords_are_refused(run: Run, database: Database) -> None:
    who = ("create-operator", "--email", "Olu@Example.org", "--name", "Olu")
    run(*who, "--password", "three random words")
    run(*who, "--password", "four more random words")
    assert "at least 12 characters" in run(*who, "--password", "short", code=1).output
    with database.reading() as session:
        (person,) = session.exec(select(Person)).all()
    assert (person.email, person.is_operator) == ("olu@example.org", True)


def test_doctor_finds_everything_well_and_says_what_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(finding["well"] for finding in json.loads(run("doctor", "--format", "json").stdout))
    monkeypatch.setenv("SEND_REVIEW_VAR_DIR", "/proc/nowhere")
    assert "MISSING" in run("doctor", code=1).output


def test_routes_lists_every_address_with_its_policy(run: Run) -> None:
    listed = json.loads(run("routes", "--format", "json").stdout)
    assert len(listed) > 50
    assert {"method": "POST", "path": "/reviews/{review_id:int}/answers", "policy": "review:review:write"} in listed
    assert all(route["policy"] for route in listed)


def test_framework_check_passes_what_is_shipped_and_names_line_and_fault(run: Run, tmp_path: Path) -> None:
    run("framework", "check", str(FRAMEWORKS))
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\nversion: 1.0\n")
    result = run("framework", "check", str(broken), code=1)
    assert f"{broken}:2:" in result.output
    faults = json.loads(run("framework", "check", str(broken), "--format", "json", code=1).stdout)
    assert {"file", "line", "fault"} == set(faults[0])
    assert "wss-mainstream 1.0" in run("framework", "list").output


def test_programme_check_passes_what_is_shipped_and_names_line_and_fault(run: Run, tmp_path: Path) -> None:
    assert "Nothing is wrong" in run("programme", "check", str(PROGRAMMES)).output
    shipped = (PROGRAMMES / "wss-review-programme-1.0.yaml").read_text("utf-8")
    broken = tmp_path / "own-1.0.yaml"
    broken.write_text(shipped.replace("must_attend: [senco]", "must_attend: [wizard]", 1))
    line = 1 + broken.read_text().partition("wizard")[0].count("\n")
    result = run("programme", "check", str(broken), code=1)
    assert f"{broken}:{line}: component reviewer_training: the vocabulary school_roles has no 'wizard'" in result.output
    assert "its name must be" in run("programme", "check", str(tmp_path), code=1).output
    assert "wss-review-programme 1.0" in run("programme", "list").output


def test_migrate_says_where_the_tables_are(run: Run) -> None:
    assert "up to date" in run("migrate").output
    run("migrate", "--down", "--to", "base")
    assert "up to date" in run("migrate").output
