"""The pages of shares cost the same number of statements however much there is on them; old links stay known."""

from collections.abc import Callable

from app.db import Database
from app.jobs.upkeep import clear_everything
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.architecture.statements import statements
from tests.people import People
from tests.shares.world import share_with_governors
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
PAGES = ("shares", "shares/new", "who-knows", "pupil-counts", "documents")


def test_pages_cost_the_same_with_one_link_and_with_many(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    senco, by = browser_of("senco"), people["senco"].actor

    def costs() -> dict[str, int]:
        counted = {}
        for page in PAGES:
            with statements(database) as sent:
                assert senco.get(f"/reviews/{people.review.id}/{page}").status_code == 200
            counted[page] = len(sent)
        return counted

    with database.writing() as session:
        share_with_governors(session, people.review, settings, "First", by=by)
    one = costs()
    with database.writing() as session:
        for number in range(12):
            share_with_governors(session, people.review, settings, f"Group {number}", by=by)
    assert costs() == one
    assert max(one.values()) <= 14


def test_who_opened_an_old_link_stays_known(
    clock: Clock, browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        share_with_governors(session, people.review, settings, "Gus Governor", by=people["senco"].actor)
    clock.move(days=400)
    clear_everything(database)
    shown = browser_of("senco").get(f"/reviews/{people.review.id}/shares").text
    assert "by Gus Governor" in shown
    assert "Links that have ended" in shown
