"""What each journey costs somebody, counted on the pages themselves, as docs/effort.md says."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.db import Database
from tests.effort.journeys import JOURNEYS, Ground
from tests.effort.walk import Effort, Walk
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser

FILE = Path(__file__).parents[2] / "docs" / "effort.md"

BrowserOf = Callable[[str], Browser]

HEAD = """# What each journey costs

Counted by a test that walks each journey on the pages themselves, without JavaScript: pages that come up, clicks on
links, buttons and options, fields typed into. It starts signed in. A change that costs people more has to change this
table, and so be seen: `WRITE_EFFORT=1 bin/test tests/effort` writes it anew.

| journey | pages | clicks | fields typed |
|---|---:|---:|---:|
"""


@ON_SQLITE
def test_journeys_cost_what_the_table_says(
    house: FastAPI, database: Database, people: People, browser_of: BrowserOf
) -> None:
    ground = Ground(house, database, people, browser_of)
    table = written({name: journey(ground) for name, journey in JOURNEYS.items()})
    if os.environ.get("WRITE_EFFORT"):
        FILE.write_text(table, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == table, "WRITE_EFFORT=1 bin/test tests/effort writes it anew"


def written(efforts: Mapping[str, Effort]) -> str:
    return HEAD + "".join(f"| {name} | {one.pages} | {one.clicks} | {one.typed} |\n" for name, one in efforts.items())


@ON_SQLITE
def test_walk_finds_only_what_is_on_the_page(people: People, browser_of: BrowserOf) -> None:
    walk = Walk(browser_of("senco"), f"/reviews/{people.review.id}/check")
    for wrong in (
        lambda: walk.follow("Rank the schools"),
        lambda: walk.press("Submit at once"),
        lambda: walk.press("Agree this version", typed={"score": "7"}),
        lambda: walk.press("Agree this version", chosen={"present": "x", "depth": "full"}),
    ):
        with pytest.raises(LookupError):
            wrong()
    assert walk.effort == Effort(pages=1, clicks=0, typed=0)
