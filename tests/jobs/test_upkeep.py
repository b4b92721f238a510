from datetime import datetime, timedelta

import pytest
from sqlmodel import SQLModel, func, select

from app import clock
from app.db import Database
from app.jobs import upkeep
from app.jobs.upkeep import Upkeep, clear_batch, clear_everything
from app.models.accounts import Attempt, Grant, GrantKind, SignIn
from app.models.jobs import Job, Letter
from app.services.accounts import add_person
from tests.jobs.conftest import Hands

DAY = timedelta(days=1)


def test_only_what_is_past_its_time_is_cleared(database: Database, hands: Hands) -> None:
    now = clock.now()
    _add_sign_ins(database, {"out": now - 31 * DAY, "lately": now - 29 * DAY, "open": now + DAY})
    with database.writing() as session:
        for name, age in {"old": 3 * DAY, "young": DAY}.items():
            session.add(Attempt(key=name, window=int((now - age).timestamp()), count=1))
        for name, done, failed in [
            ("done", now - 31 * DAY, None),
            ("failed", None, now - 31 * DAY),
            ("done lately", now - 29 * DAY, None),
            ("failed lately", None, now - 29 * DAY),
            ("waiting", None, None),
        ]:
            session.add(
                Job(
                    kind=name,
                    created_at=now - 90 * DAY,
                    due_at=now - 90 * DAY,
                    done_at=done,
                    failed_at=failed,
                )
            )
        for name, sent in {"sent": now - 31 * DAY, "never sent": None}.items():
            session.add(Letter(to=name, subject="", text="", created_at=now - 31 * DAY, sent_at=sent))
        session.add(Letter(to="sent lately", subject="", text="", created_at=now - 29 * DAY, sent_at=now))
    assert clear_everything(database) == 6
    with database.reading() as session:
        assert set(session.exec(select(SignIn.token_hash))) == {"lately", "open"}
        assert set(session.exec(select(Attempt.key))) == {"young"}
        assert set(session.exec(select(Job.kind))) == {"done lately", "failed lately", "waiting"}
        assert set(session.exec(select(Letter.to))) == {"sent lately"}
    assert clear_everything(database) == 0


def test_links_past_their_time_are_cleared_but_for_accepted_invitations(database: Database, hands: Hands) -> None:
    now = clock.now()
    with database.writing() as session:
        for name, kind, age, used in [
            ("reset used", GrantKind.RESET, 31 * DAY, now),
            ("never accepted", GrantKind.INVITATION, 31 * DAY, None),
            ("accepted", GrantKind.INVITATION, 31 * DAY, now),
            ("lately", GrantKind.RESET, 29 * DAY, None),
        ]:
            session.add(Grant(kind=kind, token_hash=name, created_at=now, expires_at=now - age, used_at=used))
    assert clear_everything(database) == 2
    with database.reading() as session:
        assert set(session.exec(select(Grant.token_hash))) == {"accepted", "lately"}


def test_a_batch_is_small(database: Database, hands: Hands) -> None:
    long_ago = clock.now() - 40 * DAY
    _add_sign_ins(database, {str(number): long_ago for number in range(5)})
    with database.writing() as session:
        session.add_all(Attempt(key="k", window=number, count=1) for number in range(3))
    assert [clear_batch(database, limit=2) for _ in range(6)] == [2, 2, 1, 2, 1, 0]
    assert (_count(database, SignIn), _count(database, Attempt)) == (0, 0)


def test_a_round_goes_on_until_nothing_is_left_then_rests_for_a_day(
    database: Database, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared = iter([2, 1, 0, 0])
    monkeypatch.setattr(upkeep, "clear_batch", lambda _database: next(cleared))
    keeper = Upkeep(database)
    assert [keeper.step() for _ in range(5)] == [True, True, False, False, False]
    hands.move(hours=23)
    assert not keeper.step()
    assert list(cleared) == [0], "nobody looked before the day was over"


def test_the_next_round_comes_after_a_day(database: Database, hands: Hands) -> None:
    keeper = Upkeep(database)
    assert not keeper.step()
    _add_sign_ins(database, {"out": clock.now() - 40 * DAY})
    hands.move(hours=24)
    assert keeper.step()
    assert _count(database, SignIn) == 0


def test_after_a_failure_the_database_is_left_alone_for_an_hour(
    database: Database, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def fail(_database: Database) -> int:
        calls.append("called")
        raise TimeoutError

    monkeypatch.setattr(upkeep, "clear_batch", fail)
    keeper = Upkeep(database)
    with pytest.raises(TimeoutError):
        keeper.step()
    hands.move(minutes=59)
    assert not keeper.step()
    hands.move(minutes=1)
    with pytest.raises(TimeoutError):
        keeper.step()
    assert len(calls) == 2


def _add_sign_ins(database: Database, expiries: dict[str, datetime]) -> None:
    with database.writing() as session:
        person = add_person(session, email="ann@school.example", name="Ann")
        assert person.id is not None
        for name, expires_at in expiries.items():
            session.add(SignIn(token_hash=name, person_id=person.id, created_at=clock.now(), expires_at=expires_at))


def _count(database: Database, model: type[SQLModel]) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()
