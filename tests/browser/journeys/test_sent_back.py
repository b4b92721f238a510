"""The Save button where a text cannot be saved, in a browser that runs the script: the page that comes back holds words
that are nowhere else, and the script must know that.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from app.models.accounts import Role
from app.models.reviews import Review
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import expect_saved, field, save_all, state

pytestmark = pytest.mark.browser

STRENGTHS = "LEAD-1.strengths"
TOO_LONG = "w" * 20_001


@pytest.fixture
def opened(site: Site) -> Callable[[], tuple[Page, Review, Page]]:
    def open_area() -> tuple[Page, Review, Page]:
        staff = site.new_school()
        review = site.new_review(staff)
        pages = [site.new_context(staff[role]).new_page() for role in (Role.SENCO, Role.SENIOR_LEADER)]
        for page in pages:
            page.goto(f"/reviews/{review.id}/areas/LEAD")
        return pages[0], review, pages[1]

    return open_area


def save_and_be_told(page: Page, status: int) -> None:
    with page.expect_response(lambda response: response.request.method == "POST" and "areas" in response.url) as sent:
        save_all(page)
    assert sent.value.status == status
    page.wait_for_load_state()


def leave(page: Page, address: str) -> list[str]:
    """Gives what the browser asked on the way."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", agree)
    page.goto(address)
    return asked


def test_refused_text_is_kept_on_the_device_and_put_back(opened: Callable[[], tuple[Page, Review, Page]]) -> None:
    page, review, _other = opened()
    field(page, STRENGTHS).fill(TOO_LONG)
    expect(state(page, STRENGTHS)).to_contain_text("1 character too long")
    save_and_be_told(page, 422)
    expect(field(page, STRENGTHS)).to_have_value(TOO_LONG)
    field(page, "LEAD-1.developments").click()
    assert leave(page, f"/reviews/{review.id}") == ["beforeunload"]
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    expect(field(page, STRENGTHS)).to_have_value(TOO_LONG)
    expect(state(page, STRENGTHS)).to_contain_text("1 character too long")
    field(page, STRENGTHS).fill("Shorter.")
    expect_saved(page, STRENGTHS)


def test_conflict_left_without_a_choice_is_met_again(
    site: Site, opened: Callable[[], tuple[Page, Review, Page]]
) -> None:
    page, review, other = opened()
    page.route("**/answers", lambda route: route.abort())
    field(other, STRENGTHS).fill("Theirs.")
    expect_saved(other, STRENGTHS)
    field(page, STRENGTHS).fill("Mine.")
    save_and_be_told(page, 409)
    page.unroute("**/answers")
    field(page, STRENGTHS).fill("Mine and more.")
    leave(page, f"/reviews/{review.id}")
    page.goto(f"/reviews/{review.id}/areas/LEAD")
    expect(state(page, STRENGTHS)).to_contain_text("Theirs.")
    expect(field(page, STRENGTHS)).to_have_value("Mine and more.")
    assert site.answer(review, STRENGTHS) == "Theirs."
    state(page, STRENGTHS).get_by_role("button", name="Keep mine").click()
    expect_saved(page, STRENGTHS)
    assert site.answer(review, STRENGTHS) == "Mine and more."
