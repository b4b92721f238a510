"""Any order of anything that both schools can do with a report: no state that cannot be, no passage lost."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.db import Database
from app.models.accounts import Role
from app.models.fields import Key
from app.models.peer_review import Side
from app.models.peer_review_report import ReportState
from app.services import peer_review_report_texts
from tests.peer_review.report_world import VERBS, World, judge
from tests.peers import Peers
from tests.people import make_member

INTERLEAVINGS, STEPS_EACH = 1_000, 6
"""On SQLite; a twentieth on PostgreSQL. They begin in each state in turn."""


@pytest.fixture
def schools(database: Database, peers: Peers) -> Peers:
    """With a second person at Riverside who answers for the report."""
    with database.writing() as session:
        peers.people.by_name["second"] = make_member(session, peers.school, "second", "Sol Second", Role.SENIOR_LEADER)
    return peers


@contextmanager
def nothing_kept(database: Database) -> Iterator[Session]:
    """A session whose every change is gone in the end."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


def test_no_interleaving_loses_a_passage_or_makes_an_illegal_state(database: Database, schools: Peers) -> None:
    done: Counter[str] = Counter()
    runs = INTERLEAVINGS if database.is_sqlite else INTERLEAVINGS // 20
    for seed in range(runs):
        with nothing_kept(database) as session:
            world = World(session, schools, random.Random(seed))
            try:
                world.go_to(list(ReportState)[seed % len(ReportState)])
                for _step in range(STEPS_EACH):
                    world.step()
                judge(world)
            except AssertionError as wrong:
                wrong.add_note(f"Interleaving {seed}")
                raise
            done.update(world.done)
    if runs == INTERLEAVINGS:
        assert set(done) == set(VERBS), done
        assert min(done.values()) >= runs // 100, done


def lose_a_word(world: World) -> None:
    """As if a text were overwritten without a row of history."""
    world.session.execute(text("UPDATE peer_text SET value = 'other' WHERE place = 'report/LEAD'"))
    world.session.execute(text("DELETE FROM peer_text_change WHERE place = 'report/LEAD'"))


def change_a_signature(world: World) -> None:
    world.session.execute(text("UPDATE peer_report SET signed_by = ''"))


def go_back_in_time(world: World) -> None:
    world.session.execute(text("UPDATE peer_report SET state = 'checking'"))
    world.session.expire_all()


def write_in_what_is_signed(world: World) -> None:
    world.session.execute(text("UPDATE peer_text SET value = 'words0.', version = 9 WHERE place = 'report/LEAD'"))
    world.accepted.append((Key("report/LEAD", "strengths"), "words0."))
    world.session.execute(text("UPDATE peer_text_change SET value = 'words0.' WHERE place = 'report/LEAD'"))


def lose_a_version(world: World) -> None:
    world.session.execute(text("DELETE FROM peer_report_version"))


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lose_a_word, "Lost"),
        (change_a_signature, "signed by"),
        (go_back_in_time, "Final, and not"),
        (write_in_what_is_signed, "Lost|The report changed"),
        (lose_a_version, "A signed version is gone"),
    ],
)
def test_harm_is_noticed(database: Database, schools: Peers, harm: Callable[[World], None], sentence: str) -> None:
    with nothing_kept(database) as session:
        world = World(session, schools, random.Random(1))
        world.go_to(ReportState.FINAL)
        judge(world)
        harm(world)
        with pytest.raises(AssertionError, match=sentence):
            judge(world)


def test_draft_word_before_the_host_is_noticed(
    database: Database, schools: Peers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of what a host reads: readable_report that forgets whose side it is on."""
    with nothing_kept(database) as session:
        world = World(session, schools, random.Random(1))
        world.write("reviewer", Side.REVIEWER, ("report", "overall"))
        judge(world)
        forgetful = lambda session, _seat, _report: peer_review_report_texts.of_report(  # noqa: E731  Two lines.
            peer_review_report_texts.read_draft(session, world.seat(Side.REVIEWER))
        )
        monkeypatch.setattr("tests.peer_review.report_world.readable_report", forgetful)
        with pytest.raises(AssertionError, match="never sent"):
            judge(world)
