"""Figures across schools as people read them: strengths first, no school named or ordered, and only who said yes."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.db import Database
from app.jobs.reminders import Reminders
from app.models.actors import Actor, ActorKind
from app.models.insight import GroupKind, GroupLeadRole, InsightBlock, InsightSnapshot
from app.models.programme import Cohort, Enrolment
from app.services.insight_consent import consent_to_insight
from app.services.insight_snapshots import take_snapshot, term_due
from app.services.programme import list_regions
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.architecture.statements import statements
from tests.insight.world import WORD, add_counted
from tests.people import People, _person
from tests.plugins.house import fresh_database_url
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

As = Callable[[str], Browser]
AUTUMN, SPRING = "2026/27 autumn", "2026/27 spring"
OAK = "Oak Trust"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of the quicker kind: `test_snapshots` asks both."""
    with fresh_database_url(request, "sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def led(clock: Clock, database: Database, people: People) -> CohortWorld:
    """Forty schools in two regions and twelve of a trust in a third, none of which has been shown anything yet."""
    with database.writing() as session:
        led = lead_cohort(session, people)
        cohort = session.get_one(Cohort, led.cohort.id)
        regions, by = list_regions(session, cohort), people["facilitator"].actor
        people.by_name["group_lead"] = _person(session, "group_lead", "Gwen Lead")
        session.add(
            GroupLeadRole(
                person_id=people["group_lead"].id or 0,
                kind=GroupKind.TRUST,
                group_key=OAK,
                title=OAK,
                created_at=cohort.created_at,
            )
        )
        session.flush()
        add_counted(session, cohort, regions[:2], 40, by=by)
        add_counted(session, cohort, regions[2:3], 12, by=by, seed=2, trust=OAK)
    return led


@pytest.fixture
def as_(house: FastAPI, led: CohortWorld, people: People) -> As:
    return lambda who: Browser(house, people.sign_in(house.state.database, who))


def take(database: Database, led: CohortWorld, term: str = AUTUMN) -> InsightSnapshot | None:
    with database.writing() as session:
        return take_snapshot(session, session.get_one(Cohort, led.cohort.id), term)


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/insight"


def test_figures_are_read_strengths_first_and_name_nobody(as_: As, led: CohortWorld, database: Database) -> None:
    assert "Nothing may be shown yet" in as_("evaluator").get(here(led)).text
    take(database, led)
    for who in ("evaluator", "facilitator", "other_facilitator", "programme_manager"):
        page = as_(who).get(here(led)).text
        assert page.index("Strengths that many share") < page.index("What many are working on")
        assert "Counted School" not in page
        assert WORD not in page
        assert re.search(r"\d+ of 52 schools: Secure or shared", page)
    assert "Themes that schools work on" in page
    region = as_("evaluator").get(f"{here(led)}?region=north_east&term=nonsense").text
    assert re.search(r"of 20 schools", region)


def test_charts_say_in_a_table_what_they_show(as_: As, led: CohortWorld, database: Database) -> None:
    take(database, led)
    page = as_("evaluator").get(here(led)).text
    for svg, table in re.findall(r"(<svg class=\"levels-chart\".*?</svg>).*?(<table.*?</table>)", page, re.DOTALL):
        drawn = re.findall(r"font-weight=\"700\"[^>]*>(\d+)<", svg)
        told = [number for number in re.findall(r"<strong>(\d+)</strong>", table) if number != "0"]
        assert drawn == told
        assert all(int(number) >= 5 for number in drawn)
    assert len(drawn) > 2
    assert "style=" not in page


def test_consent_taken_back_ends_the_block_and_earlier_terms_stay(
    as_: As, led: CohortWorld, database: Database
) -> None:
    take(database, led)
    before = text_of(as_("evaluator").get(here(led)).text)
    with database.writing() as session:
        one = session.exec(select(Enrolment).where(col(Enrolment.insight_consent).is_(True))).first()
        assert one is not None
        cohort, region = session.get_one(Cohort, led.cohort.id), one.region_id
        by = Actor(ActorKind.PERSON, None, "a test")
        for consents in (False, True):
            consent_to_insight(session, cohort, one, consents=consents, by=by)
        closed = session.exec(select(InsightBlock).where(InsightBlock.closed_in != "")).all()
        assert [one.region_id for one in closed] == [region], "At once, and a yes later brings it not back"
    take(database, led, SPRING)
    now = as_("evaluator").get(here(led)).text
    assert re.search(r"\d+ of 32 schools", now), "The whole block of twenty is counted no more"
    assert "of 52 schools" not in now
    then = text_of(as_("evaluator").get(f"{here(led)}?term=2026/27+autumn").text)
    assert re.search(r"\d+ of 52 schools", then)
    assert before.split("How these figures")[0].split("Region")[-1] in then
    with database.reading() as session:
        closed = session.exec(select(InsightBlock).where(InsightBlock.closed_in != "")).all()
    assert [one.region_id for one in closed] == [region]


def test_newcomers_wait_until_they_are_ten(as_: As, led: CohortWorld, database: Database, people: People) -> None:
    take(database, led)

    def come(count: int, seed: int) -> None:
        with database.writing() as session:
            cohort = session.get_one(Cohort, led.cohort.id)
            region = list_regions(session, cohort)[5:6]
            add_counted(session, cohort, region, count, by=people["facilitator"].actor, seed=seed)

    come(9, 3)
    take(database, led, SPRING)
    assert "of 61 schools" not in as_("evaluator").get(here(led)).text
    come(12, 4)
    take(database, led, "2026/27 summer")
    assert "of 73 schools" in as_("evaluator").get(here(led)).text


def test_group_lead_sees_the_schools_of_the_group_that_said_yes(as_: As, led: CohortWorld, database: Database) -> None:
    take(database, led)
    gwen = as_("group_lead")
    page = gwen.follow(gwen.get("/")).text
    assert "What your schools have in common" in page
    assert "Oak Trust. Autumn cohort, Autumn term 2026" in text_of(page)
    assert re.search(r"\d+ of 12 schools: ", page)
    assert "of 52" not in page
    assert "Counted School" not in page


def test_school_decides_and_then_reads_what_its_cohort_has_in_common(as_: As, led: CohortWorld) -> None:
    asha, consent = as_("senco"), f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}/taking-part"
    refused = asha.get(here(led))
    assert refused.status_code == 403
    assert "of schools whose own are counted" in refused.text
    row = asha.get(f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}").text
    assert consent in row
    assert "kept out" in row
    assert "join those of others" in asha.follow(asha.post(f"{consent}/consent", {"consents": "yes"})).text
    assert asha.get(here(led)).status_code == 200
    as_("senior_leader").post(f"{consent}/consent", {"consents": "no"})
    assert asha.get(here(led)).status_code == 403
    history = text_of(asha.get(f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}").text)
    assert "figures join those of others: yes" in history


def test_figures_are_taken_on_the_last_day_of_term(
    led: CohortWorld, database: Database, clock: Clock, settings: Settings
) -> None:
    clock.move(days=21)
    Reminders(database, settings).step()
    assert terms(database) == [], "On 24 March"
    clock.move(days=1)
    for _worker in range(2):
        Reminders(database, settings).step()
    assert terms(database) == [SPRING]
    assert term_due(led.cohort, date(2027, 4, 11)) == SPRING, "In the holidays, where the service stood still"
    assert term_due(led.cohort, date(2027, 4, 12)) is None, "The next term has begun"
    led.cohort.starts_on = clock.now.date() + timedelta(days=1)
    assert term_due(led.cohort, clock.now.date()) is None


def terms(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(InsightSnapshot.term).order_by(col(InsightSnapshot.id))))


