"""Words that could not be saved: kept, put back, never left behind unasked."""

from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from tests.browser.interface.area_page import DEVELOPMENT, STRENGTHS, drafts, field, state, values
from tests.interface.gallery import Gallery


def test_a_failed_save_says_so_retries_and_keeps_a_draft(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["500", "429"])
    field(page, STRENGTHS).fill("Kept")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    assert drafts(page) == [f"draft:12:7:{STRENGTHS}"]
    expect(page.locator("[data-announce]")).to_contain_text("not saved yet")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    expect(page.locator("[data-announce]")).to_have_text("Everything is saved.")
    assert values(gallery, STRENGTHS) == ["Kept", "Kept", "Kept"]
    assert drafts(page) == []


def test_a_draft_is_put_back_after_a_reload_and_saved(page: Page, gallery: Gallery) -> None:
    gallery.always = "500"
    field(page, STRENGTHS).fill("Typed before the battery died")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    page.once("dialog", lambda dialog: dialog.accept())
    gallery.always = "ok"
    page.reload()
    expect(field(page, STRENGTHS)).to_have_value("Typed before the battery died")
    expect(page.get_by_text("These words were kept on this device")).to_be_visible()
    expect(state(page, STRENGTHS)).to_contain_text("Saved")
    assert gallery.answers[STRENGTHS][0] == "Typed before the battery died"
    assert drafts(page) == []


def test_signed_out_words_wait_and_follow_after_signing_in(page: Page, gallery: Gallery) -> None:
    gallery.always = "401"
    field(page, STRENGTHS).fill("Before lunch")
    expect(state(page, STRENGTHS)).to_contain_text("no longer signed in")
    field(page, DEVELOPMENT).fill("After lunch")
    expect(state(page, DEVELOPMENT)).to_contain_text("no longer signed in")
    link = state(page, STRENGTHS).get_by_role("link", name="Sign in in a new tab")
    expect(link).to_have_attribute("target", "_blank")
    assert len(drafts(page)) == 2
    sent = len(gallery.received)
    gallery.always = "ok"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    expect(state(page, DEVELOPMENT)).to_have_text("Saved 10:42")
    assert len(gallery.received) == sent + 2
    assert drafts(page) == []


def test_what_cannot_be_saved_any_more_can_be_copied(page: Page, gallery: Gallery, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    gallery.always = "403"
    field(page, STRENGTHS).fill("Worth keeping")
    expect(state(page, STRENGTHS)).to_contain_text("can no longer be saved here")
    page.get_by_role("button", name="Copy your words").click()
    expect(state(page, STRENGTHS)).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Worth keeping"
    assert len(drafts(page)) == 1


def test_leaving_is_questioned_only_while_something_is_unsaved(page: Page, gallery: Gallery) -> None:
    dialogs: list[str] = []

    def leave(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    field(page, STRENGTHS).fill("Saved")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    page.goto("/stages")
    assert dialogs == []
    page.goto("/area")
    gallery.always = "500"
    field(page, STRENGTHS).fill("Not saved")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    page.goto("/stages")
    assert dialogs == ["beforeunload"]


def test_leaving_at_once_still_saves(page: Page, gallery: Gallery) -> None:
    field(page, STRENGTHS).fill("Typed, and gone to the next page")
    page.goto("/stages")
    page.wait_for_timeout(500)
    assert gallery.answers[STRENGTHS] == ("Typed, and gone to the next page", 1)
    page.goto("/area")
    expect(field(page, STRENGTHS)).to_have_value("Typed, and gone to the next page")
    expect(page.get_by_text("These words were kept on this device")).to_have_count(0)
    assert drafts(page) == []


def test_another_persons_drafts_are_left_alone(page: Page, gallery: Gallery) -> None:
    draft = '{"value": "Not for Sam", "version": "0", "unanswered": []}'
    page.evaluate("(draft) => localStorage.setItem('draft:99:7:LEAD-1.strengths', draft)", draft)
    page.reload()
    expect(field(page, STRENGTHS)).to_have_value("")
    assert drafts(page) == ["draft:99:7:LEAD-1.strengths"]


def test_full_storage_is_said(page: Page, gallery: Gallery) -> None:
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    gallery.behaviour.extend(["500"])
    field(page, STRENGTHS).fill("Only in this window")
    expect(state(page, STRENGTHS)).to_contain_text("Please keep this page open")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")


def test_words_in_a_row_the_server_never_knew_get_a_new_row(page: Page, gallery: Gallery) -> None:
    gallery.always = "500"
    page.get_by_role("button", name="Add another piece of evidence").first.click()
    field(page, "LEAD-1/new1.description").fill("Typed in the lift")
    expect(state(page, "LEAD-1/new1.description")).to_contain_text("Not saved, retrying")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field(page, "LEAD-1/new2.description")).to_have_value("Typed in the lift")
    gallery.always = "ok"
    expect(state(page, "LEAD-1/new2.description")).to_have_text("Saved 10:42")
    assert drafts(page) == []


def test_each_save_says_for_whom(page: Page) -> None:
    seen: list[str | None] = []

    def answer(route: Route) -> None:
        seen.append(route.request.headers.get("x-autosave-for"))
        route.fulfill(status=200, content_type="text/html", body='<div data-version="1">Saved</div>')

    page.route("**/save", answer)
    field(page, STRENGTHS).fill("Once")
    expect(state(page, STRENGTHS)).to_have_text("Saved")
    field(page, STRENGTHS).fill("Twice")
    page.wait_for_timeout(1200)
    assert seen == ["12", "12"]


def test_signing_out_with_unsaved_words_asks_first(page: Page, gallery: Gallery) -> None:
    gallery.always = "500"
    field(page, STRENGTHS).fill("Unsaved")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_timeout(3600)
    assert len(asked) == 1
    assert "not saved yet" in asked[0]
    gallery.always = "ok"
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert gallery.answers[STRENGTHS][0] == "Unsaved"
    assert drafts(page) == []
