"""Poor Wi-Fi, a tunnel, a power cut: what was typed is on the device until the service has it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from app.models.accounts import Role
from tests.browser.journeys.site import Site, open_site
from tests.browser.journeys.steps import drafts, expect_saved, field, state
from tests.plugins.chromium import serve

pytestmark = pytest.mark.browser

STRENGTHS = "LEAD-1.strengths"
NOT_SAVED = "Not saved, retrying. Your words are kept on this device."


def open_area(site: Site) -> tuple[Page, str]:
    staff = site.new_school()
    address = f"/reviews/{site.new_review(staff).id}/areas/LEAD"
    page = site.new_context(staff[Role.SENCO]).new_page()
    page.goto(address)
    return page, address


def test_offline_words_say_so_and_are_saved_once_online(site: Site) -> None:
    page, _address = open_area(site)
    page.context.set_offline(True)
    field(page, STRENGTHS).press_sequentially("In the tunnel")
    expect(state(page, STRENGTHS)).to_have_text(NOT_SAVED)
    assert len(drafts(page)) == 1
    page.context.set_offline(False)
    expect_saved(page, STRENGTHS)
    assert site.answer(site.review_at(page), STRENGTHS) == "In the tunnel"


def test_leaving_while_offline_asks_first(site: Site) -> None:
    page, _address = open_area(site)
    page.context.set_offline(True)
    field(page, STRENGTHS).press_sequentially("Do not leave me")
    expect(state(page, STRENGTHS)).to_have_text(NOT_SAVED)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload())")
    assert asked == ["beforeunload"]
    expect(field(page, STRENGTHS)).to_have_value("Do not leave me")
    page.context.set_offline(False)
    expect_saved(page, STRENGTHS)


def test_words_of_a_page_that_was_closed_offline_come_back_and_are_saved(site: Site) -> None:
    page, address = open_area(site)
    page.context.set_offline(True)
    field(page, STRENGTHS).press_sequentially("Closed the lid")
    expect(state(page, STRENGTHS)).to_have_text(NOT_SAVED)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("These words were kept on this device and have been put back.")).to_be_visible()
    expect(field(page, STRENGTHS)).to_have_value("Closed the lid")
    expect_saved(page, STRENGTHS)
    assert site.answer(site.review_at(page), STRENGTHS) == "Closed the lid"


def test_a_sign_in_that_ran_out_while_typing_is_renewed_in_another_tab(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    page = site.new_context(staff[Role.SENCO]).new_page()
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    site.end_sign_ins(staff[Role.SENCO])
    field(page, STRENGTHS).fill("Written after hours")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved: you are no longer signed in.")
    site.sign_in(page.context, staff[Role.SENCO])
    field(page, "LEAD-1.developments").focus()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_saved(page, STRENGTHS)
    assert site.answer(review, STRENGTHS) == "Written after hours"


def test_a_service_that_was_killed_while_somebody_typed_has_every_word_after_its_restart(
    tmp_path: Path, chromium: Browser
) -> None:
    with open_site(tmp_path, chromium) as site:
        page, _address = open_area(site)
        review = site.review_at(page)
        field(page, STRENGTHS).press_sequentially("Saved before. ")
        expect_saved(page, STRENGTHS)
        site.served.kill()
        field(page, STRENGTHS).press_sequentially("Typed into the dark. ")
        expect(state(page, STRENGTHS)).to_have_text(NOT_SAVED)
        with serve(site.env, port=int(site.base_url.rpartition(":")[2])):
            field(page, STRENGTHS).press_sequentially("And on.")
            expect_saved(page, STRENGTHS)
        assert site.answer(review, STRENGTHS) == "Saved before. Typed into the dark. And on."
