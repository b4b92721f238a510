"""Preparing a visit in Chromium: the reviewer asks, the host answers with a file, both see it; no script needed."""

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.peer_review import PeerReview, Side
from app.services.peer_review import ask_school, join, list_peer_reviews, sign, start_group
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.steps import expect_saved, field

pytestmark = pytest.mark.browser

QUESTION = "How do teaching assistants know what to do next?"


def pair(site: Site) -> tuple[Staff, Staff, PeerReview]:
    """A host, its reviewers, and their peer review with everything signed."""
    host, visitors = site.new_school(), site.new_school()
    brought = [(each, site.new_review(each)) for each in (host, visitors)]
    by = host[Role.SENCO].actor
    with site.database.writing() as session:
        group = start_group(session, by=by)
        for each, own in brought:
            ask_school(session, group, each.school, by=by)
            join(session, group, each.school, own, by=each[Role.SENCO].actor)
        there = next(one for one in list_peer_reviews(session, group) if one.school_id == host.school.id)
        sign(session, there, host[Role.SENCO], Side.HOST, wording="What the host commits to.")
        sign(session, there, visitors[Role.SENCO], Side.REVIEWER, wording="What the reviewer undertakes.")
    return host, visitors, there


def press(page: Page, name: str) -> None:
    """By keyboard, as without a mouse."""
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reviewer_asks_and_host_answers_with_a_file(site: Site, script: bool) -> None:
    host, visitors, review = pair(site)
    asking = site.new_context(visitors[Role.SENCO], java_script_enabled=script).new_page()
    answering = site.new_context(host[Role.SENCO], java_script_enabled=script, accept_downloads=True).new_page()
    here = f"/peer-reviews/{review.id}"

    asking.goto(here)
    asking.get_by_role("link", name="Ask for information").click()
    asking.get_by_label("SEND policy").check()
    line = asking.get_by_label("What you would like to know or see").last
    name = line.get_attribute("name") or ""
    line.fill(QUESTION)
    if script:
        expect_saved(asking, name)
    answering.goto(f"{here}/requests")
    expect(answering.get_by_text("Nothing is asked for yet.")).to_be_visible()
    press(asking, "Send these requests")
    expect(asking.get_by_text("Your requests are sent.")).to_be_visible()
    expect(asking.get_by_text("2 outstanding")).to_be_visible()

    answering.goto(here)
    expect(answering.get_by_text("2 requests are outstanding")).to_be_visible()
    answering.get_by_role("link", name="Answer requests").click()
    expect(answering.get_by_role("heading", name=QUESTION)).to_be_visible()
    note = name.replace(".wanted", ".answer")
    field(answering, note).fill("They meet on Mondays.")
    if script:
        expect_saved(answering, note)
    answering.get_by_role("button", name=f"Add a file – {QUESTION}").focus()
    answering.keyboard.press("Enter")
    answering.locator("#file").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Mondays."})
    press(answering, "Add this file")
    expect(answering.get_by_text("The file is added to your answer.")).to_be_visible()
    asking.reload()
    expect(asking.get_by_role("link", name="plan.txt")).to_have_count(0)
    answering.get_by_role("link", name="Back to the requests").click()
    press(answering, "Give these answers")
    expect(answering.get_by_text("1 outstanding")).to_be_visible()

    asking.reload()
    expect(asking.get_by_text("They meet on Mondays.")).to_be_visible()
    with asking.expect_download() as downloaded:
        asking.get_by_role("link", name="plan.txt").click()
    assert downloaded.value.path().read_bytes() == b"Mondays."


def test_line_begun_while_the_network_was_away_is_put_back(site: Site) -> None:
    _host, visitors, review = pair(site)
    context = site.new_context(visitors[Role.SENCO])
    page = context.new_page()
    page.goto(f"/peer-reviews/{review.id}/requests")
    context.set_offline(True)
    page.get_by_label("What you would like to know or see").last.fill(QUESTION)
    expect(page.get_by_text("Not saved, retrying.").first).to_be_visible()
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"/peer-reviews/{review.id}/requests")
    expect(again.get_by_text("These words were kept on this device and have been put back.")).to_be_visible()
    expect(again.get_by_label("What you would like to know or see").last).to_have_value(QUESTION)
