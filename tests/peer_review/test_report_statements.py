"""A page of a report costs the same number of statements however much is written in it."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from app.review_framework.loader import latest_framework
from tests.architecture.statements import statements
from tests.peer_review.reports import bring_to, write
from tests.peers import Peers
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
MOST = 16
PAGES = {
    "draft": ("reviewer", ("", "/areas/LEAD", "/check", "/sending")),
    "checking": ("senco", ("", "/comments", "/return")),
    "signing": ("senco", ("", "/signature")),
    "final": ("governor", ("", "/versions/1")),
}


def costs(browser: Browser, database: Database, paths: list[str]) -> dict[str, int]:
    counted = {}
    for path in paths:
        with statements(database) as sent:
            assert browser.client.get(path).status_code == 200, path
        counted[path] = len(sent)
    return counted


@pytest.mark.parametrize("state", PAGES)
def test_page_costs_the_same_however_much_is_written(
    house: FastAPI, browser_of: BrowserOf, peers: Peers, state: str
) -> None:
    database: Database = house.state.database
    who, pages = PAGES[state]
    paths = [f"/peer-reviews/{peers.there.id}/report{page}" for page in pages]
    with database.writing() as session:
        bring_to(session, peers, state)
    few = costs(browser_of(who), database, paths)
    if state == "draft":
        with database.writing() as session:
            for n in range(30):
                write(session, peers, f"notes/m{n:03}", "text", f"Note {n}")
                write(session, peers, f"notes/m{n:03}", "about", "LEAD-1")
                write(session, peers, f"report/LEAD/m{n:03}", "text", f"Recommendation {n}")
            for item in latest_framework("wss-mainstream").items:
                write(session, peers, f"report/{item.code}", "comment", f"Of {item.code}")
        assert costs(browser_of(who), database, paths) == few
    assert max(few.values()) <= MOST, few
