"""Who may do what with a report in each of its states, twice, at once, too late, and from the wrong school."""

import threading
from collections.abc import Callable

import pytest
from sqlmodel import col, select

from app.db import Database
from app.models.jobs import Letter
from app.models.peer_review import PeerEvent, PeerReview, Side
from app.models.peer_review_report import PeerReportVersion
from app.services.peer_review import stop_review
from app.services.peer_review_report import ReportChanged, SignedForOtherSchool, TurnPassed, send_back, sign_report
from app.services.peer_review_report_state import ReportLocked, find_report
from app.services.peer_review_report_texts import of_report, read_draft
from tests.peer_review.reports import (
    bring_to,
    decision,
    fields_in,
    seat_of,
    send,
    submit,
    write,
)
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
STATES = ("draft", "checking", "answering", "signing", "final")
PAGES = ("", "/areas/LEAD", "/check", "/sending", "/comments", "/return", "/signature", "/reopening", "/versions/1")
FORMS = ("", "/areas/LEAD", "/sending", "/sending/withdrawal", "/comments", "/return", "/signature")
FORMS += ("/signature/refusal", "/reopening", "/reopening/agreement", "/reopening/refusal")


def here(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}/report"


def at(database: Database, peers: Peers, state: str) -> None:
    with database.writing() as session:
        bring_to(session, peers, state)


def state_of(database: Database, peers: Peers) -> str:
    with database.reading() as session:
        return find_report(session, seat_of(session, peers, Side.HOST).review).state


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["former_reviewer", "stranger", "operator", "reviewer_colleague", "reviewer_governor"])
def test_report_is_not_there_for_others(
    browser_of: BrowserOf, database: Database, peers: Peers, state: str, who: str
) -> None:
    at(database, peers, state)
    browser = browser_of(who)
    assert {browser.get(here(peers) + page).status_code for page in PAGES} == {404}
    assert {browser.post(here(peers) + form).status_code for form in FORMS} == {404}


@pytest.mark.parametrize("state", STATES)
def test_host_reads_no_word_of_a_draft(browser_of: BrowserOf, database: Database, peers: Peers, state: str) -> None:
    """Neither before it was sent, nor what was changed since."""
    at(database, peers, state)
    if state == "answering":
        with database.writing() as session:
            write(session, peers, "report/LEAD", "developments", "Not sent yet.")
    browser = browser_of("senco")
    pages = "".join(browser.get(here(peers) + page).text for page in PAGES)
    assert "Not sent yet." not in pages
    assert "The office was never asked." not in pages, "A note"
    assert ("Every teacher knows what is theirs." in pages) is (state != "draft")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["colleague", "governor"])
def test_colleagues_and_governors_read_what_is_final(
    browser_of: BrowserOf, database: Database, peers: Peers, state: str, who: str
) -> None:
    at(database, peers, state)
    browser = browser_of(who)
    assert "Every teacher knows" not in browser.get(here(peers)).text
    version = browser.get(f"{here(peers)}/versions/1")
    assert version.status_code == (200 if state == "final" else 404)
    assert browser.get(f"{here(peers)}/comments").status_code == 403


@pytest.mark.parametrize("state", STATES)
def test_each_field_is_written_in_its_turn_alone(
    browser_of: BrowserOf, database: Database, peers: Peers, state: str
) -> None:
    at(database, peers, state)
    texts = f"/peer-reviews/{peers.there.id}/texts"
    fields = {
        ("reviewer", "report/OUT.strengths"): {"draft", "answering"},
        ("senco", "accuracy/LEAD.strengths.comment"): {"checking"},
        ("reviewer", "accuracy/LEAD.strengths.reply"): {"answering"},
    }
    for (who, name), when in fields.items():
        saved = browser_of(who).post(texts, data={"name": name, "value": "words", "version": "0"})
        assert saved.status_code == (200 if state in when else 403), f"{name} in {state}"
    colleague = browser_of("colleague")
    comment = {"name": "accuracy/LEAD.strengths.comment", "value": "words", "version": "0"}
    assert colleague.post(texts, data=comment).status_code == 403


