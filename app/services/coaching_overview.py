"""The coaching of a cohort, or of the part that somebody sees: as many queries for any number of schools."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import clock
from app.access.visible import VisibleCohort
from app.models.accounts import Person
from app.models.coaching import CoachingOffer, CoachingSession, CoachingSide, SessionState
from app.models.programme import Enrolment
from app.models.schools import School
from app.review_framework.coaching_loader import latest_coaching
from app.review_framework.coaching_types import CoachingSession as Defined
from app.services.coaching import current_reviews
from app.services.fidelity_record import programme_of


@dataclass(frozen=True, slots=True)
class CoachedSchool:
    """One session of one school. `review_id` is None while the school has no review to be coached on."""

    enrolment: Enrolment
    school: School
    facilitator: str
    defined: Defined
    review_id: int | None
    row: CoachingSession | None
    offered_by: CoachingSide | None
    """Whose offered times wait for the other side, if any do."""

    @property
    def is_booked_or_held(self) -> bool:
        """A time was agreed, whatever came of it."""
        return self.row is not None and self.row.state != SessionState.OPEN

    @property
    def href(self) -> str:
        return f"/reviews/{self.review_id}/coaching/{self.defined.code}" if self.review_id else ""


def sessions_of(visible: VisibleCohort) -> list[Defined]:
    """The sessions that the cohort's programme counts."""
    by_code = programme_of(visible.cohort).by_code
    return [one for one in latest_coaching().sessions if one.code in by_code]


def list_coaching(session: Session, visible: VisibleCohort) -> list[CoachedSchool]:
    """Each session of each school that is seen and has not withdrawn, by the school's name; four queries."""
    enrolled = _enrolled(session, visible)
    reviews = current_reviews(session, {one.school_id for one, _school, _who in enrolled})
    review_of = {one.id: one.review_id or reviews.get(one.school_id) for one, _school, _who in enrolled}
    rows = {
        (row.review_id, row.code): row
        for row in session.exec(
            select(CoachingSession).where(col(CoachingSession.review_id).in_(set(filter(None, review_of.values()))))
        )
    }
    offers = _offers(session, rows.values())
    found = []
    for enrolment, school, facilitator in enrolled:
        review_id = review_of[enrolment.id]
        for defined in sessions_of(visible):
            row = rows.get((review_id, defined.code)) if review_id else None
            offered = offers.get(row.id) if row else None
            found.append(CoachedSchool(enrolment, school, facilitator or "", defined, review_id, row, offered))
    return found


def _enrolled(session: Session, visible: VisibleCohort) -> list[tuple[Enrolment, School, str | None]]:
    statement = (
        select(Enrolment, School, Person.name)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .outerjoin(Person, col(Person.id) == col(Enrolment.facilitator_id))
        .where(Enrolment.cohort_id == visible.cohort.id)
    )
    if visible.region_ids is not None:
        statement = statement.where(col(Enrolment.region_id).in_(visible.region_ids))
    today = clock.today()
    rows = [(one, school, who) for one, school, who in session.exec(statement) if one.counts_on(today)]
    return sorted(rows, key=lambda row: (row[1].name.casefold(), row[1].urn))


def _offers(session: Session, rows: Iterable[CoachingSession]) -> dict[int | None, CoachingSide]:
    query = select(CoachingOffer.session_id, CoachingOffer.side).where(
        col(CoachingOffer.session_id).in_([row.id for row in rows]),
        col(CoachingOffer.ended_at).is_(None),
        col(CoachingOffer.starts_at) > clock.now(),
    )
    return {session_id: CoachingSide(side) for session_id, side in session.exec(query)}
