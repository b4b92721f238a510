"""A facilitator's morning in Chromium: every page fit for everybody, and a register of thirty schools by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from app.models.accounts import Role
from app.models.programme_engagement import Attendance, Attended
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.pages_of_calendar import CALENDAR
from tests.browser.journeys.pages_of_programme import PROGRAMME, Led, Way
from tests.browser.journeys.site import Site
from tests.browser.journeys.test_every_page import look_at
from tests.people import People
from tests.plugins.chromium import no_script_errors
from tests.programme.world import lead_cohort

pytestmark = pytest.mark.browser

ABSENT = "Hill School 07"
DEPUTY = "Hill School 19"
PAGES = [*PROGRAMME, *CALENDAR]


@pytest.fixture(scope="session")
def led(running_site: Site) -> Led:
    own, other = running_site.new_school(), running_site.new_school()
    review, other_review = running_site.new_review(own), running_site.new_review(other)
    by_name = {str(role): own[role] for role in (Role.SENCO, Role.GOVERNOR)}
    people = People(by_name, own.school, other.school, review, other_review)
    with running_site.database.writing() as session:
        return Led(people, lead_cohort(session, people, more=29))


@pytest.mark.parametrize(("name", "who", "status", "way"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_fit_for_everybody(site: Site, led: Led, name: str, who: str, status: int, way: Way) -> None:
    context = site.new_context(led.people[who], reduced_motion="reduce")
    look_at(context.new_page(), name, status, lambda page: way(led, page))


def test_register_of_thirty_schools_is_filled_by_keyboard_alone(site: Site, led: Led) -> None:
    page = site.new_context(led.people["facilitator"], viewport={"width": 1280, "height": 800}).new_page()
    keys = Keyboard(page)
    with no_script_errors(page):
        page.goto(led.register)
        expect(page.get_by_role("group", name="Hill School")).to_have_count(29)
        keys.go_to(_in(page, ABSENT, "Attendance"))
        keys.type("Not a")
        keys.press("Tab")
        keys.type("No")
        keys.press("Tab")
        keys.type("Ins")
        keys.go_to(_in(page, DEPUTY, "Attendance"))
        keys.type("D")
        keys.open(page.get_by_role("button", name="Everybody else attended: save"))
    expect(page.get_by_text("The register is saved")).to_be_visible()
    assert outcomes(site, led) == {Attended.ATTENDED: 28, Attended.NOT_ATTENDED: 1, Attended.DEPUTY_ATTENDED: 1}


def test_trail_leads_from_a_figure_to_the_register_behind_it(site: Site, led: Led) -> None:
    page = site.new_context(led.people["facilitator"]).new_page()
    if not outcomes(site, led).get(Attended.NOT_ATTENDED):
        test_register_of_thirty_schools_is_filled_by_keyboard_alone(site, led)
    page.goto(f"{led.cohort}/fidelity")
    page.get_by_role("link", name="1: Attended Engagement Day 1 (core), Missed").click()
    expect(page.get_by_text("Only schools with this: Attended Engagement Day 1, missed.")).to_be_visible()
    page.get_by_role("link", name=ABSENT).click()
    expect(page.get_by_role("heading", level=1, name=ABSENT)).to_be_visible()
    page.get_by_role("link", name="a register (Attended Engagement Day 1)").click()
    expect(page).to_have_url(f"{site.base_url}{led.register}")
    expect(_in(page, ABSENT, "Reason")).to_have_value("inspection")


def _in(page: Page, school: str, label: str) -> Locator:
    return page.get_by_role("group", name=school, exact=True).get_by_label(label)


def outcomes(site: Site, led: Led) -> dict[Attended, int]:
    with site.database.reading() as session:
        found = session.exec(select(Attendance.outcome).where(Attendance.event_id == led.world.event_id)).all()
    return {outcome: found.count(outcome) for outcome in Attended if outcome in found}
