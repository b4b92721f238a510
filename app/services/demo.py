"""Demo schools and people, all plainly fictional: to try the service with, and to test it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import LinkOpening, Person, Role
from app.models.actors import Actor, ActorKind
from app.models.jobs import Letter
from app.models.reviews import Depth, Review
from app.models.schools import School, SchoolUrn
from app.models.self_evaluation import SCOPE
from app.services.accounts import add_person, find_person, hash_password, verify_password
from app.services.accounts_people import add_member
from app.services.contributions import Asked, make_link
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.jobs import forget_letters
from app.services.peer_review_demo import DemoSide, add_larkrise_review, add_peer_reviews
from app.services.reviews import start_review
from app.services.sample_review import (
    SCHOOL_NAME,
    sample_answers,
    sample_changes,
    sample_framework,
    sample_note,
    sample_views,
)
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version

PASSWORD = "fictional-people-only"  # noqa: S105  Well known by intent: it opens nothing but fiction.


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    role: str
    email: str
    schools: tuple[str, ...]
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class DemoSchool:
    urn: str
    name: str
    phase: str
    la_name: str


SCHOOLS = (
    DemoSchool("999901", SCHOOL_NAME, "All-through", "Demoshire"),
    DemoSchool("999902", "Tidewater Primary School (fictional)", "Primary", "Exampleton"),
    DemoSchool("999903", "Larkrise Academy (fictional)", "Secondary", "Exampleton"),
)

PEOPLE = (
    DemoPerson("Sam Okafor", Role.SENCO, "senco@fernhollow.example", ("999901",)),
    DemoPerson("Priya Nair", Role.SENIOR_LEADER, "deputy@fernhollow.example", ("999901",)),
    DemoPerson("Tom Ellery", Role.COLLEAGUE, "teacher@fernhollow.example", ("999901",)),
    DemoPerson("Grace Adeyemi", Role.GOVERNOR, "governor@fernhollow.example", ("999901",)),
    DemoPerson("Helen Marsh", Role.SCHOOL_ADMIN, "office@fernhollow.example", ("999901",)),
    DemoPerson("Daniel Brook", Role.SENCO, "senco@tidewater.example", ("999902",)),
    DemoPerson("Aisha Khan", Role.SENCO, "senco@larkrise.example", ("999903",)),
    DemoPerson("Olu Bright", "operator", "operator@send-review.example", ()),
)

PARTNER = "senco@larkrise.example"


@dataclass(frozen=True, slots=True)
class Demo:
    people: tuple[DemoPerson, ...]
    schools: tuple[DemoSchool, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "people": [
                {
                    "name": person.name,
                    "role": str(person.role),
                    "email": person.email,
                    "password": person.password,
                    "schools": list(person.schools),
                }
                for person in self.people
            ],
            "schools": [{"urn": school.urn, "name": school.name} for school in self.schools],
        }


def is_empty(session: Session) -> bool:
    """Nobody and no school is here yet."""
    return session.exec(select(Person.id)).first() is None and session.exec(select(School.id)).first() is None


def load_demo(session: Session) -> Demo:
    """The demo schools and people are there, with the passwords that are printed; Fernhollow has a review under way.
    Safe to repeat: what somebody wrote in a demo school stays.
    """
    schools = {school.urn: _school(session, school) for school in SCHOOLS}
    for person in PEOPLE:
        _person(session, person, schools)
    first = schools[SCHOOLS[0].urn]
    if session.exec(select(Review.id).where(Review.school_id == first.id)).first() is None:
        _peer_reviews(session, schools, _review(session, first))
    return Demo(PEOPLE, SCHOOLS)


def _peer_reviews(session: Session, schools: dict[str, School], review: Review) -> None:
    """Fernhollow and Larkrise review each other. No letter goes out about what happened in a made-up past."""
    people = [find_person(session, email) for email in (PEOPLE[0].email, PARTNER)]
    senco, partner = (person for person in people if person is not None)
    larkrise = schools[SCHOOLS[2].urn]
    own = add_larkrise_review(session, larkrise, partner)
    before = session.exec(select(func.max(Letter.id))).one() or 0
    add_peer_reviews(
        session, DemoSide(schools[SCHOOLS[0].urn], review, senco), DemoSide(larkrise, own, partner), today=clock.today()
    )
    session.flush()
    forget_letters(session, to={person.email for person in PEOPLE}, after=before)


def _school(session: Session, demo: DemoSchool) -> School:
    school = session.exec(select(School).where(School.urn == demo.urn)).first()
    if school is None:
        school = School(
            urn=demo.urn,
            name=demo.name,
            phase=demo.phase,
            la_name=demo.la_name,
            type="Fictional",
            is_demo=True,
        )
        session.add(school)
        session.flush()
        assert school.id is not None
        session.add(SchoolUrn(urn=demo.urn, school_id=school.id))
    return school


def _person(session: Session, demo: DemoPerson, schools: dict[str, School]) -> None:
    person = find_person(session, demo.email) or add_person(session, email=demo.email, name=demo.name)
    if person.password_hash is None or not verify_password(person, demo.password):
        person.password_hash = _hashed_once(demo.password)
    person.is_demo, person.is_operator = True, demo.role == "operator"
    session.add(person)
    for urn in demo.schools:
        add_member(session, schools[urn], person, Role(demo.role))
    session.flush()


@cache
def _hashed_once(password: str) -> str:
    """The slow hash, the same for all who have this password: everybody knows it, so a salt each would hide nothing."""
    return hash_password(password)


def _review(session: Session, school: School) -> Review:
    """Fernhollow's review: most of it written, a version agreed, three texts changed since, views of colleagues."""
    senco, leader = (_actor(session, person) for person in PEOPLE[:2])
    answers = sample_answers()
    review = start_review(session, school, sample_framework(), Depth.FULL, scope=answers.pop(SCOPE), by=senco)
    for place, fields in answers.items():
        for field, value in fields.items():
            save_answer(session, review, place, field, value, base=0, by=senco)
    checked = read_sheet(session, review).fingerprint()
    agree_version(session, review, checked=checked, present="Headteacher, SEND governor", by=leader)
    for key, value in sample_changes():
        base = read_sheet(session, review).text(key.place, key.field).version
        save_answer(session, review, key.place, key.field, value, base=base, by=senco)
    _views(session, review, by=senco)
    return review


def _views(session: Session, review: Review, *, by: Actor) -> None:
    """Three colleagues wrote through a link that stood in the staff room; nobody at the school has read it yet."""
    grant, link, _token = make_link(session, review, Asked(note=sample_note()), by=by)
    for view in sample_views():
        open_link(session, grant)
        session.flush()
        opening = session.exec(select(LinkOpening).order_by(col(LinkOpening.id).desc()).limit(1)).one()
        introduce(session, opening, name=view["name"], role=view["role"])
        sent = [SentView(code, 0, **texts) for code, texts in view["items"].items()]
        save_views(session, review, link, opening, sent, by=Actor(ActorKind.LINK, opening.id, view["name"]))


def _actor(session: Session, demo: DemoPerson) -> Actor:
    person = find_person(session, demo.email)
    assert person is not None
    return person.actor
