"""A visit with a tablet that is full, a door that was closed meanwhile, and a server that dies while it saves."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from sqlmodel import select

from app import clock
from app.models.accounts import Membership, Role
from tests.browser.journeys.site import Site, open_site
from tests.browser.journeys.test_visit_offline import WAITING, Day, new_day, write
from tests.plugins.chromium import serve

pytestmark = pytest.mark.browser

FULL = """() => {
    IDBObjectStore.prototype.put = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
}"""


@pytest.fixture
def day(site: Site) -> Day:
    return new_day(site)


def test_full_tablet_saves_straight_to_the_server_and_says_when_it_cannot(day: Day) -> None:
    before = day.texts()
    context = day.tablet()
    page = day.open(context)
    page.evaluate(FULL)
    write(page, "Straight to the server")
    assert day.wait_for(len(before) + 1) == sorted([*before, "Straight to the server"])
    context.set_offline(True)
    box = page.get_by_label("Your note", exact=True)
    box.fill("No room and no line")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("This tablet has no room left to keep a note.")).to_be_visible()
    expect(box).to_have_value("No room and no line")
    context.set_offline(False)
    write(page, "No room and no line")
    assert day.wait_for(len(before) + 2).count("No room and no line") == 1


def test_note_for_a_visit_that_was_closed_meanwhile_is_kept_to_copy(day: Day) -> None:
    before = day.texts()
    page = day.open(day.tablet())
    with day.site.database.writing() as session:
        place = select(Membership).where(Membership.person_id == day.visitors[Role.SENCO].id)
        session.exec(place).one().ended_at = clock.now()
    page.get_by_label("Your note", exact=True).fill("Written after the door was closed")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("this visit is no longer open to you.")).to_be_visible()
    expect(page.get_by_text("Written after the door was closed")).to_be_visible()
    expect(page.get_by_role("button", name="Copy this note")).to_be_visible()
    assert day.texts() == before


def test_server_that_dies_while_it_saves_has_the_note_once(tmp_path: Path, chromium: Browser) -> None:
    with open_site(tmp_path, chromium) as site:
        day = new_day(site)
        before = day.texts()
        page = day.open(day.tablet())

        def die(route: Route) -> None:
            route.fetch()
            site.served.kill()
            route.abort()

        page.route("**/notes", die, times=1)
        write(page, "Saved, and nobody heard")
        expect(page.get_by_text(WAITING)).to_have_count(1)
        write(page, "Written without a server")
        expect(page.get_by_text(WAITING)).to_have_count(2)
        with serve(site.env, port=int(site.base_url.rpartition(":")[2])):
            page.evaluate("window.dispatchEvent(new Event('focus'))")
            expect(page.get_by_text("All notes are saved.")).to_be_visible(timeout=60_000)
            assert day.texts() == sorted([*before, "Saved, and nobody heard", "Written without a server"])
