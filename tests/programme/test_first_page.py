"""A cohort's first page: what needs somebody first, at a cost that does not grow."""

from collections.abc import Callable

import pytest

from app.db import Database
from app.models.programme import Cohort
from app.services.attention_look import look
from tests.architecture.statements import statements
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
MOST = 16
pytestmark = ON_SQLITE


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        led = lead_cohort(session, people, more=40)
        look(session, session.get_one(Cohort, led.cohort.id))
        return led


def test_who_needs_somebody_comes_first(browser_of: BrowserOf, led: CohortWorld) -> None:
    page = text_of(browser_of("facilitator").get(f"/cohorts/{led.cohort.id}").text)
    order = ("Who needs you", "Waiting for an answer", "Figures", "Arranging")
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "40 schools" in page[page.index(order[0]) : page.index(order[1])]
    evaluator = text_of(browser_of("evaluator").get(f"/cohorts/{led.cohort.id}").text)
    assert "Who needs you" not in evaluator
    assert "Pairs and triads" not in evaluator


@pytest.mark.parametrize("who", ["programme_manager", "facilitator", "evaluator"])
def test_first_page_costs_sixteen_statements_at_most(
    browser_of: BrowserOf, led: CohortWorld, database: Database, who: str
) -> None:
    browser = browser_of(who)
    with statements(database) as sent:
        assert browser.get(f"/cohorts/{led.cohort.id}").status_code == 200
    assert len(sent) <= MOST, sent