def test_button_pressed_twice_does_it_once(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    at(database, peers, "draft")
    ravi, path = browser_of("reviewer"), f"{here(peers)}/sending"

    form = fields_in(ravi.get(path).text, path)
    first, second = ravi.post(path, data=form), ravi.post(path, data=form)
    assert "The report is sent." in ravi.follow(first).text
    assert "Nothing was done twice" in ravi.follow(second).text
    with database.reading() as session:
        kinds = [one.kind for one in session.exec(select(PeerEvent)) if one.kind.startswith("report")]
        letters = session.exec(select(Letter.to).where(col(Letter.subject).contains("ready for your check"))).all()
    assert kinds == ["report_sent"]
    assert sorted(letters) == sorted(f"{one}@ashgrove.example" for one in ("senco", "senior_leader", "school_admin"))


def test_what_is_sent_is_what_was_read(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    at(database, peers, "draft")
    ravi, path = browser_of("reviewer"), f"{here(peers)}/sending"

    form = fields_in(ravi.get(path).text, path)
    with database.writing() as session:
        write(session, peers, "report", "overall", "Changed meanwhile.")
    answer = ravi.post(path, data=form)
    assert answer.status_code == 409
    assert "Somebody changed the report while you were reading." in answer.text
    assert "Changed meanwhile." in answer.text
    assert state_of(database, peers) == "draft"


def test_report_without_a_word_is_not_sent(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    ravi = browser_of("reviewer")
    assert "There is no word in the report yet." in ravi.get(f"{here(peers)}/sending").text
    answer = ravi.post(f"{here(peers)}/sending", data={"turn": "1", "checked": ""})
    assert answer.status_code == 422
    assert state_of(database, peers) == "draft"


def test_report_is_taken_back_while_nobody_has_commented(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    at(database, peers, "checking")
    ravi, withdrawal = browser_of("reviewer"), f"{here(peers)}/sending/withdrawal"
    assert "You have the report back." in ravi.follow(submit(ravi, here(peers), withdrawal)).text
    assert "Every teacher knows" not in browser_of("senco").get(f"{here(peers)}/comments").text
    assert state_of(database, peers) == "draft"


def test_report_is_not_taken_back_from_somebody_who_comments(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    at(database, peers, "checking")
    ravi = browser_of("reviewer")

    form = fields_in(ravi.get(here(peers)).text, f"{here(peers)}/sending/withdrawal")
    with database.writing() as session:
        write(session, peers, "accuracy/overall", "comment", "One thing.", who="senco")
    answer = ravi.post(f"{here(peers)}/sending/withdrawal", data=form)
    assert "The other school has begun to comment." in ravi.follow(answer).text
    assert state_of(database, peers) == "checking"


def test_report_is_sent_back_with_a_reason_only(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    at(database, peers, "signing")
    asha, signature = browser_of("senco"), f"{here(peers)}/signature"
    without = submit(asha, signature, f"{signature}/refusal")
    assert without.status_code == 422
    assert "Say in a sentence what should change" in without.text
    asha.follow(submit(asha, signature, f"{signature}/refusal", why="The number of pupils is wrong."))
    assert state_of(database, peers) == "answering"
    assert "The number of pupils is wrong." in browser_of("reviewer").get(here(peers)).text


def test_nobody_signs_for_both_schools(database: Database, people: People, peers: Peers) -> None:
    """Ravi, say, who has changed schools between the two signatures."""
    at(database, peers, "signing")
    with database.writing() as session:
        host, signed = seat_of(session, peers, Side.HOST), decision(session, peers, Side.HOST)
        with pytest.raises(SignedForOtherSchool):
            sign_report(session, host, signed, by=people["reviewer"].actor)


def test_signing_and_sending_back_at_once_does_one_of_them(database: Database, people: People, peers: Peers) -> None:
    at(database, peers, "signing")
    with database.reading() as session:
        signed, refused = (decision(session, peers, Side.HOST, "Because.") for _ in range(2))
    outcomes, ready = [], threading.Barrier(4)

    def decide(verb: Callable[..., object], who: str, upon: object) -> None:
        ready.wait()
        try:
            with database.writing() as session:
                verb(session, seat_of(session, peers, Side.HOST), upon, by=people[who].actor)
            outcomes.append(verb.__name__)
        except TurnPassed:
            outcomes.append("passed")

    both = [(sign_report, "senco", signed), (sign_report, "senior_leader", signed)]
    both += [(send_back, "senco", refused), (send_back, "senior_leader", refused)]
    threads = [threading.Thread(target=decide, args=one) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[:3] == ["passed"] * 3
    with database.reading() as session:
        versions = session.exec(select(PeerReportVersion)).all()
    assert len(versions) == ("sign_report" in outcomes)
    assert state_of(database, peers) == ("final" if versions else "answering")


def test_words_saved_while_the_report_is_sent_are_in_it_or_refused(database: Database, peers: Peers) -> None:
    """What stands while the host checks is what the host reads."""
    at(database, peers, "draft")
    ready = threading.Barrier(2)

    def type_on() -> None:
        ready.wait()
        for n in range(40):
            try:
                with database.writing() as session:
                    write(session, peers, "report", "overall", f"Word {n}.")
            except ReportLocked:
                return

    typing = threading.Thread(target=type_on)
    typing.start()
    ready.wait()
    while state_of(database, peers) == "draft":
        try:
            with database.writing() as session:
                send(session, peers)
        except ReportChanged:
            continue
    typing.join()
    with database.reading() as session:
        seat = seat_of(session, peers, Side.REVIEWER)
        assert find_report(session, seat.review).sent_texts == of_report(read_draft(session, seat)).rows()


def test_stopped_peer_review_keeps_the_report_as_it_is(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers
) -> None:
    at(database, peers, "signing")
    asha, signature = browser_of("senco"), f"{here(peers)}/signature"

    form = fields_in(asha.get(signature).text, signature)
    with database.writing() as session:
        there = session.get_one(PeerReview, peers.there.id)
        stop_review(session, peers.group, there, why="Left.", by=people["senco"].actor)
    assert asha.post(signature, data=form).status_code == 403
    assert "Every teacher knows" in asha.get(f"{here(peers)}/comments").text
    assert browser_of("reviewer").get(here(peers)).status_code == 404
    assert state_of(database, peers) == "signing"
