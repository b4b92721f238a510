"""Ashgrove School after a term: every kind of text it can write is there, each with a word that stands nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, select

from app import clock
from app.db import Database
from app.files.check import make_safe
from app.files.store import FolderStore
from app.models.accounts import Grant, LinkOpening, Membership, Person, Role
from app.models.actors import Actor, ActorKind
from app.models.contributions import Contribution
from app.models.fields import Key
from app.models.peer_review import Side
from app.models.reviews import Depth, Review
from app.models.self_evaluation import AnswerChange
from app.review_framework.loader import latest_framework
from app.services.accounts_people import Invited, add_member, invite
from app.services.contributions import Asked
from app.services.contributions import invite as ask
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.evidence import add_file
from app.services.peer_review_files import add_answer_file
from app.services.peer_review_notes import save_note
from app.services.peer_review_requests import give_answers, send_requests
from app.services.peer_review_texts import book_of
from app.services.reviews import cancel_review, start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import save_text
from app.settings import Settings
from tests.action_plan.plans import OWN, live_with_a_plan
from tests.attention.world import AttentionWorld, attend
from tests.coaching.lived import COACHED, NOT_COACHED, live_coached
from tests.peer_review.reports import sign_and_reopen
from tests.peers import Peers, create_peers
from tests.people import People, hash_once
from tests.programme.world import CANNOT_COME, CohortWorld, lead_cohort, look_forward_to_events
from tests.shares.world import Shared, share_with_governors

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
FILE = ("zqfile.txt", "zqinfile")
"""The name of a file with a piece of evidence, and what is in it."""
ANSWER = ("zqanswer", "zqanswer.txt", "zqinanswer")
"""What the host answers its reviewer: a note, the name of a file, and what is in that."""
KEPT, RENEWED = "k3f9", "k3f8"
"""The keys of two requests: the file of one is only ever looked at, that of the other replaced and put back."""
NO_CHANGE = 999_999
CANCELLED_WHY = "zqcancelled"
PRESENT = "zqpresent"
LAST_TIME = "zqlasttime"
INVITED = "zqinvited"
ASKED, VIEW, REPLY = "zqasked", "zqview", "zqreply"
SPARE, SHARED = "zqspare", "zqshared"
REPORTED = "zqreported"
"""What both schools have signed in a report."""
PLANNED, PLANNED_SINCE = "zqplanned", "zqsinceplanned"
"""In the plan as it was shared and agreed, and what was written in it since."""
NAMES = ("Ashgrove School", "Asha Senco", "Cara Colleague", "Dev Governor", "Erin Admin")
ADDRESSES = tuple(f"{who}@ashgrove" for who in ("senco", "senior_leader", "colleague", "governor", "school_admin"))

SECRETS = (*AGREED.values(), *DRAFT.values(), SET_ASIDE, LAST_TIME, *FILE, *ANSWER, CANCELLED_WHY, PRESENT, INVITED)
SECRETS += (SPARE, ASKED, VIEW, REPORTED, CANNOT_COME, *COACHED, SHARED, PLANNED, PLANNED_SINCE, *NAMES, *ADDRESSES)
"""Nobody outside the school may ever be sent one of these."""

NOT_FOR_GOVERNORS = (*DRAFT.values(), *FILE, *ANSWER, SET_ASIDE, LAST_TIME, ASKED, VIEW, REPLY, SHARED, PLANNED_SINCE)
NOT_FOR_GOVERNORS += (CANNOT_COME, *NOT_COACHED)
"""Work in progress: governors read what was agreed."""


@dataclass(frozen=True)
class LivedIn:
    people: People
    peers: Peers
    change_id: int
    cancelled_id: int
    file_id: int
    memberships: Mapping[str, int]
    asked_id: int
    view_id: int
    answer_files: Mapping[str, int]
    """With the host's answers to what its reviewer asked for, by the keys of the requests."""
    programme: CohortWorld
    shared: Shared
    attention: AttentionWorld
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
            "grant_id": self.asked_id
            if "contributions" in pattern
            else self.spare_grants.get(who, self.spare_grants["senco"]),
            "contribution_id": self.view_id,
            "cohort_id": self.programme.cohort.id,
            "enrolment_id": self.programme.enrolment_id,
            "event_id": self.programme.event_id,
            "link_id": self.programme.material_id,
            "component": "action_plan",
            "message_id": self.attention.message_id,
            "group_lead_id": self.attention.group_lead_id,
            "rule": "no_sign_in",
            "change_id": NO_CHANGE if "action-plan" in pattern or "/coaching/" in pattern else self.change_id,
            "file_id": self.answer_files[RENEWED if pattern.endswith(("removal", "restoration")) else KEPT]
            if "peer-reviews" in pattern
            else self.file_id,
            "key": RENEWED if "/requests/" in pattern or pattern.endswith("priorities/{key}/removal") else "k3f9",
            "finding_id": OWN,
            "listed": "measures",
            "number": 2 if "action-plan" in pattern else 1,
            "document": "review-report" if pattern.startswith("/peer-reviews/") else "self-evaluation",
            "code": "LEAD",
            "item_code": "LEAD-1",
            "token": "a-token-that-nobody-was-sent",
            "group_id": self.peers.group.id,
            "member_id": self.peers.member_id,
            "peer_review_id": self.peers.there.id,
            "framework_id": self.people.review.framework_id,
            "version": self.people.review.framework_version,
            **self.shared.in_paths(pattern),
        }
        if "/coaching/" in pattern:
            values |= {"code": "coaching_2", "document": "coaching-worksheet"}
        return pattern.replace(":int}", "}").replace(":path}", "}").format(**values)


