"""Who in a cohort sees a plan: the facilitators of its region, what the school shared with them, and nobody else."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app import clock
from app.db import Database
from app.models.action_plan import ActionPlanVersion
from app.models.programme import Enrolment
from app.services.fidelity_journeys import shared_plans
from app.settings import Settings
from tests.action_plan.plans import agreed_findings, make_plan
from tests.architecture.access_table_action_plan import ACTION_PLAN, OF_A_COHORT, SENT_TO_PLAN
from tests.architecture.lived_in import PLANNED, PLANNED_SINCE, LivedIn, live_in
from tests.architecture.statements import statements
from tests.contributions.colleagues import fields_of
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.world import lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def lived(database: Database, people: People, settings: Settings) -> LivedIn:
    return live_in(database, people, settings)


@pytest.fixture
def as_(house: FastAPI, lived: LivedIn) -> Callable[[str], Browser]:
    return lambda who: Browser(house, lived.people.sign_in(house.state.database, who))


def test_those_of_a_cohort_get_what_the_table_says(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    for who in OF_A_COHORT:
        browser, found = as_(who), {}
        for method, path in ACTION_PLAN:
            sent = dict(SENT_TO_PLAN.get((method, path), {}))
            ask = browser.get if method == "GET" else browser.post
            answer = ask(lived.path(path), **sent)
            found[method, path] = answer.status_code
            assert PLANNED_SINCE not in answer.text, f"{who}: {path}"
            assert (PLANNED in answer.text) <= (answer.status_code == 200), f"{who}: {path}"
        assert found == {route: row[who] for route, row in ACTION_PLAN.items()}, who


def test_facilitator_reads_from_the_first_shared_version_on_while_the_school_is_enrolled(
    database: Database, lived: LivedIn, as_: Callable[[str], Browser]
) -> None:
    here, facilitator = f"/reviews/{lived.people.review.id}/action-plan/versions", as_("facilitator")
    assert facilitator.get(f"{here}/1").status_code == 200
    with database.writing() as session:
        enrolment = session.get_one(Enrolment, lived.programme.enrolment_id)
        enrolment.review_id = None
        enrolment.withdrawn_on = clock.today()
    assert facilitator.get(f"{here}/1").status_code == 404
    with database.writing() as session:
        enrolment = session.get_one(Enrolment, lived.programme.enrolment_id)
        enrolment.withdrawn_on = None
        # A plan for another review of the school is not this enrolment's.
        enrolment.review_id = lived.people.review.previous_id or lived.cancelled_id
    assert facilitator.get(f"{here}/1").status_code == 404


def test_first_shared_version_counts_for_the_programme_in_one_query(database: Database, lived: LivedIn) -> None:
    with database.reading() as session:
        enrolment = session.get_one(Enrolment, lived.programme.enrolment_id)
        enrolments = [enrolment] * 30
        with statements(database) as sent:
            said = shared_plans(session, enrolments)
        assert len(sent) == 1
        ((key, met),) = said.items()
        assert key == (enrolment.id, "action_plan")
        assert met.outcome == "met"
        assert met.path == f"/reviews/{lived.people.review.id}/action-plan/versions"
        first = session.get_one(ActionPlanVersion, 1)
        assert met.on == clock.in_london(first.at).date()


@ON_SQLITE
def test_what_counts_for_the_programme_is_what_its_facilitator_may_open(
    database: Database, browser_of: BrowserOf, people: People
) -> None:
    """A plan that was agreed and kept in the house is unknown, and counts from the day on which it is shared."""
    with database.writing() as session:
        agreed_findings(session, people)
        led = lead_cohort(session, people)
        make_plan(session, people)
    here, senco, fay = (
        f"/reviews/{people.review.id}/action-plan/versions",
        browser_of("senco"),
        browser_of("facilitator"),
    )

    def counts() -> bool:
        with database.reading() as session:
            return bool(shared_plans(session, [session.get_one(Enrolment, led.enrolment_id)]))

    def decide(kind: str) -> str:
        check = senco.get(f"{here}/new", params={"kind": kind}).text
        assert senco.post(here, fields_of(check, here)).status_code == 303
        return text_of(check)

    assert "Facilitators cannot read it until you share a version with them" in decide("agreed_with_slt")
    assert (counts(), fay.get(f"{here}/1").status_code) == (False, 404)
    decide("shared_with_facilitator")
    assert (counts(), fay.get(f"{here}/2").status_code, fay.get(f"{here}/1").status_code) == (True, 200, 404)
