"""A facilitator's pages: registers, rulings, filters, withdrawals; with the same number of queries for any cohort."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import clock
from app.db import Database
from app.models.programme import Enrolment, ProgrammeChange
from app.models.programme_engagement import Attendance, CohortEvent
from app.models.schools import School
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol
from tests.architecture.statements import statements
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

As = Callable[[str], Browser]


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        return lead_cohort(session, people, more=4)


@pytest.fixture
def fay(house: FastAPI, led: CohortWorld, people: People) -> Browser:
    return Browser(house, people.sign_in(house.state.database, "facilitator"))


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}"


def register(led: CohortWorld) -> str:
    return f"{here(led)}/events/{led.event_id}"


def enrolments(database: Database) -> list[int]:
    """Of London, Ashgrove first."""
    with database.reading() as session:
        rows = session.exec(select(Enrolment).order_by(Enrolment.id)).all()
    return [one.id or 0 for one in rows if one.region_id == rows[0].region_id]


def filled(led: CohortWorld, database: Database, **first: str) -> dict[str, str]:
    """The register as a browser sends it, with the first school's line changed."""
    form: dict[str, str] = {}
    for id_ in enrolments(database):
        form |= {f"{id_}.outcome": "not_yet_known", f"{id_}.senior_leader": "unknown", f"{id_}.reason": ""}
        form[f"{id_}.version"] = "0"
    return form | {f"{led.enrolment_id}.{name}": value for name, value in first.items()}


def test_register_is_saved_and_counted_at_once(fay: Browser, led: CohortWorld, database: Database) -> None:
    form = filled(led, database, outcome="not_attended", reason="inspection", follow_up_offered="yes", note="=Rang")
    answer = fay.follow(fay.post(f"{register(led)}/register", {**form, "everybody_else": "attended"}))
    assert "The register is saved" in answer.text
    with database.reading() as session:
        lines = {one.enrolment_id: one for one in session.exec(select(Attendance))}
    assert [lines[id_].outcome for id_ in enrolments(database)] == ["not_attended", *["attended"] * 4]
    assert (lines[led.enrolment_id].follow_up_offered, lines[led.enrolment_id].note) == (True, "=Rang")
    figures = text_of(fay.get(f"{here(led)}/fidelity").text)
    assert "Attended Engagement Day 1 (core)" in figures
    narrowed = fay.get(f"{here(led)}/matrix?component=engagement_day_1&reason=inspection").text
    assert "Ashgrove School" in narrowed
    assert "Hill School" not in narrowed


def test_register_saved_twice_changes_nothing_more(fay: Browser, led: CohortWorld, database: Database) -> None:
    form = filled(led, database, outcome="attended")
    fay.post(f"{register(led)}/register", form)
    form[f"{led.enrolment_id}.version"] = "1"
    fay.post(f"{register(led)}/register", form)
    with database.reading() as session:
        assert session.exec(select(Attendance)).one().version == 1
        assert len(session.exec(select(ProgrammeChange).where(ProgrammeChange.what == "attendance")).all()) == 1


def test_register_of_the_whole_cohort_is_filled_region_by_region(
    house: FastAPI, led: CohortWorld, database: Database, people: People
) -> None:
    with database.writing() as session:
        event = session.get_one(CohortEvent, led.event_id)
        event.region_id = None
        session.add(event)
    mia = Browser(house, people.sign_in(house.state.database, "programme_manager"))
    assert "Otherfield School" in mia.get(register(led)).text
    assert "Otherfield School" in mia.get(f"{register(led)}?region=Nowhere").text
    assert "Otherfield School" not in mia.get(f"{register(led)}?region=London").text
    form = {**filled(led, database), "region": "London", "everybody_else": "attended"}
    page = mia.follow(mia.post(f"{register(led)}/register", form))
    assert "Otherfield School" not in page.text
    with database.reading() as session:
        assert len(session.exec(select(Attendance)).all()) == 5, "Schools of other regions stand as they were"


def test_line_that_somebody_else_changed_is_not_written_over(
    fay: Browser, led: CohortWorld, database: Database
) -> None:
    fay.post(f"{register(led)}/register", filled(led, database, outcome="attended"))
    other = enrolments(database)[1]
    late = {**filled(led, database, outcome="excused", note="Typed late"), f"{other}.outcome": "attended"}
    answer = fay.post(f"{register(led)}/register", late)
    assert answer.status_code == 409
    assert "changed the line of Ashgrove School meanwhile" in answer.text
    assert "Typed late" in answer.text, "What was typed comes back"
    with database.reading() as session:
        lines = {one.enrolment_id: one.outcome for one in session.exec(select(Attendance))}
    assert lines == {led.enrolment_id: "attended", other: "attended"}, "The other lines are saved"