def live_in(database: Database, people: People, settings: Settings) -> LivedIn:
    with database.writing() as session:
        _write(session, people)
        peers = create_peers(session, people)
        sign_and_reopen(session, peers, REPORTED)
        _visit(session, peers)
        file_id = _file(session, people, settings)
        answer_files = answer_requests(session, peers, settings)
        cancelled = _cancelled_review(session, people)
        spare_members = {who: _spare_member(session, people, who) for who in ("senco", "school_admin")}
        spare_grants = {who: _spare_grant(session, people, settings, who) for who in ("senco", "school_admin")}
        asked_id, view_id = _view_of_a_colleague(session, people, settings)
        programme = lead_cohort(session, people)
        look_forward_to_events(session, people, programme)
        shared = share_with_governors(session, people.review, settings, SHARED, by=people["senco"].actor)
        live_with_a_plan(session, people, PLANNED, PLANNED_SINCE)
        live_coached(session, people)
        attention = attend(session, people, programme)
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
        peers,
        change,
        cancelled,
        file_id,
        {key: one for key, one in memberships.items() if one is not None},
        asked_id,
        view_id,
        answer_files,
        programme,
        shared,
        attention,
        spare_members,
        spare_grants,
    )


def _write(session: Session, people: People) -> None:
    review, by = people.review, people["senco"].actor
    _continue_an_earlier_review(session, people)
    versions: dict[tuple[str, str], int] = {("scope", "why_now"): 1, ("scope", "sponsor_name"): 1}
    for (place, name), value in {**AGREED, ("LEAD-1", "judgement"): _first_level(people)}.items():
        save_answer(session, review, place, name, value, base=versions.get((place, name), 0), by=by)
    checked = read_sheet(session, review).fingerprint()
    agree_version(session, review, checked=checked, present=PRESENT, by=by)
    for (place, name), value in DRAFT.items():
        save_answer(session, review, place, name, value, base=1, by=by)
    save_answer(session, review, "LEAD-1", "strengths", SET_ASIDE, base=1, by=people["colleague"].actor)


def _continue_an_earlier_review(session: Session, people: People) -> None:
    by = people["senco"].actor
    framework = latest_framework(people.review.framework_id)
    earlier = start_review(session, people.school, framework, Depth.FULL, scope={"why_now": LAST_TIME}, by=by)
    for name, value in (("developments", LAST_TIME), ("judgement", framework.scale[0].code)):
        save_answer(session, earlier, "LEAD-1", name, value, base=0, by=by)
    session.get_one(Review, people.review.id).previous_id = earlier.id


def _file(session: Session, people: People, settings: Settings) -> int:
    name, content = FILE
    store = FolderStore(settings.var_dir / "files")
    safe = make_safe(name, content.encode())
    file = add_file(session, people.review, "LEAD-1/k3f9", safe, store=store, by=people["senco"].actor)
    assert file.id is not None
    return file.id


def answer_requests(session: Session, peers: Peers, settings: Settings) -> dict[str, int]:
    """The reviewer has asked for two things, and the host has answered each with a note and a file."""
    asking, answering = peers.seat(Side.REVIEWER), peers.seat(Side.HOST)
    asker, host = peers.people["reviewer"].actor, peers.people["senco"].actor
    for key in (KEPT, RENEWED):
        save_text(session, book_of(session, asking), Key(f"requests/{key}", "wanted"), "zqwanted", base=0, by=asker)
    send_requests(session, asking, link="/", by=asker)
    note, name, content = ANSWER
    store, files = FolderStore(settings.var_dir / "files"), {}
    for key in (KEPT, RENEWED):
        save_text(session, book_of(session, answering), Key(f"requests/{key}", "answer"), note, base=0, by=host)
        safe = make_safe(name, content.encode())
        files[key] = add_answer_file(session, answering, key, safe, store=store, by=host).id or 0
    give_answers(session, answering, link="/", by=host)
    return files


def _visit(session: Session, peers: Peers) -> None:
    """A note and a line of pupil voice, under the key that `path` puts in."""
    book, by = book_of(session, peers.seat(Side.REVIEWER)), peers.people["reviewer"].actor
    save_note(session, book, "k3f9", {"text": "zqnote"}, by=by)
    for name, value in {"group": "Year 8", "subject": "Music", "green": "6"}.items():
        save_text(session, book, Key("voice/k3f9", name), value, base=0, by=by)


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


def _view_of_a_colleague(session: Session, people: People, settings: Settings) -> tuple[int, int]:
    """The ids of a link to somebody without an account, and of what they wrote through it."""
    asked = Asked("LEAD", ASKED, f"{ASKED}@elsewhere.example", note=ASKED)
    made = ask(session, people.review, asked, by=people["senco"].actor, settings=settings)
    open_link(session, made.grant)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == made.grant.id)).one()
    introduce(session, opening, name=ASKED, role="class_teacher")
    view = SentView("LEAD-1", 0, _first_level(people), VIEW, "", "")
    by = Actor(ActorKind.LINK, opening.id, ASKED)
    save_views(session, people.review, made.link, opening, [view], by=by)
    written = session.exec(select(Contribution.id)).one()
    assert made.grant.id is not None
    assert written is not None
    return made.grant.id, written
