"""Links to one paper: guessing, enumerating, replay, borrowed cookies, passcodes, mail scanners, logs, caches."""

import logging
import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.accounts import LinkOpening
from app.models.shares import Share
from app.services.accounts import open_sign_in
from app.tokens import new_token
from tests.accounts.clocks import Clock
from tests.architecture.rows import all_rows
from tests.people import People
from tests.shares.holders import grant_of, opened, share, shares_page
from tests.visits import Browser, text_of

pytestmark = pytest.mark.usefixtures("agreed")

BrowserOf = Callable[[str], Browser]
OURS = "Governors ask good questions about SEND."
"""Words of the school that stand in the paper."""
ON_A_SHARE = ("", "/paper", "/paper.pdf", "/paper.docx")
POSTED = ("/reading", "/questions", "/paper/rendering")


def openings(database: Database) -> list[LinkOpening]:
    with database.reading() as session:
        return list(session.exec(select(LinkOpening)))


def ask_everything(browser: Browser, page: str) -> list[int]:
    answers = [browser.client.get(f"{page}{one}") for one in ON_A_SHARE]
    answers += [browser.client.post(f"{page}{one}", data={"question": "Why?"}) for one in POSTED]
    assert not any(OURS in one.text for one in answers if one.status_code != 200)
    return [one.status_code for one in answers]


def test_mail_scanner_opens_nothing(house: FastAPI, browser_of: BrowserOf, people: People, database: Database) -> None:
    """GET and HEAD, again and again, and it follows what it finds."""
    link = share(browser_of("senco"), people)
    before = all_rows(database)
    scanner = Browser(house)
    for _ in range(3):
        shown = scanner.get(link)
        assert shown.status_code == 200
        assert OURS not in shown.text
        assert scanner.client.head(link).status_code in {404, 405}
        for one in ON_A_SHARE:
            assert scanner.get(f"/shares/{grant_of(link)}{one}").status_code == 404
    assert all_rows(database) == before
    assert "Not opened yet." in text_of(browser_of("senco").get(shares_page(people)).text)
    browser, page = opened(house, link, name="Gus Governor")
    assert OURS in browser.get(page).text
    assert len(openings(database)) == 1
    assert "by Gus Governor" in text_of(browser_of("senco").get(shares_page(people)).text)


