"""Saving one answer, as the page's script does while somebody types."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from app.db import Database
from app.models.self_evaluation import Answer, AnswerChange
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]


def save(browser: Browser, people: People, name: str, value: str, version: int = 0) -> Any:
    return browser.post(
        f"/reviews/{people.review.id}/answers",
        {"name": name, "value": value, "version": version},
        headers={"X-Autosave": "1"},
    )


def current(database: Database, field: str = "strengths") -> list[str]:
    with database.reading() as session:
        return [answer.value for answer in session.exec(select(Answer).where(Answer.field == field))]


def test_answer_is_saved_and_said_in_words(browser_of: BrowserOf, people: People, database: Database) -> None:
    response = save(browser_of("senco"), people, "LEAD-1.strengths", "Leaders ask each term. 🙂")
    assert response.status_code == 200
    assert "Saved" in response.text
    assert 'data-version="1"' in response.text
    assert current(database) == ["Leaders ask each term. 🙂"]


def test_second_of_two_people_gets_both_texts(browser_of: BrowserOf, people: People, database: Database) -> None:
    save(browser_of("senco"), people, "LEAD-1.strengths", "first")
    clash = save(browser_of("senior_leader"), people, "LEAD-1.strengths", "second")
    assert clash.status_code == 409
    assert "first" in clash.text
    assert "second" in clash.text
    assert "Asha Senco" in clash.text
    assert current(database) == ["first"]
    with database.reading() as session:
        kept = session.exec(select(AnswerChange.value, AnswerChange.kind).where(AnswerChange.field == "strengths"))
        assert ("second", "set_aside") in kept.all()


def test_own_text_can_be_chosen_after_a_clash(browser_of: BrowserOf, people: People, database: Database) -> None:
    save(browser_of("senco"), people, "LEAD-1.strengths", "first")
    save(browser_of("senior_leader"), people, "LEAD-1.strengths", "second")
    assert save(browser_of("senior_leader"), people, "LEAD-1.strengths", "second", 1).status_code == 200
    assert current(database) == ["second"]


def test_asking_again_after_a_lost_answer_changes_nothing(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    for _ in range(3):
        assert save(browser_of("senco"), people, "LEAD-1.strengths", "once").status_code == 200
    with database.reading() as session:
        assert len(session.exec(select(AnswerChange).where(AnswerChange.field == "strengths")).all()) == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LEAD-1.judgement", "splendid", "not one of the choices"),
        ("LEAD-1/k3f9.dated", "last Tuesday", "is not a date"),
        ("LEAD-1/k3f9.link", "javascript:alert(1)", "whole web address"),
        ("LEAD-1.strengths", "x" * 20_001, "1 character too long"),
        ("LEAD-1.stakeholders", "senco nobody", "not in the list"),
    ],
)
def test_unfit_answer_gets_a_sentence(
    browser_of: BrowserOf, people: People, name: str, value: str, sentence: str
) -> None:
    response = save(browser_of("senco"), people, name, value)
    assert response.status_code == 422
    assert sentence in response.text


@pytest.mark.parametrize("name", ["", "strengths", "NONE-1.strengths", "LEAD-1.nothing", "LEAD-1/K3F9.kind", "scope.x"])
def test_unknown_answer_is_not_found(browser_of: BrowserOf, people: People, name: str) -> None:
    assert save(browser_of("senco"), people, name, "x").status_code == 404


def test_signed_out_script_is_told_so(browser_of: BrowserOf, people: People) -> None:
    assert save(browser_of("anonymous"), people, "LEAD-1.strengths", "x").status_code == 401
