"""Signing in and out, and what happens to those who guess."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from app.db import Database
from app.main import create_app
from app.services import accounts
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters, sign_ins
from tests.people import PASSWORD, People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
COOKIE = "send_review_signed_in"
ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/\\evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
)


def test_right_password_leads_to_ones_own_review(clock: Clock, house: FastAPI, people: People) -> None:
    browser = Browser(house)
    response = browser.post("/sign-in", {"email": " SENCO@ashgrove.example ", "password": PASSWORD})
    assert response.headers["location"] == "/"
    assert response.cookies[COOKIE]
    home = browser.follow(response)
    assert home.headers["location"] == f"/reviews/{people.review.id}"
    assert "Asha Senco" in browser.follow(home).text


def test_wrong_password_signs_nobody_in(house: FastAPI, people: People, database: Database) -> None:
    for password in ("", "wrong", PASSWORD.upper(), PASSWORD + " ", "x" * 100_000):
        response = Browser(house).post("/sign-in", {"email": people["senco"].email, "password": password})
        assert response.status_code == 422
        assert "set-cookie" not in response.headers
        assert "The e-mail address or the password is not right" in text_of(response.text)
        assert password == "" or password not in response.text
    assert sign_ins(database, people["senco"]) == 0


def test_unknown_address_takes_the_same_path_as_a_wrong_password(
    house: FastAPI, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []
    original = accounts._hasher.verify
    monkeypatch.setattr(accounts._hasher, "verify", lambda *pair: verified.append(pair) or original(*pair))
    answers = [
        Browser(house).post("/sign-in", {"email": email, "password": "wrong"})
        for email in (people["senco"].email, "xenco@ashgrove.example")
    ]
    assert len(verified) == 2, "The slow hash is worked out for both"
    known, unknown = (answer.text.replace("xenco", "senco").partition("nonce=")[2] for answer in answers)
    assert len(known) == len(unknown)
    assert answers[0].status_code == answers[1].status_code == 422
    assert set(answers[0].headers) == set(answers[1].headers)


def test_somebody_without_a_password_cannot_sign_in(house: FastAPI, people: People, database: Database) -> None:
    with database.writing() as session:
        accounts.add_person(session, email="no-password@ashgrove.example", name="Nobody Yet")
    for password in ("", "None", "wrong"):
        sent = {"email": "no-password@ashgrove.example", "password": password}
        assert Browser(house).post("/sign-in", sent).status_code == 422


@pytest.mark.parametrize(("public_url", "status"), [("", 303), ("https://review.example.org", 422)])
def test_demo_people_sign_in_only_where_nobody_else_reaches_the_service(
    settings: Settings, database: Database, public_url: str, status: int
) -> None:
    """Somebody tries the service out, then serves the same file to the world: the passwords are in the manual."""
    with database.writing() as session:
        accounts.add_person(session, email="demo@school.example", name="Demo", password=PASSWORD).is_demo = True
    house = create_app(settings.model_copy(update={"public_url": public_url}))
    response = Browser(house).post("/sign-in", {"email": "demo@school.example", "password": PASSWORD})
    assert response.status_code == status
    house.state.database.close()


def test_guessing_is_stopped_and_allowed_again_after_a_while(clock: Clock, house: FastAPI, people: People) -> None:
    email, browser = people["senco"].email, Browser(house)
    misses = [browser.post("/sign-in", {"email": email, "password": "wrong"}).status_code for _ in range(11)]
    assert misses == [422] * 10 + [429]
    stopped = browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert stopped.status_code == 429, "The right password is not taken either, or guessing would go on"
    assert "Too many attempts" in text_of(stopped.text)
    other = browser.post("/sign-in", {"email": people["colleague"].email, "password": PASSWORD})
    assert other.status_code == 303, "Nobody else is held up"
    clock.move(minutes=15)
    assert browser.post("/sign-in", {"email": email, "password": PASSWORD}).status_code == 303


def test_one_client_cannot_try_everybody(clock: Clock, house: FastAPI, people: People, database: Database) -> None:
    browser = Browser(house)
    answers = [
        browser.client.post("/sign-in", data={"email": f"person{n}@ashgrove.example", "password": "wrong"}).status_code
        for n in range(101)
    ]
    assert answers == [422] * 100 + [429]


def test_address_of_any_length_is_answered(house: FastAPI, people: People) -> None:
    browser = Browser(house)
    for length in (300, 3_000, 30_000):
        # Not one letter many times: a database may pack that.
        name = "".join(chr(0x4E00 + (n * n * 7919 + n) % 20_000) for n in range(length))
        assert browser.post("/sign-in", {"email": f"{name}@x.example", "password": "x"}).status_code == 422, length
        assert browser.post("/forgotten-password", {"email": f"{name}@x.example"}).status_code == 303, length


def test_sign_in_leads_nowhere_else(house: FastAPI, people: People) -> None:
    for target in ELSEWHERE:
        browser = Browser(house)
        shown = browser.get("/sign-in", params={"next": target}).text
        assert "evil" not in shown, target
        assert "javascript:" not in shown, target
        response = browser.post("/sign-in", {"email": people["senco"].email, "password": PASSWORD, "next": target})
        assert response.headers["location"] == "/", target


def test_sign_in_leads_on_to_where_one_was_going(house: FastAPI, people: People) -> None:
    browser = Browser(house)
    wanted = f"/reviews/{people.review.id}/find?q=a+b&level="
    asked = browser.get(wanted)
    page = browser.follow(asked)
    assert f'value="{wanted.replace("&", "&amp;")}"' in page.text
    response = browser.post("/sign-in", {"email": people["senco"].email, "password": PASSWORD, "next": wanted})
    assert response.headers["location"] == wanted


def test_sign_out_ends_this_browser_only(browser_of: BrowserOf, people: People, database: Database) -> None:
    here, there = browser_of("senco"), browser_of("senco")
    response = here.post("/sign-out")
    assert response.headers["location"] == "/sign-in?notice=signed-out"
    assert response.headers["clear-site-data"] == '"cache"'
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert there.get("/account").status_code == 200
    assert sign_ins(database, people["senco"]) == 1


def test_cookie_of_an_ended_sign_in_opens_nothing(house: FastAPI, people: People, database: Database) -> None:
    token = people.sign_in(database, "senco")
    Browser(house, token).post("/sign-out")
    assert Browser(house, token).get("/account").status_code == 303


def test_sign_out_everywhere_keeps_only_this_browser(browser_of: BrowserOf, people: People) -> None:
    here, there, colleague = browser_of("senco"), browser_of("senco"), browser_of("colleague")
    assert "Sign out everywhere else" in here.get("/account").text
    assert here.post("/account/other-sign-ins/end").status_code == 303
    assert there.get("/account").headers["location"].startswith("/sign-in")
    assert colleague.get("/account").status_code == 200
    assert "Sign out everywhere else" not in here.get("/account").text


def test_sign_in_runs_out(clock: Clock, browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    clock.move(minutes=59)
    assert senco.get("/account").status_code == 200
    clock.move(minutes=1)
    assert senco.get("/account").status_code == 303
    again = senco.post("/sign-in", {"email": people["senco"].email, "password": PASSWORD})
    assert again.status_code == 303
    assert sign_ins(database, people["senco"]) == 1, "The one that ran out is cleared away"


def test_signing_out_after_the_sign_in_ran_out_asks_for_nothing(
    clock: Clock, browser_of: BrowserOf, people: People
) -> None:
    senco = browser_of("senco")
    clock.move(hours=2)
    response = senco.post("/sign-out")
    assert response.headers["location"] == "/sign-in"


def test_passwords_are_never_carried_in_a_page(clock: Clock, browser_of: BrowserOf, people: People) -> None:
    senco = browser_of("senco")
    clock.move(hours=2)
    response = senco.post("/account/password", {"current": PASSWORD, "password": "another three words"})
    assert response.headers["location"] == "/sign-in"
    assert PASSWORD not in response.text


def test_made_up_cookie_opens_nothing(house: FastAPI, people: People, database: Database) -> None:
    token = people.sign_in(database, "senco")
    assert token
    for guess in ("", "x", token[:-1], token + "x", token.swapcase(), "' OR 1=1 --"):
        browser = Browser(house)
        browser.client.cookies.set(COOKIE, guess.replace(" ", ""))
        assert browser.get("/account").status_code == 303, guess


def test_account_lists_where_one_is_signed_in(house: FastAPI, people: People) -> None:
    browser = Browser(house)
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/149.0 Safari/537.36 Edg/149.0"}
    browser.post("/sign-in", {"email": people["senco"].email, "password": PASSWORD}, headers=agent)
    assert "Edge on Windows" in browser.get("/account").text


def test_asking_for_a_link_says_the_same_to_everybody(house: FastAPI, people: People, database: Database) -> None:
    known = Browser(house).post("/forgotten-password", {"email": people["senco"].email})
    unknown = Browser(house).post("/forgotten-password", {"email": "nobody@ashgrove.example"})
    assert known.headers["location"] == unknown.headers["location"] == "/sign-in?notice=link-sent"
    assert [letter.to for letter in letters(database)] == [people["senco"].email]


def test_nobody_is_flooded_with_links(clock: Clock, house: FastAPI, people: People, database: Database) -> None:
    for _ in range(8):
        assert Browser(house).post("/forgotten-password", {"email": people["senco"].email}).status_code == 303
    assert len(letters(database)) == 5
    clock.move(hours=1)
    Browser(house).post("/forgotten-password", {"email": people["senco"].email})
    assert len(letters(database)) == 6
