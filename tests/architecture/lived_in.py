"""Ashgrove School after a term: every kind of text it can write is there, each with a word that stands nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, select

from app import clock
from app.db import Database
from app.models.accounts import Grant, Membership, Person, Role
from app.models.reviews import Depth
from app.models.self_evaluation import AnswerChange
from app.review_framework.loader import latest_framework
from app.services.accounts_people import Invited, add_member, invite
from app.services.reviews import cancel_review, start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.people import People, hash_once

AGREED = {
    ("scope", "why_now"): "zqwhynow",
    ("scope", "sponsor_name"): "zqsponsor",
    ("scope", "commitment"): "zqcommitment",
    ("LEAD", "summary"): "zqsummary",
    ("LEAD-1", "strengths"): "zqstrength",
    ("LEAD-1", "developments"): "zqdevelopment",
    ("LEAD-1", "not_applicable_why"): "zqreason",
    ("LEAD-1/k3f9", "description"): "zqevidence",
    ("LEAD-1/k3f9", "link"): "https://zqlink.example/plan",
}
DRAFT = {("LEAD-1", "strengths"): "zqdraft", ("LEAD", "summary"): "zqsecondsummary"}
SET_ASIDE = "zqsetaside"
CANCELLED_WHY = "zqcancelled"
PRESENT = "zqpresent"
INVITED = "zqinvited"
SPARE = "zqspare"
NAMES = ("Ashgrove School", "Asha Senco", "Cara Colleague", "Dev Governor", "Erin Admin")
ADDRESSES = tuple(f"{who}@ashgrove" for who in ("senco", "senior_leader", "colleague", "governor", "school_admin"))

SECRETS = (*AGREED.values(), *DRAFT.values(), SET_ASIDE, CANCELLED_WHY, PRESENT, INVITED, SPARE, *NAMES, *ADDRESSES)
"""Nobody outside the school may ever be sent one of these."""

NOT_FOR_GOVERNORS = (*DRAFT.values(), SET_ASIDE)
"""Work in progress: governors read what was agreed."""


@dataclass(frozen=True)
class LivedIn:
    people: People
    change_id: int
    cancelled_id: int
    memberships: Mapping[str, int]
    spare_members: Mapping[str, int] = field(default_factory=dict)
    spare_grants: Mapping[str, int] = field(default_factory=dict)

    def path(self, pattern: str, who: str = "senco") -> str:
        """The pattern of a route with the ids of Ashgrove. What somebody may remove or withdraw is theirs alone."""
        spare = "removal" in pattern
        values = {
            "school_id": self.people.school.id,
            "review_id": self.people.review.id,
            "membership_id": self.spare_members.get(who, self.spare_members["senco"])
            if spare
            else self.memberships["governor"],
            "grant_id": self.spare_grants.get(who, self.spare_grants["senco"]),
            "change_id": self.change_id,
            "number": 1,
            "document": "self-evaluation",
            "code": "LEAD",
            "item_code": "LEAD-1",
            "token": "a-token-that-nobody-was-sent",
            "framework_id": self.people.review.framework_id,
            "version": self.people.review.framework_version,
        }
        return pattern.replace(":int}", "}").format(**values)


def live_in(database: Database, people: People, settings: Settings) -> LivedIn:
    with database.writing() as session:
        _write(session, people)
        cancelled = _cancelled_review(session, people)
        spare_members = {who: _spare_member(session, people, who) for who in ("senco", "school_admin")}
        spare_grants = {who: _spare_grant(session, people, settings, who) for who in ("senco", "school_admin")}
        session.flush()
        memberships = {
            key: session.exec(select(Membership.id).where(Membership.person_id == person.id)).first()
            for key, person in people.by_name.items()
        }
        change = session.exec(
            select(AnswerChange.id).where(AnswerChange.field == "strengths", AnswerChange.version == 1)
        ).first()
    assert change is not None
    return LivedIn(
        people,
        change,
        cancelled,
        {key: one for key, one in memberships.items() if one is not None},
        spare_members,
        spare_grants,
    )


def _write(session: Session, people: People) -> None:
    review, by = people.review, people["senco"].actor
    versions: dict[tuple[str, str], int] = {("scope", "why_now"): 1, ("scope", "sponsor_name"): 1}
    for (place, name), value in {**AGREED, ("LEAD-1", "judgement"): _first_level(people)}.items():
        save_answer(session, review, place, name, value, base=versions.get((place, name), 0), by=by)
    checked = read_sheet(session, review).fingerprint()
    agree_version(session, review, checked=checked, present=PRESENT, by=by)
    for (place, name), value in DRAFT.items():
        save_answer(session, review, place, name, value, base=1, by=by)
    save_answer(session, review, "LEAD-1", "strengths", SET_ASIDE, base=1, by=people["colleague"].actor)


def _first_level(people: People) -> str:
    return latest_framework(people.review.framework_id).scale[0].code


def _cancelled_review(session: Session, people: People) -> int:
    framework, by = latest_framework("wss-mainstream"), people["senco"].actor
    review = start_review(session, people.school, framework, Depth.SHORT, scope={}, by=by)
    cancel_review(session, review, why=CANCELLED_WHY, by=by)
    assert review.id is not None
    return review.id


def _spare_member(session: Session, people: People, who: str) -> int:
    person = Person(
        email=f"{SPARE}-{who}@ashgrove.example",
        name=f"{SPARE} {who}",
        password_hash=hash_once(),
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    membership = add_member(session, people.school, person, Role.COLLEAGUE)
    session.flush()
    assert membership.id is not None
    return membership.id


def _spare_grant(session: Session, people: People, settings: Settings, who: str) -> int:
    invited = Invited(f"{INVITED}-{who}@elsewhere.example", f"{INVITED} {who}", Role.COLLEAGUE)
    grant: Grant = invite(session, people.school, invited, by=people["senco"].actor, settings=settings)
    session.flush()
    assert grant.id is not None
    return grant.id
