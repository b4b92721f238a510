"""Reminders of events: a week and a day before, on school days, each once whatever crashes and whoever looks too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from app.db import Database
from app.jobs.reminders import Reminders
from app.models.programme_events import ReminderKind
from app.services.programme_reminders import due_on, leaves_on, remind_of_events
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters
from tests.people import People
from tests.programme.coming import BrowserOf, invite, own, schedule
from tests.programme.world import CohortWorld

WEEK, DAY = ReminderKind.WEEK, ReminderKind.DAY


@pytest.mark.parametrize(
    ("held_on", "week", "day"),
    [
        (date(2027, 3, 16), date(2027, 3, 9), date(2027, 3, 15)),
        # A Monday: the day before is a Sunday.
        (date(2027, 3, 15), date(2027, 3, 8), date(2027, 3, 12)),
        # In the first week of September, and in August itself: before the summer.
        (date(2027, 9, 3), date(2027, 7, 21), date(2027, 9, 2)),
        (date(2027, 8, 10), date(2027, 7, 21), date(2027, 7, 21)),
    ],
)
def test_reminder_leaves_on_the_last_school_day_that_is_early_enough(held_on: date, week: date, day: date) -> None:
    assert (leaves_on(held_on, WEEK), leaves_on(held_on, DAY)) == (week, day)


def test_reminder_that_nobody_sent_in_time_is_sent_later_and_never_too_late() -> None:
    """An event on Tuesday 16 March; nobody looked for some days."""
    found = {day: due_on(date(2027, 3, day), date(2027, 3, 16)) for day in range(7, 18)}
    assert found == {
        **dict.fromkeys((7, 8, 13, 14, 16, 17), None),
        **dict.fromkeys((9, 10, 11, 12), WEEK),
        15: DAY,
    }


def look(database: Database, settings: Settings, clock: Clock, days: int) -> list[str]:
    """What left, on which day; each morning a process that started anew looks, too."""
    left = []
    for _ in range(days):
        clock.move(days=1)
        for _process in range(2):
            before = len(letters(database))
            Reminders(database, settings).step()
            left += [f"{clock.now:%d} {one.to}" for one in letters(database)[before:]]
    return left


def test_reminders_leave_once_each(
    browser_of: BrowserOf, led: CohortWorld, database: Database, settings: Settings, clock: Clock
) -> None:
    invite(browser_of("facilitator"), schedule(browser_of("facilitator"), led), database)
    assert look(database, settings, clock, 16) == ["09 senco@ashgrove.example", "15 senco@ashgrove.example"]
    last = letters(database)[-1]
    assert last.subject == "A reminder: Introduction to coaching 1"
    assert "turn reminders off" in last.text
    assert last.calendar is None
    assert "file that comes with" not in last.text


class PowerCut(Exception):
    pass


def remind_and_break(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        assert remind_of_events(session, settings=settings) == 1
        raise PowerCut


def test_crash_before_the_end_leaves_nothing_half_done(
    browser_of: BrowserOf, led: CohortWorld, database: Database, settings: Settings, clock: Clock
) -> None:
    invite(browser_of("facilitator"), schedule(browser_of("facilitator"), led), database)
    clock.now = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)
    with pytest.raises(PowerCut):
        remind_and_break(database, settings)
    assert len(letters(database)) == 1, "Only the invitation"
    with database.writing() as session:
        assert remind_of_events(session, settings=settings) == 1
    assert len(letters(database)) == 2


def test_two_workers_that_look_at_once_send_one(
    browser_of: BrowserOf, led: CohortWorld, database: Database, settings: Settings, clock: Clock
) -> None:
    invite(browser_of("facilitator"), schedule(browser_of("facilitator"), led), database)
    clock.now = datetime(2027, 3, 15, 10, 0, tzinfo=UTC)

    def work(_number: int) -> int:
        with database.writing() as session:
            return remind_of_events(session, settings=settings)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1
    assert len(letters(database)) == 2


def test_whoever_cannot_come_wants_none_or_was_only_just_invited_is_left_alone(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, settings: Settings, clock: Clock
) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    event = schedule(fay, led)
    invite(fay, event, database)
    senco.post(f"{own(event, people.school.id)}/reply", {"answer": "cannot", "why": "Away"})
    assert look(database, settings, clock, 7) == []
    senco = browser_of("senco")
    senco.post(f"{own(event, people.school.id)}/reply", {"answer": "can_come"})
    assert "You get no reminders" in senco.follow(senco.post("/account/reminders", {"reminders": "no"})).text
    assert look(database, settings, clock, 1) == []
    browser_of("senco").post("/account/reminders", {"reminders": "yes"})
    fay = browser_of("facilitator")
    late = schedule(fay, led, code="engagement_day_2", date="2027-03-12")
    invite(fay, late, database)
    clock.now = datetime(2027, 3, 11, 10, 0, tzinfo=UTC)
    before = len(letters(database))
    with database.writing() as session:
        remind_of_events(session, settings=settings)
    assert [one.subject for one in letters(database)[before:]] == ["A reminder: Introduction to coaching 1"]


def test_event_that_moves_or_is_cancelled(
    browser_of: BrowserOf, led: CohortWorld, database: Database, settings: Settings, clock: Clock
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    invite(fay, event, database)
    assert len(look(database, settings, clock, 6)) == 1
    form = {"title": "Moved", "date": "2027-03-24", "begins": "16:00", "mode": "in_person", "sequence": "0"}
    fay = browser_of("facilitator")
    assert fay.post(f"{event}/change", form).status_code == 303
    assert look(database, settings, clock, 9) == ["17 senco@ashgrove.example"], "A new day is a new occasion"
    browser_of("facilitator").post(f"{event}/cancellation", {"why": "Snow", "sequence": "1"})
    assert look(database, settings, clock, 8) == []
