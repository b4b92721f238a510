"""A form sent after the sign-in ran out: its text goes through the sign-in, and is saved for whoever may save it."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.accounts import Membership
from app.models.self_evaluation import Answer
from tests.accounts.clocks import Clock
from tests.accounts.letters import sign_ins
from tests.architecture.rows import all_rows
from tests.people import PASSWORD, People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
TEXT = 'Leaders ask each term.\n<b>&amp; "we" listen</b> – 100 % 🙂\n\n+ more'
AREA = {"LEAD-1.strengths": TEXT, "LEAD-1.strengths.version": "0", "LEAD-1.stakeholders": ["senco", "pupils"]}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the sign-in form."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in fields}


def sign_in(browser: Browser, fields: dict[str, str], email: str, password: str = PASSWORD) -> Any:
    return browser.post("/sign-in", {**fields, "email": email, "password": password})


def answer(database: Database, place: str, field: str) -> Answer | None:
    with database.reading() as session:
        return session.exec(select(Answer).where(Answer.place == place, Answer.field == field)).first()


@pytest.fixture
def too_late(clock: Clock, browser_of: BrowserOf, people: People) -> Browser:
    """The SENCO's browser, two hours after its sign-in of one hour."""
    senco = browser_of("senco")
    assert senco.get(f"/reviews/{people.review.id}/areas/LEAD").status_code == 200
    clock.move(hours=2)
    return senco


def sent_area(browser: Browser, people: People, **more: Any) -> dict[str, str]:
    """The hidden fields of the sign-in page that a form about an area was answered with."""
    response = browser.post(f"/reviews/{people.review.id}/areas/LEAD", {**AREA, **more})
    assert response.status_code == 401
    assert "Your words are here with this page" in response.text
    return hidden(response.text)


def test_area_form_is_saved_by_signing_in(too_late: Browser, people: People, database: Database) -> None:
    fields = sent_area(too_late, people)
    assert answer(database, "LEAD-1", "strengths") is None
    done = sign_in(too_late, fields, people["senco"].email)
    assert done.status_code == 303
    assert done.headers["location"] == f"/reviews/{people.review.id}/areas/LEAD?notice=area-saved"
    saved = answer(database, "LEAD-1", "strengths")
    assert saved is not None
    assert (saved.value, saved.version, saved.changed_by) == (TEXT, 1, "Asha Senco")
    page = too_late.follow(done)
    assert "Everything on this page is saved." in page.text
    assert html.escape(TEXT.splitlines()[0]) in page.text
    assert sign_ins(database, people["senco"]) == 1


def test_form_that_its_sender_may_not_send_any_more_is_given_back_to_copy(
    too_late: Browser, people: People, database: Database
) -> None:
    fields = sent_area(too_late, people, written_by=str(people["senco"].id))
    with database.writing() as session:
        for membership in session.exec(select(Membership).where(Membership.person_id == people["senco"].id)):
            membership.ended_at = people["senco"].created_at
    done = sign_in(too_late, fields, people["senco"].email)
    assert done.status_code == 404
    assert TEXT in html.unescape(done.text)
    assert TEXT not in done.text, "It is text there, and no markup"
    assert answer(database, "LEAD-1", "strengths") is None


def test_scope_form_is_saved_by_signing_in(too_late: Browser, people: People, database: Database) -> None:
    path = f"/reviews/{people.review.id}/scope"
    response = too_late.post(path, {"scope.why_now": TEXT, "scope.why_now.version": "1"})
    assert response.status_code == 401
    done = sign_in(too_late, hidden(response.text), people["senco"].email)
    assert done.headers["location"] == f"/reviews/{people.review.id}?notice=scope-saved"
    with database.reading() as session:
        values = session.exec(
            select(Answer.value).where(Answer.review_id == people.review.id, Answer.field == "why_now")
        )
        assert values.all() == [TEXT]


def test_several_boxes_of_one_name_are_all_carried(too_late: Browser, people: People, database: Database) -> None:
    fields = sent_area(too_late, people, **{"LEAD-1.stakeholders.version": "0"})
    assert sign_in(too_late, fields, people["senco"].email).status_code == 303
    saved = answer(database, "LEAD-1", "stakeholders")
    assert saved is not None
    assert set(saved.value.split()) == {"senco", "pupils"}


def test_wrong_password_in_between_keeps_the_words(too_late: Browser, people: People, database: Database) -> None:
    fields = sent_area(too_late, people)
    for _ in range(3):
        again = sign_in(too_late, fields, people["senco"].email, "wrong")
        assert again.status_code == 422
        assert hidden(again.text) == fields
        fields = hidden(again.text)
    assert answer(database, "LEAD-1", "strengths") is None
    assert sign_in(too_late, fields, people["senco"].email).status_code == 303
    saved = answer(database, "LEAD-1", "strengths")
    assert saved is not None
    assert saved.value == TEXT


def test_somebody_else_saves_what_they_could_have_sent(too_late: Browser, people: People, database: Database) -> None:
    done = sign_in(too_late, sent_area(too_late, people), people["colleague"].email)
    assert done.status_code == 303
    saved = answer(database, "LEAD-1", "strengths")
    assert saved is not None
    assert saved.changed_by == "Cara Colleague", "Not the name of whoever typed it in this browser"


