"""Inviting somebody, joining, handing over."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.accounts import Membership, Person, Role
from app.services.accounts import find_person
from tests.accounts.clocks import Clock
from tests.accounts.letters import grants, invite, last_link, letters
from tests.architecture.rows import all_rows
from tests.people import PASSWORD, People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
NEW = "six brown otters"
NADIA = "nadia@ashgrove.example"


def accept(house: FastAPI, link: str, password: str = NEW, name: str = "Nadia New") -> Browser:
    """A browser that has opened the link and joined with it."""
    browser = Browser(house)
    page = browser.post(link).headers["location"]
    browser.get(page)
    done = browser.post(page, {"name": name, "password": password})
    assert done.headers["location"] == "/sign-in?notice=joined", done.text[-2000:]
    return browser


def signed_in(house: FastAPI, email: str, password: str = NEW) -> Browser:
    browser = Browser(house)
    assert browser.post("/sign-in", {"email": email, "password": password}).status_code == 303
    return browser


def roles(database: Database, email: str) -> list[str]:
    """The roles in force of this person."""
    with database.reading() as session:
        return list(
            session.exec(
                select(Membership.role)
                .join(Person, Person.id == Membership.person_id)
                .where(Person.email == email, Membership.ended_at == None)  # noqa: E711  SQL's IS NULL.
            )
        )


def handover(browser: Browser, people: People, membership: int, email: str, database: Database) -> str:
    path = f"/schools/{people.school.id}/people/{membership}/handover"
    assert browser.post(path, {"email": email, "name": "Nadia New"}).status_code == 303
    return last_link(database)


def membership_of(database: Database, person: Person) -> int:
    with database.reading() as session:
        # The first one: a role that has ended is kept as a later copy of it.
        return session.exec(
            select(Membership.id).where(Membership.person_id == person.id).order_by(Membership.id).limit(1)
        ).one()


def test_somebody_new_joins(house: FastAPI, browser_of: BrowserOf, people: People, database: Database) -> None:
    link = invite(browser_of("senco"), database, people.school, "Nadia@Ashgrove.example", "colleague")
    (letter,) = letters(database)
    assert letter.to == NADIA
    assert "Asha Senco invites you" in letter.subject
    landing = Browser(house).get(link)
    assert "Ashgrove School" in landing.text
    accept(house, link)
    browser = signed_in(house, NADIA)
    assert browser.get(f"/reviews/{people.review.id}").status_code == 200
    assert browser.get(f"/schools/{people.school.id}/people").status_code == 403
    with database.reading() as session:
        assert find_person(session, NADIA).name == "Nadia New"


def test_invitation_says_nothing_before_it_is_accepted(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = invite(browser_of("senco"), database, people.school, NADIA, "colleague")
    before = all_rows(database)
    assert Browser(house).get(link).status_code == 200
    assert all_rows(database) == before
    assert roles(database, NADIA) == []
    response = Browser(house).post(link)
    assert response.status_code == 303
    assert roles(database, NADIA) == []


def test_somebody_with_an_account_joins_and_keeps_the_password(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = invite(browser_of("senco"), database, people.school, people["stranger"].email, "governor")
    browser = Browser(house)
    page = browser.post(link).headers["location"]
    shown = browser.get(page).text
    assert "You have an account already" in text_of(shown)
    assert 'type="password"' not in shown
    done = browser.post(page, {"name": "Somebody Else", "password": "of an attacker who got the letter"})
    assert done.status_code == 303
    stranger = signed_in(house, people["stranger"].email, PASSWORD)
    assert stranger.get(f"/schools/{people.school.id}").status_code == 200
    assert "Stan Stranger" in stranger.get("/account").text
    assert sorted(roles(database, people["stranger"].email)) == ["governor", "senco"]


def test_new_person_needs_a_password(house: FastAPI, browser_of: BrowserOf, people: People, database: Database) -> None:
    link = invite(browser_of("senco"), database, people.school, NADIA, "colleague")
    browser = Browser(house)
    page = browser.post(link).headers["location"]
    for weak in ("", "short", NADIA):
        response = browser.post(page, {"name": "Nadia N.", "password": weak})
        assert response.status_code == 422
        assert "Nadia N." in response.text
    assert roles(database, NADIA) == []
    assert browser.post(page, {"name": "Nadia N.", "password": NEW}).status_code == 303


def test_invitation_works_once(house: FastAPI, browser_of: BrowserOf, people: People, database: Database) -> None:
    link = invite(browser_of("senco"), database, people.school, NADIA, "colleague")
    accept(house, link)
    assert Browser(house).get(link).status_code == 404
    assert Browser(house).post(link).status_code == 404


def test_withdrawn_invitation_is_gone(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link = invite(senco, database, people.school, NADIA, "colleague")
    late = Browser(house)
    page = late.post(link).headers["location"]
    path = f"/schools/{people.school.id}/invitations/{grants(database)[0].id}/withdrawal"
    assert senco.post(path).status_code == 303
    assert NADIA not in senco.get(f"/schools/{people.school.id}/people").text
    for response in (late.get(link), late.post(link), late.get(page), late.post(page, {"password": NEW})):
        assert response.status_code == 404
    assert senco.post(path).status_code == 404, "It cannot be withdrawn twice"
    assert roles(database, NADIA) == []


def test_expired_invitation_is_gone(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = invite(browser_of("senco"), database, people.school, NADIA, "colleague")
    clock.move(hours=72)
    assert Browser(house).get(link).status_code == 404
    assert Browser(house).post(link).status_code == 404


def test_form_that_invites_nobody_keeps_what_was_typed(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, path = browser_of("senco"), f"/schools/{people.school.id}/invitations"
    for wrong in (
        {"email": "no address", "name": "Nadia New", "role": "colleague"},
        {"email": NADIA, "name": "Nadia New", "role": "operator"},
        {"email": NADIA, "name": "", "role": "colleague"},
        {"email": NADIA, "name": "Nadia New", "role": "colleague", "job_title": "wizard"},
        {"email": f"a\n{NADIA}", "name": "Nadia New", "role": "colleague"},
    ):
        response = senco.post(path, wrong)
        assert response.status_code == 422
        assert "Nadia New" in response.text or wrong["name"] == ""
    assert letters(database) == []


def test_operator_brings_in_the_first_person(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    operator = browser_of("operator")
    found = operator.get("/operator/schools", params={"q": "ashgrove"})
    path = f"/operator/schools/{people.school.id}"
    assert f'href="{path}"' in found.text
    wrong = operator.post(f"{path}/invitations", {"email": NADIA, "name": "Nadia New", "role": "governor"})
    assert wrong.status_code == 422, "Governors are for the school to invite"
    sent = operator.post(f"{path}/invitations", {"email": NADIA, "name": "Nadia New", "role": "school_admin"})
    assert sent.status_code == 303
    accept(house, last_link(database))
    assert signed_in(house, NADIA).get(f"/schools/{people.school.id}/people").status_code == 200
    assert operator.get(f"/schools/{people.school.id}").status_code == 404, "Inviting opens nothing to the operator"


def test_handover_ends_when_the_new_senco_accepts(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    asha, review = browser_of("senco"), f"/reviews/{people.review.id}"
    sent = {"name": "LEAD-1.strengths", "value": "Words of Asha.", "version": "0"}
    assert asha.post(f"{review}/answers", sent).status_code == 200
    link = handover(asha, people, membership_of(database, people["senco"]), NADIA, database)
    assert asha.get(review).status_code == 200, "Until it is accepted nothing changes"
    accept(house, link)
    assert asha.get(review).status_code == 404
    assert asha.get(f"/schools/{people.school.id}").status_code == 404
    nadia = signed_in(house, NADIA)
    assert roles(database, NADIA) == ["senco"]
    assert "Words of Asha." in nadia.get(f"{review}/areas/LEAD").text
    history = nadia.get(f"{review}/history", params={"of": "LEAD-1.strengths"})
    assert "Asha Senco" in history.text
    assert "Started on" in nadia.get(review).text
    assert "Asha Senco" in nadia.get(review).text


def test_handover_to_somebody_of_the_school(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    asha = browser_of("senco")
    link = handover(asha, people, membership_of(database, people["senco"]), people["colleague"].email, database)
    accept(house, link)
    assert roles(database, people["colleague"].email) == ["senco"]
    assert roles(database, people["senco"].email) == []


def test_school_sends_so_many_invitations_a_day(
    people: People, browser_of: BrowserOf, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.routers.schools_people.INVITATIONS_A_DAY", 1)
    senco, form = browser_of("senco"), {"name": "Nadia", "email": NADIA, "role": "colleague"}
    people_of = f"/schools/{people.school.id}"
    handing_over = f"{people_of}/people/{membership_of(database, people['senco'])}/handover"
    assert senco.post(f"{people_of}/invitations", form).status_code == 303
    assert "many invitations today" in text_of(senco.post(f"{people_of}/invitations", form).text)
    del form["role"]
    assert "many invitations today" in text_of(senco.post(handing_over, form).text)


def test_handover_to_oneself_changes_nothing(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    asha = browser_of("senco")
    link = handover(asha, people, membership_of(database, people["senco"]), people["senco"].email, database)
    accept(house, link)
    assert roles(database, people["senco"].email) == ["senco"]


def test_last_keeper_is_not_demoted_by_an_invitation(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    erin = membership_of(database, people["school_admin"])
    assert senco.post(f"/schools/{people.school.id}/people/{erin}/removal").status_code == 303
    link = invite(senco, database, people.school, people["senco"].email, "governor")
    browser = Browser(house)
    page = browser.post(link).headers["location"]
    refused = browser.post(page)
    assert refused.status_code == 422
    assert "always has a SENCO or an administrator" in text_of(refused.text)
    assert roles(database, people["senco"].email) == ["senco"]


def test_handover_does_not_end_who_has_become_the_last_keeper(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, here = browser_of("senco"), f"/schools/{people.school.id}/people"
    cara = membership_of(database, people["colleague"])
    link = handover(senco, people, cara, NADIA, database)
    assert senco.post(f"{here}/{cara}/role", {"role": "senco"}).status_code == 303
    for who in ("school_admin", "senco"):
        assert senco.post(f"{here}/{membership_of(database, people[who])}/removal").status_code == 303
    browser = Browser(house)
    page = browser.post(link).headers["location"]
    assert browser.post(page, {"name": "Nadia New", "password": NEW}).status_code == 422
    assert roles(database, people["colleague"].email) == ["senco"]
    assert roles(database, NADIA) == [], "Refused is refused altogether"
    with database.reading() as session:
        assert find_person(session, NADIA) is None


def test_invitation_gives_the_role_it_names(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    for role in Role:
        email = f"{role}-new@ashgrove.example"
        accept(house, invite(senco, database, people.school, email, role))
        assert roles(database, email) == [role]