def test_forged_line_of_a_school_elsewhere_is_passed_over(fay: Browser, led: CohortWorld, database: Database) -> None:
    fay.post(f"{register(led)}/register", {f"{led.other_enrolment_id}.outcome": "attended"})
    with database.reading() as session:
        assert session.exec(select(Attendance)).all() == []


def test_ruling_is_made_shown_and_taken_back(fay: Browser, led: CohortWorld) -> None:
    row = f"{here(led)}/schools/{led.enrolment_id}"
    refused = fay.post(f"{row}/rulings", {"component": "action_plan", "outcome": "met", "note": " "})
    assert refused.status_code == 422
    assert "Write a short note" in refused.text
    done = fay.post(f"{row}/rulings", {"component": "action_plan", "outcome": "exception_met", "note": "Seen it."})
    page = text_of(fay.follow(done).text)
    assert "Seen it." in page
    assert "Met, as an exception" in page
    fay.follow(fay.post(f"{row}/rulings/action_plan/removal"))
    assert "Ruling: Produced a SEND Action Plan" in text_of(fay.get(row).text), "The history keeps it"
    assert "Ashgrove" not in fay.get(f"{here(led)}/matrix?component=action_plan&outcome=met").text


def test_school_withdraws_and_comes_back(fay: Browser, led: CohortWorld) -> None:
    row = f"{here(led)}/schools/{led.enrolment_id}"
    assert fay.post(f"{row}/withdrawal", {"why": ""}).status_code == 422
    assert fay.post(f"{row}/withdrawal", {"why": "x", "on": "soon"}).status_code == 422
    assert "Withdrawn on" in fay.follow(fay.post(f"{row}/withdrawal", {"why": "A new headteacher."})).text
    assert "Ashgrove" not in fay.get(f"{here(led)}/matrix").text
    assert "Ashgrove" in fay.get(f"{here(led)}/matrix?withdrawn=yes").text
    assert "1 has withdrawn" in fay.get(here(led)).text
    fay.follow(fay.post(f"{row}/return"))
    assert "Ashgrove" in fay.get(f"{here(led)}/matrix").text


def test_event_is_scheduled_for_ones_own_region_only(fay: Browser, led: CohortWorld) -> None:
    form = {"code": "reviewer_training", "region": "london", "date": "2027-03-09", "begins": "09:30", "place": "Hall"}
    wrong = fay.post(f"{here(led)}/events", {**form, "region": "north_west"})
    assert wrong.status_code == 422
    assert fay.post(f"{here(led)}/events", {**form, "region": ""}).status_code == 422
    assert fay.post(f"{here(led)}/events", {**form, "ends": "09:00"}).status_code == 422
    page = fay.follow(fay.post(f"{here(led)}/events", form))
    assert "9 March 2027 at 09:30" in page.text
    assert "Hall" in fay.get(f"{here(led)}/events").text


@pytest.mark.parametrize("query", ["region=x", "band=%00", "missed=9999", "component=x&outcome=y", "reason=illness"])
def test_odd_address_finds_nobody_or_everybody_and_never_breaks(fay: Browser, led: CohortWorld, query: str) -> None:
    for page in ("matrix", "fidelity"):
        assert fay.get(f"{here(led)}/{page}?{query}").status_code == 200


def test_pages_ask_as_much_of_the_database_for_one_school_as_for_forty(
    house: FastAPI, database: Database, people: People
) -> None:
    with database.writing() as session:
        led = lead_cohort(session, people, more=1)
    browser = Browser(house, people.sign_in(house.state.database, "facilitator"))
    paths = ("", "/fidelity", "/matrix", "/events", f"/events/{led.event_id}", f"/schools/{led.enrolment_id}")

    def counts() -> list[int]:
        found = []
        for path in paths:
            with statements(house.state.database) as sent:
                assert browser.get(f"{here(led)}{path}").status_code == 200
            found.append(len(sent))
        return found

    few = counts()
    with database.writing() as session:
        london = next(one for one in list_regions(session, led.cohort) if one.code == "london")
        for number in range(40):
            school = School(urn=str(400_000 + number), name=f"Dale School {number}")
            session.add(school)
            session.flush()
            enrol(session, led.cohort, school, region=london, on=clock.today(), by=people["facilitator"].actor)
    assert counts() == few
