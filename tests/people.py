"""The people of every story. Asha, Ben, Cara, Dev and Erin belong to Ashgrove School; Stan is the SENCO of another
school and a stranger to it; Olu operates the service."""

from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.db import Database
from app.models.accounts import Person, Role
from app.models.reviews import Depth, Review
from app.models.schools import School, SchoolUrn
from app.review_framework.loader import latest_framework
from app.services.accounts import open_sign_in
from app.services.accounts_people import add_member
from app.services.reviews import start_review

PASSWORD = "three random words"


@dataclass(frozen=True)
class People:
    """By what they are: `senco`, `senior_leader`, `colleague`, `governor`, `school_admin`, `stranger`, `operator`."""

    by_name: dict[str, Person]
    school: School
    other_school: School
    review: Review
    other_review: Review

    def __getitem__(self, name: str) -> Person:
        return self.by_name[name]

    def sign_in(self, database: Database, name: str) -> str | None:
        """The token of a new sign-in; None for somebody anonymous."""
        if name == "anonymous":
            return None
        with database.writing() as session:
            return open_sign_in(session, self[name], device="Test", hours=1)


# Worked out once: the slow hash would otherwise be most of a test's time.
_HASH: list[str] = []


def hash_once() -> str:
    if not _HASH:
        from app.services.accounts import hash_password

        _HASH.append(hash_password(PASSWORD))
    return _HASH[0]


def create_people(session: Session) -> People:
    school = make_school(session, "100001", "Ashgrove School")
    other = make_school(session, "100002", "Otherfield School")
    names = {
        "senco": ("Asha Senco", Role.SENCO),
        "senior_leader": ("Ben Leader", Role.SENIOR_LEADER),
        "colleague": ("Cara Colleague", Role.COLLEAGUE),
        "governor": ("Dev Governor", Role.GOVERNOR),
        "school_admin": ("Erin Admin", Role.SCHOOL_ADMIN),
    }
    by_name = {key: make_member(session, school, key, name, role) for key, (name, role) in names.items()}
    by_name["stranger"] = make_member(session, other, "stranger", "Stan Stranger", Role.SENCO)
    by_name["operator"] = _person(session, "operator", "Olu Operator", is_operator=True)
    session.flush()
    framework = latest_framework("wss-mainstream")
    scope = {"why_now": "A new SENCO starts in September.", "sponsor_name": "Ben Leader"}
    review = start_review(session, school, framework, Depth.SHORT, scope=scope, by=by_name["senco"].actor)
    other_review = start_review(session, other, framework, Depth.SHORT, scope=scope, by=by_name["stranger"].actor)
    return People(by_name, school, other, review, other_review)


def make_school(session: Session, urn: str, name: str) -> School:
    school = School(urn=urn, name=name)
    session.add(school)
    session.flush()
    assert school.id is not None
    session.add(SchoolUrn(urn=urn, school_id=school.id))
    return school


def _person(session: Session, key: str, name: str, *, is_operator: bool = False) -> Person:
    person = Person(
        email=f"{key}@ashgrove.example",
        name=name,
        password_hash=hash_once(),
        is_operator=is_operator,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return person


def make_member(session: Session, school: School, key: str, name: str, role: Role) -> Person:
    person = _person(session, key, name)
    add_member(session, school, person, role)
    return person
