"""What a visit costs on a slow line, in bytes as they travel, and where they come from."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlmodel import select

from app import clock
from app.models.accounts import Role
from app.models.programme import Cohort, Enrolment
from app.services.attention_look import look
from tests.action_plan.plans import agreed_findings, make_plan
from tests.browser.journeys.site import Site
from tests.coaching.lived import live_coached
from tests.pairing.made_up import make_schools
from tests.pairing.world import enrol_made_up
from tests.people import People
from tests.programme.world import lead_cohort

pytestmark = pytest.mark.browser

FIRST_VISIT = 100_000
LATER_PAGE = 25_000


class Traffic:
    """Bytes received, headers and all, as Chromium counted them."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.urls: list[str] = []
        self.received = 0
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", lambda event: self.urls.append(event["request"]["url"]))
        devtools.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, float]) -> None:
        self.received += int(event["encodedDataLength"])

    def of(self, page: Page, path: str) -> int:
        before = self.received
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return self.received - before


def test_an_area_with_every_item_written_is_small(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    first = traffic.of(page, "/reviews/1/areas/LEAD")
    later = max(traffic.of(page, f"/reviews/1/areas/{code}") for code in ("OUT", "TL", "RES", "VOICE"))
    again = traffic.of(page, "/reviews/1/areas/LEAD")
    assert 0 < first < FIRST_VISIT
    assert 0 < later < LATER_PAGE
    assert 0 < again < LATER_PAGE


def test_every_other_page_is_small_after_the_first_visit(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    traffic.of(page, "/reviews/1/areas/LEAD")
    pages = ("", "/scope", "/find", "/check", "/versions/1", "/versions/1/changes", "/governors-paper")
    sizes = {path: traffic.of(page, f"/reviews/1{path}") for path in pages}
    sizes["framework"] = traffic.of(page, "/frameworks/wss-mainstream/1.0")
    assert {path: size for path, size in sizes.items() if not 0 < size < LATER_PAGE} == {}


def test_pages_of_a_plan_a_coaching_and_sixty_schools_are_small(site: Site) -> None:
    own, other = site.new_school(), site.new_school()
    people = People({"senco": own[Role.SENCO]}, own.school, other.school, site.new_review(own), site.new_review(other))
    with site.database.writing() as session:
        led = lead_cohort(session, people, slug="weighed")
        cohort = session.get_one(Cohort, led.cohort.id)
        enrol_made_up(session, cohort, people, make_schools(60, 3, las=5, side=60_000), first_urn=420_000)
        for one in session.exec(select(Enrolment).where(Enrolment.cohort_id == cohort.id)):
            one.enrolled_on = clock.today() - timedelta(days=60)
        agreed_findings(session, people)
        make_plan(session, people, number=3, actions=6)
        live_coached(session, people)
        look(session, cohort)
    review, school, led_by = f"/reviews/{people.review.id}", f"/schools/{own.school.id}", f"/cohorts/{cohort.id}"
    visits = {
        "senco": (review, school, f"{review}/action-plan", f"{review}/coaching/coaching_2/worksheet"),
        "facilitator": (f"{led_by}/attention", f"{led_by}/matrix", f"{led_by}/coaching"),
        "programme_manager": (led_by, f"{led_by}/pairing"),
    }
    for who, paths in visits.items():
        context = site.new_context(people[who])
        page = context.new_page()
        traffic = Traffic(context, page)
        assert 0 < traffic.of(page, paths[-1]) < FIRST_VISIT
        sizes = {path: traffic.of(page, path) for path in paths}
        assert {path: size for path, size in sizes.items() if not 0 < size < LATER_PAGE} == {}


def test_nothing_is_asked_of_anybody_else(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    for path in ("/reviews/1/areas/LEAD", "/reviews/1/governors-paper", "/frameworks/wss-mainstream/1.0", "/account"):
        traffic.of(page, path)
    origins = {
        f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in traffic.urls if not url.startswith("data:")
    }
    assert origins == {site.base_url}
