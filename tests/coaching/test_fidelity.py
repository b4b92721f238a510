"""What a held session counts as, and lists that cost the same for any number of schools."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app import clock
from app.access.visible import whole_cohort
from app.db import Database
from app.models.coaching import CoachingOffer, CoachingSession, SessionState
from app.models.programme import Enrolment
from app.models.programme_engagement import Answer, Attended, Met, Reason
from app.models.reviews import Depth
from app.models.schools import School
from app.review_framework.loader import latest_framework
from app.services.fidelity_journeys import held_sessions
from app.services.fidelity_record import read_record
from app.services.reviews import start_review
from tests.architecture.statements import statements
from tests.coaching.world import Coached, coach
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser

As = Callable[[str], Browser]
pytestmark = ON_SQLITE


def hold(session: Session, coached: Coached, outcome: Attended, leader: Answer, *, code: str = "coaching_2") -> None:
    session.add(
        CoachingSession(
            review_id=coached.people.review.id or 0,
            school_id=coached.people.school.id or 0,
            enrolment_id=coached.led.enrolment_id,
            code=code,
            definition_id="wss-coaching",
            definition_version="1.0",
            state=SessionState.HELD,
            starts_at=clock.now() - timedelta(days=2),
            minutes=40,
            outcome=outcome,
            senior_leader=leader,
            reason=Reason.ILLNESS if outcome is Attended.EXCUSED else Reason.NOT_SAID,
            recorded_by="Fay Facilitator",
            recorded_at=clock.now(),
        )
    )
    session.flush()


@pytest.mark.parametrize(
    ("outcome", "leader", "met", "deputy"),
    [
        (Attended.ATTENDED, Answer.NO, Met.MET, False),
        (Attended.ATTENDED, Answer.UNKNOWN, Met.MET, False),
        (Attended.DEPUTY_ATTENDED, Answer.YES, Met.MET, True),
        (Attended.NOT_ATTENDED, Answer.YES, Met.MISSED, False),
        (Attended.EXCUSED, Answer.NO, Met.MISSED, False),
        (Attended.NOT_YET_KNOWN, Answer.YES, Met.UNKNOWN, False),
    ],
)
def test_session_counts_by_the_senco_s_side_and_the_leader_apart(
    coached: Coached, database: Database, outcome: Attended, leader: Answer, met: Met, deputy: bool
) -> None:
    with database.writing() as session:
        hold(session, coached, outcome, leader)
        record = read_record(session, whole_cohort(coached.led.cohort), on=clock.today())
        enrolment = session.get_one(Enrolment, coached.led.enrolment_id)
        said = held_sessions(session, [enrolment])[enrolment.id or 0, "coaching_2"]
    codes = [one.code for one in record.programme.components]
    row = next(row for row in record.rows if row.enrolment_id == coached.led.enrolment_id)
    cell = row.cells[codes.index("coaching_2")]
    assert (cell.outcome, said.senior_leader, said.is_deputy) == (met, leader, deputy)
    assert row.cells[codes.index("coaching_1")].outcome is Met.UNKNOWN
    assert said.path == coached.two


def test_school_s_own_coach_says_nothing_of_a_cohort(coached: Coached, database: Database) -> None:
    with database.writing() as session:
        hold(session, coached, Attended.ATTENDED, Answer.YES)
        session.exec(select(CoachingSession)).one().enrolment_id = None
        session.flush()
        assert held_sessions(session, list(session.exec(select(Enrolment)))) == {}


def costs(browser: Browser, database: Database, path: str) -> int:
    with statements(database) as sent:
        assert browser.client.get(path).status_code == 200
    return len(sent)


def test_list_costs_the_same_for_any_number_of_schools(house: FastAPI, people: People, database: Database) -> None:
    with database.writing() as session:
        coached = coach(session, people)
        hold(session, coached, Attended.ATTENDED, Answer.YES)
    fay = Browser(house, people.sign_in(house.state.database, "facilitator"))
    paths = (coached.cohort, f"{coached.cohort}/coaching", f"{coached.cohort}/coaching?state=held")
    few = [costs(fay, database, path) for path in paths]
    with database.writing() as session:
        add_schools(session, coached, 30)
    assert [costs(fay, database, path) for path in paths] == few
    assert max(few) <= 20


def add_schools(session: Session, coached: Coached, count: int) -> None:
    """In Fay's region, each with a review, a booked session and offered times for the other one."""
    own = session.get_one(Enrolment, coached.led.enrolment_id)
    by, now = coached.people["senco"].actor, clock.now()
    for n in range(count):
        school = School(urn=f"4{n:05}", name=f"Lake School {n:02}")
        session.add(school)
        session.flush()
        review = start_review(session, school, latest_framework("wss-mainstream"), Depth.SHORT, scope={}, by=by)
        enrolment = Enrolment(
            cohort_id=own.cohort_id,
            school_id=school.id or 0,
            region_id=own.region_id,
            facilitator_id=own.facilitator_id,
            pseudonym=f"P{n}",
            enrolled_on=own.enrolled_on,
        )
        session.add(enrolment)
        session.flush()
        for code, state in (("coaching_1", SessionState.BOOKED), ("coaching_2", SessionState.OPEN)):
            row = CoachingSession(
                review_id=review.id or 0,
                school_id=school.id or 0,
                enrolment_id=enrolment.id,
                code=code,
                definition_id="wss-coaching",
                definition_version="1.0",
                state=state,
                starts_at=now + timedelta(days=1) if state == SessionState.BOOKED else None,
            )
            session.add(row)
            session.flush()
            offer = CoachingOffer(
                session_id=row.id or 0,
                school_id=school.id or 0,
                side="school",
                starts_at=now + timedelta(days=2),
                minutes=30,
                offered_by="Somebody",
                offered_at=now,
            )
            session.add(offer)


def test_list_is_narrowed_by_its_address(house: FastAPI, people: People, database: Database) -> None:
    with database.writing() as session:
        coached = coach(session, people)
        hold(session, coached, Attended.ATTENDED, Answer.YES)
        add_schools(session, coached, 2)
    fay = Browser(house, people.sign_in(house.state.database, "facilitator"))
    here = f"{coached.cohort}/coaching"
    everything = fay.get(here).text
    assert "Not booked: 3" in everything
    assert "Booked: 2" in everything
    held = fay.get(f"{here}?session=coaching_2&state=held").text
    assert "Ashgrove School" in held
    assert "Lake School" not in held
    choose = fay.get(f"{here}?state=not-booked&session=coaching_2").text
    assert "Lake School 01" in choose
    assert "Choose a time" in choose
    assert "Lake School" in fay.get(f"{here}?state=nonsense&facilitator=999").text
    assert "Otherfield" not in everything
    nobody = fay.get(f"{here}?state=to-record").text
    assert "No session is like that." in nobody
    assert "3 sessions not booked" in fay.get(coached.cohort).text
