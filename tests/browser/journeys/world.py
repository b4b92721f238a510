"""One school with something on every page, and the ways to every page and every error that somebody can meet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response
from sqlmodel import Session, select

from app import clock
from app.files.check import make_safe
from app.files.store import FolderStore
from app.models.accounts import Grant, GrantKind, LinkOpening, Role
from app.models.actors import Actor, ActorKind
from app.models.contributions import Contribution
from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.reviews import Review
from app.models.schools import School
from app.review_framework.agendas import agenda_template
from app.services.accounts_people import list_members
from app.services.contributions import Asked, make_link
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.evidence import add_file
from app.services.peer_review import Seat, ask_school, join, list_peer_reviews, sign, start_group
from app.services.peer_review_agenda import fill_agenda, mark_row
from app.services.peer_review_enquiries import drop, keep, read_agreed, suggest
from app.services.peer_review_files import add_answer_file
from app.services.peer_review_requests import give_answers, send_requests
from app.services.peer_review_texts import book_of
from app.services.reviews import cancel_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import save_text
from app.settings import Settings
from app.tokens import hashed, new_token
from tests.browser.journeys.site import Site, Staff
from tests.peer_review.a_visit import write_visit
from tests.shares.world import share_with_governors

ANSWERS = {
    "LEAD-1.judgement": "secure",
    "LEAD-1.strengths": "Every teacher knows what is theirs.",
    "LEAD-1.developments": "The office has not been asked.\nNeither has the kitchen.",
    "LEAD-1.stakeholders": "headteacher pupils",
    "LEAD-1/k3f9.description": "Eleven teachers asked.",
    "LEAD-1/k3f9.kind": "data",
    "LEAD-1/k3f9.dated": "2027-03-03",
    "LEAD-2.judgement": "does_not_apply",
    "LEAD-7.strengths": "Sam Example (born 3 March 2015) suffers from dyslexia.",
    "LEAD.summary": "Leadership is shared.",
}


@dataclass
class World:
    staff: Staff
    review: Review
    """With answers, version 1, and a change since."""
    blank: Review
    cancelled: Review
    second: Review
    """The next cycle of `review`."""
    members: dict[Role, int]
    link: str
    """The address of a contribution link about the first area, opened by one colleague so far."""
    view_id: int
    """What that colleague wrote about LEAD-1."""
    share: str
    """The address of a link to the governors' paper, opened by one of them, who has asked a question."""
    locked_share: str
    question_id: int
    visitors: Staff
    """The staff of another school, whose SENCO reviews this one, and is reviewed by it."""
    peer_review: PeerReview
    peer_review_back: PeerReview

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}"

    @property
    def peer(self) -> str:
        return f"/peer-reviews/{self.peer_review.id}"

    @property
    def peer_back(self) -> str:
        return f"/peer-reviews/{self.peer_review_back.id}"

    @property
    def group(self) -> str:
        return f"/peer-groups/{self.peer_review.group_id}"

    @property
    def school(self) -> str:
        return f"/schools/{self.staff.school.id}"


Way = Callable[[Site, World, Page], Response | None]
"""How somebody comes to a page."""


