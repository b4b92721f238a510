"""The letters that the service sent, and the links in them."""

import re
from urllib.parse import urlsplit

from sqlmodel import col, select

from app.db import Database
from app.jobs.handlers import make_handlers
from app.models.accounts import Grant, Person, SignIn
from app.models.jobs import Job, Letter
from app.models.schools import School
from app.settings import Settings
from tests.visits import Browser


def letters(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.exec(select(Letter).order_by(col(Letter.id))))


def link_in(letter: Letter) -> str:
    """The path of the one link in a letter."""
    (link,) = re.findall(r"https?://\S+", letter.text)
    return urlsplit(link).path


def last_link(database: Database) -> str:
    return link_in(letters(database)[-1])


def send_all(database: Database, settings: Settings) -> None:
    """Every waiting letter goes out, as the worker would send it."""
    # Neither papers nor their renderers have a part in this.
    send = make_handlers(database, settings, pool=None, papers=None)["send_letter"]
    with database.reading() as session:
        jobs = list(session.exec(select(Job).where(Job.kind == "send_letter")))
    for job in jobs:
        send(job)


def ask_for_reset(browser: Browser, database: Database, email: str) -> str:
    """The path of the link that was sent."""
    assert browser.post("/forgotten-password", {"email": email}).status_code == 303
    return last_link(database)


def invite(
    browser: Browser, database: Database, school: School, email: str, role: str, name: str = "New Person"
) -> str:
    """The path of the link that was sent."""
    response = browser.post(f"/schools/{school.id}/invitations", {"email": email, "name": name, "role": role})
    assert response.status_code == 303, response.text[-1500:]
    return last_link(database)


def grants(database: Database) -> list[Grant]:
    with database.reading() as session:
        return list(session.exec(select(Grant).order_by(col(Grant.id))))


def sign_ins(database: Database, person: Person) -> int:
    with database.reading() as session:
        return len(list(session.exec(select(SignIn).where(SignIn.person_id == person.id))))
