"""A letter about the plan, once a week at most: what comes next, each thing to each person once and only once.

It leaves on the first school day of a week on which somebody looks. Whoever a matter names by the name of their account
is told of it; what names nobody who has one goes to the school's SENCO, administrator and senior leaders.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from app import clock
from app.access.permissions import Permission
from app.access.policies import IN_A_SCHOOL
from app.db import add_once
from app.language import day
from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.action_plan_reminders import PlanDigestWeek, PlanReminder
from app.models.reviews import Review
from app.models.schools import School
from app.services.action_plan import list_planned, read_plans
from app.services.action_plan_matters import Matter, MatterKind, matters_of
from app.services.coaching_unbooked import list_unbooked
from app.services.contributions_reminders import may_remind_on, next_day
from app.services.jobs import post_letter
from app.services.peer_review_letters import TOLD
from app.settings import Settings

AHEAD = timedelta(days=14)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of a school who may read its plan."""

    person: Person
    is_told: bool
    """Of what names nobody who has an account."""

    @property
    def name(self) -> str:
        return _plain(self.person.name)


def remind_of_plans(session: Session, *, settings: Settings) -> int:
    """Each letter of this week is on its way, if this is a school day and none has left this week. How many left."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    week = PlanDigestWeek(monday=monday, looked_at=clock.now())
    # Of two that look at once, one goes on; what it does and this row are there together, or neither.
    if not may_remind_on(today) or not add_once(session, week, "monday"):
        return 0
    planned = list_planned(session)
    until = looks_ahead_to(today)
    matters = _matters(session, [review for review, _school in planned], today, until)
    readers = _readers(session, {school.id or 0 for _review, school in planned if _review.id in matters})
    said = _said(session, matters)
    left = 0
    for review, school in planned:
        for person, theirs in _by_person(matters.get(review.id or 0, []), readers.get(review.school_id, [])):
            new = [one for one in theirs if (person.id, review.id, one.id) not in said]
            left += _send(session, person, review, school, new, until=until, settings=settings)
    return left


def looks_ahead_to(today: date) -> date:
    """Two weeks on; before holidays, the day of the next letter, so that nothing falls between the two."""
    return max(today + AHEAD, next_day(today + WEEK - timedelta(days=today.weekday())))


def _matters(session: Session, reviews: Sequence[Review], today: date, until: date) -> dict[int, list[Matter]]:
    """By review; those without any are not in it."""
    found = {id_: matters_of(plan, today, until) for id_, plan in read_plans(session, reviews).items()}
    for one in list_unbooked(session, reviews):
        words = _("%(session)s has no time yet.") % {"session": one.defined.title}
        found.setdefault(one.review_id, []).append(Matter(MatterKind.COACHING, one.defined.code, words))
    return {id_: matters for id_, matters in found.items() if matters}


def _readers(session: Session, schools: Collection[int]) -> dict[int, list[Reader]]:
    query = (
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.school_id).in_(schools), col(Membership.ended_at).is_(None))
        .order_by(col(Person.id))
    )
    found: dict[int, list[Reader]] = {}
    for membership, person in session.exec(query):
        if Permission.PLAN_READ in IN_A_SCHOOL[Role(membership.role)]:
            found.setdefault(membership.school_id, []).append(Reader(person, membership.role in TOLD))
    return found


def _said(session: Session, reviews: Iterable[int]) -> set[tuple[int | None, int | None, str]]:
    """So that no week's look tries each of them again."""
    query = select(PlanReminder.person_id, PlanReminder.review_id, PlanReminder.matter)
    return set(session.exec(query.where(col(PlanReminder.review_id).in_(list(reviews)))))


def _by_person(matters: Sequence[Matter], readers: Sequence[Reader]) -> list[tuple[Person, list[Matter]]]:
    """Those who want reminders, with what concerns them."""
    known = {one.name for one in readers}
    found = []
    for reader in readers:
        theirs = [one for one in matters if _concerns(one, reader, known)]
        if theirs and reader.person.wants_reminders:
            found.append((reader.person, theirs))
    return found


def _concerns(matter: Matter, reader: Reader, known: set[str]) -> bool:
    names = known & {_plain(name) for name in matter.people}
    return reader.name in names if names else reader.is_told


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _send(
    session: Session,
    person: Person,
    review: Review,
    school: School,
    matters: Sequence[Matter],
    *,
    until: date,
    settings: Settings,
) -> int:
    assert person.id is not None
    assert review.id is not None
    rows = {
        one.id: PlanReminder(person_id=person.id, review_id=review.id, matter=one.id, sent_at=clock.now())
        for one in matters
    }
    new = [one for one in matters if add_once(session, rows[one.id], "person_id", "review_id", "matter")]
    if not new:
        return 0
    link = f"{settings.base_url}/reviews/{review.id}/action-plan"
    subject = _("What comes next in the action plan of %(school)s") % {"school": school.name}
    post_letter(session, to=person.email, subject=subject, text=_letter(person, school, new, until=until, link=link))
    return 1


def _letter(person: Person, school: School, matters: Sequence[Matter], *, until: date, link: str) -> str:
    """A heading for each kind of matter that there is, with a line for each."""
    headings = {
        MatterKind.DUE: _("Planned until %(day)s:") % {"day": day(until)},
        MatterKind.LATE: _("Their day has passed. A new date, or a word on how far things are, is enough:"),
        MatterKind.STUCK: _("Something is in the way. Is there anybody who can help?"),
        MatterKind.REVIEW: _("Time to look at a priority again:"),
        MatterKind.REVIEW_PASSED: _("Review dates that have passed. A short note is enough:"),
        MatterKind.COACHING: _("Coaching:"),
    }
    parts = [_("Hello %(name)s,") % {"name": person.name}]
    parts.append(_("This comes next in the SEND Action Plan of %(school)s.") % {"school": school.name})
    for kind, heading in headings.items():
        lines = [f"- {one.words}" for one in matters if one.kind is kind]
        parts += ["\n".join([heading, *lines])] if lines else []
    parts.append(_("The plan is here:\n\n%(link)s") % {"link": link})
    parts.append(_("Each thing is in one letter only. You can turn reminders off on your account page."))
    return "\n\n".join(parts)