def build(site: Site) -> World:
    staff = site.new_school()
    review, blank, cancelled = (site.new_review(staff) for _ in range(3))
    by = staff[Role.SENCO].actor
    with site.database.writing() as session:
        for name, value in ANSWERS.items():
            place, _, field = name.rpartition(".")
            save_answer(session, review, place, field, value, base=0, by=by)
        checked = read_sheet(session, review).fingerprint()
        agree_version(session, review, checked=checked, present="Headteacher", by=by)
        save_answer(session, review, "LEAD-1", "strengths", "Every adult knows.", base=1, by=by)
        cancel_review(session, session.get_one(Review, cancelled.id), why="The SENCO has left.", by=by)
        members = {Role(one.membership.role): one.membership.id or 0 for one in list_members(session, staff.school)}
    second = site.new_review(staff)
    with site.database.writing() as session:
        session.get_one(Review, second.id).previous_id = review.id
        save_answer(session, second, "LEAD-1", "judgement", "shared", base=0, by=by)
        _file(site, session, review, by)
        link, view_id = _view(session, review, by)
        shared = share_with_governors(session, review, Settings(), "Who leads this?", by=by)
        locked = share_with_governors(session, review, Settings(), "Board", by=by, passcode="oak tree 7")
    visitors, there, back = pair_of_schools(site, staff, review)
    with site.database.writing() as session:
        _agenda(session, there, by)
        visit = Seat(there, Side.REVIEWER, staff.school, visitors.school)
        asking = visitors[Role.SENCO].actor
        save_text(session, book_of(session, visit), Key("report", "overall"), "Calm.", base=0, by=asking)
        write_visit(session, visit, by=asking)

    _preparation(site, Seat(there, Side.HOST, staff.school, visitors.school), staff, visitors)
    paths = [urlsplit(one.address).path for one in (shared, locked)]
    return World(
        staff,
        *(review, blank, cancelled, second),
        members,
        *(link, view_id),
        *(paths[0], paths[1], shared.question_id),
        *(visitors, there, back),
    )


def pair_of_schools(site: Site, staff: Staff, review: Review) -> tuple[Staff, PeerReview, PeerReview]:
    """Two schools that review each other, and have signed what they sign at the start."""
    visitors = site.new_school()
    own = site.new_review(visitors)
    by = staff[Role.SENCO].actor
    with site.database.writing() as session:
        group = start_group(session, by=by)
        for each, brings in ((staff, review), (visitors, own)):
            ask_school(session, group, each.school, by=by)
            join(session, group, each.school, brings, by=each[Role.SENCO].actor)
        there, back = sorted(list_peer_reviews(session, group), key=lambda one: one.school_id != staff.school.id)
        for one, host, visitor in ((there, staff, visitors), (back, visitors, staff)):
            sign(session, one, host[Role.SENCO], Side.HOST, wording="What the host commits to.")
            sign(session, one, visitor[Role.SENCO], Side.REVIEWER, wording="What the reviewer undertakes.")
    return visitors, there, back


def _agenda(session: Session, there: PeerReview, by: Actor) -> None:
    """Half a day on a date, with a row that was removed and a contact that is shown."""
    host, reviewer = (session.get_one(School, id_) for id_ in (there.school_id, there.reviewer_school_id))
    seat = Seat(there, Side.HOST, host, reviewer)
    fill_agenda(session, seat, agenda_template("half_day"), round_=1, instead_of=(), by=by)
    mark_row(session, seat, "half-day-1-break", removed=True, by=by)
    contact = {"host_name": "Asha", "host_email": "asha@ashgrove.example", "host_consents": "yes"}
    book = book_of(session, seat)
    for name, value in contact.items():
        save_text(session, book, Key("contact", name), value, base=0, by=by)
    save_text(session, book, Key("terms", "visit_on"), "2027-03-03", base=0, by=by)


