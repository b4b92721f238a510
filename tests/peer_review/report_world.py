"""Both schools at a report, two people each, doing anything at any time; and a judge who misses nothing.

One interleaving is one transaction that is never committed, each step a savepoint: the next one starts from nothing.
Two at the very same time are met in test_report_at_once.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from app.models.fields import Key
from app.models.peer_review import PeerReview, PeerText, PeerTextChange, Side
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.peer_review_report import (
    AlreadyCommented,
    Decision,
    NothingWritten,
    ReportChanged,
    TurnPassed,
    WhyMissing,
    agree_to_reopen,
    ask_to_reopen,
    decline_to_reopen,
    return_report,
    send_back,
    send_report,
    sign_report,
    take_back,
)
from app.services.peer_review_report_state import ReportLocked, find_report
from app.services.peer_review_report_texts import of_report, read_accuracy, read_draft, readable_report
from app.services.peer_review_texts import NotTheirField, book_of, read_seat_texts
from app.services.texts import Saved, read_texts, save_text
from tests.peers import Peers

PLACES = ("report", "overall"), ("report/LEAD", "strengths"), ("report/LEAD/r001", "text"), ("report/LEAD-1", "comment")
TALK = ("accuracy/overall", "accuracy/LEAD.strengths")
REFUSED = (
    AlreadyCommented,
    NothingWritten,
    ReportChanged,
    TurnPassed,
    WhyMissing,
    ReportLocked,
    NotTheirField,
)
VERBS: dict[str, Callable[..., object]] = {
    "send": send_report,
    "take_back": take_back,
    "return": return_report,
    "sign": sign_report,
    "send_back": send_back,
    "ask": ask_to_reopen,
    "agree": agree_to_reopen,
    "decline": decline_to_reopen,
}
S = ReportState
STEPS_ALLOWED = {
    "send": {(S.DRAFT, S.CHECKING), (S.ANSWERING, S.CHECKING)},
    "take_back": {(S.CHECKING, S.DRAFT), (S.CHECKING, S.ANSWERING)},
    "return": {(S.CHECKING, S.ANSWERING)},
    "sign": {(S.ANSWERING, S.SIGNING), (S.SIGNING, S.FINAL)},
    "send_back": {(S.SIGNING, S.ANSWERING)},
    "ask": {(S.FINAL, S.FINAL)},
    "agree": {(S.FINAL, S.ANSWERING)},
    "decline": {(S.FINAL, S.FINAL)},
}
WHOSE = {
    "send": {Side.REVIEWER},
    "take_back": {Side.REVIEWER},
    "return": {Side.HOST},
    "send_back": {Side.HOST},
}
PEOPLE = (("senco", Side.HOST), ("senior_leader", Side.HOST), ("reviewer", Side.REVIEWER), ("second", Side.REVIEWER))


@dataclass
class World:
    """`memory` is what each person last read: the turn and the fingerprint they decide upon, however old."""

    session: Session
    peers: Peers
    chance: random.Random
    memory: dict[str, Decision] = field(default_factory=dict)
    accepted: list[tuple[Key, str]] = field(default_factory=list)
    sent_words: set[str] = field(default_factory=set)
    signed: dict[int, str] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    words: int = 0

    def seat(self, side: Side) -> Seat:
        one = self.peers.seat(side)
        return Seat(self.session.get_one(PeerReview, one.id), side, one.host, one.reviewer)

    @property
    def report(self) -> PeerReport:
        return find_report(self.session, self.seat(Side.HOST).review)

    def step(self) -> None:
        """Somebody reads, writes, comments or decides, upon what they read last or anew. Raises AssertionError for
        anything that must not be.
        """
        who, side = self.chance.choice(PEOPLE)
        if who not in self.memory or self.chance.random() < 0.75:
            self.read(who, side)
        if self.chance.random() < 0.3:
            self.write(who, side)
        else:
            likely = [
                verb for verb, steps in STEPS_ALLOWED.items() if any(one == self.report.state for one, _ in steps)
            ]
            verbs = likely if self.chance.random() < 0.7 else list(VERBS)
            if self.decide(who, side, self.chance.choice(verbs)):
                judge(self)

    def read(self, who: str, side: Side) -> None:
        report = self.report
        sheet = readable_report(self.session, self.seat(side), report) or Sheet({})
        self.memory[who] = Decision(report.turn, sheet.fingerprint(), self.chance.choice(["Because.", ""]))

    def write(self, who: str, side: Side, where: tuple[str, str] | None = None) -> bool:
        """Whether it was accepted."""
        self.words += 1
        value = f"words{self.words}."
        place, name = where or self.chance.choice(PLACES)
        if not where and self.chance.random() < 0.4:
            place, name = self.chance.choice(TALK), "comment" if side is Side.HOST else "reply"
        key, by = Key(place, name), self.peers.people[who].actor
        try:
            with self.session.begin_nested():
                book = book_of(self.session, self.seat(side))
                base = read_texts(self.session, book).text(place, name).version
                assert isinstance(save_text(self.session, book, key, value, base=base, by=by), Saved)
        except REFUSED:
            return False
        self.accepted.append((key, value))
        return True

    def decide(self, who: str, side: Side, verb: str) -> bool:
        """Whether it was done."""
        before, decision = self.report, self.memory[who]
        state, turn = ReportState(before.state), before.turn
        try:
            with self.session.begin_nested():
                VERBS[verb](self.session, self.seat(side), decision, by=self.peers.people[who].actor)
        except REFUSED:
            return False
        after = ReportState(self.report.state)
        assert (state, after) in STEPS_ALLOWED[verb], f"{verb} led from {state} to {after}"
        assert side in WHOSE.get(verb, set(Side)), f"{verb} by the {side}"
        if verb == "sign":
            assert side is (Side.REVIEWER if state is S.ANSWERING else Side.HOST)
        assert decision.turn == turn, "A decision about an earlier turn was carried out"
        self.done[verb] = self.done.get(verb, 0) + 1
        if after in (S.CHECKING, S.SIGNING):
            self.sent_words |= {str(value) for _place, _field, value, _version in self.report.sent_texts}
        return True

    def go_to(self, state: ReportState) -> None:
        """The straight way, without chance."""
        self.write("reviewer", Side.REVIEWER, PLACES[1])
        ways = {S.CHECKING: "send", S.ANSWERING: "return", S.SIGNING: "sign", S.FINAL: "sign"}
        for there, verb in ways.items():
            if self.report.state == state:
                return
            side = Side.HOST if there in (S.ANSWERING, S.FINAL) else Side.REVIEWER
            who = "senco" if side is Side.HOST else "reviewer"
            self.read(who, side)
            assert self.decide(who, side, verb), f"{verb} was refused"


def judge(world: World) -> None:
    """Raises AssertionError: a passage lost, a version changed, a draft word before the host, an impossible state."""
    nothing_lost(world)
    versions_unchanged(world)
    host_reads_no_draft(world)
    state_is_whole(world)


def nothing_lost(world: World) -> None:
    there = world.peers.there.id
    kept = {(one.place, one.field, one.value) for one in _rows(world.session, PeerTextChange, there)}
    kept |= {(one.place, one.field, one.value) for one in _rows(world.session, PeerText, there)}
    lost = [f"{key}: {value}" for key, value in world.accepted if (key.place, key.field, value) not in kept]
    assert lost == [], "Lost"
    latest = {(key.place, key.field): value for key, value in world.accepted}
    now = {(one.place, one.field): one.value for one in _rows(world.session, PeerText, there)}
    assert now == latest, "Something else stands than what was accepted last"


def versions_unchanged(world: World) -> None:
    versions = _rows(world.session, PeerReportVersion, world.peers.there.id)
    for version in versions:
        print_now = Sheet.of_rows(version.texts).fingerprint()
        assert print_now == version.fingerprint, "A signed version is not what was signed"
        assert world.signed.setdefault(version.number, print_now) == print_now, "A signed version changed"
        assert version.reviewer_signed_by != version.host_signed_by
        assert version.reviewer_signed_by, "Nobody signed for the reviewer"
        assert version.host_signed_by, "Nobody signed for the host"
    assert len(versions) == len(world.signed), "A signed version is gone"


def host_reads_no_draft(world: World) -> None:
    seat = world.seat(Side.HOST)
    report = world.report
    read = readable_report(world.session, seat, report) or Sheet({})
    sheets = (read, read_seat_texts(world.session, seat))
    words = {str(value) for sheet in sheets for place, _field, value, _version in sheet.rows() if "report" in place}
    unsent = {one for one in words if one.startswith("words")} - world.sent_words
    assert unsent == set(), "The host reads what was never sent"
    if report.state == S.ANSWERING:
        said = read_accuracy(world.session, seat, report)
        keys = said.keys()
        assert not [key for key in keys if key.field == "reply"], "The host reads answers before they are sent"


def state_is_whole(world: World) -> None:
    seat = world.seat(Side.REVIEWER)
    report = world.report
    state = ReportState(report.state)
    assert (state is S.FINAL) == (seat.review.final_at is not None), "Final, and not: the dates do not agree"
    assert bool(report.signed_by) == (state in (S.SIGNING, S.FINAL)), f"signed by “{report.signed_by}” in {state}"
    assert report.asks_to_reopen is None or state is S.FINAL
    if state in (S.CHECKING, S.SIGNING, S.FINAL):
        assert report.sent_texts, f"{state} without words"
        draft = of_report(read_draft(world.session, seat)).rows()
        assert draft == report.sent_texts, f"The report changed while {state}"
    if state is S.FINAL:
        newest = max(_rows(world.session, PeerReportVersion, seat.id), key=lambda one: one.number)
        assert newest.texts == report.sent_texts, "Final, and not what both signed"


def _rows(session: Session, table: Any, peer_review_id: int | None) -> list[Any]:
    query = select(table).where(table.peer_review_id == peer_review_id)
    return list(session.exec(query.execution_options(populate_existing=True)))
