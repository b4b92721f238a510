"""A SENCO turns a recommendation into an action, and goes back to the note that it began with, one click each way."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.services.action_plan_findings import self_finding_id
from tests.browser.journeys.pages_of_action_plan import found_by_a_reviewer
from tests.browser.journeys.site import Site


def plan_from_the_report(page: Page, here: str) -> None:
    """From the task list to an action, with its own words the only ones that are typed."""
    page.goto(here)
    page.get_by_role("link", name="Choose your priorities").click()
    page.get_by_label("Take this one: Give the SENCO an afternoon a week.").check()
    page.get_by_role("button", name="Take them into the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Priority 1: Give the SENCO an afternoon a week")
    expect(page.get_by_label("What pupils will notice")).to_have_value("Give the SENCO an afternoon a week.")
    page.get_by_label("Next action").fill("Find the afternoon in the timetable.")
    page.get_by_role("button", name="Add this action").click()
    page.get_by_role("link", name="Find the afternoon in the timetable.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One action")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_one_click_from_an_action_to_its_note_and_back(site: Site, script: bool) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    found_by_a_reviewer(site, staff, review)
    page = site.new_context(staff[Role.SENCO], java_script_enabled=script).new_page()
    plan_from_the_report(page, f"/reviews/{review.id}")
    page.get_by_role("link", name="Learning walk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A note of the visit")
    page.get_by_role("link", name="Find the afternoon in the timetable.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One action")
    page.get_by_role("link", name=re.compile("LEAD-1, the school’s evidence")).click()
    expect(page).to_have_url(re.compile(r"/areas/LEAD#LEAD-1$"))
    page.goto(f"/reviews/{review.id}/action-plan/findings/{self_finding_id('LEAD-1')}")
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


def test_action_saves_itself_and_a_measure_gets_a_row_without_leaving(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    found_by_a_reviewer(site, staff, review)
    page = site.new_context(staff[Role.SENCO]).new_page()
    plan_from_the_report(page, f"/reviews/{review.id}")
    page.get_by_label("Who does it").fill("Ben")
    page.get_by_label("Done by").fill("2027-03-03")
    page.get_by_label("How far things have changed").select_option("some_change")
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_have_count(3)
    page.reload()
    expect(page.get_by_label("Who does it")).to_have_value("Ben")
    expect(page.get_by_label("Done by")).to_have_value("2027-03-03")
    page.get_by_role("link", name=re.compile("^Priority 1")).first.click()
    page.get_by_role("button", name="Add a key stakeholder").click()
    page.get_by_label("How they are involved").last.fill("They try it first.")
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_have_count(1)
    page.reload()
    expect(page.get_by_label("How they are involved")).to_have_value("They try it first.")
