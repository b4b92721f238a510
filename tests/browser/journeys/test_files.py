"""A file with a piece of evidence in Chromium: added, replaced, removed and put back, with the script and without."""

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import field

pytestmark = pytest.mark.browser

DESCRIPTION = "Minutes of the governors’ meeting in March."


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    press(page, "Add this file")


def press(page: Page, name: str) -> None:
    """By keyboard, as without a mouse."""
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_file_is_added_replaced_removed_and_put_back(site: Site, script: bool) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    page = site.new_context(staff[Role.SENCO], java_script_enabled=script, accept_downloads=True).new_page()
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    row = page.locator('[data-evidence^="LEAD-1/"]').first
    name = f"{row.get_attribute('data-evidence')}.description"
    field(page, name).fill(DESCRIPTION)
    row.get_by_role("button", name="Add a file").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(DESCRIPTION)).to_be_visible()
    assert site.answer(review, name) == DESCRIPTION

    choose(page, "minutes.txt", b"We met.")
    expect(page.get_by_text("The file is added to this evidence.")).to_be_visible()
    choose(page, "minutes again.txt", b"We met again.")
    now = page.get_by_role("link", name="minutes again.txt")
    expect(now).to_be_visible()
    expect(page.get_by_role("heading", name="Files before")).to_be_visible()
    with page.expect_download() as downloaded:
        now.click()
    assert downloaded.value.suggested_filename == "minutes again.txt"
    assert downloaded.value.path().read_bytes() == b"We met again."

    press(page, "Remove this file")
    expect(page.get_by_text("The file is removed.")).to_be_visible()
    press(page, "Put this back")
    expect(page.get_by_text("The file is back.")).to_be_visible()

    choose(page, "photo.png", b"<script>alert(1)</script>")
    expect(page.get_by_role("alert").or_(page.locator(".govuk-error-message")).first).to_be_visible()
    page.get_by_role("link", name="Back to the answers").click()
    expect(page.locator('[data-evidence^="LEAD-1/"]').first).to_contain_text("minutes")
