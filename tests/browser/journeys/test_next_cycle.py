"""The second cycle in Chromium, with the script and without it, and on a newer version of the framework."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.models.accounts import Role
from app.models.reviews import Depth, Review
from app.review_framework.loader import add_folder, get_framework, remove_folder
from app.services.reviews import start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.browser.journeys.site import SCOPE, Site, Staff, open_site
from tests.browser.journeys.steps import expect_saved, field, level, save_all
from tests.browser.journeys.test_every_page import WIDTHS, violations
from tests.cycles.frameworks import write_versions
from tests.cycles.test_framework_versions import SAID as SAID_IN_SMALL
from tests.visits import check_page

pytestmark = pytest.mark.browser

SAID = {
    "OUT-1.judgement": "growing",
    "OUT-1.strengths": "Books show it.",
    "OUT-1.developments": "Two subjects guess.",
    "OUT-1/k3f9.description": "Thirty books of three years.",
    "OUT-1/k3f9.dated": "2024-03-03",
    "OUT-3.judgement": "secure",
}


def first_cycle(site: Site, staff: Staff, said: dict[str, str], framework: tuple[str, str]) -> Review:
    by = staff[Role.SENCO].actor
    with site.database.writing() as session:
        review = start_review(session, staff.school, get_framework(*framework), Depth.FULL, scope=SCOPE, by=by)
        for name, value in said.items():
            place, _dot, of = name.rpartition(".")
            save_answer(session, review, place, of, value, base=0, by=by)
        checked = read_sheet(session, review).fingerprint()
        agree_version(session, review, checked=checked, present="", by=by)
    return review


def start_from(page: Page, review: Review) -> None:
    page.goto(f"/reviews/{review.id}")
    page.get_by_role("link", name="Start the next cycle from this review").click()
    expect(page.get_by_role("radio", name=re.compile("Continue from the review of"))).to_be_checked()
    expect(page.get_by_text("A new SENCO starts in September.")).to_be_visible()
    page.get_by_label("Why does your school review its SEND provision now?").fill("A year has passed.")
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_text("It continues the review of")).to_be_visible()


def bring(page: Page, item: str, label: str) -> None:
    page.locator(f"#{item}").get_by_role("button", name=f"Still true: bring it over ({item}: {label})").click()
    expect(page.get_by_text("Last time’s words are in this year’s field")).to_be_visible()


def picture(page: Page) -> None:
    page.get_by_role("link", name="what has changed since then").click()
    expect(page.locator("h1")).to_have_text("What has changed since last time")
    expect(page.get_by_role("img", name="Change since last time in each area")).to_be_visible()
    expect(page.get_by_text("Last time: Growing. Now: Secure.")).to_be_visible()


def test_second_cycle_by_mouse(site: Site) -> None:
    staff = site.new_school()
    first = first_cycle(site, staff, SAID, ("wss-mainstream", "1.0"))
    page = site.new_context(staff[Role.SENCO]).new_page()
    start_from(page, first)
    second = site.review_at(page)
    page.get_by_role("link", name="Outcomes for pupils with SEND").click()
    last = page.locator('[data-last="OUT-1"]')
    expect(last).to_contain_text("Growing")
    expect(last).to_contain_text(re.compile("Thirty books of three years.*3 March 2024, .* old"))
    expect(level(page, "OUT-1", "Growing")).not_to_be_checked()
    level(page, "OUT-1", "Secure").check()
    expect_saved(page, "OUT-1.judgement")
    bring(page, "OUT-1", "Strengths")
    expect(field(page, "OUT-1.strengths")).to_have_value("Books show it.")
    field(page, "OUT-1.developments").fill("One subject guesses.")
    expect_saved(page, "OUT-1.developments")
    page.locator("#OUT-1").get_by_role("button", name=re.compile("bring it over.*Areas for development")).click()
    expect(page.get_by_text("This field has words of this year, so nothing was brought over.")).to_be_visible()
    assert site.answer(second, "OUT-1.strengths") == "Books show it."
    assert site.answer(second, "OUT-1.developments") == "One subject guesses."
    page.goto(f"/reviews/{second.id}")
    picture(page)


def test_second_cycle_without_javascript(site: Site) -> None:
    staff = site.new_school()
    first = first_cycle(site, staff, SAID, ("wss-mainstream", "1.0"))
    page = site.new_context(staff[Role.SENCO], java_script_enabled=False).new_page()
    start_from(page, first)
    second = site.review_at(page)
    page.get_by_role("link", name="Outcomes for pupils with SEND").click()
    level(page, "OUT-1", "Secure").check()
    field(page, "OUT-1.developments").fill("One subject guesses.")
    field(page, "OUT.summary").fill("Typed, and not yet saved.")
    bring(page, "OUT-1", "Strengths")
    expect(level(page, "OUT-1", "Secure")).to_be_checked()
    expect(field(page, "OUT-1.strengths")).to_have_value("Books show it.")
    expect(field(page, "OUT-1.developments")).to_have_value("One subject guesses.")
    expect(field(page, "OUT.summary")).to_have_value("Typed, and not yet saved.")
    save_all(page)
    assert site.answer(second, "OUT-1.strengths") == "Books show it."
    page.goto(f"/reviews/{second.id}")
    picture(page)


def test_button_pressed_twice_starts_one_review(site: Site) -> None:
    staff = site.new_school()
    page = site.new_context(staff[Role.SENCO]).new_page()
    page.goto(f"/schools/{staff.school.id}/reviews/new")
    page.get_by_label("Why does your school review its SEND provision now?").fill("A year has passed.")
    page.get_by_role("button", name="Start the review").dblclick()
    expect(page.locator("h1")).to_have_text("Your SEND review")
    page.goto(f"/schools/{staff.school.id}")
    expect(page.get_by_role("link", name=re.compile("Review started on"))).to_have_count(1)


@pytest.fixture(scope="module")
def site_with_versions(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    """A service of its own, which also has the small framework in two versions."""
    folder = tmp_path_factory.mktemp("versions")
    frameworks = write_versions(folder)
    add_folder(frameworks)
    with open_site(folder, chromium, SEND_REVIEW_FRAMEWORKS_DIR=str(frameworks)) as site:
        yield site
    remove_folder(frameworks)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_cycle_on_a_newer_version_loses_nothing(site_with_versions: Site, script: bool) -> None:
    site = site_with_versions
    staff = site.new_school()
    first = first_cycle(site, staff, SAID_IN_SMALL, ("small", "1.0"))
    page = site.new_context(staff[Role.SENCO], java_script_enabled=script).new_page()
    page.goto(f"/reviews/{first.id}")
    page.get_by_role("link", name="Start the next cycle from this review").click()
    expect(page.get_by_text("1 has moved, 1 is new, 1 is no longer asked.")).to_be_visible()
    page.get_by_role("link", name="See which items are kept, moved, new and no longer asked").click()
    expect(page.get_by_text("Leaders visit every fortnight.")).to_be_visible()
    page.get_by_role("link", name="Start a review").click()
    expect(page.get_by_role("radio", name="A small framework (1.1)")).to_be_checked()
    page.get_by_label("Why does your school review its SEND provision now?").fill("A year has passed.")
    page.get_by_role("button", name="Start the review").click()
    seen = ""
    for code, title in (("TL", "Teaching"), ("LEAD", "Leadership")):
        page.get_by_role("link", name=title).first.click()
        expect(page.locator("h1")).to_have_text(title)
        seen += page.locator("main").inner_text()
        if code == "LEAD":
            bring(page, "LEAD-2", "Strengths")
            expect(field(page, "LEAD-2.strengths")).to_have_value("Pupils tell us each term.")
        page.get_by_role("link", name="Your SEND review").click()
    page.get_by_role("link", name="changes in the framework").click()
    seen += page.locator("main").inner_text()
    words = [
        text for name, text in SAID_IN_SMALL.items() if name.endswith(("strengths", "developments", "description"))
    ]
    assert [text for text in words if text not in seen] == []


def test_changed_framework_is_fit_for_everybody(site_with_versions: Site) -> None:
    site = site_with_versions
    staff = site.new_school()
    first = first_cycle(site, staff, SAID_IN_SMALL, ("small", "1.0"))
    page = site.new_context(staff[Role.SENCO], reduced_motion="reduce").new_page()
    pages = [f"/reviews/{first.id}/framework-changes?to=small%201.1"]
    pages.append(f"/schools/{staff.school.id}/reviews/new?previous={first.id}")
    for path in pages:
        response = page.goto(path)
        assert response is not None
        check_page(response.text())
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert violations(page) == [], path
