"""Notes of a visit: there once however often they are sent, nobody else's, and none lost by sorting."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.fields import Key
from app.models.peer_review import Side
from app.services.peer_review_notes import Note, list_notes
from app.services.peer_review_pupil_voice import list_voices
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts import list_changes, save_text
from tests.architecture.statements import statements
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
KEY = "0b9c1c5e-1111-4222-8333-444455556666"
SCRIPT = {"X-Autosave": "1", "Accept": "application/json"}

MOST_STATEMENTS = 30
"""The first page of a peer review asks each of its parts; what counts is that the number stays the same."""


@pytest.fixture
def reviewer(peers: Peers, browser_of: BrowserOf) -> Browser:
    return browser_of("reviewer")


@pytest.fixture
def here(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}"


def send(browser: Browser, here: str, **fields: str) -> Any:
    return browser.client.post(f"{here}/notes", data=fields, headers=SCRIPT)


def notes_of(house: FastAPI, peers: Peers) -> list[Note]:
    with house.state.database.reading() as session:
        return list_notes(read_seat_texts(session, peers.seat(Side.REVIEWER)))


def test_note_sent_ten_times_is_there_once(house: FastAPI, peers: Peers, reviewer: Browser, here: str) -> None:
    sent = {"key": KEY, "text": "Seen in every room.", "about": "LEAD-1", "noted_at": "2026-11-26T09:30:00.123Z"}
    answers = [send(reviewer, here, **sent) for _ in range(10)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["key"] for answer in answers} == {KEY}
    (note,) = notes_of(house, peers)
    assert (note.text, note.about, note.noted_at) == (sent["text"], "LEAD-1", "2026-11-26T09:30:00Z")
    with house.state.database.reading() as session:
        book = book_of(session, peers.seat(Side.REVIEWER))
        assert len(list_changes(session, book, note.ref)) == 3


def test_late_repetition_undoes_nothing(house: FastAPI, peers: Peers, reviewer: Browser, here: str) -> None:
    sent = {"key": KEY, "text": "As first written.", "activity": "tour"}
    send(reviewer, here, **sent)
    place = f"notes/{KEY}"
    with house.state.database.writing() as session:
        book, by = book_of(session, peers.seat(Side.REVIEWER)), peers.people["reviewer"].actor
        save_text(session, book, Key(place, "text"), "As edited since.", base=1, by=by)
        save_text(session, book, Key(place, "about"), "OUT-1", base=0, by=by)
    assert send(reviewer, here, **sent).json()["beside"] is False
    (note,) = notes_of(house, peers)
    assert (note.text, note.about) == ("As edited since.", "OUT-1")
    reviewer.post(f"{here}/notes/{KEY}/removal")
    assert send(reviewer, here, **sent).status_code == 200
    assert notes_of(house, peers) == []


def test_other_words_under_the_same_key_are_kept_beside(
    house: FastAPI, peers: Peers, reviewer: Browser, here: str
) -> None:
    send(reviewer, here, key=KEY, text="The first words.")
    assert send(reviewer, here, key=KEY, text="Quite other words.").json()["beside"] is True
    assert [note.text for note in notes_of(house, peers)] == ["The first words."]
    page = text_of(reviewer.get(f"{here}/notes/{KEY}").text)
    assert "Quite other words." in page
    assert "Set aside" in page


@pytest.mark.parametrize(
    ("text", "kept"),
    [("😀 Ŵales\r\nline two", "😀 Ŵales\nline two"), ("a\x00b", "ab"), ("x" * 20_000, "x" * 20_000)],
    ids=["emoji", "nul", "long"],
)
def test_any_words_are_kept(house: FastAPI, peers: Peers, reviewer: Browser, here: str, text: str, kept: str) -> None:
    assert send(reviewer, here, key=KEY, text=text).status_code == 200
    assert [note.text for note in notes_of(house, peers)] == [kept]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * 20_001},
        {"text": "  "},
        {"text": "Good words", "about": "NOWHERE-1"},
        {"text": "Good words", "activity": "skydiving"},
        {"text": "Good words", "evidence_kind": "rumour"},
    ],
    ids=["too long", "empty", "about", "activity", "kind"],
)
def test_note_that_cannot_be_kept_comes_back_with_a_sentence(
    house: FastAPI, peers: Peers, reviewer: Browser, here: str, fields: dict[str, str]
) -> None:
    by_script = send(reviewer, here, key=KEY, **fields)
    assert by_script.status_code == 422
    assert by_script.json()["refused"].endswith(".")
    page = reviewer.post(f"{here}/notes", {"key": KEY, **fields})
    assert page.status_code == 422
    assert fields["text"].strip() in page.text
    assert "There is a problem" in page.text
    assert notes_of(house, peers) == []


def test_nonsense_of_a_clock_or_a_key_loses_no_words(
    house: FastAPI, peers: Peers, reviewer: Browser, here: str
) -> None:
    assert send(reviewer, here, key="../x Y", text="Kept all the same.", noted_at="yesterday").status_code == 200
    (note,) = notes_of(house, peers)
    assert note.text == "Kept all the same."
    assert note.moment is not None


def test_plain_form_saves_and_comes_back(reviewer: Browser, here: str) -> None:
    page = reviewer.get(f"{here}/visit").text
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found
    for _twice in range(2):
        answer = reviewer.post(f"{here}/notes", {"key": found[1], "text": "By the plain form."})
        assert answer.status_code == 303
    assert reviewer.get(f"{here}/visit").text.count(f'data-note-key="{found[1]}"') == 1


def test_only_the_reviewer_comes_here(browser_of: BrowserOf, peers: Peers, here: str) -> None:
    answers = {who: send(browser_of(who), here, text="Mine").status_code for who in ("senco", "governor")}
    assert answers == {"senco": 403, "governor": 403}
    for who in ("stranger", "former_reviewer", "operator", "reviewer_colleague", "reviewer_governor"):
        assert send(browser_of(who), here, text="Mine").status_code == 404, who
        assert browser_of(who).get(f"{here}/visit").status_code == 404, who
    assert send(browser_of("anonymous"), here, text="Mine").status_code == 401


def test_somebody_else_s_notes_are_not_sent_to_the_tablet(
    house: FastAPI, peers: Peers, reviewer: Browser, here: str
) -> None:
    with house.state.database.writing() as session:
        by = peers.people["senior_leader"].actor
        save_text(
            session, book_of(session, peers.seat(Side.REVIEWER)), Key("notes/zzzz", "text"), "Theirs", base=0, by=by
        )
    assert "Theirs" not in reviewer.get(f"{here}/visit").text
    assert "Theirs" in reviewer.get(f"{here}/notes").text


def test_shell_holds_nobody_s_words(reviewer: Browser, browser_of: BrowserOf, here: str) -> None:
    send(reviewer, here, key=KEY, text="zqprivate")
    signed_in, anonymous = (who.get("/peer-reviews/visit-shell").text for who in (reviewer, browser_of("anonymous")))
    assert re.sub(r'nonce="[^"]*"', "", signed_in) == re.sub(r'nonce="[^"]*"', "", anonymous)
    assert "zqprivate" not in signed_in
    assert "designated safeguarding lead" in signed_in
    worker = browser_of("anonymous").client.get("/peer-reviews/visit-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")


def test_sorting_by_two_people_at_random_loses_no_note(
    house: FastAPI, peers: Peers, reviewer: Browser, here: str
) -> None:
    rng = random.Random(4)
    texts = {f"note-{n:02}": f"Words number {n}" for n in range(20)}
    for key, text in texts.items():
        send(reviewer, here, key=key, text=text)
    codes = ["", "LEAD", "LEAD-1", "OUT-1", "TL-2"]
    versions = [dict.fromkeys(texts, 0), dict.fromkeys(texts, 0)]
    for _move in range(60):
        known, key = rng.choice(versions), rng.choice(sorted(texts))
        name = f"notes/{key}.about"
        if rng.random() < 0.2:
            with house.state.database.reading() as session:
                sheet = read_seat_texts(session, peers.seat(Side.REVIEWER))
            known.update({one: sheet.text(f"notes/{one}", "about").version for one in texts})
        answer = reviewer.post(f"{here}/sorting", {name: rng.choice(codes), f"{name}.version": str(known[key])})
        assert answer.status_code in {303, 409}
    assert {note.key: note.text for note in notes_of(house, peers)} == texts


def test_filter_stands_in_the_address(reviewer: Browser, here: str) -> None:
    send(reviewer, here, key="walk", text="On the walk", activity="learning_walk")
    send(reviewer, here, key="tour", text="On the tour", activity="tour")
    shown = text_of(reviewer.get(f"{here}/notes?activity=tour").text)
    assert "On the tour" in shown
    assert "On the walk" not in shown
    assert "1 of 2 notes shown" in shown


def test_task_list_counts_what_is_not_sorted(reviewer: Browser, here: str) -> None:
    send(reviewer, here, key="walk", text="On the walk")
    send(reviewer, here, key="tour", text="On the tour", about="OUT-1")
    assert "1 note is not sorted yet." in text_of(reviewer.get(here).text)


def test_pages_cost_the_same_however_many_notes(house: FastAPI, peers: Peers, reviewer: Browser, here: str) -> None:
    database: Database = house.state.database

    def costs() -> list[int]:
        counted = []
        for page in ("/visit", "/notes", "/pupil-voice", ""):
            with statements(database) as sent:
                assert reviewer.client.get(f"{here}{page}").status_code == 200
            counted.append(len(sent))
        return counted

    send(reviewer, here, key="first", text="One")
    few = costs()
    for n in range(20):
        send(reviewer, here, key=f"more-{n}", text="More", about="OUT-1")
    assert costs() == few
    assert max(few) <= MOST_STATEMENTS


def test_group_s_counts_are_kept_once(house: FastAPI, peers: Peers, reviewer: Browser, here: str) -> None:
    form = {"group": "Year 8, mixed", "key-1": "row-1", "subject-1": "Music", "red-1": "1", "green-1": "2"}
    for _twice in range(2):
        assert reviewer.post(f"{here}/pupil-voice", form).status_code == 303
    with house.state.database.reading() as session:
        (voice,) = list_voices(read_seat_texts(session, peers.seat(Side.REVIEWER)))
    assert (voice.group, voice.subject, voice.red, voice.amber, voice.green) == ("Year 8, mixed", "Music", 1, 0, 2)
    assert "Fewer than five pupils" in reviewer.get(f"{here}/pupil-voice").text


@pytest.mark.parametrize("count", ["100", "-1", "2.5", "many"])
def test_count_that_is_none_comes_back_as_typed(reviewer: Browser, here: str, count: str) -> None:
    form = {"group": "Year 8", "key-1": "row-1", "subject-1": "Music", "red-1": count}
    answer = reviewer.post(f"{here}/pupil-voice", form)
    assert answer.status_code == 422
    assert f'value="{count}"' in answer.text
    assert "from 0 to 99" in answer.text