def test_token_leaves_the_address_for_a_cookie_of_that_path(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = share(browser_of("senco"), people, passcode="oak tree 7")
    response = Browser(house).post(link, {"passcode": "oak tree 7"})
    cookie, token = response.headers["set-cookie"], link.rsplit("/", 1)[1]
    assert response.headers["location"] == f"/shares/{grant_of(link)}"
    assert token not in cookie + response.headers["location"]
    assert f"Path=/shares/{grant_of(link)};" in cookie + ";"
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert 59 * 86_400 < int(re.search(r"Max-Age=(\d+)", cookie)[1]) <= 60 * 86_400
    stored = repr(all_rows(database))
    assert token not in stored, "Only its hash is kept"
    assert "oak tree 7" not in stored
    assert cookie.split("=", 1)[1].split(";")[0] not in stored


def test_no_answer_is_kept_indexed_or_sends_its_address_onward(
    house: FastAPI, browser_of: BrowserOf, people: People
) -> None:
    link = share(browser_of("senco"), people)
    browser = Browser(house)
    page = f"/shares/{grant_of(link)}"
    answers = [browser.get(link), browser.post(link), *(browser.get(f"{page}{one}") for one in ON_A_SHARE)]
    answers += [browser.post(f"{page}/questions", {}), Browser(house).get("/shares/1/link/no-such-token")]
    assert [one.status_code for one in answers] == [200, 303, 200, 200, 303, 200, 422, 404]
    assert {one.headers["referrer-policy"] for one in answers} == {"no-referrer"}
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    assert {one.headers["x-robots-tag"] for one in answers} == {"noindex, nofollow"}
    pages = [one for one in answers if one.status_code in {200, 422} and "<main" in one.text]
    assert len(pages) == 4
    for one in pages:
        assert '<meta name="robots" content="noindex, nofollow">' in one.text
        assert not re.findall(r'(?:href|src)="https?://', one.text), "Nothing leads to another host"


def test_guessed_altered_and_borrowed_links_open_nothing(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link, other = share(senco, people), share(senco, people, audience="teachers")
    token = link.rsplit("/", 1)[1]
    wrong = [
        f"/shares/{grant_of(link)}/link/{new_token()}",
        f"/shares/{grant_of(link)}/link/{token[:-1]}",
        f"/shares/{grant_of(link)}/link/{token.swapcase()}",
        f"/shares/{grant_of(other)}/link/{token}",
        f"/shares/{grant_of(link)}/link/%00",
        f"/contributions/{grant_of(link)}/link/{token}",
        f"/invitations/{token}",
    ]
    bodies = set()
    for path in wrong:
        for method in ("GET", "POST"):
            answer = Browser(house).client.request(method, path)
            assert answer.status_code == 404, path
            bodies.add(re.sub(r'nonce="[^"]+"', "", answer.text))
    assert len(bodies) == 1, "Unknown, altered and another's all look the same"
    for number in range(8):
        assert set(ask_everything(Browser(house), f"/shares/{number}")) == {404}, "Counting up finds nothing"
    assert openings(database) == []
    browser, page = opened(house, link)
    secret = browser.client.cookies.get("send_review_link")
    thief = Browser(house)
    thief.client.cookies.set("send_review_link", secret)
    assert set(ask_everything(thief, f"/shares/{grant_of(other)}")) == {404}, "A cookie is good for its own link alone"
    assert thief.get(f"/contributions/{grant_of(link)}").status_code == 404
    assert thief.get(f"/reviews/{people.review.id}").status_code == 303, "To the sign-in, and no further"
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_link_that_has_ended_is_over_at_once_and_for_good(
    end: str, clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link = share(senco, people, days="14")
    browser, page = opened(house, link)
    assert browser.get(page).status_code == 200
    if end == "revoked":
        assert senco.post(f"{shares_page(people)}/{grant_of(link)}/revocation").status_code == 303
        assert "ended 3 March 2027 at 10:00 by Asha Senco" in text_of(senco.get(shares_page(people)).text)
    else:
        clock.move(days=14)
    before = all_rows(database, but="attempt")
    assert set(ask_everything(browser, page)) == {404}, "Also where it is open, and also its files"
    for answer in (browser.get(link), browser.post(link), Browser(house).post(link)):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.text
    assert all_rows(database, but="attempt") == before


def test_passcode_is_not_to_be_guessed(
    clock: Clock,
    house: FastAPI,
    browser_of: BrowserOf,
    people: People,
    database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    senco = browser_of("senco")
    link, other = share(senco, people, passcode="oak tree 7"), share(senco, people, passcode="elm tree 8")
    guesser = Browser(house)
    tries = [guesser.post(link, {"passcode": f"guess {number}"}) for number in range(7)]
    assert [one.status_code for one in tries] == [422] * 5 + [429] * 2
    right = guesser.post(link, {"passcode": "oak tree 7"})
    assert right.status_code == 429, "The right one too, until the lock ends"
    assert right.headers["retry-after"] == "3600"
    plain = [re.sub(r'nonce="[^"]+"', "", one.text) for one in (tries[-1], right)]
    assert plain[0] == plain[1], "Nothing tells that it was right"
    assert guesser.post(other, {"passcode": "elm tree 8"}).status_code == 429, "Nor is another link tried from there"
    assert openings(database) == []
    logged = [one.getMessage() for one in caplog.records if one.name == "app.services.shares"]
    assert len(logged) == 9
    assert not any("guess" in one or "oak" in one for one in logged)
    with database.reading() as session:
        assert session.get_one(Share, grant_of(link)).wrong_passcodes == 5
    assert "5 wrong passcodes were tried" in text_of(senco.get(shares_page(people)).text)
    clock.move(hours=1)
    assert guesser.post(link, {"passcode": " oak tree 7 "}).status_code == 303


def test_passcode_is_not_to_be_guessed_from_many_places(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each from an address of its own: the link itself has a limit."""
    link = share(browser_of("senco"), people, passcode="oak tree 7")
    places = iter(range(100))
    monkeypatch.setattr("app.routers.shares_links._client", lambda _request: f"192.0.2.{next(places)}")
    answers = [Browser(house).post(link, {"passcode": f"guess {number}"}).status_code for number in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert Browser(house).post(link, {"passcode": "oak tree 7"}).status_code == 429
    clock.move(hours=1)
    assert Browser(house).post(link, {"passcode": "oak tree 7"}).status_code == 303


def test_link_does_not_know_who_is_signed_in(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = share(browser_of("senco"), people)
    browser = browser_of("stranger")
    page = browser.post(link).headers["location"]
    assert "Stan Stranger" not in browser.get(page).text
    with database.writing() as session:
        token = open_sign_in(session, people["senco"], device="Test", hours=1)
    assert Browser(house, token).get(page).status_code == 404, "Nor does a sign-in open what the link did not"


def test_no_token_or_passcode_is_ever_logged(
    house: FastAPI,
    browser_of: BrowserOf,
    people: People,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    link = share(browser_of("senco"), people, passcode="oak tree 7")
    Browser(house).post(link, {"passcode": "elm tree 8"})
    opened(house, link, passcode="oak tree 7")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"broke at {link}")

    monkeypatch.setattr("app.pages.shares_links.ShareLandingPage.of", broken)
    assert Browser(house).get(link).status_code == 500
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    logged = "\n".join(logging.Formatter().format(record) for record in ours)
    assert "/shares/{grant_id:int}/link/{token} broke" in logged
    for secret in (link.rsplit("/", 1)[1], "oak tree 7", "elm tree 8"):
        assert secret not in logged


def test_openings_and_questions_are_limited(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("OPENINGS_A_DAY", 2), ("QUESTIONS_AN_HOUR", 2), ("QUESTIONS_A_DAY", 3)):
        monkeypatch.setattr(f"app.routers.shares_links.{name}", limit)
    link = share(browser_of("senco"), people)
    (one, page), (two, _page) = opened(house, link), opened(house, link)
    assert Browser(house).post(link).status_code == 429
    assert len(openings(database)) == 2
    assert [one.post(f"{page}/questions", {"question": f"Why {n}?"}).status_code for n in range(2)] == [303, 303]
    refused = one.post(f"{page}/questions", {"question": "Why <b>three</b>?"})
    assert refused.status_code == 422
    assert "Why &lt;b&gt;three&lt;/b&gt;?" in refused.text, "And nothing typed is lost"
    assert [two.post(f"{page}/questions", {"question": f"How {n}?"}).status_code for n in range(2)] == [303, 422]
    assert one.post(f"{page}/questions", {"question": "x" * 4_001}).status_code == 422
    assert one.post(f"{page}/reading", {"name": "x" * 201}).status_code == 422
