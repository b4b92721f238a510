"""Two SENCOs in a browser each review each other, from the invitation to two signed reports and their follow-up."""

import os

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.models.accounts import Role
from app.models.peer_review import PeerReview
from tests.browser.journeys.peer_steps import (
    CHANGED,
    STRENGTH,
    Side,
    agree_dates,
    answer_and_sign,
    ask_and_answer,
    check_and_comment,
    follow_up,
    keep_a_line,
    plan_the_day,
    sign_last,
    visit,
    write_report,
)
from tests.browser.journeys.site import Site
from tests.browser.journeys.test_peer_groups import ask_partner, join, with_agreed_version
from tests.plugins.chromium import no_script_errors

pytestmark = pytest.mark.browser

WIDTH = int(os.environ.get("SEND_REVIEW_TEST_WIDTH", "1280"))
NOT_QUITE = "Supply teachers do not know yet."
CARD = "Give supply teachers a card that says whom to ask."


def sign_at_the_start(reviewer: Side, host: Side) -> None:
    reviewer.open_steps()
    reviewer.look("steps-begun")
    reviewer.follow("Sign the reviewer’s statement")
    reviewer.page.get_by_role("radio", name="No", exact=True).check()
    reviewer.page.get_by_role("checkbox", name="agree to all of this").check()
    reviewer.look("statement")
    reviewer.press("Sign")
    reviewer.sees("Signed. Thank you.")
    host.open_steps()
    host.follow("Sign your school’s commitment")
    host.page.get_by_role("checkbox", name="agree to all of this").check()
    host.look("commitment")
    host.press("Sign")
    host.sees("can read your self-evaluation now")


def share(host: Side, reviewer: Side) -> None:
    host.follow("Decide what your reviewer sees")
    host.page.get_by_role("checkbox", name="Views from colleagues").check()
    host.look("sharing")
    host.press("Save")
    host.sees("It counts from now on.")
    reviewer.page.reload()
    reviewer.follow("Read their self-evaluation")
    reviewer.look("self-evaluation")
    reviewer.follow("Leadership of SEND")
    reviewer.sees("Every adult knows whom to ask.")
    reviewer.look("self-evaluation-area")
    reviewer.open_steps()


def walk_one_way(reviewer: Side, host: Side, *, template: str, in_short: bool = False) -> None:
    """From both signatures at the start to both under the report, and on to the follow-up. In short, without what the
    first direction has shown: sharing, requests, the brief and the follow-up.
    """
    sign_at_the_start(reviewer, host)
    if in_short:
        reviewer.open_steps()
    else:
        share(host, reviewer)
    agree_dates(reviewer)
    if not in_short:
        ask_and_answer(reviewer, host, question="How is the library used?", answer="Every lunchtime, by forty pupils.")
        keep_a_line(reviewer)
    plan_the_day(host, reviewer, template=template)
    visit(reviewer, STRENGTH, "The office asks for the name of the SENCO on a sticky note.")
    write_report(reviewer, note=STRENGTH, recommendation=CARD)
    check_and_comment(host, NOT_QUITE)
    answer_and_sign(reviewer, comment=NOT_QUITE, reply="You are right: changed.", instead=CHANGED)
    sign_last(host, CHANGED, CARD)
    if not in_short:
        follow_up(reviewer, host, recommendation=CARD)


def test_two_schools_review_each_other_to_the_end(site: Site) -> None:
    ashgrove, partner = site.new_school(), site.new_school()
    for one in (ashgrove, partner):
        with_agreed_version(site, one)
    size = {"width": WIDTH, "height": 800}
    asha, ravi = (site.new_context(one[Role.SENCO], viewport=size).new_page() for one in (ashgrove, partner))
    with no_script_errors(asha), no_script_errors(ravi):
        ask_partner(asha, ashgrove, partner)
        join(ravi, partner, ashgrove)
        a, b = ashgrove.school.name, partner.school.name
        there = Side(ravi, b, f"You review {a}", "1-b-"), Side(asha, a, f"{b} reviews your school", "1-a-")
        walk_one_way(*there, template="A full day")
        back = Side(asha, a, f"You review {b}", "2-a-"), Side(ravi, b, f"{a} reviews your school", "2-b-")
        walk_one_way(*back, template="Half a day", in_short=True)
        for page in (asha, ravi):
            page.goto("/")
            page.get_by_role("link", name="Your peer review with").click()
            expect(page.get_by_text("Nobody waits. Both have signed the report.")).to_have_count(2)
    with site.database.reading() as session:
        both = session.exec(select(PeerReview).where(PeerReview.school_id.in_([ashgrove.school.id, partner.school.id])))
        assert [bool(one.final_at and not one.ended_at) for one in both] == [True, True]
