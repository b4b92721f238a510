"""Two people on one answer, each in a browser of their own: the second sees both texts and chooses; neither is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.models.accounts import Role
from app.models.reviews import Review
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import expect_saved, field, level, save_all, state
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser

STRENGTHS = "LEAD-1.strengths"
Two = Callable[..., tuple[Page, Page, Review]]


@pytest.fixture
def two(site: Site) -> Two:
    """The SENCO and a senior leader with the same page of a fresh review before them."""

    def open_both(**options: bool) -> tuple[Page, Page, Review]:
        staff = site.new_school()
        review = site.new_review(staff)
        contexts: list[BrowserContext] = [
            site.new_context(staff[Role.SENCO], **options),
            site.new_context(staff[Role.SENIOR_LEADER], **options),
        ]
        first, second = (context.new_page() for context in contexts)
        for page in (first, second):
            page.goto(f"/reviews/{review.id}/areas/LEAD")
        return first, second, review

    return open_both


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", "Ben’s words."), ("Keep theirs", "Asha’s words.")])
def test_the_second_sees_both_texts_and_chooses(site: Site, two: Two, choice: str, kept: str) -> None:
    asha, ben, review = two()
    with no_script_errors(asha), no_script_errors(ben):
        field(asha, STRENGTHS).fill("Asha’s words.")
        expect_saved(asha, STRENGTHS)
        field(ben, STRENGTHS).fill("Ben’s words.")
        conflict = state(ben, STRENGTHS)
        expect(conflict).to_contain_text("Changed by Asha Senco at")
        expect(conflict.get_by_text("Asha’s words.")).to_be_visible()
        expect(conflict.get_by_text("Ben’s words.")).to_be_visible()
        assert site.answer(review, STRENGTHS) == "Asha’s words."
        conflict.get_by_role("button", name=choice).click()
        expect(field(ben, STRENGTHS)).to_be_focused()
        expect(state(ben, STRENGTHS)).to_contain_text("Saved" if choice == "Keep mine" else "Theirs is kept.")
        expect(field(ben, STRENGTHS)).to_have_value(kept)
        assert site.answer(review, STRENGTHS) == kept
        ben.goto(f"/reviews/{review.id}/history?of={STRENGTHS}")
        expect(ben.locator("blockquote").filter(has_text="Asha’s words.").first).to_be_visible()
        expect(ben.locator("blockquote").filter(has_text="Ben’s words.").first).to_be_visible()


def test_a_difference_about_a_level_is_shown_in_words(two: Two) -> None:
    asha, ben, _review = two()
    level(asha, "LEAD-1", "Secure").check()
    expect_saved(asha, "LEAD-1.judgement")
    level(ben, "LEAD-1", "Growing").check()
    conflict = state(ben, "LEAD-1.judgement")
    expect(conflict.get_by_role("blockquote").or_(conflict.locator("blockquote")).first).to_have_text("Growing")
    expect(conflict.locator("blockquote").last).to_have_text("Secure")
    conflict.get_by_role("button", name="Keep theirs").click()
    expect(level(ben, "LEAD-1", "Secure")).to_be_checked()


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", "Ben’s words."), ("Keep theirs", "Asha’s words.")])
def test_the_second_chooses_without_javascript_too(site: Site, two: Two, choice: str, kept: str) -> None:
    asha, ben, review = two(java_script_enabled=False)
    field(asha, STRENGTHS).fill("Asha’s words.")
    level(asha, "LEAD-1", "Secure").check()
    save_all(asha)
    expect(asha.get_by_text("Everything on this page is saved.")).to_be_visible()
    field(ben, STRENGTHS).fill("Ben’s words.")
    field(ben, "LEAD-1.developments").fill("Nobody else wrote here.")
    with ben.expect_response(lambda response: response.request.method == "POST") as answered:
        save_all(ben)
    assert answered.value.status == 409
    expect(ben.get_by_text("Both texts stand beside 1 answer below.")).to_be_visible()
    conflict = state(ben, STRENGTHS)
    expect(conflict.get_by_text("Asha’s words.")).to_be_visible()
    expect(field(ben, STRENGTHS)).to_have_value("Ben’s words.")
    assert site.answer(review, "LEAD-1.developments") == "Nobody else wrote here."
    assert site.answer(review, "LEAD-1.judgement") == "secure", "an untouched field must not overwrite"
    conflict.get_by_role("button", name=choice).click()
    expect(ben.get_by_text("Everything on this page is saved.")).to_be_visible()
    expect(field(ben, STRENGTHS)).to_have_value(kept)
    assert site.answer(review, STRENGTHS) == kept


def test_a_difference_about_a_level_is_shown_in_words_without_javascript(two: Two) -> None:
    asha, ben, _review = two(java_script_enabled=False)
    level(asha, "LEAD-1", "Secure").check()
    save_all(asha)
    expect(asha.get_by_text("Everything on this page is saved.")).to_be_visible()
    level(ben, "LEAD-1", "Growing").check()
    save_all(ben)
    texts = state(ben, "LEAD-1.judgement").locator("blockquote")
    expect(texts.first).to_have_text("Growing")
    expect(texts.last).to_have_text("Secure")
