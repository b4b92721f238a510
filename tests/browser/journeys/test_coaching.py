"""Coaching in Chromium: every page fit for everybody, and the worksheet written and shared by keyboard alone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app import clock
from app.models.accounts import Role
from app.models.coaching import CoachingSession, CoachingSide, CoachingText
from app.services.coaching_booking import Slot, offer_times
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.pages_of_coaching import COACHING, Sat, Way
from tests.browser.journeys.site import Site
from tests.browser.journeys.test_every_page import look_at
from tests.coaching.lived import live_coached, seat_of
from tests.coaching.world import Coached
from tests.people import People
from tests.plugins.chromium import no_script_errors
from tests.programme.world import lead_cohort

pytestmark = pytest.mark.browser

WORDS = "Teachers come to the head of year first."


@pytest.fixture(scope="session")
def sat(running_site: Site) -> Sat:
    own, other = running_site.new_school(), running_site.new_school()
    review, other_review = running_site.new_review(own), running_site.new_review(other)
    roles = (Role.SENCO, Role.SENIOR_LEADER, Role.COLLEAGUE, Role.GOVERNOR)
    people = People({str(role): own[role] for role in roles}, own.school, other.school, review, other_review)
    lone = running_site.new_school()
    lone_review = running_site.new_review(lone)
    alone = People({"senco": lone[Role.SENCO]}, lone.school, own.school, lone_review, review)
    with running_site.database.writing() as session:
        coached = Coached(people, lead_cohort(session, people, slug="coached"))
        live_coached(session, people)
        by = people["senco"].actor
        save_answer(session, review, "LEAD-1", "judgement", "secure", base=0, by=by)
        checked = read_sheet(session, review).fingerprint()
        agree_version(session, review, checked=checked, present="", by=by)
        first = seat_of(session, people, CoachingSide.COACH, "coaching_1")
        times = [Slot(clock.now() + timedelta(days=day, minutes=1), 30, "Online") for day in (2, 3)]
        offer_times(session, first, times, by=people["facilitator"].actor)
    return Sat(people, coached, alone)


@pytest.mark.parametrize(("name", "who", "status", "way"), COACHING, ids=[page[0] for page in COACHING])
def test_a_page_is_fit_for_everybody(site: Site, sat: Sat, name: str, who: str, status: int, way: Way) -> None:
    person = sat.alone["senco"] if who == "alone" else sat.people[who]
    context = site.new_context(person, reduced_motion="reduce")
    look_at(context.new_page(), name, status, lambda page: way(sat, page))


def test_worksheet_is_written_brought_over_and_shared_by_keyboard_alone(site: Site, sat: Sat) -> None:
    page = site.new_context(sat.people["senco"], viewport={"width": 1280, "height": 800}).new_page()
    keys = Keyboard(page)
    with no_script_errors(page):
        page.goto(f"{sat.one}/worksheet")
        keys.go_to(page.get_by_label("What are you pleased with since the report?"))
        keys.type(WORDS)
        expect(page.get_by_text("Saved").first).to_be_visible()
        keys.open(page.get_by_role("button", name="Bring it over (Your plan’s priorities and actions, What would you"))
        refine = page.get_by_label("What would you like to refine in your plan?")
        expect(refine).to_have_value("• Priority 1: Every teacher a teacher of SEND\n" + rest(page))
        keys.open(page.get_by_role("link", name="Share it with your coach"))
        keys.open(page.get_by_role("button", name="Share it"))
        expect(page.get_by_text("Your worksheet is shared.")).to_be_visible()
    with site.database.reading() as session:
        row = session.exec(
            select(CoachingSession).where(
                CoachingSession.review_id == sat.people.review.id, CoachingSession.code == "coaching_1"
            )
        ).one()
        assert row.shared_by
        kept = session.exec(
            select(CoachingText.value).where(CoachingText.session_id == row.id, CoachingText.field == "proud_of")
        ).one()
    assert kept == WORDS


def rest(page: Page) -> str:
    """The other lines that stood beside the question."""
    lines = page.locator(".last li").all_inner_texts()
    return "\n".join(f"• {line}" for line in lines[1:])


def test_next_step_is_added_by_the_script_and_kept(site: Site, sat: Sat) -> None:
    page = site.new_context(sat.people["facilitator"]).new_page()
    with no_script_errors(page):
        page.goto(f"{sat.one}/notes")
        page.get_by_role("button", name="Add a next step").click()
        boxes = page.get_by_label("What happens next")
        boxes.last.fill("Meet the governors")
        boxes.last.press("Tab")
        expect(page.get_by_text("Saved").first).to_be_visible()
        page.goto(f"{sat.one}/notes")
    expect(page.get_by_label("What happens next").first).to_have_value("Meet the governors")
