"""A SENCO's whole main job, from signing in to the governors' PDF, as most people will do it."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.steps import (
    drafts,
    evidence,
    expect_saved,
    field,
    level,
    read_pdf,
    sign_in,
    state,
)
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser


def test_a_senco_gets_from_signing_in_to_the_governors_paper(site: Site) -> None:
    staff = site.new_school()
    page = site.new_context().new_page()
    with no_script_errors(page):
        _sign_in_and_start(page, staff)
        _answer_an_area(page)
        _come_back_to_the_next_item(page)
        _search_and_filter(page)
        _look_back_and_restore(page)
        _check_and_agree(page)
        _change_one_text_after_agreeing(page)
        _make_the_paper(page)
        assert drafts(page) == []


def _sign_in_and_start(page: Page, staff: Staff) -> None:
    sign_in(page, staff[Role.SENCO].email)
    expect(page.get_by_role("heading", level=1)).to_have_text(staff.school.name)
    page.get_by_role("link", name="Start the first review").click()
    expect(page.get_by_role("radio", name="Short")).to_be_checked()
    page.get_by_label("Why does your school review its SEND provision now?").fill("Governors asked how we know.")
    page.get_by_label("Senior leader who sponsors the review").fill("Ben Leader")
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_text("Your review has started.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Self-evaluation").first).to_have_attribute(
        "aria-current", "step"
    )
    expect(page.get_by_text("0 of 18 items looked at", exact=False).first).to_be_visible()


def _answer_an_area(page: Page) -> None:
    page.get_by_role("link", name="Leadership of SEND").click()
    level(page, "LEAD-1", "Secure").check()
    expect_saved(page, "LEAD-1.judgement")
    strengths = field(page, "LEAD-1.strengths")
    strengths.press_sequentially("Every teacher")
    expect(state(page, "LEAD-1.strengths")).to_contain_text(re.compile("Saving…|Saved"))
    expect_saved(page, "LEAD-1.strengths")
    strengths.fill("Every teacher knows what is theirs to do.")
    expect(page.locator('[name="LEAD-1.strengths.version"]')).to_have_value("2")
    field(page, "LEAD-1.developments").fill("Office staff have not been asked.")
    expect_saved(page, "LEAD-1.developments")
    first = evidence(page, "LEAD-1", 1, "description")
    field(page, first).fill("Eleven teachers asked what their part is; ten were clear.")
    field(page, first.replace("description", "kind")).select_option(label="Conversation with teachers")
    field(page, first.replace("description", "dated")).fill("2027-03-03")
    for part in ("description", "kind", "dated"):
        expect_saved(page, first.replace("description", part))
    page.locator("#LEAD-1").get_by_role("button", name="Add another piece of evidence").click()
    expect(page.locator('[data-evidence^="LEAD-1/"]')).to_have_count(2)
    second = evidence(page, "LEAD-1", 2, "description")
    expect(field(page, second)).to_be_focused()
    field(page, second).fill("Appraisal targets of the year.")
    expect_saved(page, second)
    page.locator("#LEAD-1").get_by_label("Headteacher").check()
    expect_saved(page, "LEAD-1.stakeholders")
    field(page, "LEAD.summary").fill("Leadership is shared.\nThe office comes next.")
    expect_saved(page, "LEAD.summary")


def _come_back_to_the_next_item(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your SEND review")
    expect(page.get_by_text("1 of 18 items looked at", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Leadership of SEND").click()
    expect(level(page, "LEAD-1", "Secure")).to_be_checked()
    expect(field(page, "LEAD-1.strengths")).to_have_value("Every teacher knows what is theirs to do.")
    expect(page.locator('[data-evidence^="LEAD-1/"]')).to_have_count(2)
    expect(field(page, "LEAD.summary")).to_have_value("Leadership is shared.\nThe office comes next.")
    page.get_by_role("link", name="Next unanswered item").click()
    expect(page).to_have_url(re.compile(r"/areas/OUT#OUT-1$"))
    expect(page.locator("#OUT-1")).to_be_in_viewport()
    level(page, "OUT-1", "Growing").check()
    expect_saved(page, "OUT-1.judgement")
    page.get_by_role("link", name="Next unanswered item").click()
    expect(page).to_have_url(re.compile(r"/areas/OUT#OUT-3$"))
    page.get_by_role("link", name="Your SEND review").click()


def _search_and_filter(page: Page) -> None:
    page.get_by_role("link", name="Search and filter the items").click()
    page.get_by_label("Words").fill("theirs to do")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("1 of 18 items")
    page.get_by_label("Words").fill("")
    page.get_by_label("Where the item stands").select_option(label="Growing")
    page.get_by_label("Only items without evidence").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("1 of 18 items")
    expect(page).to_have_url(re.compile("level=growing.*evidence=missing"))
    page.get_by_role("link", name=re.compile("^OUT-1")).click()
    expect(page).to_have_url(re.compile("#OUT-1$"))


def _look_back_and_restore(page: Page) -> None:
    page.get_by_role("link", name="Leadership of SEND").click()
    page.get_by_role("link", name="strengths (LEAD-1)").click()
    expect(page.locator("h1")).to_have_text("History: Strengths")
    expect(page.locator(".history > li")).to_have_count(2)
    page.get_by_role("button", name="Put this back").click()
    expect(page.get_by_text("The earlier text is back.")).to_be_visible()
    expect(field(page, "LEAD-1.strengths")).to_have_value("Every teacher")
    expect(page.locator("#LEAD-1")).to_be_in_viewport()


def _check_and_agree(page: Page) -> None:
    page.get_by_role("link", name="Your SEND review").click()
    page.get_by_role("link", name="Check and agree a version").click()
    expect(page.get_by_text("Judged, without evidence (1)")).to_be_visible()
    expect(page.get_by_text("Not looked at yet (16)")).to_be_visible()
    page.get_by_label("Who agreed it with you?").fill("Headteacher")
    page.get_by_role("button", name="Agree this version").click()
    expect(page.locator("h1")).to_have_text("Version 1")
    expect(page.get_by_text("With: Headteacher.")).to_be_visible()
    expect(page.get_by_text("Every teacher", exact=True)).to_be_visible()


def _change_one_text_after_agreeing(page: Page) -> None:
    page.get_by_role("link", name="Your SEND review").click()
    page.get_by_role("link", name="Leadership of SEND").click()
    field(page, "LEAD-1.developments").fill("Office staff are asked next week.")
    expect_saved(page, "LEAD-1.developments")
    page.get_by_role("link", name="Your SEND review").click()
    page.get_by_role("link", name="1 change since agreed").click()
    expect(page.get_by_text("Office staff have not been asked.")).to_be_visible()
    expect(page.get_by_text("Office staff are asked next week.")).to_be_visible()
    page.get_by_role("link", name="Your SEND review").click()


def _make_the_paper(page: Page) -> None:
    page.get_by_role("link", name="Governors’ paper").click()
    expect(page.get_by_text("1 change since agreed is not in it.")).to_be_visible()
    expect(page.get_by_role("img", name="Number of items at each level in each area")).to_be_visible()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("The paper is being made.")).to_be_visible()
    expect(page.get_by_text("The paper is ready.")).to_be_visible(timeout=30_000)
    assert read_pdf(page).startswith(b"%PDF")
    page.reload()
    expect(page.get_by_text("The paper is ready.")).to_be_visible()
