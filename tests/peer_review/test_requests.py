"""Requests for information: asked once, answered with a note, a link or a file, and seen by those whom it is for."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.db import Database
from app.models.evidence import EvidenceFile
from app.models.jobs import Letter
from app.models.peer_review import PeerEvent
from app.services.peer_review import leave
from app.services.peer_review_requests import DOCUMENT_KEYS, LONGEST_KEY
from tests.architecture.statements import statements
from tests.evidence.hostile_files import REFUSED
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
OWN = "requests/k3f9"
POLICY = "requests/send-policy"

MOST_STATEMENTS = 30
"""The first page of a peer review asks each of its parts; what counts is that the number stays the same."""


@pytest.fixture
def peer(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}"


@pytest.fixture
def ask(peer: str) -> Callable[..., Any]:
    def asked(browser: Browser, *, send: bool = True, wanted: str = "How do you use the library?") -> Any:
        data = {f"{POLICY}.document": "send_policy", f"{POLICY}.document.version": "0"}
        data |= {f"{OWN}.wanted": wanted, f"{OWN}.wanted.version": "0"}
        return browser.post(f"{peer}/requests{'/sending' if send else ''}", data)

    return asked


def letters(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.exec(select(Letter).order_by(col(Letter.id))))


def events(database: Database, peers: Peers) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(PeerEvent.kind).where(PeerEvent.peer_review_id == peers.there.id)))


def answer(browser: Browser, peer: str, *, give: bool = True, **fields: str) -> Any:
    data = {}
    for name, value in fields.items():
        data |= {f"{OWN}.{name}": value, f"{OWN}.{name}.version": "0"}
    return browser.post(f"{peer}/requests{'/answers' if give else ''}", data)


def test_every_document_has_a_row_of_its_own() -> None:
    assert len(set(DOCUMENT_KEYS.values())) == len(DOCUMENT_KEYS) == 9
    assert all(4 <= len(key) <= LONGEST_KEY for key in DOCUMENT_KEYS.values())


def test_host_sees_a_request_and_has_one_letter_once_it_is_sent(
    browser_of: BrowserOf, database: Database, peers: Peers, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer, send=False)
    assert "library" not in senco.get(f"{peer}/requests").text
    assert "Not sent yet" in reviewer.get(f"{peer}/requests").text
    assert letters(database) == []
    sent = reviewer.follow(reviewer.post(f"{peer}/requests/sending"))
    assert "Your requests are sent" in sent.text
    again = reviewer.follow(reviewer.post(f"{peer}/requests/sending"))
    assert "nothing new to send" in again.text
    told = sorted(letter.to.partition("@")[0] for letter in letters(database))
    assert told == ["school_admin", "senco", "senior_leader"], "Once each"
    assert "asks for 2 things" in letters(database)[0].text
    assert f"{peer}/requests" in letters(database)[0].text
    assert events(database, peers).count("requests_sent") == 1
    shown = text_of(senco.get(f"{peer}/requests").text)
    assert "How do you use the library?" in shown
    assert "SEND policy" in shown
    assert "Outstanding since" in shown
    assert "2 requests are outstanding" in text_of(senco.get(peer).text)


def test_reviewer_sees_an_answer_once_it_is_given(
    browser_of: BrowserOf, database: Database, peers: Peers, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    before = len(letters(database))
    answer(senco, peer, give=False, answer="zqhalfanswer", link="https://zq.example/plan")
    page = reviewer.get(f"{peer}/requests").text
    assert "zqhalfanswer" not in page
    assert "zq.example" not in page
    assert reviewer.get(f"{peer}/requests/k3f9/file").status_code == 404
    given = senco.follow(senco.post(f"{peer}/requests/answers"))
    assert "Your answers are given" in given.text
    shown = text_of(reviewer.get(f"{peer}/requests").text)
    assert "zqhalfanswer" in shown
    assert "Answered on" in shown
    assert "1 outstanding · 1 answered" in shown
    assert [letter.to.partition("@")[0] for letter in letters(database)[before:]] == ["reviewer"]
    assert "answered one of your requests" in letters(database)[-1].text
    assert events(database, peers).count("requests_answered") == 1


def test_answer_that_is_taken_back_is_outstanding_again(
    browser_of: BrowserOf, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    answer(senco, peer, answer="zqanswer")
    senco.post(f"{peer}/requests", {f"{OWN}.answer": "", f"{OWN}.answer.version": "1"})
    assert "2 outstanding · 0 answered" in text_of(reviewer.get(f"{peer}/requests").text)


def test_removed_line_is_nothing_to_the_host_until_it_is_put_back(
    browser_of: BrowserOf, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    removed = reviewer.follow(reviewer.post(f"{peer}/requests", {"remove-request": "k3f9"}))
    assert "Removed:" in removed.text
    assert "library" not in senco.get(f"{peer}/requests").text
    reviewer.post(f"{peer}/requests", {"restore-request": "k3f9"})
    assert "library" in senco.get(f"{peer}/requests").text


def test_fault_keeps_everything_that_was_typed_and_sends_nothing(
    browser_of: BrowserOf, database: Database, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    long = "x" * 20_001
    refused = ask(reviewer, wanted=long)
    assert refused.status_code == 422
    assert long in refused.text
    assert "1 character too long" in text_of(refused.text)
    assert letters(database) == []
    ask(reviewer)
    refused = answer(senco, peer, answer="zqnote", link="our website")
    assert refused.status_code == 422
    assert "our website" in refused.text
    assert "Copy the whole web address" in text_of(refused.text)
    assert "zqnote" not in browser_of("reviewer").get(f"{peer}/requests").text


def test_neither_side_writes_for_the_other_or_when_it_was_sent(
    browser_of: BrowserOf, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer, send=False)
    for browser, field in ((senco, "wanted"), (reviewer, "answer"), (reviewer, "sent_at"), (senco, "answered_at")):
        data = {"name": f"{OWN}.{field}", "value": "2027-03-03T09:00:00Z", "version": "0"}
        assert browser.post(f"{peer}/texts", data, headers={"X-Autosave": "1"}).status_code == 403, field
    assert senco.post(f"{peer}/requests", {"remove-request": "k3f9"}).status_code == 403


def upload(browser: Browser, peer: str, name: str, content: bytes, key: str = "k3f9") -> Any:
    return browser.post(f"{peer}/requests/{key}/file", files={"file": (name, content)})


def files(database: Database) -> list[EvidenceFile]:
    with database.reading() as session:
        return list(session.exec(select(EvidenceFile).order_by(col(EvidenceFile.id))))


def test_file_of_an_answer_is_replaced_removed_and_put_back(
    browser_of: BrowserOf, database: Database, peers: Peers, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    assert "added to your answer" in senco.follow(upload(senco, peer, "first.txt", b"zqfirst")).text
    (first,) = files(database)
    assert (first.place, first.school_id) == (f"peer-{peers.there.id}/k3f9", peers.people.school.id)
    assert reviewer.get(f"{peer}/files/{first.id}").status_code == 404, "Not given yet"
    senco.post(f"{peer}/requests/answers")
    download = reviewer.get(f"{peer}/files/{first.id}")
    assert download.content == b"zqfirst"
    assert download.headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert download.headers["content-disposition"].startswith("attachment")
    upload(senco, peer, "second.txt", b"zqsecond")
    assert reviewer.get(f"{peer}/files/{first.id}").status_code == 404, "What stands is given, not what stood"
    assert senco.get(f"{peer}/files/{first.id}").content == b"zqfirst"
    second = files(database)[-1]
    senco.post(f"{peer}/files/{second.id}/removal")
    assert reviewer.get(f"{peer}/files/{second.id}").status_code == 404
    assert "second.txt" not in reviewer.get(f"{peer}/requests").text
    assert "The file is back" in senco.follow(senco.post(f"{peer}/files/{first.id}/restoration")).text
    assert "first.txt" in reviewer.get(f"{peer}/requests").text
    assert "first.txt" in reviewer.get(f"{peer}/requests/k3f9/file").text
    assert "second.txt" not in reviewer.get(f"{peer}/requests/k3f9/file").text


@pytest.mark.parametrize("what", [next(iter(REFUSED))])
def test_hostile_file_is_refused_and_not_kept(
    browser_of: BrowserOf, database: Database, peer: str, ask: Callable[..., Any], what: str
) -> None:
    ask(browser_of("reviewer"))
    refused = upload(browser_of("senco"), peer, REFUSED[what].name, REFUSED[what].make())
    assert refused.status_code == 422
    assert files(database) == []


def test_kept_file_is_sent_back_as_nothing_that_runs(
    browser_of: BrowserOf, database: Database, peer: str, ask: Callable[..., Any]
) -> None:
    ask(browser_of("reviewer"))
    senco = browser_of("senco")
    upload(senco, peer, "a.txt", b"alert(1)")
    download = senco.get(f"{peer}/files/{files(database)[0].id}")
    assert download.headers["content-type"].startswith("text/plain")
    assert download.headers["content-disposition"].startswith("attachment")
    assert download.headers["x-content-type-options"] == "nosniff"


def test_answers_and_evidence_do_not_reach_into_each_other(
    browser_of: BrowserOf, database: Database, peers: Peers, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    upload(senco, peer, "answer.txt", b"zqanswer")
    review = f"/reviews/{peers.people.review.id}"
    evidence = senco.post(f"{review}/items/LEAD-1/evidence/k3f9/file", files={"file": ("own.txt", b"zqown")})
    assert evidence.status_code == 303
    answered, own = files(database)
    senco.post(f"{peer}/requests/answers")
    assert reviewer.get(f"{peer}/files/{own.id}").status_code == 404
    assert senco.get(f"{peer}/files/{own.id}").status_code == 404
    for path in (f"/evidence-files/{answered.id}", f"/items/peer-{peers.there.id}/evidence/k3f9/file"):
        assert senco.get(f"{review}{path}").status_code == 404, path
    place = f"{review}/items/peer-{peers.there.id}/evidence/k3f9/file"
    assert senco.post(place, files={"file": ("a.txt", b"a")}).status_code == 404
    back = f"/peer-reviews/{peers.back.id}"
    assert senco.get(f"{back}/files/{answered.id}").status_code == 404, "Nor through another peer review"


def test_file_goes_with_a_request_that_was_sent(
    browser_of: BrowserOf, database: Database, peer: str, ask: Callable[..., Any]
) -> None:
    ask(browser_of("reviewer"), send=False)
    for key in ("k3f9", "nothing", "x"):
        assert upload(browser_of("senco"), peer, "a.txt", b"a", key).status_code == 404, key
    assert files(database) == []


def test_former_reviewer_reads_nothing_any_more(
    browser_of: BrowserOf, database: Database, peers: Peers, peer: str, ask: Callable[..., Any]
) -> None:
    reviewer, senco = browser_of("reviewer"), browser_of("senco")
    ask(reviewer)
    upload(senco, peer, "a.txt", b"a")
    answer(senco, peer, answer="zqanswer")
    (file,) = files(database)
    assert reviewer.get(f"{peer}/files/{file.id}").status_code == 200
    with database.writing() as session:
        leave(session, peers.group, peers.school, why="A nearer school.", by=peers.people["senco"].actor)
    for path in ("", "/requests", "/requests/row", "/requests/k3f9/file", f"/files/{file.id}", "/profile", "/brief"):
        assert reviewer.get(f"{peer}{path}").status_code == 404, path
    assert "zqanswer" in senco.get(f"{peer}/requests").text, "It stays with the host"
    assert upload(senco, peer, "b.txt", b"b").status_code == 403
    assert senco.post(f"{peer}/requests/answers").status_code == 403
    assert senco.post(f"{peer}/files/{file.id}/removal").status_code == 403


@pytest.mark.parametrize("who", ["senco", "reviewer"])
def test_page_costs_the_same_however_much_is_asked(
    browser_of: BrowserOf, house: FastAPI, peer: str, ask: Callable[..., Any], who: str
) -> None:
    reviewer, browser = browser_of("reviewer"), browser_of(who)
    ask(reviewer)
    paths = (peer, f"{peer}/requests")
    few = [_cost(browser, house, path) for path in paths]
    data = {}
    for n in range(20):
        data |= {f"requests/row{n}.wanted": f"Line {n}", f"requests/row{n}.wanted.version": "0"}
    reviewer.post(f"{peer}/requests/sending", data)
    senco = browser_of("senco")
    for n in range(5):
        assert upload(senco, peer, f"{n}.txt", b"a", f"row{n}").status_code == 303
    assert [_cost(browser, house, path) for path in paths] == few
    assert max(few) <= MOST_STATEMENTS, few


def _cost(browser: Browser, house: FastAPI, path: str) -> int:
    with statements(house.state.database) as sent:
        assert browser.client.get(path).status_code == 200
    return len(sent)
