"""Calendar files and the calendar that somebody subscribes to: what they may see today, by a token that can end."""

import re
from datetime import date

from fastapi import FastAPI
from icalendar import Calendar
from sqlmodel import select

from app.db import Database
from app.models.accounts import Grant, GrantKind, Membership
from app.models.fields import Key
from app.models.peer_review import Side
from app.services.action_plan import plan_of
from app.services.peer_review_texts import book_of
from app.services.texts import save_text
from tests.accounts.clocks import Clock
from tests.action_plan.plans import write
from tests.architecture.rows import all_rows
from tests.architecture.statements import statements
from tests.coaching.lived import live_coached
from tests.peers import create_peers
from tests.people import People
from tests.programme.coming import BrowserOf, here, own, schedule
from tests.programme.world import CohortWorld
from tests.visits import Browser, text_of


def subscribe(browser: Browser) -> str:
    """The path of the feed, as the page shows it."""
    page = browser.post("/account/calendar")
    (path,) = re.findall(r"https?://[^/<]+(/calendar/[\w-]{43}\.ics)<", page.text)
    return path


def summaries(house: FastAPI, path: str) -> dict[str, str]:
    """By the title of each entry, where it is: as a calendar program without any sign-in finds it."""
    answer = Browser(house).get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["referrer-policy"] == "no-referrer"
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["summary"]): str(one.get("location", "")) for one in found}


