"""Carrying a plan through: actions, review dates, the diary, what is due and stuck, and the next cycle."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app import clock
from app.db import Database
from app.models.action_plan_sheet import plan_from_texts
from app.models.reviews import Depth, Review
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.loader import latest_framework
from app.services.action_plan import plan_of, read_plan
from app.services.action_plan_dates import termly_dates
from app.services.action_plan_progress import due_soon, rests_on_one, reviews_due, shares, stuck
from app.services.reviews import start_review
from tests.action_plan.plans import agreed_findings, make_plan, write
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def here(database: Database, people: People) -> str:
    with database.writing() as session:
        agreed_findings(session, people)
        make_plan(session, people, number=2, actions=2)
    return f"/reviews/{people.review.id}/action-plan"


def send(browser: Browser, path: str, versions: str = "0", **fields: str) -> int:
    named = {name.replace("__", "/").replace("_DOT_", "."): value for name, value in fields.items()}
    return int(
        browser.post(path, {**named, **{f"{name}.version": versions for name in named if "." in name}}).status_code
    )


def test_action_that_is_due_or_stuck_is_on_the_first_pages(browser_of: BrowserOf, people: People, here: str) -> None:
    senco, soon = browser_of("senco"), (clock.today() + timedelta(days=7)).isoformat()
    late = (clock.today() - timedelta(days=1)).isoformat()
    assert send(senco, f"{here}/actions/a101", actions__a101_DOT_due_on=soon, actions__a101_DOT_owner="Ben") == 303
    assert send(senco, f"{here}/actions/a201", actions__a201_DOT_due_on=late) == 303
    assert send(senco, f"{here}/actions/a202", actions__a202_DOT_blockers="time") == 303
    plan, task_list = text_of(senco.get(here).text), text_of(senco.get(f"/reviews/{people.review.id}").text)
    assert plan.index("Due soon") < plan.index("Action 1.1") < plan.index("Stuck, and worth talking about")
    assert "Due soon: Action 1.1" in task_list
    assert "Worth talking about: Action 2.1" in task_list
    assert "Worth talking about: Action 2.2" in task_list
    assert '<svg class="plan-timeline"' in senco.get(here).text
    wrong = senco.post(f"{here}/actions/a101", {"actions/a101.due_on": "soon", "actions/a101.due_on.version": "1"})
    assert wrong.status_code == 422
    assert "“soon” is not a date. Write it as year-month-day" in wrong.text


def test_review_dates_are_termly_and_can_be_decided(
    database: Database, browser_of: BrowserOf, people: People, here: str
) -> None:
    senco = browser_of("senco")
    term = termly_dates(clock.today())[0]
    place = f"priorities/p001/reviews/{term.key}"
    assert f'value="{term.on.isoformat()}"' in senco.get(f"{here}/reviews").text
    assert send(senco, f"{here}/reviews", **{f"{place}.decision": "reduce", f"{place}.note": "It works."}) == 303
    assert senco.post(f"{here}/reviews", {"remove-evidence": place}).status_code == 303
    assert "Put it back" in senco.get(f"{here}/reviews").text
    assert senco.post(f"{here}/reviews", {"terms": "p001"}).status_code == 303
    with database.reading() as session:
        plan = plan_of(session, people.review)
        assert plan is not None
        first = read_plan(session, plan).priorities[0]
    assert [(one.decision, one.note) for one in first.reviews] == [("reduce", "It works."), ("", ""), ("", "")]


def test_diary_takes_five_minutes_and_dates_itself(browser_of: BrowserOf, here: str) -> None:
    colleague = browser_of("colleague")
    page = colleague.get(f"{here}/diary").text
    key = re.findall(r'name="key" value="([a-z0-9]+)"', page)[0]
    name = f"diary/{key}.tried"
    saved = colleague.post(f"{here}/texts", {"name": name, "value": "We asked two offices.", "version": "0"})
    assert saved.status_code == 200
    assert send(colleague, f"{here}/diary", **{"key": key, f"diary/{key}.for_us": "We listen more."}) == 303
    text = text_of(colleague.get(f"{here}/diary").text)
    assert "We asked two offices." in text
    assert "We listen more." in text
    assert str(clock.today().year) in text.partition("Before")[2]
    assert send(colleague, f"{here}/diary", key=key, remove=key) == 303
    assert "We asked two offices." in text_of(colleague.get(f"{here}/diary").text).partition("Removed")[2]


def test_next_action_is_never_lost(browser_of: BrowserOf, here: str) -> None:
    senco = browser_of("senco")
    asked = {"key": "k3f9", "priority": "p001", "what": "Ask the office"}
    for _twice in range(2):
        assert senco.post(f"{here}/actions", asked).status_code == 303
    # Back in the browser, where the form still has its old mark, and on with the next one.
    for _twice in range(2):
        assert senco.post(f"{here}/actions", {**asked, "what": "Ask the cooks"}).status_code == 303
    priority = senco.get(f"{here}/priorities/p001").text
    assert (priority.count("Ask the office"), priority.count("Ask the cooks")) == (1, 1)
    too_long = "Ask the cooks again 🙂 " * 1_000
    refused = senco.post(f"{here}/actions", {**asked, "what": too_long})
    assert refused.status_code == 422
    assert too_long.strip() in refused.text, "What was typed stays"


def test_earlier_text_is_put_back(browser_of: BrowserOf, here: str) -> None:
    senco = browser_of("senco")
    assert send(senco, f"{here}/actions/a101", versions="1", actions__a101_DOT_what="Something else") == 303
    history = senco.get(f"{here}/history", params={"of": "actions/a101"}).text
    assert "Action 1.1" in history
    change = re.findall(r"/history/([0-9]+)/restoration", history)[-1]
    assert senco.post(f"{here}/history/{change}/restoration", {"version": "2"}).status_code == 303
    assert "Action 1.1" in text_of(senco.get(f"{here}/actions/a101").text)
    history = senco.get(f"{here}/history", params={"of": "actions/a101"}).text
    change = re.findall(r"/history/([0-9]+)/restoration", history)[0]
    late = senco.post(f"{here}/history/{change}/restoration", {"version": "2"})
    assert late.status_code == 409
    assert "Asha Senco changed this meanwhile" in text_of(late.text)


def test_next_cycle_reads_what_each_priority_changed(
    database: Database, browser_of: BrowserOf, people: People, here: str
) -> None:
    with database.writing() as session:
        plan = plan_of(session, people.review)
        assert plan is not None
        write(session, plan, people, priorities__p001_DOT_changed="The office is asked each term.")
        write(session, plan, people, actions__a101_DOT_impact="Six of six offices said so.")
        review = session.get_one(Review, people.review.id)
        framework = latest_framework("wss-mainstream")
        later = start_review(
            session, people.school, framework, Depth.SHORT, scope={}, by=people["senco"].actor, previous=review
        )
        later_id = later.id
    beside = text_of(browser_of("senco").get(f"/reviews/{later_id}/areas/LEAD").text)
    assert "What the last plan changed here" in beside
    assert "The office is asked each term." in beside
    assert "Six of six offices said so." in beside


def plan_with(**texts: str) -> Sheet:
    rows = []
    for name, value in {"priorities__p1aa_DOT_title": "One", "actions__a1aa_DOT_priority": "p1aa", **texts}.items():
        place, _dot, field = name.replace("__", "/").replace("_DOT_", ".").rpartition(".")
        rows.append((place, field, value, 1))
    return Sheet.of_rows(rows)


TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due_on": "2027-03-22"}, ("soon", "")),
        ({"due_on": "2027-03-23"}, ("", "")),
        ({"due_on": "2027-03-01", "status": "great_change"}, ("", "")),
        ({"due_on": "2027-02-28"}, ("", "stuck")),
        ({"due_on": "2027-02-28", "status": "some_change"}, ("", "")),
        ({"blockers": "time", "status": "some_change"}, ("", "stuck")),
        ({"blockers": "time", "status": "great_change"}, ("", "")),
    ],
)
def test_what_is_due_and_what_is_stuck(fields: dict[str, str], expected: tuple[str, str]) -> None:
    plan = plan_from_texts(plan_with(**{f"actions__a1aa_DOT_{name}": value for name, value in fields.items()}))
    found = ("soon" if due_soon(plan, TODAY) else "", "stuck" if stuck(plan, TODAY) else "")
    assert found == expected


def test_plan_on_one_pair_of_shoulders_is_noticed_kindly() -> None:
    alone = {"priorities__p1aa_DOT_lead_role": "senco", "actions__a1aa_DOT_owner_role": "senco"}
    assert rests_on_one(plan_from_texts(plan_with(**alone))) == "senco"
    assert rests_on_one(plan_from_texts(plan_with(**{**alone, "actions__a1aa_DOT_owner_role": "headteacher"}))) == ""
    assert rests_on_one(plan_from_texts(plan_with(priorities__p1aa_DOT_lead_role="senco"))) == ""
    named = {"priorities__p1aa_DOT_lead_name": "Asha", "actions__a1aa_DOT_owner": "asha"}
    assert rests_on_one(plan_from_texts(plan_with(**named))) == "Asha"
    both = shares(plan_from_texts(plan_with(**alone, priorities__p1aa__stakeholders__s1aa_DOT_who="pupils")))
    assert [(one.role, len(one.leads), one.owns, len(one.involved)) for one in both] == [
        ("senco", 1, 1, 0),
        ("pupils", 0, 0, 1),
    ]


def test_review_is_due_until_it_is_decided() -> None:
    row = "priorities__p1aa__reviews__r1aa_DOT_"
    plan = plan_from_texts(plan_with(**{f"{row}review_on": "2027-02-01"}))
    assert [on for on, _priority in reviews_due(plan, TODAY)] == [date(2027, 2, 1)]
    held = plan_from_texts(plan_with(**{f"{row}review_on": "2027-02-01", f"{row}decision": "continue"}))
    assert reviews_due(held, TODAY) == []


def test_termly_dates_are_school_days_well_ahead() -> None:
    for month in range(1, 13):
        today = date(2027, month, 15)
        found = termly_dates(today)
        assert len(found) == 3
        for one in found:
            assert one.on >= today + timedelta(days=28)
            assert one.on.weekday() < 5
            assert one.on.month != 8
