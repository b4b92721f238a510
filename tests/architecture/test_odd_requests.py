"""Requests that no page of ours makes: another method, an id that is none, somebody else's id, another site's form."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app import clock
from app.db import Database
from app.models.accounts import Membership
from app.settings import Settings
from tests.architecture.access_table import EXPECTED, SENT
from tests.architecture.lived_in import SECRETS, LivedIn, live_in
from tests.architecture.rows import all_rows
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
ID_OF_NOTHING = 987_654
TOO_LARGE = 10**30
FROM_ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.elsewhere.example"},
)


@pytest.fixture
def lived(database: Database, people: People, settings: Settings) -> LivedIn:
    return live_in(database, people, settings)


def tells_nothing(response: Any) -> bool:
    everything = (response.text + str(response.headers)).lower()
    return not any(secret.lower() in everything for secret in SECRETS)


def test_wrong_method_finds_nothing(browser_of: BrowserOf, lived: LivedIn) -> None:
    senco, seen = browser_of("senco").client, 0
    for path in {path for _, path in EXPECTED}:
        for method in ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
            if (method, path) in EXPECTED:
                continue
            response = senco.request(method, lived.path(path))
            seen += 1
            assert response.status_code in {404, 405}, f"{method} {path} is {response.status_code}"
            body = response.text.replace("Asha Senco", "")
            assert not any(secret in body for secret in SECRETS if secret != "Asha Senco"), f"{method} {path}"
    assert seen >= 200


def test_id_of_nothing_is_not_found(browser_of: BrowserOf, lived: LivedIn) -> None:
    browsers = {who: browser_of(who) for who in ("senco", "operator", "reviewer")}
    seen = set()
    for method, path in EXPECTED:
        for of in re.findall(r"\{\w+:int\}", path):
            # Somebody who is let in: to whom it is refused, nothing is looked for.
            visits = EXPECTED[method, path]["senco"] == 403
            browser = browsers["operator" if path.startswith("/operator/") else "reviewer" if visits else "senco"]
            for wrong in (ID_OF_NOTHING, 0, 2**31, TOO_LARGE, "-1", "one", "1%00"):
                address = lived.path(path.replace(of, str(wrong)))
                response = browser.client.request(method, address, **SENT.get((method, path), {}))
                assert response.status_code == 404, f"{method} {address} is {response.status_code}"
                seen.add((method, path, of))
    assert len(seen) >= 40


def test_unknown_word_in_an_address_is_not_found(browser_of: BrowserOf, lived: LivedIn) -> None:
    senco = browser_of("senco")
    review = f"/reviews/{lived.people.review.id}"
    for path in (
        f"{review}/areas/NONE",
        f"{review}/areas/%00",
        f"{review}/items/LEAD-99/evidence-row",
        f"{review}/items/LEAD-99/evidence/k3f9/file",
        f"{review}/items/LEAD-1/evidence/no/file",
        f"{review}/items/LEAD-1/evidence/..%2f..%2fetc/file",
        f"{review}/items/LEAD/evidence/k3f9/file",
        f"{review}/history?of=LEAD-1.nothing",
        f"{review}/history",
        "/frameworks/wss-mainstream/99",
        "/frameworks/none/1.0",
        "/frameworks/..%2f..%2fetc/passwd",
    ):
        assert senco.get(path).status_code == 404, path


def test_odd_words_in_a_query_break_nothing(browser_of: BrowserOf, lived: LivedIn) -> None:
    odd = {"q": "a\x00b %_\\'\"🙂", "level": "\x00", "add": "\x00", "notice": "\x00", "next": "\x00"}
    senco, operator = browser_of("senco"), browser_of("operator")
    for path in (
        f"/reviews/{lived.people.review.id}/find",
        f"/reviews/{lived.people.review.id}/areas/LEAD",
        "/sign-in",
    ):
        assert senco.get(path, params=odd).status_code == 200, path
    assert operator.get("/operator/schools", params=odd).status_code == 200


def test_ids_of_another_school_are_not_found_through_ones_own(
    browser_of: BrowserOf, lived: LivedIn, database: Database
) -> None:
    stranger = browser_of("stranger")
    school, review = lived.people.other_school.id, lived.people.other_review.id
    before = all_rows(database)
    borrowed = [
        ("GET", f"/schools/{school}/people/{lived.memberships['governor']}"),
        ("POST", f"/schools/{school}/people/{lived.memberships['governor']}/role"),
        ("POST", f"/schools/{school}/people/{lived.memberships['governor']}/removal"),
        ("POST", f"/schools/{school}/people/{lived.memberships['governor']}/handover"),
        ("POST", f"/schools/{school}/invitations/{lived.spare_grants['senco']}/withdrawal"),
        ("POST", f"/reviews/{review}/history/{lived.change_id}/restoration"),
        ("GET", f"/reviews/{review}/evidence-files/{lived.file_id}"),
        ("POST", f"/reviews/{review}/evidence-files/{lived.file_id}/removal"),
        ("POST", f"/reviews/{review}/evidence-files/{lived.file_id}/restoration"),
        ("GET", f"/reviews/{review}/versions/1"),
        ("GET", f"/reviews/{review}/versions/1/changes"),
    ]
    for method, path in borrowed:
        response = stranger.client.request(method, path, data={"role": "governor"} if method == "POST" else None)
        assert response.status_code == 404, f"{method} {path}"
        assert tells_nothing(response), f"{method} {path}"
    assert all_rows(database) == before


def test_ended_membership_opens_nothing_from_the_next_request_on(
    browser_of: BrowserOf, lived: LivedIn, database: Database
) -> None:
    colleague, path = browser_of("colleague"), f"/reviews/{lived.people.review.id}"
    assert colleague.get(path).status_code == 200
    with database.writing() as session:
        session.get_one(Membership, lived.memberships["colleague"]).ended_at = clock.now()
    for method, pattern in EXPECTED:
        if pattern.startswith(("/reviews/", "/schools/")):
            response = colleague.client.request(method, lived.path(pattern), **SENT.get((method, pattern), {}))
            assert response.status_code == 404, f"{method} {pattern}"
    assert "Ashgrove" not in colleague.get("/").text


def test_form_of_another_site_does_nothing(browser_of: BrowserOf, lived: LivedIn, database: Database) -> None:
    senco, forms = browser_of("senco"), [path for method, path in EXPECTED if method == "POST"]
    assert len(forms) >= 20
    before = all_rows(database)
    for headers in FROM_ELSEWHERE:
        for path in forms:
            response = senco.client.post(lived.path(path), headers=headers, data={"name": "LEAD-1.strengths"})
            assert response.status_code == 403, f"{path} with {headers}"
            assert "set-cookie" not in response.headers, path
            assert tells_nothing(response), path
    assert all_rows(database) == before


def test_form_of_our_own_is_taken(browser_of: BrowserOf, lived: LivedIn) -> None:
    senco, path = browser_of("senco"), f"/reviews/{lived.people.review.id}/depth"
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}):
        assert senco.post(path, {"depth": "full"}, headers=headers).status_code == 303


def test_broken_page_keeps_its_headers_and_its_secrets(
    browser_of: BrowserOf, lived: LivedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("zq" + "strength in the words of an exception")

    senco = browser_of("senco")
    monkeypatch.setattr("app.pages.reviews.read_sheet", broken)
    with caplog.at_level(logging.DEBUG):
        response = senco.get(f"/reviews/{lived.people.review.id}")
    assert response.status_code == 500
    assert "Something went wrong here" in response.text
    assert tells_nothing(response) or "Asha Senco" in response.text
    assert "zqstrength" not in response.text + caplog.text
    assert "in broken" in caplog.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"


def test_what_breaks_is_undone(
    browser_of: BrowserOf, lived: LivedIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.services.texts._keep", broken)
    senco = browser_of("senco")
    before = all_rows(database)
    sent = {"name": "LEAD-1.developments", "value": "half a save", "version": "1"}
    assert senco.post(f"/reviews/{lived.people.review.id}/answers", sent).status_code == 500
    assert all_rows(database) == before


def test_missing_file_is_an_error_page_like_any_other(browser_of: BrowserOf, people: People) -> None:
    for path in ("/static/none.css", "/static/none.css?v=0123456789", "/static/../main.py", "/static/%2e%2e/main.py"):
        response = browser_of("senco").get(path)
        assert response.status_code == 404, path
        assert "default-src 'none'" in response.headers["content-security-policy"], path
        assert response.headers["cache-control"] == "no-store", path


def test_file_may_be_kept_for_a_year_only_under_its_mark(browser_of: BrowserOf, people: People) -> None:
    anybody = browser_of("anonymous")
    assert "immutable" in anybody.get("/static/app.css?v=0123456789").headers["cache-control"]
    assert anybody.get("/static/app.css").headers["cache-control"] == "no-cache"


def test_too_much_at_once_is_refused(browser_of: BrowserOf, people: People) -> None:
    path = f"/reviews/{people.review.id}/answers"
    senco = browser_of("senco")
    assert senco.post(path, {"name": "LEAD-1.strengths", "value": "x" * 2_000_001}).status_code == 413
    many = "&".join(f"a{n}=1" for n in range(5_001))
    response = senco.client.post(path, content=many, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 413


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(house: FastAPI, people: People) -> None:
    with house.state.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM sign_in")).scalar() == 0
    secure = Settings.model_validate(
        {**house.state.settings.model_dump(by_alias=True), "public_url": "https://x.example"}
    )
    house.state.settings = secure
    browser = Browser(house)
    response = browser.post("/sign-in", {"email": people["senco"].email, "password": "three random words"})
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-send_review_signed_in=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
