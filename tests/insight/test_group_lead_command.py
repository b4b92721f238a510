"""`group-lead` and `take-insight` on the command line."""

from pathlib import Path

import pytest
from sqlmodel import select

from app.db import Database
from app.models.insight import GroupLeadRole
from app.models.jobs import Letter
from app.models.schools import School
from tests.programme.cohorts import run, start_cohort


@pytest.fixture
def here(on_sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", on_sqlite.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SEND_REVIEW_VAR_DIR", str(tmp_path / "var"))
    start_cohort(on_sqlite, tmp_path, 2)
    with on_sqlite.writing() as session:
        for school in session.exec(select(School)):
            school.trust, school.la_code, school.la_name = "Oak Trust", "301", "Barking"
    return on_sqlite


def test_lead_is_given_once_and_ended(here: Database) -> None:
    for _twice in range(2):
        assert "leads Barking" in run("group-lead", "gwen.lead@la.example", "--la", "301").stdout
    with here.reading() as session:
        (role,) = session.exec(select(GroupLeadRole))
        letters = [one for one in session.exec(select(Letter)) if one.to == "gwen.lead@la.example"]
    assert (role.kind, role.group_key, role.title) == ("la", "301", "Barking")
    assert len(letters) == 1
    assert "no longer leads Barking" in run("group-lead", "gwen.lead@la.example", "--la", "301", "--end").stdout
    assert "does not lead" in run("group-lead", "gwen.lead@la.example", "--la", "301", "--end", code=1).stderr
    assert "leads Oak Trust" in run("group-lead", "gwen.lead@la.example", "--trust", "Oak Trust").stdout


def test_wrong_groups_are_refused_with_a_reason(here: Database) -> None:
    assert "Name either a trust" in run("group-lead", "x@y.example", code=1).stderr
    assert "Name either a trust" in run("group-lead", "x@y.example", "--la", "1", "--trust", "T", code=1).stderr
    assert "No school here is of Elm" in run("group-lead", "x@y.example", "--trust", "Elm", code=1).stderr


def test_figures_of_a_term_are_taken_once(here: Database) -> None:
    assert "are taken" in run("take-insight", "--cohort", "one").stdout
    assert "stand already" in run("take-insight", "--cohort", "one").stdout