def test_more_schools_cost_no_more_statements(
    as_: As, led: CohortWorld, database: Database, people: People, settings: Settings
) -> None:
    def cost(term: str) -> tuple[int, int]:
        with database.writing() as session, statements(database) as taken:
            take_snapshot(session, session.get_one(Cohort, led.cohort.id), term)
        with statements(database) as shown:
            as_("evaluator").client.get(here(led))
        return len(taken), len(shown)

    cost(AUTUMN)
    few = cost(SPRING)
    with database.writing() as session:
        cohort = session.get_one(Cohort, led.cohort.id)
        for one in session.exec(select(Enrolment)):
            one.insight_consent = one.id not in (led.enrolment_id, led.other_enrolment_id)
        add_counted(session, cohort, list_regions(session, cohort)[6:7], 9, by=people["facilitator"].actor, seed=5)
    assert cost("2026/27 summer") == few


def test_no_address_orders_schools_by_what_they_judged(as_: As, led: CohortWorld, database: Database) -> None:
    take(database, led)
    plain = as_("evaluator").get(here(led)).text
    for odd in ("?sort=judgement", "?order=level&region=", "?region=%F0%9F%90%B8"):
        assert strip(as_("evaluator").get(f"{here(led)}{odd}").text) == strip(plain)


def strip(page: str) -> str:
    return re.sub(r"nonce=\"[^\"]*\"", "", html.unescape(page))
