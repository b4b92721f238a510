"""A link for a new password: what mail scanners, thieves and latecomers get from it."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.db import Database
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import ask_for_reset, grants, letters, send_all, sign_ins
from tests.architecture.rows import all_rows
from tests.people import PASSWORD, People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
NEW = "six brown otters"


@pytest.fixture
def link(house: FastAPI, people: People, database: Database) -> str:
    return ask_for_reset(Browser(house), database, people["senco"].email)


def opened(house: FastAPI, link: str) -> tuple[Browser, str]:
    """A browser in which the link is open, and the path of the page it led to."""
    browser = Browser(house)
    response = browser.post(link)
    browser.follow(response)
    return browser, response.headers["location"]


def test_link_gives_a_new_password(house: FastAPI, people: People, link: str, database: Database) -> None:
    there = people.sign_in(database, "senco")
    browser, page = opened(house, link)
    assert browser.get(page).status_code == 200
    done = browser.post(page, {"password": NEW})
    assert "password is changed" in text_of(browser.follow(done).text)
    assert Browser(house).post("/sign-in", {"email": people["senco"].email, "password": NEW}).status_code == 303
    assert Browser(house).post("/sign-in", {"email": people["senco"].email, "password": PASSWORD}).status_code == 422
    assert Browser(house, there).get("/account").status_code == 303, "Who has the old password is signed out"


def test_link_pressed_twice_at_once_works_once(house: FastAPI, link: str) -> None:
    browser, page = opened(house, link)
    with browser.client, ThreadPoolExecutor(2) as threads:
        sent = [threads.submit(browser.client.post, page, data={"password": f"{NEW} {n}"}) for n in range(2)]
        assert sorted(one.result().status_code for one in sent) == [303, 404]


def test_mail_scanner_changes_nothing(house: FastAPI, link: str, database: Database) -> None:
    before = all_rows(database)
    scanner = Browser(house)
    for _ in range(3):
        response = scanner.get(link)
        assert response.status_code == 200
        assert "set-cookie" not in response.headers
        scanner.client.head(link)
        scanner.client.options(link)
    assert all_rows(database) == before
    assert grants(database)[0].opened_at is None
    assert Browser(house).post(link).status_code == 303, "The person themselves comes after it"
    assert grants(database)[0].opened_at is not None


def test_opening_takes_the_token_out_of_the_address(house: FastAPI, link: str, database: Database) -> None:
    token = link.rpartition("/")[2]
    response = Browser(house).post(link)
    cookie = response.headers["set-cookie"]
    assert response.headers["location"] == f"/resets/{grants(database)[0].id}/password"
    assert f"Path=/resets/{grants(database)[0].id};" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert token not in cookie + response.headers["location"] + response.text
    assert response.headers["referrer-policy"] == "no-referrer"


def test_opened_page_is_for_the_browser_that_opened_it(house: FastAPI, link: str) -> None:
    _browser, page = opened(house, link)
    assert Browser(house).get(page).status_code == 404
    assert Browser(house).post(page, {"password": NEW}).status_code == 404
    other = Browser(house)
    other.client.cookies.set("send_review_link", "a-guess", path=page)
    assert other.post(page, {"password": NEW}).status_code == 404


def test_sign_in_neither_helps_nor_hinders(house: FastAPI, browser_of: BrowserOf, people: People, link: str) -> None:
    colleague = browser_of("colleague")
    page = colleague.post(link).headers["location"]
    shown = colleague.get(page)
    assert "Cara Colleague" not in shown.text
    done = colleague.post(page, {"password": NEW})
    assert "Max-Age=0" in "".join(done.headers.get_list("set-cookie"))
    assert (
        Browser(house).post("/sign-in", {"email": people["colleague"].email, "password": PASSWORD}).status_code == 303
    )
    assert Browser(house).post("/sign-in", {"email": people["senco"].email, "password": NEW}).status_code == 303


def test_link_works_once(house: FastAPI, link: str) -> None:
    browser, page = opened(house, link)
    secret = browser.client.cookies["send_review_link"]
    assert browser.post(page, {"password": NEW}).status_code == 303
    browser.client.cookies.set("send_review_link", secret)
    for response in (
        browser.get(link),
        browser.post(link),
        browser.get(page),
        browser.post(page, {"password": "taken by a thief"}),
    ):
        assert response.status_code == 404
        assert "This link does not work any more" in response.text


def test_opening_again_leaves_only_the_last_browser(house: FastAPI, link: str) -> None:
    first, page = opened(house, link)
    second, _page = opened(house, link)
    assert first.get(page).status_code == 404
    assert second.get(page).status_code == 200


def test_expired_link_is_gone(clock: Clock, house: FastAPI, people: People, database: Database) -> None:
    link = ask_for_reset(Browser(house), database, people["senco"].email)
    browser, page = opened(house, link)
    clock.move(hours=71)
    assert browser.get(page).status_code == 200
    clock.move(hours=1)
    for response in (browser.get(link), browser.post(link), browser.get(page), browser.post(page, {"password": NEW})):
        assert response.status_code == 404


def test_new_password_takes_back_the_other_links(house: FastAPI, people: People, link: str, database: Database) -> None:
    second = ask_for_reset(Browser(house), database, people["senco"].email)
    browser, page = opened(house, second)
    browser.post(page, {"password": NEW})
    assert Browser(house).get(link).status_code == 404
    assert Browser(house).post(link).status_code == 404


def test_guess_is_not_found(house: FastAPI, link: str) -> None:
    token = link.rpartition("/")[2]
    for guess in ("x", token[:-1], token + "x", token.swapcase(), "%00", "%F0%9F%99%82", "1"):
        assert Browser(house).get(f"/resets/{guess}").status_code == 404, guess
        assert Browser(house).post(f"/resets/{guess}").status_code == 404, guess


def test_link_of_one_kind_opens_nothing_of_another(house: FastAPI, link: str) -> None:
    token = link.rpartition("/")[2]
    assert Browser(house).get(f"/invitations/{token}").status_code == 404
    browser, page = opened(house, link)
    browser.client.cookies.set("send_review_link", browser.client.cookies["send_review_link"])
    assert browser.get(page.replace("resets", "invitations").replace("password", "acceptance")).status_code == 404


def test_weak_password_is_asked_for_again(house: FastAPI, people: People, link: str) -> None:
    browser, page = opened(house, link)
    for weak in ("", "short", "a" * 30, "x" * 201, people["senco"].email):
        response = browser.post(page, {"password": weak})
        assert response.status_code == 422, weak
        assert 'class="govuk-error-summary"' in response.text
    assert browser.post(page, {"password": NEW}).status_code == 303, "The link is still good"


def test_token_is_nowhere_once_its_letter_is_sent(
    house: FastAPI, people: People, settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="app"):
        link = ask_for_reset(Browser(house), database, people["senco"].email)
        token = link.rpartition("/")[2]
        assert token in letters(database)[0].text, "Until then the letter has to hold it"
        send_all(database, settings)
        browser, page = opened(house, link)
        secret = browser.client.cookies["send_review_link"]
        browser.post(page, {"password": NEW})
    everything = str(all_rows(database))
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("app"))
    assert NEW not in everything
    for word in (token, secret):
        assert word not in everything
        assert word not in ours
    assert token in _outbox(settings), "The person did get the link"


def test_token_is_not_in_the_log_of_what_broke(
    house: FastAPI, link: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.services.accounts.open_grant", broken)
    assert Browser(house).post(link).status_code == 500
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("app")]
    assert any("/resets/{token} broke" in message for message in ours)
    assert not any(link.rpartition("/")[2] in message for message in ours)


def test_password_is_changed_by_who_knows_the_present_one(
    house: FastAPI, browser_of: BrowserOf, people: People
) -> None:
    here, there = browser_of("senco"), browser_of("senco")
    wrong = here.post("/account/password", {"current": "wrong", "password": NEW})
    assert wrong.status_code == 422
    assert "That is not your present password" in wrong.text
    weak = here.post("/account/password", {"current": PASSWORD, "password": "short"})
    assert weak.status_code == 422
    assert here.post("/account/password", {"current": PASSWORD, "password": NEW}).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert Browser(house).post("/sign-in", {"email": people["senco"].email, "password": PASSWORD}).status_code == 422


def test_changed_password_takes_back_open_links(
    house: FastAPI, browser_of: BrowserOf, people: People, link: str, database: Database
) -> None:
    browser_of("senco").post("/account/password", {"current": PASSWORD, "password": NEW})
    assert Browser(house).post(link).status_code == 404
    assert sign_ins(database, people["senco"]) == 1


def _outbox(settings: Settings) -> str:
    files: list[Path] = [path for path in (settings.var_dir / "outbox").rglob("*") if path.is_file()]
    assert files
    return "".join(path.read_text("utf-8") for path in files)
