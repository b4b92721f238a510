"""The pages of pairing in Chromium, and a facilitator who makes the groups of a region without JavaScript."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app import clock
from app.access.visible import whole_cohort
from app.models.accounts import Role
from app.models.actors import Actor
from app.models.peer_review import PeerMember
from app.models.programme import Enrolment
from app.models.schools import School
from app.services.pairing import group_of
from app.services.pairing_apply import hold_pairing, make_groups
from app.services.pairing_rules import Settings
from app.services.programme_enrolments import withdraw
from tests.browser.journeys.pages_of_pairing import PAIRING, Paired, Way
from tests.browser.journeys.site import Site
from tests.browser.journeys.test_every_page import look_at
from tests.pairing.made_up import make_schools
from tests.pairing.world import enrol_made_up
from tests.people import People
from tests.programme.world import lead_cohort

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def paired(running_site: Site) -> Paired:
    own, other = running_site.new_school(), running_site.new_school()
    review, other_review = running_site.new_review(own), running_site.new_review(other)
    by_name = {str(role): own[role] for role in (Role.SENCO, Role.GOVERNOR)}
    people = People(by_name, own.school, other.school, review, other_review)
    with running_site.database.writing() as session:
        cohort = lead_cohort(session, people, slug="paired").cohort
        made = enrol_made_up(session, cohort, people, make_schools(16, 3, las=3, side=60_000), first_urn=410_000)
        by: Actor = people["programme_manager"].actor
        record = hold_pairing(session, whole_cohort(cohort), on=clock.today())
        here = {one.id: one for one in record.schools}
        north = [one.school_id for one in made[1::2]]
        group, pair = (
            group_of([here[id_] for id_ in ids], record.judge(Settings())) for ids in (north[:2], north[2:4])
        )
        made_groups = make_groups(
            session, record, [group, pair], why="They asked for it.", by=by, base_url=running_site.base_url
        )
        session.flush()
        withdraw(session, cohort, made[1], on=clock.today(), why="Inspection", by=by)
        london = [one.school_id for one in made[::2]]
        las = {id_: here[id_].la for id_ in london}
        one = next(id_ for id_ in london if list(las.values()).count(las[id_]) > 1)
        other_one = next(id_ for id_ in london if id_ != one and las[id_] == las[one])
        standing = f"/cohorts/{cohort.id}/pairing/groups/{made_groups[1].id}"
        return Paired(people, f"/cohorts/{cohort.id}", standing, f"school={one}&school={other_one}")


@pytest.mark.parametrize(("name", "who", "status", "way"), PAIRING, ids=[page[0] for page in PAIRING])
def test_a_page_is_fit_for_everybody(site: Site, paired: Paired, name: str, who: str, status: int, way: Way) -> None:
    context = site.new_context(paired.people[who], reduced_motion="reduce")
    look_at(context.new_page(), name, status, lambda page: way(paired, page))


def test_facilitator_makes_the_groups_of_a_region_without_javascript(site: Site, paired: Paired) -> None:
    context = site.new_context(paired.people["facilitator"], java_script_enabled=False)
    page = context.new_page()
    page.goto(paired.cohort)
    page.get_by_role("link", name="Pairs and triads").click()
    expect(page.get_by_role("img", name="Map of the groups")).to_be_visible()
    page.get_by_role("link", name="Make these groups").click()
    page.get_by_label("Why these groups").fill("Close to each other, and alike in size.")
    page.get_by_role("button", name="Make them").click()
    expect(page.get_by_text("The groups are made.")).to_be_visible()
    expect(page.get_by_role("link", name="Make these groups")).to_have_count(0)
    with site.database.reading() as session:
        cohort_id = int(paired.cohort.rpartition("/")[2])
        rows = session.exec(
            select(School.name, PeerMember.note)
            .join(PeerMember, PeerMember.school_id == School.id)
            .join(Enrolment, Enrolment.school_id == School.id)
            .where(Enrolment.cohort_id == cohort_id, PeerMember.note.startswith("Close"))
        ).all()
    assert len(rows) >= 8
