"""Reminders go to those who have not answered, twice at most, and on school days only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.db import Database
from app.jobs import reminders as daily
from app.jobs.reminders import Reminders
from app.jobs.upkeep import clear_everything
from app.services.contributions_reminders import may_remind_on, next_day
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import last_link, letters
from tests.architecture.rows import row_counts
from tests.contributions.colleagues import Colleague, ask_one, ask_several, form_of, links_page, views
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def every_day(clock: Clock, database: Database, settings: Settings, days: int) -> list[date]:
    """The days on which a reminder left, looked at each morning."""
    reminders, left = Reminders(database, settings), []
    for _ in range(days):
        clock.move(days=1)
        if reminders.step():
            left.append(clock.now.date())
        assert not reminders.step(), "Once a day"
    return left


def test_reminders_leave_by_themselves_twice_and_on_school_days(
    clock: Clock, browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    ask_one(browser_of("senco"), people, database)  # On Wednesday 3 March 2027.
    left = every_day(clock, database, settings, 20)
    assert left == [date(2027, 3, 8), date(2027, 3, 15)], "Not on Saturday 13 March"
    assert len(letters(database)) == 3


def test_look_that_fails_costs_no_other_look_its_day(
    clock: Clock,
    browser_of: BrowserOf,
    people: People,
    database: Database,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whom = "tess@x.example"

    def broken(session: Session, *, settings: Settings) -> int:
        raise RuntimeError(whom)

    monkeypatch.setattr(daily, "LETTERS", (broken, *daily.LETTERS))
    ask_one(browser_of("senco"), people, database)
    assert every_day(clock, database, settings, 6) == [date(2027, 3, 8)]
    assert "RuntimeError" in caplog.text
    assert whom not in caplog.text, "Nothing that a letter carries is logged"


def test_no_reminder_falls_in_the_holidays(
    clock: Clock, browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    clock.now = datetime(2027, 7, 20, 10, 0, tzinfo=UTC)
    ask = {"for": "one", "place": "LEAD-1", "name": "Tess", "email": "t@x.example", "days": "42"}
    assert browser_of("senco").post(links_page(people), ask).status_code == 303
    assert every_day(clock, database, settings, 40) == []
    assert len(letters(database)) == 1


@pytest.mark.parametrize("year", range(2026, 2042))
def test_day_for_reminders_is_never_in_august_or_at_a_weekend(year: int) -> None:
    """Also in years whose terms nobody has written down yet."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    good = [day for day in days if may_remind_on(day)]
    assert len(good) > 150
    assert [day for day in good if day.month == 8 or day.weekday() > 4] == []
    assert may_remind_on(next_day(date(year, 8, 1)))


def test_whoever_answered_or_wants_none_is_not_reminded(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database, settings: Settings
) -> None:
    senco = browser_of("senco")
    answered = Colleague.with_link(house, ask_one(senco, people, database, name="Tess"), "Tess")
    assert answered.write(LEAD_1__strengths="Done.") == 303
    quiet = ask_one(senco, people, database, name="Uma")
    assert "Send me no reminder" in Browser(house).get(quiet).text
    off = Browser(house).post(quiet, {"reminders": "off"})
    assert "You will get no reminder" in text_of(off.text)
    assert "set-cookie" not in off.headers, "That opens nothing"
    ended = ask_one(senco, people, database, name="Vera")
    senco.post(f"{links_page(people)}/{ended.split('/')[2]}/revocation")
    ask_several(senco, people)
    before = len(letters(database))
    assert every_day(clock, database, settings, 20) == []
    assert len(letters(database)) == before
    assert Browser(house).get(quiet).status_code == 200, "The link itself works on"


def test_button_reminds_today_and_both_links_work(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, path = browser_of("senco"), f"/reviews/{people.review.id}/contributions"
    first = ask_one(senco, people, database)
    assert senco.post(f"{path}/reminders").status_code == 303
    assert len(letters(database)) == 1, "Not on the day of the letter itself"
    clock.move(days=1)
    senco = browser_of("senco")
    assert "Remind those who have not answered" in senco.get(path).text
    for _ in range(3):
        senco.post(f"{path}/reminders")
    assert len(letters(database)) == 2, "However often it is pressed"
    second = last_link(database)
    assert second != first
    assert second.split("/")[2] == first.split("/")[2]
    tess = Colleague.with_link(house, first, "Tess")
    assert tess.write(LEAD_1__strengths="By the first letter.") == 303
    later = Colleague.with_link(house, second, "Tess")
    assert form_of(later.browser, later.page)["LEAD-1.strengths"] == "By the first letter."
    clock.move(days=2)
    senco = browser_of("senco")
    senco.post(f"{path}/reminders")
    assert len(letters(database)) == 2, "Saturday"


def test_upkeep_keeps_what_was_written_and_clears_what_was_not(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    tess = Colleague.with_link(house, ask_one(senco, people, database, name="Tess"), "Tess")
    assert tess.write(LEAD_1__strengths="Kept.") == 303
    ask_one(senco, people, database, name="Uma")
    clock.move(days=1)
    browser_of("senco").post(f"/reviews/{people.review.id}/contributions/reminders")
    assert row_counts(database)["link_token"] == 1
    clock.move(days=52)
    clear_everything(database)
    counts = row_counts(database)
    assert (counts["grant_link"], counts["contribution_link"], counts["link_token"]) == (1, 1, 0)
    assert [one.strengths for one in views(database)] == ["Kept."]
