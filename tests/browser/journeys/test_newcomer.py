"""Two who come for the first time: a SENCO who plans by keyboard alone, a governor on a phone without the script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.reviews import Review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.pages_of_action_plan import found_by_a_reviewer
from tests.browser.journeys.site import Site
from tests.browser.journeys.test_every_page import violations
from tests.plugins.chromium import no_script_errors
from tests.shares.world import share_with_governors

pytestmark = pytest.mark.browser

ASKED = "Who finds the afternoon?"


def is_at(page: Page, heading: str) -> None:
    """The page has this heading, and nothing on it keeps anybody out."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert violations(page) == []


def test_senco_plans_from_the_report_and_agrees_a_version_by_keyboard_alone(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    found_by_a_reviewer(site, staff, review)
    page = site.new_context(staff[Role.SENCO], viewport={"width": 1280, "height": 800}).new_page()
    keys = Keyboard(page)
    with no_script_errors(page):
        page.goto(f"/reviews/{review.id}")
        is_at(page, "Your SEND review")
        keys.open(page.get_by_role("link", name="Choose your priorities"))
        is_at(page, "Findings desk")
        keys.go_to(page.get_by_label("Take this one: Give the SENCO an afternoon a week."))
        keys.press("Space")
        keys.open(page.get_by_role("button", name="Take them into the plan"))
        is_at(page, "Priority 1: Give the SENCO an afternoon a week")
        keys.go_to(page.get_by_label("Next action"))
        keys.type("Find the afternoon in the timetable.")
        keys.open(page.get_by_role("button", name="Add this action"))
        expect(page.get_by_role("link", name="Find the afternoon in the timetable.")).to_be_visible()
        keys.open(page.get_by_role("link", name="SEND Action Plan", exact=True))
        is_at(page, "SEND Action Plan")
        keys.open(page.get_by_role("link", name="Versions of the plan"))
        is_at(page, "Versions of the plan")
        keys.open(page.get_by_role("link", name="Agree with the senior leadership team (SLT)"))
        is_at(page, "Agree with the senior leadership team (SLT)")
        keys.open(page.get_by_role("button", name="Agree with the senior leadership team (SLT)"))
        is_at(page, "SEND Action Plan, version 1")


def test_governor_reads_a_shared_paper_and_asks_on_a_phone_without_javascript(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    by = staff[Role.SENCO].actor
    with site.database.writing() as session:
        here = session.get_one(Review, review.id)
        save_answer(session, here, "LEAD-1", "judgement", "secure", base=0, by=by)
        save_answer(session, here, "LEAD-1", "strengths", "Every teacher knows what is theirs.", base=0, by=by)
        agree_version(session, here, checked=read_sheet(session, here).fingerprint(), present="", by=by)
        shared = share_with_governors(session, here, Settings(), "Full board", by=by)
    page = site.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(urlsplit(shared.address).path)
    expect(page.get_by_role("heading", level=1)).to_have_text("A paper is shared with you")
    page.get_by_role("button", name="Open the paper").click()
    expect(page.get_by_text("Every teacher knows what is theirs.").first).to_be_visible()
    page.get_by_label("Your question to the school").fill(ASKED)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    senco = site.new_context(staff[Role.SENCO], java_script_enabled=False).new_page()
    senco.goto(f"/reviews/{review.id}")
    senco.get_by_role("link", name="Read and answer").click()
    expect(senco.get_by_text(ASKED)).to_be_visible()
