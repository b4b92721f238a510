"""A school is told once, and not of half a sentence, that its partner wrote about the follow-up or said thanks."""

import pytest
from sqlmodel import Session

from app.db import Database
from app.services.peer_review_afterwards import tell_of_what_followed
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.peer_review.letters import letters_to
from tests.peer_review.reports import write
from tests.peer_review.test_follow_up import finish
from tests.peers import Peers


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_partner_is_told_once_on_a_later_day(
    clock: Clock, database: Database, settings: Settings, peers: Peers
) -> None:
    finish(database, peers)

    def look() -> int:
        with database.writing() as session:
            return tell_of_what_followed(session, settings=settings)

    def typed(session: Session, place: str, field: str, value: str, who: str) -> None:
        write(session, peers, place, field, value, who=who)

    with database.writing() as session:
        typed(session, "follow_up", "seen", "Pupils ask for th", "reviewer")
    assert look() == 0
    with database.writing() as session:
        typed(session, "follow_up", "seen", "Pupils ask for the card.", "reviewer")
        typed(session, "thanks", "from_host", "You saw what we had stopped seeing.", "senco")
    before = len(letters_to(database, "senco"))
    clock.move(days=1)
    assert look() == 2
    assert look() == 0
    assert letters_to(database, "senco")[-1].subject.endswith("has written about its follow-up visit")
    assert len(letters_to(database, "senco")) == before + 1
    assert "says thank you" in letters_to(database, "reviewer")[-1].subject
    clock.move(days=1)
    with database.writing() as session:
        typed(session, "follow_up", "seen", "Pupils ask for the card. Supply teachers, too.", "reviewer")
    clock.move(days=1)
    assert look() == 0
