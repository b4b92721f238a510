"""Whatever is sent: it is kept as typed, or refused in words. Never an error of ours, never half a save."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from sqlmodel import select

from app.access.posted import MAX_BYTES, MAX_FIELDS
from app.db import Database
from app.models.self_evaluation import Answer
from tests.durability.ledger import find_faults
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NAME = "LEAD-1.strengths"
BEYOND_ANY_KEY = (2**31, 2**63, 10**30)


@pytest.fixture
def senco(browser_of: BrowserOf) -> Browser:
    return browser_of("senco")


@pytest.fixture
def here(people: People) -> str:
    return f"/reviews/{people.review.id}"


def stored(database: Database, place: str = "LEAD-1", field: str = "strengths") -> str | None:
    with database.reading() as session:
        return session.exec(select(Answer.value).where(Answer.place == place, Answer.field == field)).first()


def autosave(browser: Browser, here: str, body: str | bytes, **headers: str) -> Any:
    return browser.client.post(f"{here}/answers", content=body, headers={**FORM, "X-Autosave": "1", **headers})


TEXTS = (
    "🙂 𝔖𝔢𝔫𝔡 👩🏽‍🏫 👨‍👩‍👧‍👦",
    "שלום עולם مرحبا\u202e abc \u2067def\u2069",
    "e\u0301 is not é, and stays so",
    "\ufeff starts with a mark",
    "\u0001\u0008\u007f\u0085 between \u2028\u2029 words",
    "\uffff\ufffe\U0010ffff",
    "a" * 20_000,
    "🙂" * 20_000,
    "'; DROP TABLE answer; -- %s %(x)s ${x} :name ?",
)
NO_TEXTS = (
    (b"a%00b", "ab"),
    (b"%ED%A0%80x", "\ufffd\ufffd\ufffdx"),
    (b"%F0%9F%99x", "\ufffdx"),
    (b"\xff\xfex", "\ufffd\ufffdx"),
    (b"a%0D%0Ab%0Dc", "a\nb\nc"),
    (b"100%", "100%"),
)


def test_any_text_is_kept_as_typed(senco: Browser, here: str, database: Database) -> None:
    for number, text in enumerate(TEXTS):
        body = urlencode({"name": f"LEAD-1/k00{number}.description", "value": text, "version": 0})
        assert autosave(senco, here, body).status_code == 200
        assert stored(database, f"LEAD-1/k00{number}", "description") == text.strip()
        assert senco.client.get(f"{here}/history?of=LEAD-1/k00{number}.description").status_code == 200
    assert senco.client.get(f"{here}/areas/LEAD").status_code == 200


def test_what_is_no_text_is_made_one(senco: Browser, here: str, database: Database) -> None:
    for number, (sent, kept) in enumerate(NO_TEXTS):
        body = f"name=LEAD-1/k00{number}.description&version=0&value=".encode() + sent
        assert autosave(senco, here, body).status_code == 200
        assert stored(database, f"LEAD-1/k00{number}", "description") == kept


def test_one_character_too_many_keeps_the_text_in_the_form(senco: Browser, here: str, database: Database) -> None:
    text = "b" * 20_001
    assert autosave(senco, here, urlencode({"name": NAME, "value": text, "version": 0})).status_code == 422
    whole = {NAME: text, f"{NAME}.version": "0", "LEAD.summary": "kept", "LEAD.summary.version": "0"}
    response = senco.post(f"{here}/areas/LEAD", whole)
    assert response.status_code == 422
    assert text in response.text
    assert stored(database) is None
    assert stored(database, "LEAD", "summary") == "kept", "One field held up another."


@pytest.mark.parametrize(
    "body",
    [
        urlencode({"LEAD.summary": "x", "LEAD.summary.version": 0, NAME: "y" * (MAX_BYTES + 1_000_000)}),
        "LEAD.summary=x&LEAD.summary.version=0&" + "&".join(f"a{n}=b" for n in range(2 * MAX_FIELDS)),
    ],
    ids=["three megabytes", "ten thousand fields"],
)
def test_too_much_at_once_gets_a_page_and_saves_nothing(
    senco: Browser, here: str, database: Database, body: str
) -> None:
    response = senco.client.post(f"{here}/areas/LEAD", content=body, headers=FORM)
    assert response.status_code == 413
    assert "none of it was saved" in text_of(response.text)
    assert stored(database, "LEAD", "summary") is None
    assert senco.get(f"{here}/areas/LEAD").status_code == 200


def test_no_version_makes_an_answer_unreachable(senco: Browser, here: str, database: Database, people: People) -> None:
    """A first save is version 1, whatever it claims to follow, and the next one can follow it."""
    versions = ("-1", "1.5", "1e9", "٣", "", "x", "0x1", " 1", "999999999", *map(str, BEYOND_ANY_KEY))
    for number, sent in enumerate(versions):
        name = f"LEAD-1/k0{number:02}.description"
        response = autosave(senco, here, urlencode({"name": name, "value": "first", "version": sent}))
        assert response.status_code == 200
        assert 'data-version="1"' in response.text
        assert autosave(senco, here, urlencode({"name": name, "value": "2nd", "version": sent})).status_code == 409
        assert autosave(senco, here, urlencode({"name": name, "value": "third", "version": 1})).status_code == 200
        assert stored(database, f"LEAD-1/k0{number:02}", "description") == "third"
    assert people.review.id is not None
    assert find_faults(database, people.review.id, []) == []


def test_number_that_no_row_has_is_not_found(senco: Browser, here: str) -> None:
    for number in BEYOND_ANY_KEY:
        for path in (
            f"/reviews/{number}",
            f"/reviews/{number}/areas/LEAD",
            f"{here}/versions/{number}",
            f"{here}/versions/{number}/changes",
            f"/schools/{number}",
        ):
            assert senco.get(path).status_code == 404, path
        for path in (f"/reviews/{number}/answers", f"{here}/history/{number}/restoration"):
            assert senco.post(path, {"version": "1"}).status_code == 404, path


UNKNOWN = (
    "LEAD-99.strengths",
    "NONE.summary",
    "LEAD-1.nothing",
    "LEAD-1/k.kind",
    "LEAD-1\x01.strengths",
    ".",
    "a" * 999,
)


def test_unknown_code_is_not_found_and_saves_nothing_else(senco: Browser, here: str, database: Database) -> None:
    for name in UNKNOWN:
        assert autosave(senco, here, urlencode({"name": name, "value": "x", "version": 0})).status_code == 404
        form = {"LEAD.summary": "x", "LEAD.summary.version": "0", name: "x", f"{name}.version": "0"}
        assert senco.post(f"{here}/areas/LEAD", form).status_code == 404
        assert senco.get(f"{here}/history?of={quote(name)}").status_code == 404
    assert senco.get(f"{here}/areas/NONE").status_code == 404
    assert stored(database, "LEAD", "summary") is None


def test_what_is_no_form_is_refused_rather_than_read_as_empty(senco: Browser, here: str, database: Database) -> None:
    body = urlencode({"LEAD.summary": "x", "LEAD.summary.version": 0})
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
        for path in ("areas/LEAD", "answers"):
            response = senco.client.post(f"{here}/{path}", content=body, headers={"Content-Type": kind})
            assert response.status_code == 415
            assert "none of it was saved" in text_of(response.text)
    assert stored(database, "LEAD", "summary") is None


def test_form_may_name_its_encoding(senco: Browser, here: str, database: Database) -> None:
    kind = {"Content-Type": "Application/X-WWW-Form-URLEncoded; charset=UTF-8"}
    body = urlencode({"name": NAME, "value": "x", "version": 0})
    assert autosave(senco, here, body, **kind).status_code == 200
    assert stored(database) == "x"


def test_nothing_sent_is_nothing_found(senco: Browser, here: str) -> None:
    assert senco.client.post(f"{here}/answers", headers={"X-Autosave": "1"}).status_code == 404


def test_field_sent_twice_keeps_both_texts(senco: Browser, here: str, database: Database) -> None:
    pairs = [("LEAD.summary", "one"), ("LEAD.summary.version", "0"), ("LEAD.summary", "two")]
    body = urlencode([*pairs, ("LEAD.summary.version", "7")])
    assert senco.client.post(f"{here}/areas/LEAD", content=body, headers=FORM).status_code == 303
    assert stored(database, "LEAD", "summary") == "one two"
    first = urlencode([("name", NAME), ("value", "first"), ("value", "second"), ("version", 0)])
    assert autosave(senco, here, first).status_code == 200
    assert stored(database) == "first"