def test_feed_carries_what_its_owner_may_see_and_no_more(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    schedule(browser_of("facilitator"), led)
    schedule(browser_of("programme_manager"), led, region="north_west", code="other", title="Up north")
    both = {"Engagement Day 1": "", "Introduction to coaching 1": "Hall 3"}
    expected: dict[str, dict[str, str]] = {
        "senco": both,
        "facilitator": both,
        "other_facilitator": {"Up north": "Hall 3"},
        "programme_manager": {**both, "Up north": "Hall 3"},
        "stranger": {"Up north": "Hall 3"},
        "evaluator": {},
        "governor": {},
        "colleague": {},
        "operator": {},
    }
    assert {who: summaries(house, subscribe(browser_of(who))) for who in expected} == expected


def test_feed_follows_roles_and_cancellations_at_once(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, clock: Clock
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    path = subscribe(browser_of("senco"))
    fay.post(f"{event}/cancellation", {"why": "Snow", "sequence": "0"})
    assert set(summaries(house, path)) == {"Engagement Day 1"}
    with database.writing() as session:
        for one in session.exec(select(Membership).where(Membership.person_id == people["senco"].id)):
            one.ended_at = clock.now
            session.add(one)
    assert summaries(house, path) == {}


def test_reading_a_feed_changes_nothing_and_asks_little(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    path = subscribe(browser_of("senco"))
    before = all_rows(database)
    with statements(house.state.database) as sent:
        summaries(house, path)
    assert len(sent) <= 12, "However many schools, cohorts and visits there are"
    assert all_rows(database) == before


def test_eleventh_new_address_of_a_day_waits(browser_of: BrowserOf, led: CohortWorld, database: Database) -> None:
    senco = browser_of("senco")
    for _ in range(10):
        assert senco.post("/account/calendar").status_code == 200
    refused = senco.post("/account/calendar")
    assert refused.status_code == 303
    assert "Yours works as before." in text_of(senco.follow(refused).text)
    with database.reading() as session:
        grants = session.exec(select(Grant).where(Grant.kind == GrantKind.CALENDAR)).all()
    assert [one.revoked_at is None for one in grants].count(True) == 1


def test_address_is_kept_as_a_mark_and_can_be_renewed_and_ended(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, database: Database, clock: Clock
) -> None:
    senco = browser_of("senco")
    first = subscribe(senco)
    assert first.partition("/calendar/")[2] not in senco.get("/account").text, "It is shown once"
    assert not any(first[10:53] in str(row) for rows in all_rows(database).values() for row in rows)
    second = subscribe(senco)
    assert Browser(house).get(first).status_code == 404
    assert summaries(house, second)
    assert "no longer works" in senco.follow(senco.post("/account/calendar/end")).text
    assert Browser(house).get(second).status_code == 404
    third = subscribe(senco)
    clock.move(days=3 * 365 + 1)
    assert Browser(house).get(third).status_code == 404
    with database.reading() as session:
        assert len(session.exec(select(Grant).where(Grant.kind == "calendar")).all()) == 3


def test_visit_is_in_the_feeds_of_both_schools_once_it_is_agreed(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    with database.writing() as session:
        peers = create_peers(session, people)
    paths = {who: subscribe(browser_of(who)) for who in ("senco", "reviewer", "stranger")}
    title = f"SEND peer review: {peers.seat(Side.HOST).reviewer.name} visits Ashgrove School"
    assert all(title not in summaries(house, path) for path in paths.values()), "No day yet"
    with database.writing() as session:
        seat = peers.seat(Side.HOST)
        save_text(
            session, book_of(session, seat), Key("terms", "visit_on"), "2027-04-21", base=0, by=people["senco"].actor
        )
    assert title not in summaries(house, paths["stranger"])
    for who in ("senco", "reviewer"):
        assert title in summaries(house, paths[who]), who
    answer = Browser(house).get(paths["senco"]).content
    (visit,) = [one for one in Calendar.from_ical(answer).walk("VEVENT") if one["uid"].startswith("visit-")]
    assert visit.decoded("dtstart") == date(2027, 4, 21)


def test_days_of_the_plan_and_booked_coaching_are_in_the_feeds_of_those_who_read_them(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, clock: Clock
) -> None:
    with database.writing() as session:
        live_coached(session, people)
        plan = plan_of(session, people.review)
        assert plan is not None
        write(session, plan, people, **{"actions__action-one_DOT_due_on": "2027-03-12"})
        write(session, plan, people, **{"priorities__prio-two__reviews__k001_DOT_review_on": "2027-04-20"})
    plans = {"Planned until today: Walk the corridors together", "Look again: Everybody has a voice"}
    coaching = {"Coaching session 2, Ashgrove School"}
    expected = {
        **dict.fromkeys(("senco", "senior_leader", "school_admin"), plans | coaching),
        "colleague": plans,
        **dict.fromkeys(("facilitator", "programme_manager"), coaching),
        **{who: set() for who in ("governor", "stranger", "evaluator", "other_facilitator", "operator")},
    }
    paths = {who: subscribe(browser_of(who)) for who in expected}
    assert {who: set(summaries(house, path)) & (plans | coaching) for who, path in paths.items()} == expected
    entries = Calendar.from_ical(Browser(house).get(paths["senco"]).content).walk("VEVENT")
    (due,) = [one for one in entries if one["uid"].startswith("plan-1-action-")]
    assert due.decoded("dtstart") == date(2027, 3, 12)
    assert due["description"].endswith("/action-plan/actions/action-one")
    with statements(house.state.database) as sent:
        summaries(house, paths["senco"])
    assert len(sent) <= 16, "However many actions and sessions there are"
    with database.writing() as session:
        write(session, plan, people, **{"actions__action-one_DOT_status": "great_change"})
    assert plans & set(summaries(house, paths["colleague"])) == {"Look again: Everybody has a voice"}


def test_file_of_one_event(browser_of: BrowserOf, led: CohortWorld, people: People) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    for browser, path in ((fay, event), (browser_of("senco"), own(event, people.school.id))):
        answer = browser.get(f"{path}.ics")
        (one,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (str(one["summary"]), one.decoded("dtstart").isoformat()) == (
            *("Introduction to coaching 1", "2027-03-16T16:00:00+00:00"),
        )
        assert b"METHOD:PUBLISH" in answer.content
        assert path in one["description"]
    assert browser_of("other_facilitator").get(f"{here(led)}/{led.event_id}.ics").status_code == 404
