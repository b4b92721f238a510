"""Fay's queue: Ashgrove in London with four more schools, and everybody's browser."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser

As = Callable[[str], Browser]


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        return lead_cohort(session, people, more=4)


@pytest.fixture
def as_(house: FastAPI, led: CohortWorld, people: People) -> As:
    return lambda who: Browser(house, people.sign_in(house.state.database, who))


@pytest.fixture
def fay(as_: As) -> Browser:
    return as_("facilitator")


@pytest.fixture
def queue(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/attention"
