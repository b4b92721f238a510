"""Several people invited at once: good lines are sent, the others come back with a sentence each."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from app.db import Database
from app.models.accounts import Grant
from app.models.jobs import Letter
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]

LIST = """Sam Okafor, sam@ashgrove.example
Tom Ellery\ttom@ashgrove.example
"Nia Price" <nia@ashgrove.example>

Jo O’Neill; JO@ashgrove.example 😀"""


def invited(database: Database) -> dict[str, tuple[str, str]]:
    with database.reading() as session:
        return {grant.email: (grant.name, grant.role) for grant in session.exec(select(Grant))}


def send(senco: Browser, people: People, text: str, role: str = "colleague") -> tuple[int, str]:
    done = senco.post(f"/schools/{people.school.id}/invitation-list", {"people": text, "role": role})
    return done.status_code, done.text


def test_every_way_to_write_a_line_is_read(browser_of: BrowserOf, people: People, database: Database) -> None:
    status, _ = send(browser_of("senco"), people, LIST.removesuffix(" 😀"))
    assert status == 303
    assert invited(database) == {
        "sam@ashgrove.example": ("Sam Okafor", "colleague"),
        "tom@ashgrove.example": ("Tom Ellery", "colleague"),
        "nia@ashgrove.example": ("Nia Price", "colleague"),
        "jo@ashgrove.example": ("Jo O’Neill", "colleague"),
    }
    with database.reading() as session:
        assert sorted(letter.to for letter in session.exec(select(Letter))) == sorted(invited(database))


def test_good_lines_go_and_the_others_come_back(browser_of: BrowserOf, people: People, database: Database) -> None:
    cara = people["colleague"].email
    bad = [
        (f"Cara Colleague, {cara}", "Cara Colleague belongs to your school already."),
        ("No Address", "Enter an e-mail address such as name@school.example."),
        ("nameless@ashgrove.example", "Enter the person’s name, as colleagues know it."),
        ("Sam Again, sam@ashgrove.example", "Sam Okafor stands on the list twice."),
    ]
    status, html = send(
        browser_of("senco"), people, "\n".join(["Sam Okafor, sam@ashgrove.example", *(line for line, _ in bad)])
    )
    assert status == 422
    assert "1 invitation is on its way." in text_of(html)
    for number, (line, sentence) in enumerate(bad, start=1):
        assert f"Line {number}: {sentence}" in text_of(html)
        assert line in text_of(html)
    assert set(invited(database)) == {"sam@ashgrove.example"}


@ON_SQLITE
def test_register_pasted_by_mistake_is_refused_without_reading_it(
    browser_of: BrowserOf, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading 25,000 lines takes seconds, in which nobody else can save."""
    read: list[object] = []
    monkeypatch.setattr("app.forms.invitations.read_invitation", lambda *line, **_roles: read.append(line))
    status, html = send(browser_of("senco"), people, "A B, a@b.example\n" * 25_000)
    assert status == 422
    assert "Yours are 25000." in text_of(html)
    assert read == []


def test_second_click_invites_nobody_twice(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    assert send(senco, people, LIST)[0] == 422
    before = invited(database)
    status, html = send(senco, people, LIST)
    assert status == 422
    assert "Sam Okafor is invited already." in text_of(html)
    assert invited(database) == before


def test_what_stops_every_line_sends_nothing(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    for text, role, sentence in (
        (" \n ", "colleague", "Write at least one line"),
        (LIST, "headteacher", "Choose what the people on the list may do."),
        ("A B, a@b.example\n" * 101, "colleague", "Send at most 100 lines at once. Yours are 101."),
    ):
        status, html = send(senco, people, text, role)
        assert status == 422
        assert sentence in text_of(html)
    assert invited(database) == {}
