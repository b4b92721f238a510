"""Two reviews of two frameworks in one school at the same time: each asks its own items and keeps its own words."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from app.db import Database
from app.models.reviews import Review
from app.review_framework.loader import latest_framework
from app.review_framework.types import Framework
from app.services.self_evaluation import read_sheet
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
IDS = ("wss-mainstream", "wss-specialist")
APP = Path(__file__).parents[2] / "app"


def start(browser: Browser, people: People, framework: Framework, depth: str) -> int:
    sent = {
        "framework": f"{framework.id} {framework.version}",
        "depth": depth,
        "scope.why_now": f"We look at ourselves with {framework.title}.",
    }
    response = browser.post(f"/schools/{people.school.id}/reviews", sent)
    assert response.status_code == 303, text_of(response.text)
    assert framework.id in browser.follow(response).text
    return int(response.headers["location"].partition("?")[0].rsplit("/", 1)[1])


def save(browser: Browser, review: int, name: str, value: str) -> None:
    sent = {"name": name, "value": value, "version": "0"}
    response = browser.post(f"/reviews/{review}/answers", sent, headers={"X-Autosave": "1"})
    assert response.status_code == 200, response.text


def test_form_offers_both_and_says_how_long_each_is(browser_of: BrowserOf, people: People) -> None:
    form = browser_of("senco").get(f"/schools/{people.school.id}/reviews/new").text
    for one in map(latest_framework, IDS):
        assert f'value="{one.id} {one.version}"' in form
        said = f"{len(one.essential_items)} items in a short review, {len(one.items)} in a full one."
        assert said in text_of(form)


def test_two_reviews_of_two_frameworks_are_walked_in_one_school(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    frameworks = [latest_framework(one) for one in IDS]
    reviews = [start(senco, people, one, "full") for one in frameworks]
    for review, framework in zip(reviews, frameworks, strict=True):
        for area in framework.areas:
            page = text_of(senco.get(f"/reviews/{review}/areas/{area.code}").text)
            for item in area.items:
                assert item.statement in page
            save(senco, review, f"{area.code}.summary", f"{area.code} of {framework.id}")
        for item in framework.items:
            save(senco, review, f"{item.code}.judgement", "growing")
            save(senco, review, f"{item.code}.strengths", f"{item.code} as {framework.id} asks it")
        assert senco.get(f"/reviews/{review}/next").headers["location"] == f"/reviews/{review}/check"
        with database.reading() as session:
            checked = read_sheet(session, session.get_one(Review, review)).fingerprint()
        agreed = senco.follow(senco.post(f"/reviews/{review}/versions", {"checked": checked}))
        assert framework.title in text_of(agreed.text)
    school = text_of(senco.get(f"/schools/{people.school.id}").text)
    for review, framework, other in zip(reviews, frameworks, reversed(frameworks), strict=True):
        assert framework.title in school
        shown = text_of(senco.get(f"/reviews/{review}/versions/1").text)
        for item in framework.items:
            assert f"{item.code} as {framework.id} asks it" in shown
        assert f"as {other.id} asks it" not in shown
        assert senco.get(f"/reviews/{review}/governors-paper").status_code == 200
        assert senco.get(f"/frameworks/{framework.id}/{framework.version}").status_code == 200


def test_short_review_of_a_framework_asks_its_essential_items_only(browser_of: BrowserOf, people: People) -> None:
    senco, framework = browser_of("senco"), latest_framework("wss-specialist")
    review = start(senco, people, framework, "short")
    asked = "".join(senco.get(f"/reviews/{review}/areas/{area.code}").text for area in framework.areas)
    assert {item.code for item in framework.items if f'id="{item.code}"' in asked} == {
        item.code for item in framework.essential_items
    }


def test_dropping_in_the_file_is_all_that_it_takes() -> None:
    """Nothing but the file and the list of what is published names the second framework."""
    found = subprocess.run(["grep", "-rlI", "wss-specialist", APP], capture_output=True, text=True, check=True)
    names = {Path(path).name for path in found.stdout.splitlines()}
    assert names == {"wss-specialist-1.0.yaml", "published.yaml"}
