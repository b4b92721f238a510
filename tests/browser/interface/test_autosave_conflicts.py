"""Two people on one answer: both texts are shown and one person chooses."""

from playwright.sync_api import Page, expect

from tests.browser.interface.area_page import STRENGTHS, drafts, field, state, values
from tests.interface.gallery import Gallery


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


def test_a_conflict_about_a_level_is_resolved_in_words(page: Page, gallery: Gallery) -> None:
    gallery.answers["LEAD-1.judgement"] = ("growing", 4)
    page.get_by_role("radio", name="Shared").first.check()
    expect(state(page, "LEAD-1.judgement")).to_contain_text("Changed by Priya")
    page.get_by_role("button", name="Keep theirs").click()
    expect(page.get_by_role("radio", name="Growing").first).to_be_checked()
    expect(page.get_by_role("radio", name="Growing").first).to_be_focused()
