"""The agenda of a visit in Chromium: two schools at once, by keyboard alone, without the script."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.peer_review import PeerReview, PeerText
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.steps import expect_saved, field
from tests.browser.journeys.world import pair_of_schools

pytestmark = pytest.mark.browser

SAVE = "Save and put in order"


def row(page: Page, number: int, part: str) -> str:
    """The name of a field of a row, counted from 1: `agenda/k3f9.room`."""
    place = page.locator("[data-evidence]").nth(number - 1).get_attribute("data-evidence")
    return f"{place}.{part}"


def stored(site: Site, review: PeerReview, name: str) -> str:
    place, _, field_name = name.rpartition(".")
    with site.database.reading() as session:
        text = session.get(PeerText, (review.id, place, field_name))
    return text.value if text else ""


def two_schools(site: Site) -> tuple[Staff, Staff, PeerReview]:
    host = site.new_school()
    visitors, there, _back = pair_of_schools(site, host, site.new_review(host))
    return host, visitors, there


def confirm(page: Page) -> None:
    page.get_by_role("link", name="Check and confirm").click()
    page.get_by_role("button", name="Confirm this agenda").click()
    expect(page.get_by_text("You have confirmed the agenda.")).to_be_visible()


def test_two_schools_plan_one_visit(site: Site) -> None:
    host, visitors, review = two_schools(site)
    senco = site.new_context(host[Role.SENCO]).new_page()
    reviewer = site.new_context(visitors[Role.SENCO], viewport={"width": 360, "height": 800}).new_page()
    senco.goto(f"/peer-reviews/{review.id}")
    senco.get_by_role("link", name="Agenda for the visit").click()
    senco.get_by_role("link", name="Begin with a template").click()
    senco.get_by_role("radio", name=re.compile("Half a day")).check()
    senco.get_by_role("button", name="Fill the agenda").dblclick()
    expect(senco.get_by_text("The agenda is filled.")).to_be_visible()
    expect(senco.locator("[data-evidence]")).to_have_count(7)
    reviewer.goto(f"/peer-reviews/{review.id}/agenda")
    room, people = row(senco, 1, "room"), row(reviewer, 2, "people")
    field(senco, room).press_sequentially("Library")
    field(reviewer, people).fill("Ravi and the SENCO")
    senco.get_by_label("Date of the visit").fill("2027-03-03")
    expect_saved(senco, room)
    expect_saved(senco, "terms.visit_on")
    expect_saved(reviewer, people)
    _add_and_remove(senco)
    assert field(senco, people).input_value() == "Ravi and the SENCO"
    confirm(senco)
    reviewer.reload()
    confirm(reviewer)
    expect(reviewer.get_by_text("Both schools confirmed this agenda")).to_be_visible()
    with reviewer.expect_download() as download:
        reviewer.get_by_role("link", name="Add it to your calendar").click()
    assert download.value.path().read_bytes().count(b"BEGIN:VEVENT") == 7
    reviewer.goto(f"/peer-reviews/{review.id}/agenda")
    field(reviewer, room).fill("Hall")
    expect_saved(reviewer, room)
    senco.goto(f"/peer-reviews/{review.id}/agenda")
    expect(senco.get_by_text("Changed since then by Asha Senco.")).to_have_count(2)


def _add_and_remove(senco: Page) -> None:
    """A row added last is first by its time, and goes again."""
    senco.get_by_role("button", name="Add an activity").click()
    expect(senco.locator("[data-evidence]")).to_have_count(8)
    added = row(senco, 8, "starts")
    field(senco, added).fill("08:30")
    expect_saved(senco, added)
    senco.get_by_role("button", name=SAVE).last.click()
    expect(senco.get_by_text("The agenda is saved, in order of time.")).to_be_visible()
    assert row(senco, 1, "starts") == added
    expect(senco.get_by_text("08:30 needs a start and an end.")).to_be_visible()
    senco.get_by_role("button", name="Remove this activity – 08:30").click()
    expect(senco.locator("[data-evidence]")).to_have_count(7)


def test_agenda_without_javascript(site: Site) -> None:
    host, _visitors, review = two_schools(site)
    page = site.new_context(host[Role.SENCO], java_script_enabled=False).new_page()
    page.goto(f"/peer-reviews/{review.id}/agenda")
    page.get_by_label("Date of the visit").fill("2027-03-03")
    page.get_by_role("button", name="Add an activity").click()
    starts = row(page, 1, "starts")
    field(page, starts).fill("10:00")
    page.get_by_label("Ends").fill("11:00")
    page.get_by_label("Activity", exact=True).select_option("pupil_conversation")
    page.get_by_label("Leadership of SEND").check()
    page.get_by_role("button", name="Add an activity").click()
    expect(page.locator("[data-evidence]")).to_have_count(2)
    earlier = row(page, 2, "starts")
    field(page, earlier).fill("09:00")
    page.get_by_role("button", name=SAVE).last.click()
    assert row(page, 1, "starts") == earlier
    assert stored(site, review, starts.replace("starts", "items")) == "LEAD"
    page.get_by_role("button", name="Remove this activity – 09:00").click()
    page.get_by_role("button", name="Put it back – 09:00").click()
    expect(page.locator("[data-evidence]")).to_have_count(2)
    confirm(page)


def test_agenda_by_keyboard(site: Site) -> None:
    host, _visitors, review = two_schools(site)
    page = site.new_context(host[Role.SENCO]).new_page()
    keys = Keyboard(page)
    page.goto(f"/peer-reviews/{review.id}/agenda")
    keys.open(page.get_by_role("link", name="Begin with a template"))
    keys.go_to(page.get_by_role("radio").first)
    keys.press("Space")
    keys.open(page.get_by_role("button", name="Fill the agenda"))
    expect(page.get_by_text("The agenda is filled.")).to_be_visible()
    room = row(page, 1, "room")
    keys.go_to(field(page, room))
    keys.type("Library")
    expect_saved(page, room)
    keys.open(page.get_by_role("button", name=re.compile("Remove this activity – 08:45")))
    expect(page.get_by_role("button", name=re.compile("Put it back – 08:45"))).to_be_visible()
    assert stored(site, review, room) == "Library"
