"""What the autosave script promises, against the gallery's make-believe server."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from tests.interface.gallery import Gallery
from tests.interface.served import open_browser, serve_gallery

STRENGTHS = "LEAD-1.strengths"
DEVELOPMENT = "LEAD-1.development"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def served() -> Iterator[tuple[Gallery, str]]:
    with serve_gallery() as served:
        yield served


@pytest.fixture
def gallery(served: tuple[Gallery, str]) -> Gallery:
    return served[0]


@pytest.fixture
def context(browser: Browser, served: tuple[Gallery, str]) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=served[1])
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/area")
    return page


def field(page: Page, name: str) -> Locator:
    return page.locator(f'textarea[name="{name}"]')


def state(page: Page, name: str) -> Locator:
    return page.locator(f'[data-state-for="{name}"]')


def base_version(page: Page, name: str) -> str:
    return page.locator(f'input[name="{name}.version"]').input_value()


def drafts(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
    return keys


def values(gallery: Gallery, name: str) -> list[str]:
    return [sent["value"] for sent in gallery.received if sent["name"] == name]


def test_typing_is_saved_and_takes_over_the_new_version(page: Page, gallery: Gallery) -> None:
    field(page, STRENGTHS).fill("Leaders meet each term.")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    assert gallery.received == [{"name": STRENGTHS, "value": "Leaders meet each term.", "version": "0"}]
    assert base_version(page, STRENGTHS) == "1"
    assert drafts(page) == []
    field(page, STRENGTHS).fill("Leaders meet each half term.")
    expect(page.locator(f'input[name="{STRENGTHS}.version"]')).to_have_value("2")
    assert gallery.answers[STRENGTHS] == ("Leaders meet each half term.", 2)


def test_radios_checkboxes_selects_and_dates_are_saved_as_one_value(page: Page, gallery: Gallery) -> None:
    page.get_by_role("radio", name="Secure").first.check()
    expect(state(page, "LEAD-1.judgement")).to_have_text("Saved 10:42")
    page.get_by_label("Headteacher").first.check()
    page.get_by_label("Pupils", exact=True).first.check()
    page.get_by_label("Kind").first.select_option("data")
    page.locator('input[name="LEAD-1/k3f9.dated"]').fill("2027-03-03")
    for name in ("LEAD-1.stakeholders", "LEAD-1/k3f9.kind", "LEAD-1/k3f9.dated"):
        expect(state(page, name)).to_have_text("Saved 10:42")
    saved = {name: value for name, (value, _) in gallery.answers.items()}
    assert saved == {
        "LEAD-1.judgement": "secure",
        "LEAD-1.stakeholders": "headteacher pupils",
        "LEAD-1/k3f9.kind": "data",
        "LEAD-1/k3f9.dated": "2027-03-03",
    }


def test_one_request_a_field_is_in_flight_and_later_edits_go_together(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["slow"])
    field(page, STRENGTHS).press_sequentially("One")
    field(page, STRENGTHS).blur()
    expect(state(page, STRENGTHS)).to_have_text("Saving…")
    for word in (" two", " three", " four"):
        field(page, STRENGTHS).press_sequentially(word, delay=20)
        field(page, STRENGTHS).blur()
    expect(page.locator(f'input[name="{STRENGTHS}.version"]')).to_have_value("2")
    assert values(gallery, STRENGTHS) == ["One", "One two three four"]
    assert gallery.answers[STRENGTHS] == ("One two three four", 2)


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


def test_offline_words_are_saved_when_the_network_is_back(
    page: Page, gallery: Gallery, context: BrowserContext
) -> None:
    context.set_offline(True)
    field(page, STRENGTHS).fill("In the tunnel")
    field(page, DEVELOPMENT).fill("Also in the tunnel")
    expect(state(page, DEVELOPMENT)).to_contain_text("Not saved, retrying")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    context.set_offline(False)
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    expect(state(page, DEVELOPMENT)).to_have_text("Saved 10:42")


def test_another_sites_page_is_no_acknowledgement(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["portal"])
    field(page, STRENGTHS).fill("Behind the school's filter")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")


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


def test_a_draft_on_an_older_version_shows_both_texts(page: Page, gallery: Gallery) -> None:
    gallery.always = "500"
    field(page, STRENGTHS).fill("Mine, from the train")
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    gallery.answers[STRENGTHS] = ("Priya's, meanwhile", 3)
    gallery.always = "ok"
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(state(page, STRENGTHS)).to_contain_text("Changed by Priya at 10:41")
    expect(state(page, STRENGTHS)).to_contain_text("Priya's, meanwhile")
    expect(field(page, STRENGTHS)).to_have_value("Mine, from the train")


def test_a_lost_answer_is_no_conflict_with_oneself(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["drop"])
    field(page, STRENGTHS).fill("First")
    field(page, STRENGTHS).blur()
    expect(state(page, STRENGTHS)).to_contain_text("Not saved, retrying")
    assert gallery.answers[STRENGTHS] == ("First", 1)
    field(page, STRENGTHS).fill("First and second")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    assert gallery.answers[STRENGTHS] == ("First and second", 2)


def test_conflict_keep_mine_saves_what_is_in_the_box(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["409"])
    field(page, STRENGTHS).fill("My own words.")
    expect(state(page, STRENGTHS)).to_contain_text("Priya's own words about it.")
    field(page, STRENGTHS).fill("My own words. And Priya's.")
    expect(page.locator("[data-mine]")).to_have_text("My own words. And Priya's.")
    page.wait_for_timeout(1200)
    assert values(gallery, STRENGTHS) == ["My own words."], "nothing may go over Priya's words unasked"
    page.get_by_role("button", name="Keep mine").click()
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    assert gallery.answers[STRENGTHS] == ("My own words. And Priya's.", 2)
    expect(field(page, STRENGTHS)).to_be_focused()


def test_conflict_keep_theirs_takes_their_text_over(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["409"])
    field(page, STRENGTHS).fill("My own words.")
    page.get_by_role("button", name="Keep theirs").click()
    expect(field(page, STRENGTHS)).to_have_value("Priya's own words about it.")
    expect(state(page, STRENGTHS)).to_have_text("Theirs is kept.")
    assert drafts(page) == []
    field(page, STRENGTHS).fill("Priya's own words about it. Quite right.")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    assert gallery.answers[STRENGTHS] == ("Priya's own words about it. Quite right.", 2)


def test_refused_words_stay_with_the_reason_until_changed(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["422"])
    field(page, STRENGTHS).fill("Far too long")
    expect(state(page, STRENGTHS)).to_have_text("This is longer than 4,000 characters.")
    expect(field(page, STRENGTHS)).to_have_value("Far too long")
    assert len(drafts(page)) == 1
    field(page, STRENGTHS).fill("Short")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")


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


def test_what_cannot_be_saved_any_more_can_be_copied(
    page: Page, gallery: Gallery, context: BrowserContext
) -> None:
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


def test_the_save_button_waits_for_what_is_under_way(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["slow"])
    field(page, STRENGTHS).fill("Under way")
    field(page, STRENGTHS).blur()
    field(page, DEVELOPMENT).fill("Typed just now")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).last.click()
    expect(field(page, DEVELOPMENT)).to_have_value("Typed just now")
    sent = dict(gallery.forms[-1])
    assert sent[f"{STRENGTHS}.version"] == "1"
    assert sent["save"] == "all"
    assert gallery.answers[STRENGTHS] == ("Under way", 1)


def test_another_piece_of_evidence_comes_with_focus_and_is_saved(page: Page, gallery: Gallery) -> None:
    page.get_by_role("button", name="Add another piece of evidence").first.click()
    added = field(page, "LEAD-1/new1.description")
    expect(added).to_be_focused()
    added.press_sequentially("Minutes of two meetings")
    expect(state(page, "LEAD-1/new1.description")).to_have_text("Saved 10:42")
    assert gallery.answers["LEAD-1/new1.description"] == ("Minutes of two meetings", 1)
    assert gallery.forms == []


def test_a_gentle_note_stays_hidden_once_hidden(page: Page) -> None:
    field(page, STRENGTHS).fill("The Year 4 boy does well")
    note = state(page, STRENGTHS).get_by_text("This may name a pupil")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Hide this note").click()
    expect(note).to_have_count(0)
    expect(field(page, STRENGTHS)).to_be_focused()
    field(page, STRENGTHS).fill("The Year 4 boy does very well")
    expect(page.locator(f'input[name="{STRENGTHS}.version"]')).to_have_value("2")
    expect(note).to_have_count(0)


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


def test_without_javascript_one_form_carries_every_field(
    browser: Browser, served: tuple[Gallery, str]
) -> None:
    gallery, address = served
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/area")
    field(page, STRENGTHS).fill("By hand")
    page.get_by_role("radio", name="Growing").first.check()
    page.get_by_label("Headteacher").first.check()
    page.get_by_label("Link (if there is one)").first.fill("minutes")
    with page.expect_navigation():
        page.get_by_label("Link (if there is one)").first.press("Enter")
    sent: list[tuple[str, Any]] = gallery.forms[-1]
    names = {name for name, _ in sent}
    expected = {
        "judgement",
        "reason",
        "strengths",
        "development",
        "judgement.version",
        "stakeholders.version",
    }
    for number in range(1, 9):
        assert {f"LEAD-{number}.{part}" for part in expected} <= names
        assert {f"LEAD-{number}/k3f9.{part}" for part in ("description", "kind", "dated", "link")} <= names
    assert (STRENGTHS, "By hand") in sent
    assert ("LEAD-1.judgement", "growing") in sent
    assert ("LEAD-1.stakeholders", "headteacher") in sent
    assert ("save", "all") in sent, "Enter must press Save, not Remove"
    assert not re.search("remove-evidence|add-evidence", " ".join(names))
    expect(field(page, STRENGTHS)).to_have_value("By hand")
    expect(page.get_by_role("radio", name="Growing").first).to_be_checked()
    context.close()
