"""Colleagues without an account, each in a browser of their own."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import html5lib
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.db import Database
from app.models.accounts import LinkOpening
from app.models.actors import Actor, ActorKind
from app.models.contributions import Contribution, ContributionChange
from app.models.reviews import Review
from app.services.contributions import Asked, invite
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.settings import Settings
from tests.accounts.letters import last_link
from tests.people import People
from tests.visits import HTML, Browser


def links_page(people: People) -> str:
    return f"/reviews/{people.review.id}/contributions/links"


def ask_one(browser: Browser, people: People, database: Database, *, place: str = "LEAD-1", name: str = "Tess") -> str:
    """The path of the link in the letter that was sent."""
    email = f"{name.lower()}@ashgrove.example"
    sent = {"for": "one", "place": place, "name": name, "email": email, "days": "21", "role_wanted": "class_teacher"}
    response = browser.post(links_page(people), sent)
    assert response.status_code == 303, response.text[-2000:]
    return last_link(database)


def ask_several(browser: Browser, people: People, *, place: str = "LEAD-1") -> str:
    """The path of the address that was shown."""
    response = browser.post(links_page(people), {"for": "several", "place": place, "days": "21"})
    assert response.status_code == 200, response.text[-2000:]
    return address_on(response.text)


def address_on(html: str) -> str:
    (address,) = set(re.findall(r"https?://[^\s<\"]+/contributions/[^\s<\"]+", html))
    return urlsplit(address).path


def opened(house: FastAPI, link: str) -> tuple[Browser, str]:
    """A browser in which the link is open, and the page that it leads to."""
    browser = Browser(house)
    assert browser.get(link).status_code == 200
    response = browser.post(link)
    assert response.status_code == 303, response.text[-2000:]
    return browser, response.headers["location"]


def form_of(browser: Browser, page: str) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    response = browser.get(page)
    assert response.status_code == 200
    return fields_of(response.text, page)


def fields_of(html: str, action: str) -> dict[str, str]:
    (form,) = [one for one in html5lib.parse(html).iter(f"{HTML}form") if one.get("action") == action]
    sent: dict[str, str] = {}
    for one in form.iter():
        name = one.get("name")
        if not name:
            continue
        if one.tag == f"{HTML}textarea":
            sent[name] = "".join(one.itertext())
        elif one.tag == f"{HTML}select":
            sent[name] = next((o.get("value") or "" for o in one.iter(f"{HTML}option") if "selected" in o.attrib), "")
        elif one.tag == f"{HTML}input" and (one.get("type") not in {"radio", "checkbox"} or "checked" in one.attrib):
            sent[name] = one.get("value", "")
    return sent


@dataclass
class Colleague:
    """Somebody who opened a link."""

    name: str
    browser: Browser
    page: str

    @classmethod
    def with_link(cls, house: FastAPI, link: str, name: str) -> "Colleague":
        browser, page = opened(house, link)
        return cls(name, browser, page)

    def write(self, **texts: str) -> int:
        """Fills in the form as it stands, field names with `__` for the dot and `_` for the hyphen of the item."""
        form = form_of(self.browser, self.page)
        if "name" in form:
            form |= {"name": self.name, "role": form["role"] or "class_teacher"}
        form |= {name.replace("__", ".").replace("_", "-", 1): words for name, words in texts.items()}
        return int(self.browser.post(self.page, form).status_code)


def give_views(
    session: Session, review: Review, settings: Settings, name: str, role: str, judgements: dict[str, str]
) -> None:
    """Somebody has given a judgement on each of these items, without a browser to open."""
    school = Actor(ActorKind.PERSON, None, "The school")
    made = invite(
        session, review, Asked("", name, f"{name.split(maxsplit=1)[0].lower()}@x.example"), by=school, settings=settings
    )
    open_link(session, made.grant)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == made.grant.id)).one()
    introduce(session, opening, name=name, role=role)
    sent = [SentView(item, 0, level, "", "", "") for item, level in judgements.items()]
    save_views(session, review, made.link, opening, sent, by=Actor(ActorKind.LINK, opening.id, name))


def views(database: Database) -> list[Contribution]:
    with database.reading() as session:
        return list(session.exec(select(Contribution).order_by(col(Contribution.id))))


def changes(database: Database) -> list[ContributionChange]:
    with database.reading() as session:
        return list(session.exec(select(ContributionChange).order_by(col(ContributionChange.id))))
