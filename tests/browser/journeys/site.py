"""One running service with the demo in it, and as many further schools as the tests ask for: each story has its own."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from sqlmodel import Session, col, delete, select

from app import clock
from app.access.cookies import SIGNED_IN
from app.db import Database
from app.models.accounts import Person, Role, SignIn
from app.models.reviews import Depth, Review
from app.models.schools import School, SchoolUrn
from app.models.self_evaluation import Answer
from app.review_framework.loader import latest_framework
from app.services.accounts import find_person, open_sign_in
from app.services.accounts_people import add_member
from app.services.demo import load_demo
from app.services.reviews import start_review
from tests.people import hash_once
from tests.plugins.chromium import Served, serve
from tests.plugins.ports import free_port

ROOT = Path(__file__).parents[3]
WAIT_MS = 15_000
SCOPE = {"why_now": "A new SENCO starts in September.", "sponsor_name": "Ben Leader"}

_numbers = itertools.count(1)


@dataclass
class Staff:
    """A school of its own and its people, by what they are: `senco`, `senior_leader`, `colleague`, `governor`."""

    school: School
    people: dict[Role, Person]

    def __getitem__(self, role: Role) -> Person:
        return self.people[role]


@dataclass
class Site:
    base_url: str
    served: Served
    env: dict[str, str]
    database: Database
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def new_school(self) -> Staff:
        number = next(_numbers)
        with self.database.writing() as session:
            urn = f"1{number:05}"
            school = School(urn=urn, name=f"Ashgrove School {number}", la_name="Demoshire", phase="Primary")
            session.add(school)
            session.flush()
            assert school.id is not None
            session.add(SchoolUrn(urn=urn, school_id=school.id))
            people = {role: _member(session, school, role, f"{role}{number}@ashgrove.example") for role in NAMES}
        return Staff(school, people)

    def new_review(self, staff: Staff, depth: Depth = Depth.SHORT) -> Review:
        with self.database.writing() as session:
            school = session.get_one(School, staff.school.id)
            framework = latest_framework("wss-mainstream")
            return start_review(session, school, framework, depth, scope=SCOPE, by=staff[Role.SENCO].actor)

    def person(self, email: str) -> Person:
        with self.database.reading() as session:
            person = find_person(session, email)
        assert person is not None, email
        return person

    def new_context(self, person: Person | None = None, **options: object) -> BrowserContext:
        """A browser that remembers nothing, in which `person` is signed in."""
        context = self.browser.new_context(
            base_url=self.base_url,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(WAIT_MS)
        self.contexts.append(context)
        if person is not None:
            self.sign_in(context, person)
        return context

    def sign_in(self, context: BrowserContext, person: Person) -> None:
        with self.database.writing() as session:
            token = open_sign_in(session, person, device="Test", hours=1)
        context.add_cookies([{"name": SIGNED_IN, "value": token, "url": self.base_url}])

    def end_sign_ins(self, person: Person) -> None:
        """As if the hours of their sign-in had passed."""
        with self.database.writing() as session:
            session.exec(delete(SignIn).where(col(SignIn.person_id) == person.id))

    def answer(self, review: Review, name: str) -> str:
        """What the database holds for `LEAD-1.strengths`."""
        place, _, field_name = name.rpartition(".")
        with self.database.reading() as session:
            query = select(Answer.value).where(
                Answer.review_id == review.id, Answer.place == place, Answer.field == field_name
            )
            return session.exec(query).first() or ""

    def review_at(self, page: Page) -> Review:
        """The review whose page is open."""
        found = re.search(r"/reviews/(\d+)", page.url)
        assert found, page.url
        with self.database.reading() as session:
            return session.get_one(Review, int(found[1]))

    def close_contexts(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()


NAMES = {
    Role.SENCO: "Asha Senco",
    Role.SENIOR_LEADER: "Ben Leader",
    Role.COLLEAGUE: "Cara Colleague",
    Role.GOVERNOR: "Dev Governor",
}


def _member(session: Session, school: School, role: Role, email: str) -> Person:
    person = Person(email=email, name=NAMES[role], password_hash=hash_once(), created_at=clock.now())
    session.add(person)
    session.flush()
    add_member(session, school, person, role)
    return person


@contextmanager
def open_site(folder: Path, browser: Browser, **more_env: str) -> Iterator[Site]:
    url = f"sqlite:///{folder / 'site.sqlite3'}"
    env = {
        "DATABASE_URL": url,
        "SEND_REVIEW_VAR_DIR": str(folder / "var"),
        # The code beside these tests, wherever it is installed.
        "PYTHONPATH": str(ROOT),
        **more_env,
    }
    with serve(env, port=free_port()) as served:
        database = Database(url)
        with database.writing() as session:
            load_demo(session)
        site = Site(served.base_url, served, env, database, browser)
        yield site
        site.close_contexts()
        database.close()
