"""Colleagues without an account and a SENCO in Chromium: at the same time, by keyboard, without the script."""

import email as email_parser
import re
import time
from dataclasses import dataclass
from email import policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app.db import Database
from app.models.accounts import Role
from app.models.reviews import Review
from app.services.contributions_views import list_views
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.steps import expect_saved, field

pytestmark = pytest.mark.browser

OWN = "Leaders ask about SEND in each meeting, and write down who does what by when."
LONGEST_LETTER_S = 15
SAVED = "Your view is saved."


@dataclass
class Colleague:
    name: str
    page: Page
    without_keys: bool = False

    @property
    def text(self) -> str:
        return f"{self.name} knows whom to ask. 🙂 <b>"

    def press(self, target: Locator) -> None:
        """Without waiting for the answer: the others go on meanwhile."""
        if self.without_keys:
            target.click(no_wait_after=True)
        else:
            target.focus()
            self.page.keyboard.press("Enter")

    def write(self, item: str) -> None:
        named = self.page.get_by_label("Your name, as colleagues know it")
        named.fill(self.name)
        self.page.get_by_label("Your role in the school").select_option("class_teacher")
        field(self.page, f"{item}.strengths").fill(self.text)


def ask(page: Page, review: str, **chosen: str) -> None:
    page.goto(f"{review}/areas/LEAD")
    page.get_by_role("link", name="Ask a colleague about this (LEAD-1)").click()
    if email := chosen.get("email"):
        page.get_by_label("Name (for one person)").fill(chosen["name"])
        page.get_by_label("E-mail address (for one person)").fill(email)
    else:
        page.get_by_role("radio", name="Several people").check()
    page.get_by_role("button", name="Make the link").click()


def shared_address(page: Page) -> str:
    expect(page.locator("h1")).to_have_text("Copy this address now")
    found = re.search(r"/contributions/\S+", page.locator(".govuk-inset-text").inner_text())
    assert found
    return found[0]


def link_sent_to(site: Site, email: str) -> str:
    """The path of the link in the letter to them, which the service puts into a file."""
    outbox, deadline = Path(site.env["SEND_REVIEW_VAR_DIR"]) / "outbox", time.monotonic() + LONGEST_LETTER_S
    while time.monotonic() < deadline:
        for file in sorted(outbox.glob("*.eml"), reverse=True):
            letter = email_parser.message_from_bytes(file.read_bytes(), policy=policy.default)
            if email in str(letter["To"]):
                body = letter.get_body(("plain",))
                assert body is not None
                return urlsplit(re.findall(r"https?://\S+", body.get_content())[0]).path
        time.sleep(0.05)
    raise AssertionError(f"No letter to {email}")


def links(site: Site, senco: Page, review: str) -> list[str]:
    """Five links to one person each, and one that five people open."""
    found = []
    for number in range(5):
        ask(senco, review, name=f"Colleague {number}", email=f"c{number}@ashgrove.example")
        expect(senco.get_by_text("The invitation is on its way by e-mail.")).to_be_visible()
        found.append(link_sent_to(site, f"c{number}@ashgrove.example"))
    ask(senco, review)
    return found + [shared_address(senco)] * 5


def colleague(site: Site, number: int, link: str) -> Colleague:
    """Every third without the script, every second on a phone, every other by keyboard alone."""
    wide = {"width": 360 if number % 2 else 1280, "height": 800}
    context = site.new_context(java_script_enabled=bool(number % 3), viewport=wide)
    one = Colleague(f"Colleague {number}", context.new_page(), without_keys=number % 2 == 0)
    one.page.goto(link)
    one.press(one.page.get_by_role("button", name="Continue"))
    return one


def views_of(database: Database, staff: Staff, review_id: int | None) -> dict[str, tuple[str, str]]:
    with database.reading() as session:
        views = list_views(session, session.get_one(Review, review_id))
    return {view.name: (view.item, view.strengths) for view in views if view.school_id == staff.school.id}


