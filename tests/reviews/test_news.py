"""What is new to somebody since they last signed in: what others did, never their own work."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.accounts import Role
from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from app.services.accounts_people import add_member
from app.services.reviews import start_review
from tests.accounts.clocks import Clock
from tests.architecture.statements import statements
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def write(browser: Browser, people: People, name: str, value: str) -> None:
    sent = {"name": name, "value": value, "version": "0"}
    assert browser.post(f"/reviews/{people.review.id}/answers", sent).status_code == 200


def test_others_words_are_news_and_own_words_are_not(clock: Clock, browser_of: BrowserOf, people: People) -> None:
    browser_of("senco")
    clock.move(hours=1)
    cara = browser_of("colleague")
    write(cara, people, "LEAD-1.strengths", "Leaders ask first.")
    write(cara, people, "LEAD-1/k3f9.description", "Minutes of March.")
    write(cara, people, "LEAD.summary", "All in all.")
    clock.move(hours=1)
    senco = browser_of("senco")
    write(senco, people, "LEAD-1.developments", "Ask sooner.")
    text = text_of(senco.get(f"/reviews/{people.review.id}").text)
    assert "New since 3 March 2027 at 10:00" in text
    assert text.count("Cara Colleague, 3 March 2027 at 11:00: LEAD-1") == 1, "Evidence counts to its item"
    assert "Cara Colleague, 3 March 2027 at 11:00: Leadership" in text
    assert "Asha Senco, 3 March" not in text
    assert "New since" not in text_of(browser_of("senior_leader").get(f"/reviews/{people.review.id}").text)


def test_news_ends_with_the_next_sign_in(clock: Clock, browser_of: BrowserOf, people: People) -> None:
    browser_of("senco")
    clock.move(hours=1)
    write(browser_of("colleague"), people, "LEAD-1.strengths", "Leaders ask first.")
    for news in (True, False):
        clock.move(hours=1)
        page = text_of(browser_of("senco").get(f"/reviews/{people.review.id}").text)
        assert ("Cara Colleague, 3 March" in page) is news


def test_two_reviews_stand_on_the_first_page_in_the_same_number_of_queries(
    clock: Clock, browser_of: BrowserOf, house: FastAPI, people: People, database: Database
) -> None:
    browser_of("senco")
    clock.move(hours=1)
    senco = browser_of("senco")
    counts = []
    for _ in range(3):
        with database.writing() as session:
            framework = latest_framework("wss-mainstream")
            start_review(
                session, people.school, framework, Depth.FULL, scope={"why_now": "x"}, by=people["senco"].actor
            )
        with statements(database) as sent:
            page = senco.get("/")
        assert page.status_code == 200
        counts.append(len(sent))
    assert len(set(counts)) == 1
    text = text_of(page.text)
    assert "Ashgrove School" in text
    assert text.count("Next:") == 4


def test_governor_of_a_second_school_sees_no_work_in_progress(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    with database.writing() as session:
        add_member(session, people.other_school, people["governor"], Role.GOVERNOR)
    page = browser_of("governor").get("/")
    assert page.status_code == 200
    assert "Otherfield School" in page.text
    assert f"/reviews/{people.review.id}" not in page.text
