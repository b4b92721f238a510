"""A school with two reviews open, on two frameworks, in Chromium."""

import pytest
from playwright.sync_api import expect

from app.models.accounts import Role
from app.review_framework.loader import latest_framework
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import expect_saved, field, level, save_all

pytestmark = pytest.mark.browser

SPECIALIST = latest_framework("wss-specialist")
ITEM = SPECIALIST.essential_items[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_second_review_on_another_framework_beside_the_first(site: Site, script: bool) -> None:
    staff = site.new_school()
    first = site.new_review(staff)
    page = site.new_context(staff[Role.SENCO], java_script_enabled=script).new_page()
    page.goto(f"/schools/{staff.school.id}")
    page.get_by_role("link", name="Start another review").click()
    page.get_by_role("radio", name=SPECIALIST.title).check()
    page.get_by_label("Why does your school review its SEND provision now?").fill("Our specialist unit opened.")
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_text(SPECIALIST.title)).to_be_visible()
    second = site.review_at(page)
    assert (second.framework_id, first.framework_id) == ("wss-specialist", "wss-mainstream")

    page.get_by_role("link", name="The areas").or_(
        page.get_by_role("link", name=SPECIALIST.areas[0].title)
    ).first.click()
    expect(page.locator(f"#{ITEM.code}-title")).to_have_text(ITEM.statement)
    level(page, ITEM.code, SPECIALIST.scale[1].label).check()
    name = f"{ITEM.code}.strengths"
    field(page, name).fill("The unit's timetable follows the pupils.")
    if script:
        expect_saved(page, name)
    else:
        save_all(page)
        expect(page.get_by_text("Everything on this page is saved.")).to_be_visible()
    assert site.answer(second, name) == "The unit's timetable follows the pupils."
    assert site.answer(first, name) == "", "The first review is as it was"

    page.goto("/")
    for review, title in ((first, "Whole School SEND Review for mainstream schools"), (second, SPECIALIST.title)):
        expect(page.get_by_role("heading", name=title).get_by_role("link")).to_have_attribute(
            "href", f"/reviews/{review.id}"
        )
    page.goto(f"/reviews/{second.id}/documents")
    expect(page.get_by_role("heading", name="Blank framework for paper")).to_be_visible()