def test_ten_colleagues_and_the_senco_write_at_once(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    here = f"/reviews/{review.id}"
    senco = site.new_context(staff[Role.SENCO]).new_page()
    addresses = links(site, senco, here)
    assert len(set(addresses)) == 6
    senco.goto(f"{here}/areas/LEAD")
    everybody = [colleague(site, number, link) for number, link in enumerate(addresses)]
    for number, one in enumerate(everybody):
        one.write("LEAD-1")
        field(senco, "LEAD-1.strengths").press_sequentially(OWN[number * 8 : number * 8 + 8])
    for one in everybody:
        one.press(one.page.get_by_role("button", name="Save my view"))
    field(senco, "LEAD-1.developments").fill("Ask families too.")
    for one in everybody:
        expect(one.page.get_by_text(SAVED)).to_be_visible()
        expect(field(one.page, "LEAD-1.strengths")).to_have_value(one.text)
    expect_saved(senco, "LEAD-1.strengths")
    expect_saved(senco, "LEAD-1.developments")
    assert site.answer(review, "LEAD-1.strengths") == OWN
    assert site.answer(review, "LEAD-1.developments") == "Ask families too."
    assert views_of(site.database, staff, review.id) == {one.name: ("LEAD-1", one.text) for one in everybody}
    senco.goto(f"{here}/contributions")
    for one in everybody:
        expect(senco.get_by_role("article", name=f"{one.name}, LEAD-1")).to_contain_text(one.text)


def test_view_is_asked_for_folded_in_and_answered_by_keyboard(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    here = f"/reviews/{review.id}"
    senco = site.new_context(staff[Role.SENCO]).new_page()
    ask(senco, here)
    tess = Colleague("Tess Teacher", site.new_context(java_script_enabled=False).new_page())
    tess.page.goto(shared_address(senco))
    tess.press(tess.page.get_by_role("button", name="Continue"))
    tess.write("LEAD-1")
    tess.press(tess.page.get_by_role("button", name="Save my view"))
    expect(tess.page.get_by_text(SAVED)).to_be_visible()
    expect(tess.page.get_by_text("Not read yet")).to_be_visible()

    keys = Colleague("Asha Senco", senco)
    senco.goto(here)
    keys.press(senco.get_by_role("link", name="Read it, and say what becomes of it"))
    view = senco.get_by_role("article", name="Tess Teacher, LEAD-1")
    keys.press(view.get_by_role("link", name="Fold it into your own words"))
    field(senco, "LEAD-1.strengths").focus()
    senco.keyboard.type("Teachers know whom to ask.")
    keys.press(senco.get_by_role("button", name="Save your own words"))
    expect(senco.get_by_text("Saved in your own words.")).to_be_visible()
    keys.press(view.locator("summary"))
    view.get_by_label("A short reply to Tess Teacher").focus()
    senco.keyboard.type("Thank you: this is now in our review.")
    keys.press(view.get_by_role("button", name="Save the reply"))
    expect(view).to_contain_text("Thank you: this is now in our review.")
    assert site.answer(review, "LEAD-1.strengths") == "Teachers know whom to ask."

    tess.page.reload()
    expect(tess.page.get_by_text("Part of the school’s own words")).to_be_visible()
    expect(tess.page.get_by_text("Thank you: this is now in our review.")).to_be_visible()


def test_link_that_ends_while_somebody_writes_gives_the_words_back(site: Site) -> None:
    staff = site.new_school()
    review = site.new_review(staff)
    senco = site.new_context(staff[Role.SENCO]).new_page()
    ask(senco, f"/reviews/{review.id}")
    tess = Colleague("Tess Teacher", site.new_context().new_page(), without_keys=True)
    tess.page.goto(shared_address(senco))
    tess.press(tess.page.get_by_role("button", name="Continue"))
    tess.write("LEAD-1")
    senco.goto(f"/reviews/{review.id}/contributions")
    senco.get_by_role("button", name="End this link now").click()
    expect(senco.get_by_text("The link no longer works.")).to_be_visible()
    tess.press(tess.page.get_by_role("button", name="Save my view"))
    expect(tess.page.locator("h1")).to_have_text("This link does not work any more")
    expect(tess.page.get_by_text(tess.text)).to_be_visible()
