"""The queue and figures across schools in Chromium: axe, 360 px, print, by keyboard alone, without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from app import clock
from app.models.accounts import Role
from app.models.attention import AttentionDelivery
from app.models.programme import Cohort, Enrolment
from app.services.attention_look import look
from app.services.insight_snapshots import take_snapshot
from app.services.programme import list_regions
from tests.attention.world import attend
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.journeys.pages_of_attention import ATTENTION, WORDS, Watched, Way
from tests.browser.journeys.site import Site, open_site
from tests.browser.journeys.test_every_page import look_at
from tests.insight.world import add_counted
from tests.people import People
from tests.plugins.chromium import no_script_errors
from tests.programme.world import lead_cohort

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    """A service of its own: its cohort has the same people as that of another story."""
    with open_site(tmp_path_factory.mktemp("attention"), chromium) as site:
        yield site


@pytest.fixture
def site(own_site: Site) -> Iterator[Site]:
    yield own_site
    own_site.close_contexts()


@pytest.fixture(scope="module")
def watched(own_site: Site) -> Watched:
    own, other = own_site.new_school(), own_site.new_school()
    review, other_review = own_site.new_review(own), own_site.new_review(other)
    by_name = {str(role): own[role] for role in (Role.SENCO, Role.GOVERNOR)} | {"other_senco": other[Role.SENCO]}
    people = People(by_name, own.school, other.school, review, other_review)
    with own_site.database.writing() as session:
        world = lead_cohort(session, people, more=12)
        cohort = session.get_one(Cohort, world.cohort.id)
        for one in session.exec(select(Enrolment).where(Enrolment.cohort_id == cohort.id)):
            one.enrolled_on = clock.today() - timedelta(days=60)
        regions, by = list_regions(session, cohort), people["facilitator"].actor
        add_counted(session, cohort, regions[:2], 38, by=by)
        add_counted(session, cohort, regions[2:3], 12, by=by, seed=2)
        take_snapshot(session, cohort, "2026/27 autumn")
        kept = attend(session, people, world)
        look(session, cohort)
    return Watched(people, world, kept)


@pytest.mark.parametrize(("name", "who", "status", "way"), ATTENTION, ids=[page[0] for page in ATTENTION])
def test_a_page_is_fit_for_everybody(site: Site, watched: Watched, name: str, who: str, status: int, way: Way) -> None:
    context = site.new_context(watched.people[who], reduced_motion="reduce")
    look_at(context.new_page(), name, status, lambda page: way(watched, page))


@pytest.mark.parametrize("scripts", [True, False])
def test_letter_is_written_looked_at_and_sent_by_keyboard_alone(site: Site, watched: Watched, scripts: bool) -> None:
    page = site.new_context(watched.people["facilitator"], java_script_enabled=scripts).new_page()
    keys = Keyboard(page)
    with no_script_errors(page):
        page.goto(f"{watched.cohort}/attention")
        keys.go_to(page.get_by_role("checkbox", name=f"Write to {watched.people.school.name}", exact=True))
        keys.press("Space")
        keys.open(page.get_by_role("button", name="Write to the schools ticked"))
        keys.go_to(page.get_by_label("Subject"))
        keys.type(WORDS["subject"])
        keys.go_to(page.get_by_label("Letter"))
        keys.type("Can I help at {school}?")
        keys.open(page.get_by_role("button", name="Save and look at the letters"))
        expect(page.get_by_text(f"Can I help at {watched.people.school.name}?")).to_be_visible()
        keys.open(page.get_by_role("button", name="Send this letter"))
    expect(page.get_by_text("The letters are on their way.")).to_be_visible()
    with site.database.reading() as session:
        sent = session.exec(select(AttentionDelivery).where(col(AttentionDelivery.text).startswith("Can I help"))).all()
    assert len({one.message_id for one in sent}) == len(sent)


def test_figures_are_read_on_paper_in_grey(site: Site, watched: Watched) -> None:
    """Each chart with the table that says the same, and nothing that only a screen can do."""
    page = site.new_context(watched.people["evaluator"]).new_page()
    page.goto(f"{watched.cohort}/insight")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    charts = page.locator("svg.levels-chart")
    assert charts.count() == page.locator("table").count() >= 5
    for number in range(charts.count()):
        assert charts.nth(number).locator("title").text_content()
    expect(page.get_by_role("heading", name="Strengths that many share").first).to_be_visible()
