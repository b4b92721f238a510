"""The demo's schools and people: what they are called, and that they are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session, select

from app import clock
from app.demo import demo_file
from app.models.accounts import Person, Role
from app.models.schools import School, SchoolUrn
from app.review_framework.school_terms import school_day_from
from app.services.accounts import add_person, find_person, hash_password, verify_password
from app.services.accounts_people import add_member
from app.services.sample_review import SCHOOL_NAME

PASSWORD = "fictional-people-only"  # noqa: S105  Well known by intent: it opens nothing but fiction.


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    role: str
    email: str
    schools: tuple[str, ...] = ()
    password: str = PASSWORD
    since_days: int = 430
    """How long ago they began at their schools."""
    signed_in_days: int | None = None
    """How long ago they were here last, if ever; as the queue of facilitators sees it."""


@dataclass(frozen=True, slots=True)
class DemoSchool:
    urn: str
    name: str
    phase: str
    la_name: str
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else the register would say of it, by the names of its columns."""


def demo_day(today: date, days: int) -> date:
    """A school day so many days from today. What has happened stays in the past, in the holidays too."""
    day = today + timedelta(days=days)
    if days >= 0:
        return school_day_from(day)
    earlier = (day - timedelta(days=back) for back in range(60))
    return next((one for one in earlier if school_day_from(one) == one), day)


def cohort_schools() -> tuple[DemoSchool, ...]:
    """The schools that are in the cohort and nowhere else in the demo."""
    return tuple(
        DemoSchool(
            one["urn"],
            one["name"],
            one["phase"],
            one["la"][1],
            {
                "la_code": one["la"][0],
                "trust": one["trust"],
                "easting": one["at"][0],
                "northing": one["at"][1],
                "pupils": one["pupils"],
                "fsm_percentage": one["fsm"],
            },
        )
        for one in demo_file("programme.yaml")["schools"]
        if "name" in one
    )


def cohort_people() -> tuple[DemoPerson, ...]:
    """Those who lead the cohort or a trust, then the SENCOs of its other schools."""
    content = demo_file("programme.yaml")
    leading = (DemoPerson(one["name"], one["role"], one["email"]) for one in content["people"])
    sencos = (
        DemoPerson(
            one["senco"]["name"],
            Role.SENCO,
            one["senco"]["email"],
            (one["urn"],),
            since_days=one["senco"].get("since_days", 430),
            signed_in_days=one["senco"]["days"],
        )
        for one in content["schools"]
        if "senco" in one
    )
    return (*leading, *sencos)


SCHOOLS = (
    DemoSchool(
        "999901",
        SCHOOL_NAME,
        "All-through",
        "Demoshire",
        {"la_code": "D01", "easting": 358100, "northing": 172600, "pupils": 903, "fsm_percentage": 24.8},
    ),
    DemoSchool(
        "999902",
        "Tidewater Primary School (fictional)",
        "Primary",
        "Exampleton",
        {"la_code": "D02", "easting": 350300, "northing": 175800, "pupils": 267, "fsm_percentage": 19.5},
    ),
    DemoSchool(
        "999903",
        "Larkrise Academy (fictional)",
        "Secondary",
        "Exampleton",
        {"la_code": "D02", "easting": 347900, "northing": 169200, "pupils": 1140, "fsm_percentage": 22.1},
    ),
    *cohort_schools(),
)
PEOPLE = (
    DemoPerson("Sam Okafor", Role.SENCO, "senco@fernhollow.example", ("999901",), signed_in_days=1),
    DemoPerson("Priya Nair", Role.SENIOR_LEADER, "deputy@fernhollow.example", ("999901",)),
    DemoPerson("Tom Ellery", Role.COLLEAGUE, "teacher@fernhollow.example", ("999901",)),
    DemoPerson("Grace Adeyemi", Role.GOVERNOR, "governor@fernhollow.example", ("999901",)),
    DemoPerson("Helen Marsh", Role.SCHOOL_ADMIN, "office@fernhollow.example", ("999901",)),
    DemoPerson("Daniel Brook", Role.SENCO, "senco@tidewater.example", ("999902",), signed_in_days=8),
    DemoPerson("Aisha Khan", Role.SENCO, "senco@larkrise.example", ("999903",), signed_in_days=2),
    DemoPerson("Olu Bright", "operator", "operator@send-review.example"),
    *cohort_people(),
)


def add_demo_school(session: Session, demo: DemoSchool) -> School:
    """The school is there; nothing about one that was there before changes."""
    school = session.exec(select(School).where(School.urn == demo.urn)).first()
    if school is None:
        school = School(
            urn=demo.urn,
            name=demo.name,
            phase=demo.phase,
            la_name=demo.la_name,
            type="Fictional",
            is_demo=True,
            **demo.more,
        )
        session.add(school)
        session.flush()
        assert school.id is not None
        session.add(SchoolUrn(urn=demo.urn, school_id=school.id))
    return school


def add_demo_person(session: Session, demo: DemoPerson, schools: Mapping[str, School]) -> Person:
    """They can sign in with the password that is printed, and have their role."""
    person = find_person(session, demo.email) or add_person(session, email=demo.email, name=demo.name)
    if person.password_hash is None or not _opens(person.password_hash, demo.password):
        person.password_hash = _hashed_once(demo.password)
    person.is_demo, person.is_operator = True, demo.role == "operator"
    if demo.signed_in_days is not None:
        person.signed_in_at = person.signed_in_at or clock.now() - timedelta(days=demo.signed_in_days)
    session.add(person)
    with clock.earlier(timedelta(days=demo.since_days)):
        for urn in demo.schools:
            add_member(session, schools[urn], person, Role(demo.role))
    session.flush()
    return person


@cache
def _hashed_once(password: str) -> str:
    """The slow hash, the same for all who have this password: everybody knows it, so a salt each would hide nothing."""
    return hash_password(password)


@cache
def _opens(password_hash: str, password: str) -> bool:
    """The slow check, once for the hash that they share."""
    return verify_password(Person(email="", name="", password_hash=password_hash, created_at=clock.now()), password)
