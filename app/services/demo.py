"""The demo, all plainly fictional: schools that try everything, to look at and to test with."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import LinkOpening, Person
from app.models.actors import Actor, ActorKind
from app.models.jobs import Letter
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE
from app.services.accounts import find_person
from app.services.action_plan_demo import add_plan
from app.services.coaching_demo import add_coaching
from app.services.contributions import Asked, make_link
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.demo_people import (
    PEOPLE,
    SCHOOLS,
    DemoPerson,
    DemoSchool,
    add_demo_person,
    add_demo_school,
)
from app.services.jobs import forget_letters
from app.services.peer_review_demo import DemoSide, add_larkrise_review, add_peer_reviews
from app.services.programme_demo import FACILITATOR, add_programme, take_first_look
from app.services.reviews import start_review
from app.services.sample_review import (
    sample_answers,
    sample_changes,
    sample_framework,
    sample_note,
    sample_views,
)
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version

FERNHOLLOW, LARKRISE = "999901", "999903"
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
    """The demo schools and people are there, with the passwords that are printed. Fernhollow has a review under way, a
    plan and coaching, and is in a cohort. Safe to repeat: what somebody wrote in a demo school stays.
    """
    schools = {school.urn: add_demo_school(session, school) for school in SCHOOLS}
    people = {person.email: add_demo_person(session, person, schools) for person in PEOPLE}
    first = schools[FERNHOLLOW]
    if session.exec(select(Review.id).where(Review.school_id == first.id)).first() is None:
        _fill(session, schools, people)
    return Demo(PEOPLE, SCHOOLS)


def _fill(session: Session, schools: dict[str, School], people: dict[str, Person]) -> None:
    """Everything that was written. No letter goes out about what happened in a made-up past."""
    before = session.exec(select(func.max(Letter.id))).one() or 0
    reviews = {FERNHOLLOW: _review(session, schools[FERNHOLLOW])}
    reviews[LARKRISE] = add_larkrise_review(session, schools[LARKRISE], people[PARTNER])
    fernhollow, larkrise = (
        DemoSide(schools[urn], reviews[urn], people[email])
        for urn, email in ((FERNHOLLOW, PEOPLE[0].email), (LARKRISE, PARTNER))
    )
    add_peer_reviews(session, fernhollow, larkrise, today=clock.today())
    add_programme(session, schools, people, reviews)
    add_plan(session, fernhollow.review, "fernhollow", by=fernhollow.senco.actor)
    add_plan(session, larkrise.review, "larkrise", by=larkrise.senco.actor)
    add_coaching(session, fernhollow.review, school=fernhollow.senco.actor, coach=people[FACILITATOR].actor)
    take_first_look(session)
    session.flush()
    forget_letters(session, to=set(people), after=before)


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
