"""The world of a coached school."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from tests.coaching.world import Coached, coach
from tests.people import People
from tests.visits import Browser


@pytest.fixture
def coached(database: Database, people: People) -> Coached:
    with database.writing() as session:
        return coach(session, people)


@pytest.fixture
def as_(house: FastAPI, coached: Coached) -> Callable[[str], Browser]:
    return lambda who: Browser(house, coached.people.sign_in(house.state.database, who))
