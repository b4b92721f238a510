"""The same job in a browser that runs no script: one button a page, and nothing typed is lost."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.self_evaluation import SCOPE
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import evidence, field, level, read_pdf, save_all, sign_in
from tests.people import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site) -> Page:
    return site.new_context(java_script_enabled=False).new_page()


def test_the_whole_journey_with_one_button(site: Site, page: Page) -> None:
    staff = site.new_school()
    sign_in(page, staff[Role.SENCO].email)
    _start(page)
    _answer(page)
    _restore(page)
    _agree(page)
    _make_the_paper(page)


def _start(page: Page) -> None:
    page.get_by_role("link", name="Start the first review").click()
    page.get_by_role("button", name="Start the review").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Write a sentence on why your school reviews its SEND provision now.")
    page.get_by_label("Why does your school review its SEND provision now?").fill("Governors asked how we know.")
    page.get_by_label("Senior leader who sponsors the review").fill("Ben Leader")
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_text("Your review has started.")).to_be_visible()


def _answer(page: Page) -> None:
    page.get_by_role("link", name="Start with the first item").click()
    expect(page).to_have_url(re.compile("#OUT-1$"))
    expect(page.get_by_text("Everything saves itself as you go.")).to_be_hidden()
    level(page, "OUT-1", "Growing").check()
    field(page, "OUT-1.strengths").fill("Books show it.")
    field(page, "OUT-1.developments").fill("Two subjects guess.")
    first = evidence(page, "OUT-1", 1, "description")
    field(page, first).fill("Thirty books of three years.")
    page.locator("#OUT-1").get_by_role("button", name="Add another piece of evidence").click()
    expect(page.get_by_text("Everything on this page is saved.")).to_be_visible()
    expect(page.locator('[data-evidence^="OUT-1/"]')).to_have_count(2)
    field(page, evidence(page, "OUT-1", 2, "description")).fill("What pupils said.")
    page.locator("#OUT-1").get_by_label("Pupils", exact=True).check()
    field(page, "OUT.summary").fill("Pupils move on.")
    save_all(page)
    expect(page.get_by_text("Everything on this page is saved.")).to_be_visible()
    expect(level(page, "OUT-1", "Growing")).to_be_checked()
    expect(field(page, "OUT-1.strengths")).to_have_value("Books show it.")
    expect(field(page, evidence(page, "OUT-1", 1, "description"))).to_have_value("Thirty books of three years.")
    expect(field(page, evidence(page, "OUT-1", 2, "description"))).to_have_value("What pupils said.")
    expect(page.locator("#OUT-1").get_by_label("Pupils", exact=True)).to_be_checked()
    expect(field(page, "OUT.summary")).to_have_value("Pupils move on.")
    page.locator("#OUT-1").get_by_role("button", name="Remove this evidence 2").click()
    expect(page.locator('[data-evidence^="OUT-1/"]')).to_have_count(1)


def _restore(page: Page) -> None:
    field(page, "OUT-1.strengths").fill("Books and pupils show it.")
    save_all(page)
    page.get_by_role("link", name="Earlier texts (OUT-1)").click()
    page.get_by_role("button", name=re.compile("Put this back.*Strengths")).click()
    expect(page.get_by_text("The earlier text is back.")).to_be_visible()
    expect(field(page, "OUT-1.strengths")).to_have_value("Books show it.")


def _agree(page: Page) -> None:
    page.get_by_role("link", name="Your SEND review").click()
    page.get_by_role("link", name="Check and agree a version").click()
    page.get_by_role("button", name="Agree this version").click()
    expect(page.locator("h1")).to_have_text("Version 1")


def _make_the_paper(page: Page) -> None:
    page.get_by_role("link", name="Governors’ paper").click()
    page.get_by_role("button", name="Make the PDF").click()
    ready, again = page.get_by_text("The paper is ready."), page.get_by_role("link", name="Look again")
    deadline = time.monotonic() + 30
    expect(again.or_(ready)).to_be_visible()
    while not ready.is_visible() and time.monotonic() < deadline:
        again.click()
        expect(again.or_(ready)).to_be_visible()
    assert read_pdf(page).startswith(b"%PDF")


def test_words_sent_after_the_sign_in_ran_out_are_saved_by_signing_in(site: Site, page: Page) -> None:
    staff = site.new_school()
    senco = staff[Role.SENCO]
    review = site.new_review(staff)
    site.sign_in(page.context, senco)
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    level(page, "LEAD-1", "Shared").check()
    field(page, "LEAD-1.strengths").fill("Line one.\nLine <two> & “three”.")
    page.locator("#LEAD-1").get_by_label("Headteacher").check()
    page.locator("#LEAD-1").get_by_label("Pupils", exact=True).check()
    site.end_sign_ins(senco)
    save_all(page)
    expect(page.get_by_text("Your words are here with this page: sign in, and they are saved.")).to_be_visible()
    page.get_by_label("E-mail address").fill(senco.email)
    page.get_by_label("Password").fill("not the right password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("is not right")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Everything on this page is saved.")).to_be_visible()
    expect(field(page, "LEAD-1.strengths")).to_have_value("Line one.\nLine <two> & “three”.")
    expect(level(page, "LEAD-1", "Shared")).to_be_checked()
    assert site.answer(review, "LEAD-1.strengths") == "Line one.\nLine <two> & “three”."
    assert site.answer(review, "LEAD-1.stakeholders") == "headteacher pupils"


def test_dates_and_scope_are_saved_with_one_button(site: Site, page: Page) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    site.sign_in(page.context, staff[Role.SENCO])
    page.goto(f"/reviews/{review.id}/scope")
    page.get_by_label("What they commit to").fill("Half a day a week.")
    page.get_by_label("2. Self-evaluation").fill("2027-06-18")
    save_all(page)
    expect(page.locator("h1")).to_have_text("Your SEND review")
    expect(page.get_by_text("By 18 June 2027").first).to_be_visible()
    assert site.answer(review, f"{SCOPE}.commitment") == "Half a day a week."


def test_a_text_that_cannot_be_saved_comes_back_with_the_reason_and_the_rest_is_saved(site: Site, page: Page) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    site.sign_in(page.context, staff[Role.SENCO])
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    link = evidence(page, "LEAD-1", 1, "link")
    field(page, link).fill("javascript:alert(1)")
    field(page, "LEAD-1.strengths").fill("Kept all the same.")
    save_all(page)
    problem = page.get_by_role("alert")
    expect(problem.get_by_role("link")).to_contain_text("LEAD-1: Copy the whole web address")
    expect(field(page, link)).to_have_value("javascript:alert(1)")
    expect(field(page, "LEAD-1.strengths")).to_have_value("Kept all the same.")
    assert site.answer(review, "LEAD-1.strengths") == "Kept all the same."
    target = problem.get_by_role("link").get_attribute("href") or ""
    assert page.locator(f'[id="{target.removeprefix("#")}"]').count() == 1
