"""The pre-visit brief: suggested by what the host has agreed and nothing else, and the reviewer's own."""

from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.db import Database
from app.documents.paper_html import paper_to_html
from app.models.peer_review import PeerReview, Side
from app.pages.peer_review_brief_paper import build_brief
from app.review_framework.loader import latest_framework
from app.services.peer_review_enquiries import is_old, list_enquiries, read_agreed, suggest
from app.services.peer_review_texts import read_seat_texts
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.architecture.statements import statements
from tests.architecture.test_statements import answered_link
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
AGREED = {
    "LEAD-1.judgement": "secure",
    "LEAD-1.strengths": "zqstrength",
    "LEAD-1.developments": "zqdevelopment",
    "LEAD-1/k3f9.description": "zqevidence",
    "LEAD-1/k3f9.dated": "2019-03-03",
    "LEAD-2.judgement": "starting",
    "LEAD-7.judgement": "does_not_apply",
}


def write(session: Session, people: People, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        place, _dot, field = name.rpartition(".")
        base = read_sheet(session, people.review).text(place, field).version
        save_answer(session, people.review, place, field, value, base=base, by=people["senco"].actor)


@pytest.fixture
def brief(database: Database, people: People, peers: Peers) -> str:
    """The host has agreed a version, and has written on since."""
    with database.writing() as session:
        write(session, people, AGREED)
        checked = read_sheet(session, people.review).fingerprint()
        agree_version(session, people.review, checked=checked, present="", by=people["senco"].actor)
        write(
            session,
            people,
            {"LEAD-1.strengths": "zqdraft", "TL-1.strengths": "zqnewdraft", "LEAD-2.judgement": "secure"},
        )
    return f"/peer-reviews/{peers.there.id}/brief"


def kept(database: Database, peers: Peers) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        lines = list_enquiries(read_seat_texts(session, peers.seat(Side.REVIEWER)), latest_framework("wss-mainstream"))
        return [(one.about, one.origin, one.line) for one in lines]


@pytest.mark.usefixtures("brief")
def test_each_thing_worth_asking_about_is_suggested_strengths_first(database: Database, peers: Peers) -> None:
    with database.reading() as session:
        agreed = read_agreed(session, peers.seat(Side.REVIEWER))
        assert agreed is not None
        found = suggest(agreed)
    assert [one.origin for one in found] == [
        "LEAD-1.strength",
        "LEAD-1.old-evidence",
        "LEAD-1.development",
        "LEAD-2.judgement",
        "LEAD-2.little-evidence",
    ]
    assert all(one.line.endswith("?") for one in found), "Open questions"
    assert "Starting" in found[3].line, "The level that was agreed, not the draft"


def test_reviewer_never_sees_a_word_of_the_draft(
    browser_of: BrowserOf, database: Database, peers: Peers, brief: str
) -> None:
    page = browser_of("reviewer").get(brief)
    assert "zqstrength" in page.text
    assert "zqdevelopment" in page.text
    with database.reading() as session:
        paper = repr(build_brief(session, peers.seat(Side.REVIEWER)))
    assert "zqstrength" in paper
    for shown in (page.text, paper):
        assert "zqdraft" not in shown
        assert "zqnewdraft" not in shown


def test_before_agreement_there_is_nothing_to_read(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers
) -> None:
    with database.writing() as session:
        write(session, people, AGREED)
    here = f"/peer-reviews/{peers.there.id}/brief"
    page = browser_of("reviewer").get(here)
    assert "has not agreed a version" in text_of(page.text)
    assert "zqstrength" not in page.text
    assert browser_of("reviewer").post(here, {"keep": "LEAD-1.strength"}).status_code == 404
    with database.reading() as session:
        assert build_brief(session, peers.seat(Side.REVIEWER)) is None


def test_suggestion_is_kept_once_reworded_dropped_and_brought_back(
    browser_of: BrowserOf, database: Database, peers: Peers, brief: str
) -> None:
    reviewer, place = browser_of("reviewer"), "enquiries/lead-1-strength"
    for _twice in range(2):
        assert "The line is kept" in reviewer.follow(reviewer.post(brief, {"keep": "LEAD-1.strength"})).text
    ((about, origin, _line),) = kept(database, peers)
    assert (about, origin) == ("LEAD-1", "LEAD-1.strength")
    reviewer.post(brief, {f"{place}.line": "In my words?", f"{place}.line.version": "1"})
    assert kept(database, peers)[0][2] == "In my words?"
    reviewer.post(brief, {"drop-line": "lead-1-strength"})
    assert kept(database, peers) == []
    reviewer.post(brief, {"bring-back": "lead-1-strength"})
    assert kept(database, peers)[0][2] == "In my words?"


def test_dropped_suggestion_is_not_suggested_until_it_is_brought_back(browser_of: BrowserOf, brief: str) -> None:
    reviewer, button = browser_of("reviewer"), 'name="keep" value="LEAD-1.development"'
    assert button in reviewer.get(brief).text
    dropped = reviewer.follow(reviewer.post(brief, {"drop": "LEAD-1.development"}))
    assert button not in dropped.text
    assert 'name="bring-back" value="lead-1-development"' in dropped.text
    reviewer.post(brief, {"bring-back": "lead-1-development"})
    assert button in reviewer.get(brief).text


def test_lines_stand_in_the_order_of_the_framework(
    browser_of: BrowserOf, database: Database, peers: Peers, brief: str
) -> None:
    reviewer, data = browser_of("reviewer"), {}
    for key, about in (("aaaa", "PROV"), ("bbbb", "LEAD-1"), ("cccc", "LEAD"), ("dddd", ""), ("eeee", "OUT-1")):
        for field, value in (("line", f"Line {key}?"), ("about", about)):
            data |= {f"enquiries/{key}.{field}": value, f"enquiries/{key}.{field}.version": "0"}
    assert reviewer.post(brief, data).status_code == 303
    assert [about for about, _origin, _line in kept(database, peers)] == ["", "OUT-1", "LEAD", "LEAD-1", "PROV"]
    with database.reading() as session:
        paper = build_brief(session, peers.seat(Side.REVIEWER))
    assert paper is not None
    html = paper_to_html(paper)
    assert "Line bbbb?" in html


def test_fault_keeps_what_was_typed(browser_of: BrowserOf, brief: str) -> None:
    long = "x" * 20_001
    refused = browser_of("reviewer").post(brief, {"enquiries/aaaa.line": long, "enquiries/aaaa.line.version": "0"})
    assert refused.status_code == 422
    assert long in refused.text


def test_host_sees_no_line_of_its_reviewer(browser_of: BrowserOf, database: Database, peers: Peers, brief: str) -> None:
    browser_of("reviewer").post(brief, {"enquiries/aaaa.line": "zqline", "enquiries/aaaa.line.version": "0"})
    assert browser_of("senco").get(brief).status_code == 403
    assert "zqline" not in browser_of("senco").get(brief.removesuffix("/brief")).text
    with database.reading() as session:
        seat = peers.seat(Side.HOST)
        assert list_enquiries(read_seat_texts(session, seat)) == []
        assert build_brief(session, seat) is None


def test_differences_are_told_only_where_views_are_shared(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers, brief: str, settings: Settings
) -> None:
    with database.writing() as session:
        answered_link(session, people, settings, 0)
    reviewer = browser_of("reviewer")
    assert "people see this differently" not in reviewer.get(brief).text
    with database.writing() as session:
        session.get_one(PeerReview, peers.there.id).shares_contributions = True
    shown = reviewer.get(brief).text
    assert "people see this differently" in shown
    assert 'value="LEAD-1.difference"' in shown
    assert "Colleague 0" not in shown, "Groups and counts, never names"
    assert "The school: Secure" in text_of(shown)


@pytest.mark.parametrize(
    ("dated", "old"), [((2025, 11, 26), False), ((2025, 11, 25), True), ((2026, 11, 26), False), ((2024, 2, 29), True)]
)
def test_evidence_is_old_after_a_year(monkeypatch: pytest.MonkeyPatch, dated: tuple[int, int, int], old: bool) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2026, 11, 26))
    assert is_old(date(*dated)) is old


def test_brief_costs_the_same_however_much_is_kept(browser_of: BrowserOf, house: FastAPI, brief: str) -> None:
    reviewer, database = browser_of("reviewer"), house.state.database
    with statements(database) as few:
        reviewer.get(brief)
    data = {}
    for n in range(20):
        data |= {f"enquiries/row{n}.line": f"Line {n}", f"enquiries/row{n}.line.version": "0"}
    reviewer.post(brief, data)
    with statements(database) as many:
        reviewer.get(brief)
    assert len(many) == len(few) <= 12
