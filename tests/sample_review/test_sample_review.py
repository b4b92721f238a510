"""The worked example: there for anybody signed in, plainly fictional, the same words as the demo, and of no school."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from app.db import Database
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE
from app.services.demo import load_demo
from app.services.sample_review import SCHOOL_NAME, sample_changes, sample_framework, sample_sheet
from app.services.self_evaluation import read_sheet
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("who", ["colleague", "governor", "stranger", "operator"])
def test_anybody_signed_in_reads_it_and_sees_that_it_is_fictional(browser_of: BrowserOf, who: str) -> None:
    browser, framework = browser_of(who), sample_framework()
    paths = ["/sample-review", *(f"/sample-review/areas/{area.code}" for area in framework.areas)]
    pages = [text_of(browser.get(path).text) for path in paths]
    for page in pages:
        assert f"{SCHOOL_NAME} does not exist." in page
    for item in framework.items:
        shown = pages[1 + framework.areas.index(framework.area_of(item.code))]
        assert item.statement in shown
        for name in ("strengths", "developments"):
            assert " ".join(sample_sheet().value(item.code, name).split()) in shown
        for evidence in sample_sheet().evidence(item.code):
            assert evidence.description in shown
    assert sum(len(page) for page in pages) > 80_000


def test_nothing_in_it_can_be_written(browser_of: BrowserOf) -> None:
    for path in ("/sample-review", "/sample-review/areas/LEAD"):
        page = browser_of("senco").get(path).text
        main = page[page.index("<main") : page.index("</main>")]
        for control in ("<form", "<input", "<textarea", "<button", "<select"):
            assert control not in main
        assert browser_of("senco").post(path).status_code == 404


def test_area_that_it_does_not_have_is_not_found(browser_of: BrowserOf) -> None:
    assert browser_of("senco").get("/sample-review/areas/NONE").status_code == 404


def test_it_is_what_the_demo_holds(database: Database) -> None:
    with database.writing() as session:
        load_demo(session)
    with database.reading() as session:
        school = session.exec(select(School).where(School.name == SCHOOL_NAME)).one()
        review = session.exec(select(Review).where(Review.school_id == school.id)).one()
        kept = read_sheet(session, review)
    assert kept.changed_from(sample_sheet()) == []
    key, value = sample_changes()[-1]
    assert kept.value(key.place, key.field) == value
    assert kept.value(SCOPE, "why_now")


def test_one_place_reads_the_file() -> None:
    found = subprocess.run(
        ["grep", "-rlI", "fernhollow.yaml", "--include=*.py", ROOT / "app"], capture_output=True, text=True, check=True
    )
    assert [Path(path).name for path in found.stdout.splitlines()] == ["sample_review.py"]


def test_area_of_a_review_leads_to_the_same_item_of_it(browser_of: BrowserOf, people: People) -> None:
    senco, sheet = browser_of("senco"), sample_sheet()
    for area in sample_framework().areas:
        page = senco.get(f"/reviews/{people.review.id}/areas/{area.code}").text
        assert f'href="/sample-review/areas/{area.code}"' in page
        for item in area.items_for("short"):
            link = f'href="/sample-review/areas/{area.code}#{item.code}"'
            assert (link in page) is sheet.is_answered(item)
    assert 'href="/sample-review"' in senco.get(f"/schools/{people.school.id}/reviews/new").text


def test_review_of_another_framework_leads_to_the_area_only(browser_of: BrowserOf, people: People) -> None:
    senco = browser_of("senco")
    sent = {"framework": "wss-specialist 1.0", "depth": "full", "scope.why_now": "We are a special school."}
    started = senco.post(f"/schools/{people.school.id}/reviews", sent).headers["location"].partition("?")[0]
    page = senco.get(f"{started}/areas/LEAD").text
    assert 'href="/sample-review/areas/LEAD"' in page
    assert "/sample-review/areas/LEAD#" not in page


def test_it_asks_the_database_only_who_is_there(browser_of: BrowserOf, database: Database) -> None:
    asked: list[str] = []
    senco = browser_of("senco")

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    try:
        senco.get("/sample-review/areas/LEAD")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    questions = [one for one in asked if one.startswith("SELECT")]
    assert len(questions) == 1
    assert "sign_in" in questions[0]
