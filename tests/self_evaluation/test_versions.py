"""Agreeing a version, and what becomes of it afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from app.db import Database
from app.models.self_evaluation import AgreedVersion
from app.services.self_evaluation import read_sheet
from tests.people import People
from tests.self_evaluation.test_answers import save
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def agree(browser: Browser, people: People, database: Database, present: str = "") -> Any:
    with database.reading() as session:
        checked = read_sheet(session, people.review).fingerprint()
    return browser.post(f"/reviews/{people.review.id}/versions", {"checked": checked, "present": present})


def test_agreed_version_is_a_dated_copy_that_stays(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    save(senco, people, "LEAD-1.strengths", "Leaders ask each term.")
    page = senco.follow(agree(senco, people, database, "Headteacher"))
    assert "by Asha Senco. With: Headteacher." in text_of(page.text)
    save(senco, people, "LEAD-1.strengths", "Leaders ask each month.", 1)
    assert "Leaders ask each term." in senco.get(f"/reviews/{people.review.id}/versions/1").text
    tasks = text_of(senco.get(f"/reviews/{people.review.id}").text)
    assert "1 change since agreed" in tasks
    changes = text_of(senco.get(f"/reviews/{people.review.id}/versions/1/changes").text)
    assert "Leaders ask each term." in changes
    assert "Leaders ask each month." in changes


def test_database_refuses_to_change_an_agreed_version(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    agree(senco, people, database)
    with pytest.raises(DBAPIError, match="never changes"), database.writing() as session:
        session.execute(text("UPDATE agreed_version SET agreed_by = 'somebody else'"))


def test_nothing_answered_is_nothing_to_agree(browser_of: BrowserOf, people: People, database: Database) -> None:
    response = agree(browser_of("senco"), people, database)
    assert response.status_code == 422
    assert "there is nothing to agree" in response.text


def test_change_after_the_check_is_noticed(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    with database.reading() as session:
        checked = read_sheet(session, people.review).fingerprint()
    save(browser_of("senior_leader"), people, "LEAD-1.judgement", "secure", 1)
    response = senco.post(f"/reviews/{people.review.id}/versions", {"checked": checked, "present": "Headteacher"})
    assert response.status_code == 409
    assert "Somebody changed an answer while you were reading" in response.text
    assert "Headteacher" in response.text
    with database.reading() as session:
        assert session.exec(select(AgreedVersion)).all() == []


def test_colleague_cannot_agree(browser_of: BrowserOf, people: People, database: Database) -> None:
    save(browser_of("colleague"), people, "LEAD-1.judgement", "growing")
    response = agree(browser_of("colleague"), people, database)
    assert response.status_code == 403
    assert "A version is agreed by the SENCO or a senior leader." in response.text
