"""The pages about the service itself: there for anybody, short, plain, and true of this installation."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.visits import HTML, Browser

PAGES = ("/privacy", "/accessibility", "/help")
WORDS_IN_TWO_MINUTES = 500
BLOCKS = ("p", "li", "dd", "dt", "h1", "h2")


def blocks(html: str) -> list[str]:
    """The text of each paragraph, heading and point of the page's own part."""
    (main,) = html5lib.parse(html).iter(f"{HTML}main")
    return [
        " ".join("".join(one.itertext()).split())
        for one in main.iter()
        if one.tag in {f"{HTML}{tag}" for tag in BLOCKS}
    ]


@pytest.mark.parametrize("path", PAGES)
def test_page_takes_two_minutes_in_plain_sentences(browser_of: Callable[[str], Browser], path: str) -> None:
    said = blocks(browser_of("anonymous").get(path).text)
    assert 200 < sum(len(one.split()) for one in said) <= WORDS_IN_TWO_MINUTES
    long = [sentence for one in said for sentence in re.split(r"(?<=[.?!:;])\s", one) if len(sentence.split()) > 20]
    assert long == []


@pytest.mark.parametrize("who", ["anonymous", "senco", "governor"])
def test_every_page_leads_to_them(browser_of: Callable[[str], Browser], who: str) -> None:
    start = browser_of(who).get("/sign-in").text
    for path in PAGES:
        assert f'href="{path}"' in start


def test_pages_say_what_is_set_here(database: Database, settings: Settings) -> None:
    assert "Your school knows who runs this service" in ask(settings, "/help")
    asked: dict[str, Any] = {"contact": "help@review.example", "signed_in_hours": 5, "link_hours": 31}
    here = settings.model_copy(update=asked)
    for path in PAGES:
        assert "help@review.example" in ask(here, path)
    assert "lasts 5 hours" in ask(here, "/privacy")
    assert "work for 31 hours" in ask(here, "/privacy")
    assert "lasts 31 hours" in ask(here, "/help")


def ask(settings: Settings, path: str) -> str:
    house = create_app(settings)
    try:
        return str(Browser(house).get(path).text)
    finally:
        house.state.database.close()


def test_help_names_every_role_and_stage(browser_of: Callable[[str], Browser]) -> None:
    said = blocks(browser_of("anonymous").get("/help").text)
    for word in ("SENCO", "Senior leader", "Colleague", "Governor", "School administrator"):
        assert word in said
    assert "Self-evaluation" in said


def test_statement_names_what_was_not_tested() -> None:
    """It must change when that does: a screen reader's user has tried it, or another browser is in the tests."""
    page = (Path(__file__).parents[2] / "app/templates/about/accessibility.html").read_text("utf-8")
    assert "No disabled person has tried it" in page
    assert "only Chromium" in page
