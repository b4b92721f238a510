"""One school with something on every page, and the ways to every page and every error that somebody can meet."""

from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page, Response

from app import clock
from app.models.accounts import Grant, GrantKind, Role
from app.models.reviews import Review
from app.services.accounts_people import list_members
from app.services.reviews import cancel_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.tokens import hashed, new_token
from tests.browser.journeys.site import Site, Staff

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

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}"

    @property
    def school(self) -> str:
        return f"/schools/{self.staff.school.id}"


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
    return World(staff, review, blank, cancelled, second, members)


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
