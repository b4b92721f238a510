"""The same job with the keyboard alone: Tab, Shift+Tab, Space, Enter and the arrows."""

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import evidence, expect_saved, field, level, read_pdf
from tests.people import PASSWORD
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_the_whole_journey_needs_no_mouse(site: Site, width: int) -> None:
    staff = site.new_school()
    page = site.new_context(viewport={"width": width, "height": 800}).new_page()
    keys = Keyboard(page)
    with no_script_errors(page):
        _sign_in_and_start(page, keys, staff[Role.SENCO].email)
        _answer(page, keys)
        _restore(page, keys)
        _agree(page, keys)
        _make_the_paper(page, keys)


def _sign_in_and_start(page: Page, keys: Keyboard, email: str) -> None:
    page.goto("/sign-in")
    keys.go_to(page.get_by_label("E-mail address"))
    keys.type(email)
    keys.press("Tab")
    keys.type(PASSWORD)
    with page.expect_navigation():
        keys.press("Enter")
    keys.open(page.get_by_role("link", name="Start the first review"))
    keys.go_to(page.get_by_role("radio", name="Short"))
    keys.press("ArrowDown")
    expect(page.get_by_role("radio", name="Full")).to_be_checked()
    keys.press("ArrowUp")
    expect(page.get_by_role("radio", name="Short")).to_be_checked()
    keys.open(page.get_by_role("button", name="Start the review"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.go_to(page.get_by_role("link", name="Write a sentence on why"))
    keys.press("Enter")
    expect(page.get_by_label("Why does your school review its SEND provision now?")).to_be_focused()
    keys.type("Governors asked how we know.")
    keys.go_to(page.get_by_label("Language", exact=True))
    keys.press("Space")
    expect(page.get_by_label("Language", exact=True)).to_be_checked()
    keys.go_to(page.get_by_label("Senior leader who sponsors the review"))
    keys.type("Ben Leader")
    keys.open(page.get_by_role("button", name="Start the review"))
    expect(page.get_by_text("Your review has started.")).to_be_visible()


def _answer(page: Page, keys: Keyboard) -> None:
    keys.open(page.get_by_role("link", name="Leadership of SEND"))
    keys.go_to(level(page, "LEAD-1", "Not looked at yet"))
    keys.press("ArrowUp")
    expect(level(page, "LEAD-1", "Shared")).to_be_checked()
    keys.press("ArrowUp")
    expect(level(page, "LEAD-1", "Secure")).to_be_checked()
    expect_saved(page, "LEAD-1.judgement")
    keys.go_to(field(page, "LEAD-1.strengths"))
    keys.type("Every teacher knows what is theirs.")
    keys.go_to(field(page, "LEAD-1.developments"))
    keys.type("The office has not been asked.")
    keys.go_to(field(page, "LEAD-1.strengths"), back=True)
    keys.press("ArrowRight")
    keys.type(" We asked.")
    expect_saved(page, "LEAD-1.developments")
    first = evidence(page, "LEAD-1", 1, "description")
    keys.go_to(field(page, first))
    keys.type("Eleven teachers asked.")
    keys.go_to(field(page, first.replace("description", "kind")))
    keys.type("Data")
    keys.go_to(page.locator("#LEAD-1").get_by_role("button", name="Add another piece of evidence"))
    keys.press("Enter")
    expect(field(page, evidence(page, "LEAD-1", 2, "description"))).to_be_focused()
    keys.type("Appraisal targets.")
    keys.go_to(page.locator("#LEAD-1").get_by_label("Headteacher"))
    keys.press("Space")
    for name in (first, first.replace("description", "kind"), evidence(page, "LEAD-1", 2, "description")):
        expect_saved(page, name)
    expect_saved(page, "LEAD-1.stakeholders")
    expect_saved(page, "LEAD-1.strengths")


def _restore(page: Page, keys: Keyboard) -> None:
    keys.open(page.get_by_role("link", name="areas for development (LEAD-1)"))
    expect(page.locator("h1")).to_have_text("History: Areas for development")
    keys.open(page.get_by_role("link", name="Back to the answer"))
    keys.go_to(field(page, "LEAD-1.strengths"))
    keys.press("Control+A")
    keys.type("Something else.")
    keys.open(page.get_by_role("link", name="strengths (LEAD-1)"))
    keys.go_to(page.get_by_role("button", name="Put this back").first)
    with page.expect_navigation():
        keys.press("Space")
    expect(field(page, "LEAD-1.strengths")).to_have_value("Every teacher knows what is theirs. We asked.")


def _agree(page: Page, keys: Keyboard) -> None:
    keys.open(page.get_by_role("link", name="Next unanswered item"))
    page.goto("/")
    keys.open(page.get_by_role("link", name="Check and agree a version"))
    keys.go_to(page.get_by_label("Who agreed it with you?"))
    keys.type("Headteacher")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Version 1")


def _make_the_paper(page: Page, keys: Keyboard) -> None:
    keys.open(page.get_by_role("link", name="Governors’ paper"))
    keys.open(page.get_by_role("button", name="Make the PDF"))
    expect(page.get_by_text("The paper is ready.")).to_be_visible(timeout=30_000)
    keys.go_to(page.get_by_role("link", name="Open the PDF"))
    assert read_pdf(page).startswith(b"%PDF")
