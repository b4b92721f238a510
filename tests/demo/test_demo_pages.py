"""The demo shows every journey to whoever it belongs to, is made once, and has a past that is over."""

from collections.abc import Mapping

import pytest
from fastapi import FastAPI
from sqlmodel import Session, SQLModel, func, select

from app import clock
from app.db import Database
from app.models.accounts import Person
from app.models.attention import AttentionFlag
from app.models.coaching import CoachingSession
from app.models.jobs import Job, Letter
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.services.accounts import find_person, open_sign_in
from app.services.action_plan import plan_of, read_plan
from app.services.action_plan_versions import list_versions
from app.services.demo import FERNHOLLOW, LARKRISE, load_demo
from app.services.demo_people import PEOPLE, demo_day
from app.services.schools import find_school
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser, text_of

PAGES: Mapping[str, Mapping[str, str]] = {
    "senco@fernhollow.example": {
        "/reviews/{f}": "Larkrise",
        "/reviews/{f}/action-plan": "as much of the teacher’s time as anyone",
        "/reviews/{f}/coaching/coaching_2": "Ruth Calder",
        "/reviews/{f}/coaching/coaching_2/worksheet": "Tuesday mornings in classrooms",
        "/peer-groups/1": "Larkrise",
    },
    "deputy@fernhollow.example": {"/reviews/{f}/action-plan/versions": "shared with governors"},
    "teacher@fernhollow.example": {"/reviews/{f}/action-plan/diary": "The first five minutes felt slow"},
    "governor@fernhollow.example": {"/reviews/{f}/action-plan/versions/2": "9 of 14"},
    "office@fernhollow.example": {"/reviews/{f}/shares": "What you share"},
    "senco@larkrise.example": {
        "/reviews/{l}/action-plan": "One page for each pupil",
        "/reviews/{l}/action-plan/findings": "Recommendation by Fernhollow",
    },
    "facilitator@programme.example": {
        "/cohorts/{c}": "10 schools take part",
        "/cohorts/{c}/attention": "Partner has withdrawn",
        "/cohorts/{c}/events": "Engagement Day 2",
        "/cohorts/{c}/pairing/repair": "Highmoor",
        "/cohorts/{c}/coaching": "Fernhollow",
    },
    "manager@programme.example": {"/cohorts/{c}/insight": "What schools have in common"},
    "evaluator@programme.example": {"/cohorts/{c}/matrix": "S-"},
    "operator@send-review.example": {"/operator/schools": "Bring a school in"},
}
"""Which pages each person starts with, and what stands on them; `f` and `l` are reviews, `c` the cohort."""


@pytest.fixture
def demo(database: Database) -> Database:
    with database.writing() as session:
        load_demo(session)
    return database


@ON_SQLITE
def test_everybody_of_the_demo_finds_their_journeys(demo: Database, house: FastAPI) -> None:
    with demo.writing() as session:
        ids = {
            "f": _review(session, FERNHOLLOW).id,
            "l": _review(session, LARKRISE).id,
            "c": session.exec(select(Cohort.id)).one(),
        }
        tokens = {one.email: open_sign_in(session, _person(session, one.email), device="", hours=1) for one in PEOPLE}
    for email, token in tokens.items():
        browser = Browser(house, token)
        first = browser.get("/")
        assert (browser.follow(first) if first.status_code == 303 else first).status_code == 200, email
        for path, words in PAGES.get(email, {}).items():
            page = browser.get(path.format(**ids))
            assert page.status_code == 200, (email, path)
            assert words.casefold() in text_of(page.text).casefold(), (email, path)


def test_demo_is_made_once_and_nothing_of_its_past_is_still_to_come(demo: Database) -> None:
    with demo.reading() as session:
        counts = _counts(session)
        plan = plan_of(session, _review(session, FERNHOLLOW))
        assert plan is not None
        read = read_plan(session, plan)
        assert [len(one.findings) for one in read.priorities] == [1, 1, 2]
        assert len({action.status for action in read.actions}) >= 3
        assert [one.kind for one in list_versions(session, plan)] == ["shared_with_governors", "agreed_with_slt"]
        held, booked = session.exec(select(CoachingSession).order_by(CoachingSession.code)).all()
        assert (held.state, booked.state) == ("held", "booked")
        assert held.starts_at < clock.now() < booked.starts_at
        assert booked.shared_at is not None
        assert len(session.exec(select(Enrolment)).all()) == 11
        assert len({flag.rule for flag in session.exec(select(AttentionFlag))}) >= 5
        assert session.exec(select(Letter)).first() is None
        assert session.exec(select(Job)).first() is None
    with demo.writing() as session:
        load_demo(session)
    with demo.reading() as session:
        assert _counts(session) == counts


def test_what_is_over_lies_before_the_holidays() -> None:
    in_august = clock.today().replace(month=8, day=20)
    assert demo_day(in_august, -3) < in_august < demo_day(in_august, 3)


def _counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in SQLModel.metadata.sorted_tables
    }


def _person(session: Session, email: str) -> Person:
    person = find_person(session, email)
    assert person is not None
    return person


def _review(session: Session, urn: str) -> Review:
    school = find_school(session, urn)
    assert school is not None
    return session.exec(select(Review).where(Review.school_id == school.id)).one()
