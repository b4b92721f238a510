"""Writing, sending and signing a report, as the services do it and as a browser without a script does."""

import html
import re
from typing import Any

from sqlmodel import Session

from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.peer_review_report import (
    Decision,
    agree_to_reopen,
    ask_to_reopen,
    return_report,
    send_report,
    sign_report,
)
from app.services.peer_review_report_state import find_report
from app.services.peer_review_report_texts import of_report, read_draft
from app.services.peer_review_texts import book_of
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import Saved, read_texts, save_text
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser

WORDS = {
    ("report", "overall"): "A school that asks its pupils.",
    ("report/LEAD", "strengths"): "Every teacher knows what is theirs.",
    ("report/LEAD", "developments"): "The office could be asked too.",
    ("report/LEAD/r001", "text"): "Ask the office staff once a term.",
    ("report/LEAD/r001", "rests_on"): "notes/k3f9 LEAD-1/k3f9",
    ("report/LEAD-1", "judgement"): "secure",
    ("report/LEAD-1", "comment"): "We saw it in four of five lessons.",
}
NOTE = {"text": "The office was never asked.", "evidence_kind": "document", "about": "LEAD-1"}


def agree_self_evaluation(session: Session, people: People) -> None:
    """The host's own words, in a version that it agreed."""
    review, by = people.review, people["senco"].actor
    own = {"judgement": "starting", "strengths": "We ask teachers.", "developments": "We do not ask the office."}
    for name, value in own.items():
        save_answer(session, review, "LEAD-1", name, value, base=0, by=by)
    save_answer(session, review, "LEAD-1/k3f9", "description", "Eleven teachers asked.", base=0, by=by)
    agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)


def seat_of(session: Session, peers: Peers, side: Side) -> Seat:
    """A side of the peer review of Ashgrove, as it stands in this transaction."""
    seat = peers.seat(side)
    return Seat(session.get_one(PeerReview, seat.id), side, seat.host, seat.reviewer)


def write(session: Session, peers: Peers, place: str, field: str, value: str, *, who: str = "reviewer") -> None:
    seat = seat_of(session, peers, Side.REVIEWER if who.startswith("reviewer") else Side.HOST)
    book = book_of(session, seat)
    base = read_texts(session, book).text(place, field).version
    assert isinstance(save_text(session, book, Key(place, field), value, base=base, by=peers.people[who].actor), Saved)


def write_report(session: Session, peers: Peers) -> None:
    for name, value in NOTE.items():
        write(session, peers, "notes/k3f9", name, value)
    for (place, field), value in WORDS.items():
        write(session, peers, place, field, value)


def decision(session: Session, peers: Peers, side: Side, why: str = "") -> Decision:
    """As somebody decides who reads the report as it stands now."""
    seat = seat_of(session, peers, side)
    report = find_report(session, seat.review)
    draft = of_report(read_draft(session, seat_of(session, peers, Side.REVIEWER)))
    read = Sheet.of_rows(report.sent_texts) if side is Side.HOST else draft
    return Decision(report.turn, read.fingerprint(), why)


def send(session: Session, peers: Peers) -> None:
    seat, by = seat_of(session, peers, Side.REVIEWER), peers.people["reviewer"].actor
    send_report(session, seat, decision(session, peers, Side.REVIEWER), by=by)


def give_back(session: Session, peers: Peers) -> None:
    seat, by = seat_of(session, peers, Side.HOST), peers.people["senco"].actor
    return_report(session, seat, decision(session, peers, Side.HOST), by=by)


def sign(session: Session, peers: Peers, side: Side) -> None:
    seat, by = seat_of(session, peers, side), peers.people["senco" if side is Side.HOST else "reviewer"].actor
    sign_report(session, seat, decision(session, peers, side), by=by)


def bring_to(session: Session, peers: Peers, state: str) -> None:
    """A written report, as far as `draft`, `checking`, `answering`, `signing` or `final`."""
    steps = {
        "draft": lambda: write_report(session, peers),
        "checking": lambda: send(session, peers),
        "answering": lambda: give_back(session, peers),
        "signing": lambda: sign(session, peers, Side.REVIEWER),
        "final": lambda: sign(session, peers, Side.HOST),
    }
    for name, step in steps.items():
        step()
        if name == state:
            return


def sign_and_reopen(session: Session, peers: Peers, words: str) -> None:
    """Version 1 is signed, and the report is open again."""
    write(session, peers, "report/LEAD", "strengths", words)
    send(session, peers)
    give_back(session, peers)
    sign(session, peers, Side.REVIEWER)
    sign(session, peers, Side.HOST)
    host, reviewer = (seat_of(session, peers, side) for side in (Side.HOST, Side.REVIEWER))
    ask_to_reopen(session, host, decision(session, peers, Side.HOST, "A number."), by=peers.people["senco"].actor)
    agreed = decision(session, peers, Side.REVIEWER)
    agree_to_reopen(session, reviewer, agreed, by=peers.people["reviewer"].actor)


def fields_in(page: str, action: str) -> dict[str, str]:
    """What a browser would send with the form of this action: hidden fields, text boxes, ticked boxes."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.S)
    assert form, f"No form to {action}"
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        names = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = names.get("type", "text")
        if "name" in names and (kind not in {"radio", "checkbox"} or re.search(r"\schecked[\s>]", tag)):
            found.setdefault(html.unescape(names["name"]), []).append(html.unescape(names.get("value", "")))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form[0], re.S):
        found[html.unescape(name)] = [html.unescape(value)]
    return found


def submit(browser: Browser, address: str, action: str, **changes: str) -> Any:
    """Opens the page, changes some fields (a double underscore stands for a dot), and presses its button."""
    sent = fields_in(browser.get(address).text, action)
    return browser.post(action, data={**sent, **{name.replace("__", "."): value for name, value in changes.items()}})