def test_words_are_saved_under_no_other_name(browser_of: BrowserOf, people: People, database: Database) -> None:
    """A colleague has signed in at the same computer; the SENCO's page is still open in another tab, and its button is
    pressed. The words wait for the SENCO.
    """
    path = f"/reviews/{people.review.id}/areas/LEAD"
    page = browser_of("senco").get(path).text
    assert f'<input type="hidden" name="written_by" value="{people["senco"].id}">' in page
    colleague = browser_of("colleague")
    response = colleague.post(path, {**AREA, "written_by": str(people["senco"].id)})
    assert response.status_code == 401
    assert "Somebody else wrote this page before you signed in here" in response.text
    again = sign_in(colleague, hidden(response.text), people["colleague"].email)
    assert again.status_code == 401
    assert answer(database, "LEAD-1", "strengths") is None
    assert sign_in(colleague, hidden(again.text), people["senco"].email).status_code == 303
    saved = answer(database, "LEAD-1", "strengths")
    assert saved is not None
    assert (saved.value, saved.changed_by) == (TEXT, "Asha Senco")


def test_decision_is_made_under_no_other_name(browser_of: BrowserOf, people: People) -> None:
    colleague, writer = browser_of("school_admin"), str(people["senco"].id)
    for path in ("cancellation", "versions", "scope", "answers"):
        response = colleague.post(f"/reviews/{people.review.id}/{path}", {"why": "A slip", "written_by": writer})
        assert response.status_code == 401, path


def test_somebody_without_access_saves_nothing(too_late: Browser, people: People, database: Database) -> None:
    before = all_rows(database, but=("sign_in", "person"))
    for who, status in (("stranger", 404), ("operator", 404), ("governor", 403)):
        done = sign_in(too_late, sent_area(too_late, people), people[who].email)
        assert done.status_code == status, who
        assert "Leaders ask" not in done.text
        too_late.post("/sign-out")
    assert all_rows(database, but=("sign_in", "person")) == before


def test_form_that_cannot_stand_is_shown_again_after_signing_in(
    too_late: Browser, people: People, database: Database
) -> None:
    bad = {"LEAD-1/k3f9.link": "not an address", "LEAD-1/k3f9.link.version": "0"}
    done = sign_in(too_late, sent_area(too_late, people, **bad), people["senco"].email)
    assert done.status_code == 422
    assert "not an address" in done.text
    assert answer(database, "LEAD-1", "strengths") is not None, "What can be saved is saved"
    policy = done.headers["content-security-policy"]
    nonces = set(re.findall(r'nonce="([^"]+)"', done.text))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in policy, "Its scripts may run"
    assert too_late.get("/account").status_code == 200


def test_words_that_somebody_else_changed_meanwhile_are_both_shown(
    clock: Clock, too_late: Browser, browser_of: BrowserOf, people: People, database: Database
) -> None:
    fields = sent_area(too_late, people)
    sent = {"name": "LEAD-1.strengths", "value": "Words of Cara.", "version": "0"}
    assert browser_of("colleague").post(f"/reviews/{people.review.id}/answers", sent).status_code == 200
    done = sign_in(too_late, fields, people["senco"].email)
    assert done.status_code == 409
    assert "Words of Cara." in done.text
    assert "Leaders ask each term." in done.text


def test_autosave_carries_nothing_and_says_so(too_late: Browser, people: People) -> None:
    sent = {"name": "LEAD-1.strengths", "value": TEXT, "version": "0"}
    response = too_late.post(f"/reviews/{people.review.id}/answers", sent, headers={"X-Autosave": "1"})
    assert (response.status_code, response.text) == (401, "")


def test_form_is_carried_to_no_other_site(house: FastAPI, people: People) -> None:
    for target in ("//evil.example/x", "https://evil.example/", "/\\evil.example", "evil"):
        browser = Browser(house)
        response = sign_in(browser, {"carried_to": target, "carried": "a=1"}, people["senco"].email)
        assert response.status_code in {303, 404}
        assert "evil" not in response.headers.get("location", "") + response.text


def test_another_site_cannot_send_a_form_through_the_sign_in(
    house: FastAPI, people: People, database: Database
) -> None:
    before = all_rows(database)
    fields = {"carried_to": f"/reviews/{people.review.id}/cancellation", "carried": "why=evil"}
    browser = Browser(house)
    response = browser.post(
        "/sign-in",
        {**fields, "email": people["senco"].email, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403
    assert all_rows(database) == before


def test_longest_form_is_carried(too_late: Browser, people: People, database: Database) -> None:
    longest = "ä" * 20_000
    fields = sent_area(too_late, people, **{"LEAD-1.strengths": longest})
    assert sign_in(too_late, fields, people["senco"].email).status_code == 303
    saved = answer(database, "LEAD-1", "strengths")
    assert saved is not None
    assert saved.value == longest


def test_large_form_is_carried(too_late: Browser, people: People, database: Database) -> None:
    """Packed into one field it is encoded twice, and grows."""
    texts = {f"LEAD-{n}.{name}": "ä – 🙂" * 3_000 for n in range(1, 5) for name in ("strengths", "developments")}
    versions = {f"{name}.version": "0" for name in texts}
    fields = sent_area(too_late, people, **texts, **versions)
    assert sign_in(too_late, fields, people["senco"].email).status_code == 303
    saved = answer(database, "LEAD-4", "developments")
    assert saved is not None
