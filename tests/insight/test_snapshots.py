"""Figures of a term on both databases: taken once however many take them together, and never changed."""

from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select, text

from app.db import Database
from app.models.insight import InsightBlock, InsightMember, InsightSnapshot
from app.models.programme import Cohort
from app.services.insight_snapshots import take_snapshot
from app.services.programme import list_regions
from tests.insight.world import add_counted
from tests.people import People
from tests.programme.world import lead_cohort

AUTUMN = "2026/27 autumn"


def test_snapshot_is_taken_once_by_several_workers_and_never_changes(database: Database, people: People) -> None:
    with database.writing() as session:
        led = lead_cohort(session, people)
        cohort = session.get_one(Cohort, led.cohort.id)
        add_counted(session, cohort, list_regions(session, cohort)[:1], 20, by=people["facilitator"].actor)
    together, taken, failed = Barrier(3), [], []

    def take() -> None:
        together.wait()
        try:
            with database.writing() as session:
                taken.append(take_snapshot(session, session.get_one(Cohort, led.cohort.id), AUTUMN) is not None)
        except Exception as error:  # noqa: BLE001  Whatever it is fails the test.
            failed.append(error)

    threads = [Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, sorted(taken)) == ([], [False, False, True])
    with database.reading() as session:
        (snapshot,) = session.exec(select(InsightSnapshot))
        assert len(session.exec(select(InsightBlock)).all()) == 1
        assert len(session.exec(select(InsightMember)).all()) == 20
    assert len(snapshot.counts) > 10
    with database.writing() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE insight_snapshot SET term = 'x'"))


def test_block_of_which_nothing_can_be_shown_is_none(database: Database, people: People) -> None:
    """So that its schools can be put together with others next term."""
    with database.writing() as session:
        led = lead_cohort(session, people)
        cohort = session.get_one(Cohort, led.cohort.id)
        regions, by = list_regions(session, cohort), people["facilitator"].actor
        add_counted(session, cohort, regions[:1], 10, by=by, seed=1, alike=True)
        taken = take_snapshot(session, cohort, AUTUMN)
        assert taken is not None
        assert taken.counts == []
        assert session.exec(select(InsightBlock)).all() == []
        assert session.exec(select(InsightMember)).all() == []
