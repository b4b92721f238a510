"""A reviewer and a host in browsers of their own take a report from its first word to both signatures, and ask to open
it again.
"""

import pytest
from playwright.sync_api import Page, expect

from app.models.accounts import Role
from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts import save_text
from tests.browser.journeys.site import Site
from tests.browser.journeys.steps import expect_saved, field
from tests.browser.journeys.world import World, build
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser

NOTE = "The office was never asked."
STRENGTHS = "report/LEAD.strengths"


def take_a_note(site: Site, world: World) -> None:
    with site.database.writing() as session:
        seat = Seat(
            session.get_one(PeerReview, world.peer_review.id), Side.REVIEWER, world.staff.school, world.visitors.school
        )
        for name, value in {"text": NOTE, "about": "LEAD-1"}.items():
            key, by = Key("notes/r9f9", name), world.visitors[Role.SENCO].actor
            save_text(session, book_of(session, seat), key, value, base=0, by=by)


def test_report_goes_from_draft_to_both_signatures(site: Site) -> None:
    world = build(site)
    take_a_note(site, world)
    report = f"{world.peer}/report"
    ravi = site.new_context(world.visitors[Role.SENCO]).new_page()
    asha = site.new_context(world.staff[Role.SENCO], viewport={"width": 360, "height": 740}).new_page()
    with no_script_errors(ravi), no_script_errors(asha):
        write(ravi, report)
        ravi.get_by_role("link", name="Check the report").click()
        expect(ravi.locator("h1")).to_have_text("Check the report")
        ravi.get_by_role("link", name="Go on to sending it").click()
        ravi.get_by_role("button", name="Send it now").click()
        expect(ravi.get_by_text("The report is sent.")).to_be_visible()
        comment(asha, world)
        answer_and_sign(ravi, world)
        sign_and_ask_again(asha, world)
        ravi.goto(world.peer)
        ravi.get_by_role("link", name="The report").click()
        ravi.get_by_role("link", name="Read why, and answer").click()
        expect(ravi.get_by_text("A number of pupils is wrong.")).to_be_visible()
        ravi.get_by_role("button", name="Open it again").click()
        expect(ravi.get_by_text("The report is open again.")).to_be_visible()
    with site.database.reading() as session:
        review = session.get_one(PeerReview, world.peer_review.id)
        sheet = read_seat_texts(session, Seat(review, Side.REVIEWER, world.staff.school, world.visitors.school))
    assert sheet.value("report/LEAD", "strengths").startswith("Every teacher knows. Supply")
    assert sheet.value("report/LEAD", "strengths_rest_on") == "notes/r9f9"


def write(ravi: Page, report: str) -> None:
    ravi.goto(report)
    ravi.get_by_role("link", name="Leadership").first.click()
    field(ravi, STRENGTHS).fill("Every teacher knows.")
    expect_saved(ravi, STRENGTHS)
    ravi.locator("#LEAD-1").get_by_role("radio", name="Secure", exact=True).check()
    expect_saved(ravi, "report/LEAD-1.judgement")
    ravi.get_by_role("button", name="Strengths", exact=False).filter(has_text=NOTE).click()
    expect(ravi.get_by_text("Your note’s words are in the passage")).to_be_visible()
    expect(field(ravi, STRENGTHS)).to_have_value(f"Every teacher knows.\n\n{NOTE}")
    recommendation = ravi.get_by_label("What could the school do next?").first
    recommendation.fill("Ask the office once a term.")
    expect_saved(ravi, recommendation.get_attribute("name") or "")
    ravi.get_by_role("button", name="Add another recommendation").click()
    expect(ravi.get_by_label("What could the school do next?")).to_have_count(2)
    ravi.get_by_label("What could the school do next?").last.fill("Show the kitchen, too.")
    expect_saved(ravi, ravi.get_by_label("What could the school do next?").last.get_attribute("name") or "")
    ravi.get_by_role("link", name="The report about").click()


def comment(asha: Page, world: World) -> None:
    asha.goto(world.peer)
    asha.get_by_role("link", name="The report").click()
    asha.get_by_role("link", name="Read it and comment").click()
    expect(asha.get_by_text("Every teacher knows.")).to_be_visible()
    box = "accuracy/LEAD.strengths.comment"
    field(asha, box).fill("Not the supply teachers.")
    expect_saved(asha, box)
    asha.get_by_role("link", name="Go on to returning it").click()
    asha.get_by_role("button", name="Return it now").click()
    expect(asha.get_by_text("The report is back with the reviewer")).to_be_visible()


def answer_and_sign(ravi: Page, world: World) -> None:
    ravi.goto(f"{world.peer}/report")
    ravi.get_by_role("link", name="Read and answer the comments").click()
    expect(ravi.get_by_text("Not the supply teachers.")).to_be_visible()
    reply = "accuracy/LEAD.strengths.reply"
    field(ravi, reply).fill("You are right: changed.")
    expect_saved(ravi, reply)
    ravi.get_by_role("link", name="Change this passage – Strengths").click()
    field(ravi, STRENGTHS).fill("Every teacher knows. Supply teachers do not yet.")
    expect_saved(ravi, STRENGTHS)
    ravi.goto(f"{world.peer}/report/signature")
    ravi.get_by_role("button", name="Sign for").click()
    expect(ravi.get_by_text("You have signed. The other school")).to_be_visible()


def sign_and_ask_again(asha: Page, world: World) -> None:
    asha.goto(f"{world.peer}/report")
    asha.get_by_role("link", name="Read and sign").click()
    expect(asha.get_by_text("Supply teachers do not yet.")).to_be_visible()
    asha.get_by_role("button", name="Sign for").click()
    expect(asha.get_by_text("Both schools have signed. The report is final.")).to_be_visible()
    asha.goto(f"{world.peer}/report")
    asha.get_by_role("link", name="Ask to open the report again").click()
    asha.get_by_label("Why should it be opened again?").fill("A number of pupils is wrong.")
    asha.get_by_role("button", name="Ask the other school").click()
    expect(asha.get_by_text("The other school is asked.")).to_be_visible()
