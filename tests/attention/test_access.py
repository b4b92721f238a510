"""Who sees what of the queue and of figures across schools: everybody against every route."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from app import clock
from app.db import Database
from app.models.insight import GroupLeadRole
from app.settings import Settings
from tests.architecture.access_table_attention import ATTENTION, WHO
from tests.architecture.lived_in import LivedIn, live_in
from tests.attention.world import KEPT_NOTE
from tests.people import People
from tests.visits import Browser

SchoolNames = ("Ashgrove", "Asha Senco", "100001")


@pytest.fixture
def lived(database: Database, people: People, settings: Settings) -> LivedIn:
    return live_in(database, people, settings)


@pytest.fixture
def as_(house: FastAPI, lived: LivedIn) -> Callable[[str], Browser]:
    return lambda who: Browser(house, lived.people.sign_in(house.state.database, who))


def answers(lived: LivedIn, browser: Browser) -> dict[tuple[str, str], Any]:
    return {
        (method, path): browser.get(lived.path(path)) if method == "GET" else browser.post(lived.path(path))
        for method, path in ATTENTION
    }


def test_everybody_gets_what_the_table_says(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    for who in WHO:
        given = answers(lived, as_(who))
        found = {route: answer.status_code for route, answer in given.items()}
        assert found == {route: row[who] for route, row in ATTENTION.items()}, who
        sees_note = who in ("facilitator", "programme_manager")
        assert any(KEPT_NOTE in answer.text for answer in given.values()) is sees_note, who
        refused = [answer for answer in given.values() if answer.status_code == 403]
        assert all("Your role in this school does not include this" not in answer.text for answer in refused)


def test_nobody_finds_a_school_s_name_in_figures(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    for who, path in (
        *((who, "/cohorts/{cohort_id:int}/insight") for who in ("other_facilitator", "evaluator")),
        ("group_lead", "/group-insight/{group_lead_id:int}"),
    ):
        page = as_(who).get(lived.path(path))
        assert page.status_code == 200
        assert [name for name in SchoolNames if name in page.text] == [], who


def test_role_that_has_ended_leads_nowhere(lived: LivedIn, as_: Callable[[str], Browser], database: Database) -> None:
    path = lived.path("/group-insight/{group_lead_id:int}")
    assert as_("group_lead").get("/").headers["location"] == path
    with database.writing() as session:
        session.get_one(GroupLeadRole, lived.attention.group_lead_id).ended_at = clock.now()
    assert as_("group_lead").get(path).status_code == 404
    assert as_("group_lead").get("/").status_code == 200
