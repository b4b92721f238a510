"""`send-review group`, as an operator types it."""

from collections.abc import Callable

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from app import clock
from app.cli import app
from app.db import Database
from app.models.peer_review import PeerGroup, PeerReview
from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from app.services.peer_review import ask_school, start_group
from app.services.reviews import start_review
from app.services.schools import find_school
from app.services.schools_succession import SuccessionRefused, succeed
from tests.peer_review.letters import letters_to
from tests.people import People, make_school

Run = Callable[..., Result]


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

    def run(*words: object) -> Result:
        return CliRunner().invoke(app, ["group", *(str(word) for word in words)])

    return run


def ways(database: Database) -> set[tuple[int, int]]:
    with database.reading() as session:
        return {(one.reviewer_school_id, one.school_id) for one in session.exec(select(PeerReview))}


def test_pair_is_made_once_and_told_to_both(run: Run, people: People, database: Database) -> None:
    first = run("100001", "100002")
    assert first.exit_code == 0, first.stderr
    assert "Ashgrove School reviews Otherfield School" in first.stdout
    again = run("100002", "100001")
    assert again.exit_code == 0
    assert "there already" in again.stdout
    ashgrove, otherfield = people.school.id, people.other_school.id
    assert ways(database) == {(ashgrove, otherfield), (otherfield, ashgrove)}
    assert len(letters_to(database, "senco")) == len(letters_to(database, "stranger")) == 1


def test_one_way_has_no_way_back(run: Run, people: People, database: Database) -> None:
    assert run("100001", "100002", "--one-way").exit_code == 0
    assert ways(database) == {(people.school.id, people.other_school.id)}
    assert run("100001", "100002").exit_code == 1


def test_triad_is_a_ring(run: Run, people: People, database: Database) -> None:
    with database.writing() as session:
        third = make_school(session, "100003", "Third School")
        framework = latest_framework("wss-mainstream")
        start_review(session, third, framework, Depth.SHORT, scope={}, by=people["senco"].actor)
    result = run("100001", "100002", "100003")
    assert result.exit_code == 0
    assert "Nobody of Third School is here yet" in result.stderr
    assert len(ways(database)) == 3
    assert {reviewer for reviewer, _ in ways(database)} == {host for _, host in ways(database)}


def test_school_with_two_reviews_is_asked_which(run: Run, people: People, database: Database) -> None:
    with database.writing() as session:
        framework = latest_framework("wss-mainstream")
        second = start_review(session, people.school, framework, Depth.SHORT, scope={}, by=people["senco"].actor)
    refused = run("100001", "100002")
    assert refused.exit_code == 1
    assert "--review 100001=ID" in refused.stderr
    assert run("100001", "100002", "--review", f"100001={second.id}").exit_code == 0
    with database.reading() as session:
        about_ashgrove = select(PeerReview).where(PeerReview.school_id == people.school.id)
        assert session.exec(about_ashgrove).one().review_id == second.id


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("100001",), 2, "Name two schools"),
        (("100001", "100002", "100001", "100002"), 2, "Name two schools"),
        (("100001", "100001"), 2, "cannot review itself"),
        (("100001", "999999"), 1, "no school with the URN 999999"),
        (("100001", "100002", "--review", "100001"), 2, "write URN=ID"),
        (("100001", "100002", "--review", "100001=99"), 1, "no open review 99"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, people: People, database: Database, words: tuple[str, ...], code: int, sentence: str
) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert sentence in result.stderr
    with database.reading() as session:
        assert session.exec(select(PeerGroup)).all() == []


def test_school_that_was_only_asked_is_in_use(run: Run, people: People, database: Database) -> None:
    with database.writing() as session:
        other = make_school(session, "100009", "Asked School")
        by = people["senco"].actor
        ask_school(session, start_group(session, by=by), other, by=by)
    with database.writing() as session:
        school = find_school(session, "100001")
        assert school is not None
        with pytest.raises(SuccessionRefused, match="in use"):
            succeed(session, school, "100009", on=clock.today())
