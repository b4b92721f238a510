"""Links for contributions: guessing, replay, mail scanners, referrers, logs, limits."""

import logging
import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.accounts import Grant, LinkOpening
from app.services.accounts import open_sign_in
from app.tokens import new_token
from tests.accounts.clocks import Clock
from tests.architecture.rows import all_rows
from tests.contributions.colleagues import (
    Colleague,
    ask_one,
    ask_several,
    form_of,
    links_page,
    opened,
    views,
)
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def grant_of(link: str) -> int:
    return int(link.split("/")[2])


def openings(database: Database) -> list[LinkOpening]:
    with database.reading() as session:
        return list(session.exec(select(LinkOpening)))


def test_looking_at_a_link_changes_nothing(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    """As a mail scanner does: GET and HEAD, again and again, and it follows what it finds."""
    link = ask_one(browser_of("senco"), people, database)
    before = all_rows(database)
    scanner = Browser(house)
    for _ in range(3):
        assert scanner.get(link).status_code == 200
        assert scanner.client.head(link).status_code in {404, 405}
        assert scanner.get(f"/contributions/{grant_of(link)}").status_code == 404, "Looking opened nothing"
    assert scanner.client.cookies.get("send_review_link") is None
    assert all_rows(database) == before
    assert Browser(house).post(link).status_code == 303, "And the person it is for still gets in"
    assert len(openings(database)) == 1


def test_token_leaves_the_address_for_a_cookie_of_that_path(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_several(browser_of("senco"), people)
    response = Browser(house).post(link)
    cookie = response.headers["set-cookie"]
    token = link.rsplit("/", 1)[1]
    assert response.headers["location"] == f"/contributions/{grant_of(link)}"
    assert token not in cookie + response.headers["location"]
    assert f"Path=/contributions/{grant_of(link)};" in cookie + ";"
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert 20 * 86_400 < int(re.search(r"Max-Age=(\d+)", cookie)[1]) <= 21 * 86_400
    stored = repr(all_rows(database))
    assert token not in stored, "Only its hash is kept"
    assert cookie.split("=", 1)[1].split(";")[0] not in stored


def test_no_answer_of_a_link_sends_its_address_onward(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_one(browser_of("senco"), people, database)
    browser = Browser(house)
    answers = [browser.get(link), browser.post(link), browser.get(f"/contributions/{grant_of(link)}")]
    answers.append(browser.post(f"/contributions/{grant_of(link)}", {}))
    answers.append(Browser(house).get("/contributions/1/link/no-such-token"))
    assert [one.status_code for one in answers] == [200, 303, 200, 422, 404]
    assert {one.headers["referrer-policy"] for one in answers} == {"no-referrer"}
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    for one in answers:
        assert not re.findall(r'(?:href|src)="https?://', one.text), "Nothing leads to another host"


def test_guessed_and_altered_links_open_nothing(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link, other = ask_one(senco, people, database), ask_several(senco, people, place="LEAD-2")
    token = link.rsplit("/", 1)[1]
    wrong = [
        f"/contributions/{grant_of(link)}/link/{new_token()}",
        f"/contributions/{grant_of(link)}/link/{token[:-1]}",
        f"/contributions/{grant_of(link)}/link/{token.swapcase()}",
        f"/contributions/{grant_of(other)}/link/{token}",
        f"/contributions/{grant_of(link)}/link/%00",
        f"/invitations/{token}",
        f"/resets/{token}",
    ]
    for path in wrong:
        for method in ("GET", "POST"):
            answer = Browser(house).client.request(method, path)
            assert answer.status_code == 404, path
            assert "Ashgrove" not in answer.text
    assert openings(database) == []
    browser, page = opened(house, link)
    assert browser.get(page).status_code == 200
    assert browser.get(f"/contributions/{grant_of(other)}").status_code == 404
    secret = browser.client.cookies.get("send_review_link")
    stolen = Browser(house)
    stolen.client.cookies.set("send_review_link", secret)
    assert stolen.get(f"/contributions/{grant_of(other)}").status_code == 404, "A cookie is good for its own link alone"
    made_up = Browser(house)
    made_up.client.cookies.set("send_review_link", "x" * 43)
    assert made_up.get(page).status_code == 404


def test_link_that_is_taken_back_is_over_at_once(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link = ask_several(senco, people)
    tess = Colleague.with_link(house, link, "Tess")
    assert tess.write(LEAD_1__strengths="Before the end.") == 303
    form = form_of(tess.browser, tess.page)
    assert senco.post(f"{links_page(people)}/{grant_of(link)}/revocation").status_code == 303
    before = all_rows(database, but="attempt")
    for answer in (
        tess.browser.get(tess.page),
        tess.browser.post(tess.page, form | {"LEAD-1.strengths": "After the end."}),
        Browser(house).get(link),
        Browser(house).post(link),
    ):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.text
        assert "Before the end." not in answer.text
    late = tess.browser.post(tess.page, form | {"LEAD-1.developments": "Written too late, <b>and kept</b>."})
    assert "Written too late, &lt;b&gt;and kept&lt;/b&gt;." in late.text, "It is given back to copy"
    assert all_rows(database, but="attempt") == before
    assert "Before the end." in senco.get(f"/reviews/{people.review.id}/contributions").text, "What was written stays"


def test_link_past_its_time_is_over(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_several(browser_of("senco"), people)
    tess = Colleague.with_link(house, link, "Tess")
    clock.move(days=20, hours=23)
    assert tess.write(LEAD_1__strengths="On the last day.") == 303, "It works more than once, until its end"
    clock.move(hours=1)
    for answer in (
        tess.browser.get(tess.page),
        tess.browser.post(tess.page, {"LEAD-1.version": "1"}),
        Browser(house).get(link),
        Browser(house).post(link),
    ):
        assert answer.status_code == 404
    assert [one.strengths for one in views(database)] == ["On the last day."]


def test_links_ignore_who_is_signed_in(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_several(browser_of("senco"), people)
    browser = browser_of("stranger")
    page = browser.post(link).headers["location"]
    shown = browser.get(page)
    assert "Stan Stranger" not in shown.text, "The page does not know who is signed in"
    form = form_of(browser, page) | {"name": "Tess", "role": "class_teacher", "LEAD-1.strengths": "Mine."}
    assert browser.post(page, form).status_code == 303
    assert [one.name for one in views(database)] == ["Tess"]
    with database.writing() as session:
        token = open_sign_in(session, people["senco"], device="Test", hours=1)
    assert Browser(house, token).get(page).status_code == 404, "Nor does a sign-in open what the link did not"


def test_open_link_keeps_each_browser_s_words_apart(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_several(browser_of("senco"), people)
    tess, uma = Colleague.with_link(house, link, "Tess"), Colleague.with_link(house, link, "Uma")
    assert tess.write(LEAD_1__strengths="Words of Tess.") == 303
    assert "Words of Tess." not in uma.browser.get(uma.page).text
    assert uma.write(LEAD_1__strengths="Words of Uma.") == 303
    assert tess.browser.post(link).headers["location"] == tess.page
    assert "Words of Tess." in tess.browser.get(tess.page).text, "Opening it again in one browser begins nothing anew"
    assert len(openings(database)) == 2


def test_personal_link_carries_its_words_to_another_device(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = ask_one(browser_of("senco"), people, database)
    at_school = Colleague.with_link(house, link, "Tess")
    assert at_school.write(LEAD_1__strengths="Begun at school.") == 303
    at_home = Colleague.with_link(house, link, "Tess")
    assert "Begun at school." in at_home.browser.get(at_home.page).text
    assert at_home.write(LEAD_1__strengths="Finished at home.") == 303
    assert [one.strengths for one in views(database)] == ["Finished at home."]


def test_guessing_is_limited_and_a_pause_opens_links_again(
    clock: Clock,
    house: FastAPI,
    browser_of: BrowserOf,
    people: People,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = ask_several(browser_of("senco"), people)
    for module in ("app.access.links", "app.web.errors"):
        monkeypatch.setattr(f"{module}.GUESSES_PER_CLIENT", 5)
    guesser = Browser(house)
    answers = [guesser.post(f"/contributions/1/link/{new_token()}").status_code for _ in range(8)]
    assert answers == [404] * 5 + [429] * 3
    busy = guesser.post(link)
    assert busy.status_code == 429, "Who has guessed so often learns nothing from a hit either"
    assert guesser.get(link).status_code == 429
    assert busy.headers["retry-after"] == "3600"
    assert "Ashgrove" not in busy.text
    clock.move(hours=1)
    assert guesser.post(link).status_code == 303


def test_openings_and_saves_are_limited(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.routers.contributions_links.OPENINGS_A_DAY", 2)
    monkeypatch.setattr("app.routers.contributions_links.SAVES_AN_HOUR", 2)
    monkeypatch.setattr("app.routers.contributions.LINKS_A_DAY", 1)
    senco = browser_of("senco")
    link = ask_several(senco, people)
    assert senco.post(links_page(people), {"for": "several", "place": "", "days": "21"}).status_code == 422
    tess, _uma = Colleague.with_link(house, link, "Tess"), Colleague.with_link(house, link, "Uma")
    assert Browser(house).post(link).status_code == 429
    assert len(openings(database)) == 2
    assert [tess.write(LEAD_1__strengths=f"Text {number}") for number in range(2)] == [303, 303]
    refused = tess.browser.post(tess.page, form_of(tess.browser, tess.page) | {"LEAD-1.strengths": "Text too many"})
    assert refused.status_code == 422
    assert "Text too many" in refused.text, "And nothing typed is lost"
    assert [one.strengths for one in views(database)] == ["Text 1"]


def test_no_token_is_ever_logged(
    house: FastAPI,
    browser_of: BrowserOf,
    people: People,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not when all goes well, not when it is refused, and not when the page breaks."""
    caplog.set_level(logging.DEBUG)
    link = ask_several(browser_of("senco"), people)
    token = link.rsplit("/", 1)[1]
    opened(house, link)
    with database.writing() as session:
        session.get_one(Grant, grant_of(link)).name = "Marker"

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"broke at {link}")

    monkeypatch.setattr("app.pages.contributions_writing.LandingPage.of", broken)
    assert Browser(house).get(link).status_code == 500
    # The test's own client is no part of the service.
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    logged = "\n".join(logging.Formatter().format(record) for record in ours)
    assert "/contributions/{grant_id:int}/link/{token} broke" in logged, "The fault itself is logged"
    assert token not in logged


def test_contributor_is_never_sent_the_school_s_words(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    answer = {"name": "LEAD-1.strengths", "value": "Words of the school alone.", "version": "0"}
    assert senco.post(f"/reviews/{people.review.id}/answers", answer).status_code == 200
    uma = Colleague.with_link(house, ask_several(senco, people), "Uma")
    assert uma.write(LEAD_1__strengths="Words of Uma.") == 303
    tess = Colleague.with_link(house, ask_one(senco, people, database), "Tess")
    shown = text_of(tess.browser.get(tess.page).text)
    assert "Words of the school alone." not in shown
    assert "Words of Uma." not in shown
    assert "Ashgrove School" in shown
    assert "LEAD-2" not in shown, "It asks about one item"
    sneaked = form_of(tess.browser, tess.page)
    sneaked |= {"name": "Tess", "role": "class_teacher", "LEAD-2.version": "0", "LEAD-2.strengths": "Unasked."}
    assert tess.browser.post(tess.page, sneaked).status_code == 303
    assert {one.item for one in views(database)} == {"LEAD-1"}
    assert tess.browser.get(f"/reviews/{people.review.id}").status_code == 303, "To the sign-in, and no further"
