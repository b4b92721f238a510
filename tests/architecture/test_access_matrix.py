"""Every route against everybody: exactly what the table says, nothing that is not in the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import PlainTextResponse

from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.architecture.access_table import (
    EXPECTED,
    IN_THE_SCHOOL,
    LINES,
    OUTSIDERS,
    PEER,
    SENT,
    SHOWN_TO_THE_OPERATOR,
    WHO,
    Route,
)
from tests.architecture.access_table_shares import ON_LINKS
from tests.architecture.lived_in import AGREED, INVITED, NOT_FOR_GOVERNORS, SECRETS, LivedIn, live_in
from tests.people import create_people
from tests.plugins.house import KINDS, fresh_database_url
from tests.visits import Browser

FEWEST_ROUTES = 54
LINKS = ("/resets/", "/invitations/", "/contributions/", "/shares/", "/calendar/")


def routes_of(house: FastAPI) -> list[Route]:
    return [
        (method, str(context.path))
        for context in iter_route_contexts(house.routes)
        for method in sorted(getattr(context, "methods", None) or ())
    ]


def strays(found: Iterable[Route], expected: Iterable[Route]) -> set[Route]:
    """Routes without a row, and rows without a route."""
    return set(found) ^ set(expected)


@dataclass(frozen=True)
class Answer:
    who: str
    route: Route
    response: Any

    def __str__(self) -> str:
        return f"{self.who}: {' '.join(self.route)}"


@pytest.fixture(scope="module", params=KINDS)
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Answer]]:
    """What everybody gets from every route, asked once for all the tests below."""
    folder = tmp_path_factory.mktemp("matrix")
    with fresh_database_url(request, request.param, folder) as url:
        settings = Settings.model_validate({"DATABASE_URL": url, "var_dir": folder})
        house = create_app(settings)
        database: Database = house.state.database
        with database.writing() as session:
            people = create_people(session)
        lived = live_in(database, people, settings)
        yield [answer for who in WHO for answer in visit(house, lived, who)]
        database.close()


def visit(house: FastAPI, lived: LivedIn, who: str) -> Iterator[Answer]:
    """The answer of each route to this person."""
    database: Database = house.state.database
    browser = Browser(house, lived.people.sign_in(database, who))
    for method, path in EXPECTED:
        # Signing out would end all that follows.
        by = Browser(house, lived.people.sign_in(database, who)) if path == "/sign-out" else browser
        address = lived.path(path, who)
        sent = dict(SENT.get((method, path), {}))
        response = by.get(address, **sent) if method == "GET" else by.post(address, **sent)
        yield Answer(who, (method, path), response)


def mismatches(answers: Iterable[Answer], expected: Mapping[Route, Mapping[str, int]]) -> list[str]:
    return [
        f"{one} is {one.response.status_code}, not {expected[one.route][one.who]}"
        for one in answers
        if one.response.status_code != expected[one.route][one.who]
    ]


def leaks(response: Any, secrets: Iterable[str]) -> list[str]:
    """The secrets that stand in the body or in a header."""
    everything = response.text + "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return [secret for secret in secrets if secret.lower() in everything.lower()]


def test_every_route_is_in_the_table_once(house: FastAPI) -> None:
    found = routes_of(house)
    assert len(found) >= FEWEST_ROUTES
    assert len(found) == len(set(found)), "A route is registered twice"
    assert strays(found, EXPECTED) == set()
    assert len(EXPECTED) == LINES, "A row of the table stands there twice"


def test_route_that_is_not_in_the_table_is_noticed(house: FastAPI) -> None:
    house.router.add_route("/back-door", lambda _request: PlainTextResponse("open"), methods=["POST"])
    assert strays(routes_of(house), EXPECTED) == {("POST", "/back-door")}


def test_everybody_gets_what_the_table_says(answers: list[Answer]) -> None:
    assert mismatches(answers, EXPECTED) == []
    assert len(answers) == len(EXPECTED) * len(WHO) >= FEWEST_ROUTES * 8


def test_wrong_row_of_the_table_is_noticed(answers: list[Answer]) -> None:
    route = ("GET", "/reviews/{review_id:int}")
    wrong = {**EXPECTED, route: {**EXPECTED[route], "stranger": 200}}
    assert mismatches(answers, wrong) == ["stranger: GET /reviews/{review_id:int} is 404, not 200"]


def test_nobody_outside_is_sent_a_byte_of_content(answers: list[Answer]) -> None:
    to_outsiders = [one for one in answers if one.who in OUTSIDERS]
    for one in to_outsiders:
        found = leaks(one.response, SECRETS)
        if one.who == "operator" and one.route[1].startswith(SHOWN_TO_THE_OPERATOR):
            found = [secret for secret in found if secret not in {"Ashgrove School", INVITED}]
        assert found == [], f"{one} gives away {found}"
    assert len(to_outsiders) == len(EXPECTED) * len(OUTSIDERS)


def test_reviewer_is_sent_nothing_but_by_the_pages_of_the_peer_review(answers: list[Answer]) -> None:
    elsewhere = [one for one in answers if one.who == PEER and not one.route[1].startswith("/peer-")]
    for one in elsewhere:
        assert leaks(one.response, SECRETS) == [], str(one)
    assert len(elsewhere) >= FEWEST_ROUTES


def test_the_words_looked_for_are_there_to_be_found(answers: list[Answer]) -> None:
    found = {secret for one in answers if one.who in IN_THE_SCHOOL for secret in leaks(one.response, SECRETS)}
    assert set(SECRETS) - found == set()


def test_governor_is_never_sent_work_in_progress(answers: list[Answer]) -> None:
    to_governor = [one for one in answers if one.who == "governor"]
    for one in to_governor:
        assert leaks(one.response, NOT_FOR_GOVERNORS) == [], str(one)
    assert any(leaks(one.response, AGREED.values()) for one in to_governor), "They have read nothing that was agreed"


def test_no_answer_can_be_kept_by_a_cache(answers: list[Answer]) -> None:
    kept = [str(one) for one in answers if one.response.headers.get("cache-control") != "no-store"]
    assert kept == []
    assert len(answers) >= FEWEST_ROUTES * 8


def test_every_page_has_a_strict_content_policy(answers: list[Answer]) -> None:
    pages = [one for one in answers if one.response.headers.get("content-type", "").startswith("text/html")]
    for one in pages:
        policy = one.response.headers["content-security-policy"]
        assert "default-src 'none'" in policy, str(one)
        assert "unsafe" not in policy, str(one)
        assert "frame-ancestors 'none'" in policy, str(one)
    assert len(pages) >= 200
    nonces = {one.response.headers["content-security-policy"] for one in pages}
    assert len(nonces) == len(pages), "Two answers share a nonce"


def test_answers_on_links_send_no_address_onward(answers: list[Answer]) -> None:
    on_links = [one for one in answers if one.route[1].startswith(LINKS)]
    assert {one.response.headers["referrer-policy"] for one in on_links} == {"no-referrer"}
    assert {one.response.headers["referrer-policy"] for one in answers if one not in on_links} == {"same-origin"}
    assert len(on_links) == (13 + ON_LINKS) * len(WHO)


def test_every_refusal_to_a_member_says_why(answers: list[Answer]) -> None:
    refused = [one for one in answers if one.who in IN_THE_SCHOOL and one.response.status_code == 403]
    for one in refused:
        assert "This is not yours to do" in one.response.text, str(one)
        assert "Your role in this school does not include this" not in one.response.text, f"{one} has no own reason"
    assert len(refused) >= 40