def _preparation(site: Site, host: Seat, staff: Staff, visitors: Staff) -> None:
    """The visitors have asked for three things, of which one is answered with a file; a profile, and one line kept."""
    reviewer = replace(host, side=Side.REVIEWER)
    by, asking = staff[Role.SENCO].actor, visitors[Role.SENCO].actor
    asked = {"send-policy": ("document", "send_policy"), "k3f7": ("wanted", "How is the library used?")}
    asked["k3f8"] = ("wanted", "Who meets parents, and when?")
    profile = {"pupils_on_roll": "412", "sen_support": "61", "ehcp": "9", "attendance": "11"}
    profile |= {"attendance_unit": "days_missed", "attendance_possible": "380", "pupils_on_roll_source": "Census"}
    store = FolderStore(Path(site.env["SEND_REVIEW_VAR_DIR"]) / "files")
    with site.database.writing() as session:
        asks, answers = book_of(session, reviewer), book_of(session, host)
        for key, (name, value) in asked.items():
            save_text(session, asks, Key(f"requests/{key}", name), value, base=0, by=asking)
        send_requests(session, reviewer, link="/", by=asking)
        for text in (b"First.", b"Second."):
            add_answer_file(session, host, "send-policy", make_safe("policy.txt", text), store=store, by=by)
        give_answers(session, host, link="/", by=by)
        save_text(session, asks, Key("requests/k3f8", "removed"), "yes", base=0, by=asking)
        for name, value in profile.items():
            save_text(session, answers, Key("profile", name), value, base=0, by=by)
        agreed = read_agreed(session, reviewer)
        assert agreed is not None
        first, second, *_rest = suggest(agreed)
        keep(session, reviewer, first, by=asking)
        drop(session, reviewer, second, by=asking)


def _file(site: Site, session: Session, review: Review, by: Actor) -> None:
    """A file with the evidence, and the one before it."""
    store = FolderStore(Path(site.env["SEND_REVIEW_VAR_DIR"]) / "files")
    for text in (b"First.", b"Second."):
        add_file(session, review, "LEAD-1/k3f9", make_safe("asked.txt", text), store=store, by=by)


def _view(session: Session, review: Review, by: Actor) -> tuple[str, int]:
    grant, link, token = make_link(session, review, Asked("LEAD", note="Two sentences are plenty."), by=by)
    open_link(session, grant)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == grant.id)).one()
    introduce(session, opening, name="Vera View", role="governor")
    view = SentView("LEAD-1", 0, "starting", "The office asks first.", "The kitchen does not.", "I work there.")
    save_views(session, review, link, opening, [view], by=Actor(ActorKind.LINK, opening.id, "Vera View"))
    saved = session.exec(select(Contribution).where(Contribution.opening_id == opening.id)).one()
    assert saved.id is not None
    return f"/contributions/{grant.id}/link/{token}", saved.id


def new_link(site: Site, staff: Staff, kind: GrantKind, *, hours: int = 1, known: bool = False) -> str:
    """The address of a link that somebody got by e-mail."""
    token, now = new_token(), clock.now()
    invited = staff[Role.COLLEAGUE] if known or kind == GrantKind.RESET else None
    with site.database.writing() as session:
        session.add(
            Grant(
                kind=kind,
                token_hash=hashed(token),
                school_id=staff.school.id if kind == GrantKind.INVITATION else None,
                person_id=invited.id if invited and kind == GrantKind.RESET else None,
                email=invited.email if invited else "new@ashgrove.example",
                name="Nia New",
                role=Role.COLLEAGUE,
                created_by="Asha Senco",
                created_at=now,
                expires_at=now + timedelta(hours=hours),
            )
        )
    return f"/{'resets' if kind == GrantKind.RESET else 'invitations'}/{token}"


def at(path: str) -> Way:
    """A page by its address, with the world's own numbers put in."""
    return lambda site, world, page: page.goto(path.format(w=world))


def sent(path: str, **fields: str) -> Way:
    return lambda site, world, page: send(page, path.format(w=world), **fields)


def send(page: Page, path: str, **fields: str) -> Response | None:
    """The answer to a form sent from a page of ours; a name's double underscore stands for a dot."""
    pairs = {name.replace("__", "."): value for name, value in fields.items()}
    page.goto("/forgotten-password")
    with page.expect_navigation() as arrived:
        page.evaluate(
            """([path, pairs]) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = path;
                for (const [name, value] of Object.entries(pairs)) {
                    const input = document.createElement("textarea");
                    Object.assign(input, {name, value});
                    form.append(input);
                }
                document.body.append(form);
                form.submit();
            }""",
            [path, pairs],
        )
    return arrived.value
