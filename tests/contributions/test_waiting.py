"""Who waits for somebody: those whose views they have not read, on the review's page and on the first page."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from app.services.reviews import start_review
from tests.contributions.colleagues import Colleague, ask_several, views
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
TOGETHER = "Tess and 1 other gave their view."


@pytest.fixture
def two_views(house: FastAPI, browser_of: BrowserOf, people: People) -> None:
    link = ask_several(browser_of("senco"), people, place="LEAD")
    for name in ("Tess", "Umar"):
        colleague = Colleague.with_link(house, link, name)
        assert colleague.write(LEAD_1__strengths="We ask first.", LEAD_2__strengths="Governors ask too.") == 303


@pytest.mark.usefixtures("two_views")
def test_views_wait_until_they_are_read_and_each_person_counts_once(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, here = browser_of("senco"), f"/reviews/{people.review.id}"
    assert len(views(database)) == 4
    page = senco.get(here).text
    assert TOGETHER in text_of(page)
    assert f'href="{here}/contributions"' in page
    for view in views(database):
        assert senco.post(f"{here}/contributions/{view.id}/reading").status_code == 303
        if view.name == "Tess" and view.item == "LEAD-1":
            assert TOGETHER in text_of(senco.get(here).text), "Another view of hers waits"
    assert "Waiting for you" not in text_of(senco.get(here).text)


@pytest.mark.usefixtures("two_views")
def test_views_wait_only_for_those_who_answer_them(browser_of: BrowserOf, people: People) -> None:
    seen = {
        who: text_of(browser_of(who).get(f"/reviews/{people.review.id}").text) for who in ("senior_leader", "colleague")
    }
    assert TOGETHER in seen["senior_leader"]
    assert "gave their view" not in seen["colleague"]


@pytest.mark.usefixtures("two_views")
def test_first_page_of_two_reviews_says_in_which_views_wait(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    with database.writing() as session:
        framework = latest_framework("wss-specialist")
        start_review(session, people.school, framework, Depth.SHORT, scope={}, by=people["senco"].actor)
    first = text_of(browser_of("senco").get("/").text)
    assert first.count("gave their view") == 1
    assert TOGETHER in first
    assert "gave their view" not in text_of(browser_of("colleague").get("/").text)
