"""Looking never changes anything: not as the code is, and not if it were wrong."""

from collections.abc import Callable
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.db import Database
from app.models.accounts import Person
from app.settings import Settings
from tests.architecture.access_table import EXPECTED, SENT
from tests.architecture.lived_in import live_in
from tests.architecture.rows import all_rows
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]


def test_get_changes_no_row(browser_of: BrowserOf, people: People, database: Database, settings: Settings) -> None:
    lived = live_in(database, people, settings)
    browsers = {who: browser_of(who) for who in ("senco", "operator", "anonymous")}
    before, gets = all_rows(database), [path for method, path in EXPECTED if method == "GET"]
    for who, browser in browsers.items():
        for path in gets:
            response = browser.client.get(lived.path(path), **SENT.get(("GET", path), {}))
            assert response.status_code < 500, f"{who}: {path}"
    assert len(gets) >= 28
    assert all_rows(database) == before
    assert sum(len(rows) for rows in before.values()) > 60


def test_changed_row_is_noticed(people: People, database: Database) -> None:
    before = all_rows(database)
    with database.writing() as session:
        session.get_one(Person, people["senco"].id).name = "Asha S."
    changed = all_rows(database)
    assert [name for name in before if before[name] != changed[name]] == ["person"]


def test_reading_session_cannot_write(people: People, database: Database) -> None:
    before = all_rows(database)
    for statement in (
        "UPDATE person SET name = 'x'",
        "DELETE FROM answer",
        "INSERT INTO attempt (key, \"window\", count) VALUES ('x', 1, 1)",
        "CREATE TABLE sneaky (id INTEGER)",
    ):
        with database.reading() as session, pytest.raises(DBAPIError):
            session.execute(text(statement))
    assert all_rows(database) == before


def test_handler_that_writes_on_a_get_is_stopped(
    house: FastAPI, people: People, database: Database, browser_of: BrowserOf
) -> None:
    router = APIRouter(route_class=PolicyRoute)
    own = Guard(Permission.ACCOUNT_MANAGE, themselves)

    def rename(session: Session, person: Person) -> None:
        session.get_one(Person, person.id).name = "Written by looking"
        session.commit()

    @router.get("/rename")
    def by_looking(request: Request, allowed: Annotated[Allowed[Person], own]) -> Response:
        rename(allowed.session, allowed.person)
        return Response("done")

    @router.post("/rename")
    def by_asking(request: Request, allowed: Annotated[Allowed[Person], own]) -> Response:
        rename(allowed.session, allowed.person)
        return Response("done")

    house.include_router(router)
    senco = browser_of("senco")
    before = all_rows(database)
    broken = senco.get("/rename")
    assert broken.status_code in {500, 503}
    assert "<h1" in broken.text, "It says so on a page"
    assert all_rows(database) == before
    assert senco.post("/rename").status_code == 200
    assert all_rows(database) != before
