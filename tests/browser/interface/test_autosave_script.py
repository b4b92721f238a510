"""What the autosave script promises, against the gallery's make-believe server."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.interface.area_page import (
    DEVELOPMENT,
    STRENGTHS,
    base_version,
    drafts,
    field,
    state,
    values,
)
from tests.interface.gallery import Gallery


def test_typing_is_saved_and_takes_over_the_new_version(page: Page, gallery: Gallery) -> None:
    field(page, STRENGTHS).fill("Leaders meet each term.")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    sent = {"name": STRENGTHS, "value": "Leaders meet each term.", "version": "0"}
    assert gallery.received == [sent]
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


def test_refused_words_stay_with_the_reason_until_changed(page: Page, gallery: Gallery) -> None:
    gallery.behaviour.extend(["422"])
    field(page, STRENGTHS).fill("Far too long")
    expect(state(page, STRENGTHS)).to_have_text("This is longer than 4,000 characters.")
    expect(field(page, STRENGTHS)).to_have_value("Far too long")
    assert len(drafts(page)) == 1
    field(page, STRENGTHS).fill("Short")
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")


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


def test_many_fields_come_back_four_at_a_time_and_are_announced_once(
    page: Page, gallery: Gallery, context: BrowserContext
) -> None:
    context.set_offline(True)
    page.evaluate(
        """() => {
            window.heard = [];
            const region = document.querySelector("[data-announce]");
            const listen = () => window.heard.push(region.innerText);
            new MutationObserver(listen).observe(region, {childList: true});
        }"""
    )
    for number in range(1, 9):
        field(page, f"LEAD-{number}.strengths").fill(f"Strength {number}")
    expect(page.get_by_text("Not saved, retrying")).to_have_count(8)
    gallery.always = "slow"
    at_once: list[int] = []
    page.on("request", lambda request: at_once.append(1))
    page.on("requestfinished", lambda request: at_once.append(-1))
    context.set_offline(False)
    for number in range(1, 9):
        expect(state(page, f"LEAD-{number}.strengths")).to_have_text("Saved 10:42", timeout=10_000)
    under_way = [sum(at_once[: position + 1]) for position in range(len(at_once))]
    assert max(under_way) <= 4
    heard = page.evaluate("window.heard")
    assert heard == ["Some of your words are not saved yet. Trying again.", "Everything is saved."]


def test_half_a_date_is_not_saved(page: Page, gallery: Gallery) -> None:
    dated = page.locator('input[name="LEAD-1/k3f9.dated"]')
    dated.click()
    page.keyboard.type("03")
    dated.blur()
    page.wait_for_timeout(1000)
    assert gallery.received == []


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


def test_without_javascript_one_form_carries_every_field(browser: Browser, served: tuple[Gallery, str]) -> None:
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


def test_words_typed_before_the_script_has_come_are_saved_once_it_runs(page: Page, gallery: Gallery) -> None:
    held: list[Route] = []
    page.route("**/autosave.js*", lambda route: held.append(route))  # noqa: PLW0108  It wants a function.
    page.goto(page.url, wait_until="commit")
    field(page, STRENGTHS).fill("Typed on a slow line.")
    page.get_by_role("radio", name="Secure").first.check()
    assert gallery.received == []
    held[0].continue_()
    expect(state(page, STRENGTHS)).to_have_text("Saved 10:42")
    expect(state(page, "LEAD-1.judgement")).to_have_text("Saved 10:42")
    assert values(gallery, STRENGTHS) == ["Typed on a slow line."]
    assert len(gallery.received) == 2, "And nothing that nobody touched"
