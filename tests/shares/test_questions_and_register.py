"""What comes back through a share, and who has been told of the plan."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.db import Database
from app.models.shares import ShareQuestion, ShareQuestionChange
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters
from tests.people import People
from tests.shares.holders import grant_of, opened, share, shares_page
from tests.visits import Browser, text_of

pytestmark = pytest.mark.usefixtures("agreed")

BrowserOf = Callable[[str], Browser]


def question_of(database: Database) -> ShareQuestion:
    with database.reading() as session:
        return session.exec(select(ShareQuestion).order_by(col(ShareQuestion.id).desc())).first()


def kept(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.exec(select(ShareQuestionChange).order_by(col(ShareQuestionChange.id)))
        return [(row.event, row.words, row.actor_name) for row in rows]


def test_governor_asks_and_the_senco_answers(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    link = share(senco, people)
    (gus, page), (hal, _page) = opened(house, link, name="Gus Governor"), opened(house, link)
    for _ in range(2):
        assert gus.post(f"{page}/questions", {"question": "Who leads this? 🌳"}).status_code == 303
    (letter,) = letters(database)
    assert letter.to == "senco@ashgrove.example"
    assert "Who leads this?" not in letter.text, "Whoever holds a link could write anything into a letter"
    question = question_of(database)
    listed = senco.get(shares_page(people)).text
    assert "1 question waits for an answer" in text_of(listed)
    here = f"{shares_page(people)}/questions/{question.id}"
    assert "Gus Governor asked on 3 March 2027 at 10:00" in text_of(senco.get(here).text)
    empty = senco.post(f"{here}/answer", {"answer": " ", "version": "0"})
    assert empty.status_code == 422
    clock.move(minutes=5)
    assert senco.post(f"{here}/answer", {"answer": "Ben Leader does.", "version": "0"}).status_code == 303
    assert "Ben Leader does." in gus.get(page).text
    assert "Answer from Asha Senco, 3 March 2027" in text_of(gus.get(page).text)
    assert "Who leads this?" not in hal.get(page).text, "An answer is for who asked"
    again = {"answer": "Ben Leader does.", "version": "1", "for_everybody": "yes"}
    assert senco.post(f"{here}/answer", again).status_code == 303
    shown = hal.get(page).text
    assert "Who leads this?" in shown
    assert "Gus Governor" not in shown
    other, other_page = opened(house, share(senco, people, audience="teachers"))
    assert "Who leads this?" not in other.get(other_page).text, "For all who hold this link, not another"
    assert [event for event, _words, _who in kept(database)] == ["asked", "answered", "answered"]


def test_two_who_answer_at_once_lose_nothing(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, leader = browser_of("senco"), browser_of("senior_leader")
    browser, page = opened(house, share(senco, people))
    assert browser.post(f"{page}/questions", {"question": "When?"}).status_code == 303
    address = f"{shares_page(people)}/questions/{question_of(database).id}/answer"
    assert senco.post(address, {"answer": "In May.", "version": "0"}).status_code == 303
    clash = leader.post(address, {"answer": "In June.", "version": "0"})
    assert clash.status_code == 409
    assert "In May." in clash.text
    assert ">\nIn June.</textarea>" in clash.text
    assert leader.post(address, {"answer": "In June.", "version": "1"}).status_code == 303
    assert [row[:2] for row in kept(database)] == [
        ("asked", "When?"),
        ("answered", "In May."),
        ("set_aside", "In June."),
        ("answered", "In June."),
    ]


def test_reading_is_said_once_for_each_version(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    browser, page = opened(house, share(senco, people))
    for _ in range(2):
        assert browser.post(f"{page}/reading", {"name": "Gus"}).status_code == 303
    assert "You said so on 3 March 2027 at 10:00" in text_of(browser.get(page).text)
    assert "Opened 3 March 2027 at 10:00 by Gus · “I have read this”" in text_of(senco.get(shares_page(people)).text)
    assert "1 said “I have read this”" in text_of(senco.get(f"/reviews/{people.review.id}/who-knows").text)


def test_groups_that_nobody_told_are_invited_not_assumed(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, here = browser_of("senco"), f"/reviews/{people.review.id}/who-knows"
    link = share(senco, people)
    untold = senco.get(here).text
    assert "A link was made, and nobody has opened it yet." in untold, "A link alone tells nobody"
    assert untold.count("/shares/new?group=") == 7
    prefilled = senco.get(f"/reviews/{people.review.id}/shares/new?group=teaching_assistants").text
    assert 'value="staff-briefing" checked' in prefilled
    assert '<option value="teaching_assistants" selected>' in prefilled
    opened(house, link)
    told = senco.get(here).text
    assert told.count("/shares/new?group=") == 6
    entry = {"key": "k1", "audience": "teaching_assistants", "how": "TA briefing", "told_on": "2027-03-03"}
    for wrong in (
        {"people": "many"},
        {"people": "0"},
        {"people": "12", "told_on": "2027-03-04"},
        {"people": "12", "how": ""},
    ):
        refused = senco.post(f"{here}/entries", entry | wrong)
        assert refused.status_code == 422
        assert "TA briefing" in refused.text or wrong.get("how") == ""
    for _ in range(2):
        assert senco.post(f"{here}/entries", entry | {"people": "12"}).status_code == 303
    shown = text_of(senco.get(here).text)
    assert shown.count("TA briefing on 3 March 2027, about 12 people") == 1
    for _ in range(2):
        again = entry | {"how": "Assembly", "people": "30"}
        assert senco.post(f"{here}/entries", again).status_code == 303, "Back in the browser, and written anew"
    assert text_of(senco.get(here).text).count("Assembly on 3 March 2027") == 1
    assert senco.post(f"{here}/entries/1/removal").status_code == 303
    assert "Removed entries" in senco.get(here).text
    assert senco.post(f"{here}/entries/1/removal", {"undo": "yes"}).status_code == 303
    assert "Removed entries" not in senco.get(here).text


def test_what_is_not_agreed_is_shown_to_nobody(house: FastAPI, browser_of: BrowserOf, people: People) -> None:
    senco = browser_of("senco")
    browser, page = opened(house, share(senco, people, document="slt-summary", audience="senior_leaders"))
    assert "has not agreed a version of this paper yet" in browser.get(page).text
    assert browser.get(f"{page}/paper.docx").status_code == 303
    assert browser.post(f"{page}/reading").status_code == 303
    assert "“I have read this”" not in senco.get(shares_page(people)).text


def test_form_with_faults_keeps_what_was_typed(browser_of: BrowserOf, people: People) -> None:
    sent = {"document": "x", "audience": "x", "name": "Board <b>", "version": "9", "days": "999", "passcode": "abc"}
    refused = browser_of("senco").post(shares_page(people), sent | {"note": "Read page 2."})
    assert refused.status_code == 422
    for words in ("Board &lt;b&gt;", "Read page 2.", "Choose what to share.", "Use 6 to 64 characters"):
        assert words in refused.text


def test_another_school_can_neither_end_nor_answer(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    link = share(browser_of("senco"), people)
    browser, page = opened(house, link)
    assert browser.post(f"{page}/questions", {"question": "Why?"}).status_code == 303
    stranger, theirs = browser_of("stranger"), f"/reviews/{people.other_review.id}/shares"
    assert stranger.post(f"{theirs}/{grant_of(link)}/revocation").status_code == 404
    assert stranger.post(f"{theirs}/questions/{question_of(database).id}/answer", {"answer": "No."}).status_code == 404
    assert browser.get(page).status_code == 200
