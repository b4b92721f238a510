"""Letters about plans through a whole year: each thing to each person once, whatever crashes and whoever looks too."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from app.db import Database
from app.jobs.reminders import Reminders
from app.models.action_plan import ActionPlan
from app.models.jobs import Letter
from app.services.action_plan_reminders import looks_ahead_to, remind_of_plans
from app.services.contributions_reminders import may_remind_on
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters
from tests.action_plan.plans import agreed_findings, make_plan, write
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.coming import BrowserOf
from tests.programme.world import lead_cohort

SENCO, LEADER, ADMIN, CARA = (
    f"{key}@ashgrove.example" for key in ("senco", "senior_leader", "school_admin", "colleague")
)
TOLD = (SENCO, ADMIN)
"""Of what nobody with an account owns: the senior leader wants no reminders."""
OWNED = {"a101": "2027-03-12", "a102": "2027-08-20", "a103": "2027-12-27"}
NOBODY_S = {"a201": "2027-05-04", "a202": "2027-05-04"}
LOOKS = {"p001": "2027-04-02", "p002": "2027-10-15"}


class PowerCut(Exception):
    pass


@dataclass(frozen=True)
class Arrived:
    on: date
    to: str
    line: str


def plan_a_year(database: Database, people: People) -> None:
    """Cara leads the first priority and owns its actions; those of the second belong to somebody without an account."""
    with database.writing() as session:
        agreed_findings(session, people)
        lead_cohort(session, people)
        plan = make_plan(session, people, number=2, actions=3)
        for key, due in (OWNED | NOBODY_S).items():
            owner = "cara  COLLEAGUE" if key in OWNED else "The office"
            write(session, plan, people, **{f"actions__{key}_DOT_due_on": due, f"actions__{key}_DOT_owner": owner})
        write(session, plan, people, actions__a203_DOT_blockers="time", priorities__p001_DOT_lead_name="Cara Colleague")
        for key, on in LOOKS.items():
            for number, term in enumerate(("2026-27-spring", "2026-27-summer", "2027-28-autumn")):
                row = f"priorities__{key}__reviews__{term}_DOT_"
                write(session, plan, people, **{f"{row}review_on": on if not number else ""})
        leader = session.get_one(type(people["senior_leader"]), people["senior_leader"].id)
        leader.wants_reminders = False
        session.add(leader)


def remind(database: Database, settings: Settings, *, crash: bool = False) -> int:
    with database.writing() as session:
        left = remind_of_plans(session, settings=settings)
        if crash:
            raise PowerCut
        return left


def a_year_of(database: Database, settings: Settings, clock: Clock, days: int) -> list[Arrived]:
    """Every morning the power is cut at the last moment, and then two workers look at once."""
    arrived = []
    with ThreadPoolExecutor(2) as pool:
        for _day in range(days):
            clock.move(days=1)
            before = len(letters(database))
            with pytest.raises(PowerCut):
                remind(database, settings, crash=True)
            assert len(letters(database)) == before
            list(pool.map(lambda _n: remind(database, settings), range(2)))
            arrived += [
                Arrived(clock.now.date(), one.to, line) for one in letters(database)[before:] for line in said(one)
            ]
    return arrived


def said(letter: Letter) -> list[str]:
    return re.findall(r"^- (.+)$", letter.text, re.MULTILINE)


def about(words: str, arrived: list[Arrived]) -> dict[str, list[date]]:
    """By recipient, the days on which a line with these words came."""
    found: dict[str, list[date]] = {}
    for one in arrived:
        if words in one.line:
            found.setdefault(one.to, []).append(one.on)
    return found


def test_each_reminder_of_a_year_is_sent_once_and_only_once(
    clock: Clock, people: People, database: Database, settings: Settings
) -> None:
    plan_a_year(database, people)
    clock.now = datetime(2027, 3, 1, 9, 0, tzinfo=UTC) - timedelta(days=1)
    arrived = a_year_of(database, settings, clock, 366)
    twice = {one: many for one, many in Counter((one.to, one.line) for one in arrived).items() if many > 1}
    assert twice == {}
    # What is due comes before its day; what passed without a word comes once more, in the next letter.
    for number, due in enumerate(OWNED.values(), start=1):
        found = about(f"Action 1.{number} ", arrived)
        assert set(found) == {CARA}, "They alone: it is theirs"
        first, second = found[CARA]
        assert first <= date.fromisoformat(due) < second
    for number, due in enumerate(NOBODY_S.values(), start=1):
        found = about(f"Action 2.{number} ", arrived)
        assert set(found) == set(TOLD)
        assert all(first <= date.fromisoformat(due) < second for first, second in found.values())
    assert about("Action 2.3. In the way: ", arrived) == {to: [date(2027, 3, 1)] for to in TOLD}
    for number, told in (("1", [CARA]), ("2", list(TOLD))):
        for words in (f": priority {number}, ", f"Priority {number}, "):
            assert {to: len(days) for to, days in about(words, arrived).items()} == dict.fromkeys(told, 1)
    coaching = about("has no time yet", arrived)
    assert {to: len(days) for to, days in coaching.items()} == dict.fromkeys(TOLD, 2)
    assert_left_on_first_school_days({one.on for one in arrived})


def assert_left_on_first_school_days(days: set[date]) -> None:
    for day in days:
        assert may_remind_on(day)
        before = [day - timedelta(days=n) for n in range(1, day.weekday() + 1)]
        assert not any(map(may_remind_on, before)), f"{day} is not the first school day of its week"


def test_before_holidays_a_letter_looks_as_far_as_the_next_one() -> None:
    assert looks_ahead_to(date(2027, 3, 1)) == date(2027, 3, 15)
    assert looks_ahead_to(date(2027, 7, 19)) >= date(2027, 9, 1)


@ON_SQLITE
def test_letter_says_what_comes_next_and_how_to_have_none(
    clock: Clock, browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    plan_a_year(database, people)
    clock.now = datetime(2027, 3, 8, 9, 0, tzinfo=UTC)
    assert Reminders(database, settings).step()
    (letter,) = [one for one in letters(database) if one.to == CARA]
    assert letter.subject == "What comes next in the action plan of Ashgrove School"
    assert "Planned until 22 March 2027:\n- 12 March 2027: Action 1.1 (cara COLLEAGUE)" in letter.text
    assert "You can turn reminders off on your account page." in letter.text
    assert len([one for one in letters(database) if one.to == LEADER]) == 0
    browser_of("colleague").post("/account/reminders", {"reminders": "no"})
    clock.now = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
    Reminders(database, settings).step()
    assert len([one for one in letters(database) if one.to == CARA]) == 1


@ON_SQLITE
def test_what_is_done_or_moved_is_not_asked_about(
    clock: Clock, people: People, database: Database, settings: Settings
) -> None:
    plan_a_year(database, people)
    clock.now = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    remind(database, settings)
    with database.writing() as session:
        plan = session.get_one(ActionPlan, 1)
        write(session, plan, people, actions__a201_DOT_status="great_change", actions__a202_DOT_due_on="2027-05-11")
        write(session, plan, people, actions__a101_DOT_due_on="2027-03-19")
    arrived = a_year_of(database, settings, clock, 90)
    assert about("Action 2.1", arrived) == {}
    assert len(about("11 May 2027: Action 2.2", arrived)[SENCO]) == 1
    assert about("19 March 2027: Action 1.1", arrived)[CARA] == [date(2027, 3, 8)], "A new day is a new thing"
