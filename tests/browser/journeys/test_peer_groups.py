"""Two SENCOs in a browser each: one asks, the other joins, both sign, one shares, the other reads."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.reviews import Review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.browser.journeys.site import Site, Staff
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser

AGREED = "Every adult knows whom to ask."


def with_agreed_version(site: Site, staff: Staff) -> Review:
    review, by = site.new_review(staff), staff[Role.SENCO].actor
    with site.database.writing() as session:
        for name, value in (("judgement", "secure"), ("strengths", AGREED)):
            save_answer(session, review, "LEAD-1", name, value, base=0, by=by)
        checked = read_sheet(session, review).fingerprint()
        agree_version(session, review, checked=checked, present="", by=by)
    return review


def seen(page: Page, name: str) -> None:
    """Kept for people to look at, where they ask for it."""
    if folder := os.environ.get("SEND_REVIEW_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{(page.viewport_size or {}).get('width')}.png", full_page=True)


def ask_partner(page: Page, own: Staff, partner: Staff) -> None:
    page.goto(f"/schools/{own.school.id}")
    page.get_by_role("link", name="Find a school to review with").click()
    seen(page, "empty")
    page.get_by_role("link", name="Ask a school to be your partner").click()
    page.get_by_label("Name, URN or postcode").fill(partner.school.urn)
    page.get_by_role("button", name="Search").click()
    seen(page, "found")
    page.get_by_role("link", name=partner.school.name).click()
    page.get_by_label("A note to them (optional)").fill("Could you come in March?")
    seen(page, "ask")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("The school is asked.")).to_be_visible()


def join(page: Page, own: Staff, asking: Staff) -> None:
    page.goto("/")
    seen(page, "asked")
    page.get_by_role("link", name="Read the invitation and answer it").click()
    expect(page.get_by_text("Could you come in March?")).to_be_visible()
    seen(page, "joining")
    page.get_by_role("button", name="Join as partners").click()
    expect(page.locator("h1")).to_have_text(f"Your peer review with {asking.school.name}")
    seen(page, "group")


def sign_statement(page: Page) -> None:
    page.get_by_role("link", name="Sign the reviewer’s statement").first.click()
    page.get_by_role("link", name="Sign the reviewer’s statement").first.click()
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_role("checkbox", name="agree to all of this").check()
    seen(page, "statement")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed. Thank you.")).to_be_visible()
    seen(page, "steps")


def commit(page: Page) -> None:
    page.goto("/")
    seen(page, "turn")
    page.get_by_role("link", name="Sign your school’s commitment").first.click()
    page.get_by_role("link", name="Sign your school’s commitment").first.click()
    page.get_by_role("checkbox", name="agree to all of this").check()
    seen(page, "commitment")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("can read your self-evaluation now")).to_be_visible()


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 1280), (True, 360)])
def test_two_schools_set_up_their_peer_review(site: Site, script: bool, width: int) -> None:
    ashgrove, partner = site.new_school(), site.new_school()
    with_agreed_version(site, ashgrove)
    site.new_review(partner)
    size = {"width": width, "height": 800}
    asha, ravi = (
        site.new_context(one[Role.SENCO], java_script_enabled=script, viewport=size).new_page()
        for one in (ashgrove, partner)
    )
    with no_script_errors(asha), no_script_errors(ravi):
        ask_partner(asha, ashgrove, partner)
        join(ravi, partner, ashgrove)
        sign_statement(ravi)
        commit(asha)
        asha.get_by_role("link", name="Decide what your reviewer sees").click()
        asha.get_by_role("checkbox", name="Views from colleagues").check()
        seen(asha, "sharing")
        asha.get_by_role("button", name="Save").click()
        expect(asha.get_by_text("It counts from now on.")).to_be_visible()
        ravi.reload()
        ravi.get_by_role("link", name="Agree the dates").click()
        ravi.get_by_label("Day of the visit").fill("2027-03-03")
        seen(ravi, "dates")
        ravi.get_by_role("button", name="Save", exact=True).last.click()
        ravi.get_by_role("link", name="Read their self-evaluation").click()
        seen(ravi, "reading")
        expect(ravi.get_by_role("link", name="Views from colleagues")).to_be_visible()
        ravi.get_by_role("link", name="Leadership of SEND").click()
        expect(ravi.get_by_text(AGREED)).to_be_visible()
        seen(ravi, "area")
        asha.goto("/")
        asha.get_by_role("link", name="Your peer review with").click()
        expect(asha.get_by_text("3 March 2027")).to_be_visible()
        seen(asha, "side-by-side")
