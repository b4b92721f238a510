"""Who sits down with whom: the coaching that follows a review, its sessions, and what happened to them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app import clock
from app.language import gettext as _
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.coaching import CoachingEvent, CoachingHappened, CoachingSession, CoachingSide
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.review_framework.coaching_loader import get_coaching, latest_coaching
from app.review_framework.coaching_types import Coaching
from app.review_framework.coaching_types import CoachingSession as Defined
from app.services.fidelity_record import programme_of
from app.services.self_evaluation import ReviewClosed


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody's part in the coaching of one review. Without an enrolment, the coach is one of the school's own."""

    review: Review
    school: School
    side: CoachingSide
    enrolment: Enrolment | None
    facilitator: Person | None

    @property
    def review_id(self) -> int:
        assert self.review.id is not None
        return self.review.id

    @property
    def has_own_coach(self) -> bool:
        return self.enrolment is None

    @property
    def is_school(self) -> bool:
        return self.side is CoachingSide.SCHOOL


@dataclass(frozen=True, slots=True)
class CoachingSeat:
    """As a desk, for one of the sessions. Its row is not in the database before anything is done for it."""

    desk: Desk
    defined: Defined
    row: CoachingSession

    @property
    def id(self) -> int:
        assert self.row.id is not None
        return self.row.id

    @property
    def is_stored(self) -> bool:
        return self.row.id is not None

    @property
    def path(self) -> str:
        return f"/reviews/{self.desk.review_id}/coaching/{self.defined.code}"

    @property
    def definition(self) -> Coaching:
        return definition_of(self.row)

    @property
    def coach_name(self) -> str:
        """Whom the school talks to; empty while nobody is named."""
        if self.desk.has_own_coach:
            return self.row.coach_name
        return self.desk.facilitator.name if self.desk.facilitator else _("the facilitators of your region")

    @property
    def school_records(self) -> bool:
        """A coach of the school's own has no account, so the school writes down who came, and what was said."""
        return self.desk.has_own_coach


def find_enrolment(session: Session, review: Review, *, code: str = "") -> Enrolment | None:
    """The school's place in the cohort that coaches this review: the one that names it, or one that names none while
    this is the school's current review. None without one, or where its programme has no such session.
    """
    rows = session.exec(
        select(Enrolment, Cohort)
        .join(Cohort, col(Cohort.id) == col(Enrolment.cohort_id))
        .where(
            Enrolment.school_id == review.school_id,
            or_(Enrolment.review_id == review.id, col(Enrolment.review_id).is_(None)),
        )
        .order_by(col(Enrolment.review_id).is_(None), col(Cohort.starts_on).desc(), col(Enrolment.id))
    ).all()
    today = clock.today()
    coached = [one for one, cohort in rows if one.counts_on(today) and _has_session(cohort, code)]
    if coached and coached[0].review_id is None:
        is_current = current_reviews(session, [review.school_id]).get(review.school_id) == review.id
        return coached[0] if is_current else None
    return coached[0] if coached else None


def current_reviews(session: Session, school_ids: Collection[int]) -> dict[int, int]:
    """By the id of a school, its review that is under way: the latest open one that no later cycle continues; one
    query for any number of schools.
    """
    rows = session.exec(
        select(Review.school_id, Review.id, Review.previous_id)
        .where(col(Review.school_id).in_(school_ids), col(Review.cancelled_at).is_(None))
        .order_by(col(Review.id))
    ).all()
    continued = {previous for _school, _id, previous in rows}
    return {school_id: id_ for school_id, id_, _previous in rows if id_ is not None and id_ not in continued}


def make_desk(session: Session, review: Review, side: CoachingSide, *, code: str = "") -> Desk:
    enrolment = find_enrolment(session, review, code=code)
    facilitator = session.get(Person, enrolment.facilitator_id) if enrolment and enrolment.facilitator_id else None
    return Desk(review, session.get_one(School, review.school_id), side, enrolment, facilitator)


def list_seats(session: Session, desk: Desk) -> list[CoachingSeat]:
    """One for each session, in their order; one query."""
    rows = {
        row.code: row
        for row in session.exec(select(CoachingSession).where(CoachingSession.review_id == desk.review.id))
    }
    definition = definition_of(next(iter(rows.values()))) if rows else latest_coaching()
    return [
        CoachingSeat(desk, one, rows.get(one.code) or _new_row(desk, definition, one.code))
        for one in definition.sessions
    ]


def find_seat(session: Session, desk: Desk, code: str) -> CoachingSeat | None:
    return next((one for one in list_seats(session, desk) if one.defined.code == code), None)


def definition_of(row: CoachingSession) -> Coaching:
    """The exact coaching that the session was begun with."""
    return get_coaching(row.definition_id, row.definition_version)


def take_seat(session: Session, seat: CoachingSeat) -> CoachingSeat:
    """The same seat with its row in the database, as it stands now; two who come at once come after each other.

    Raises ReviewClosed.
    """
    desk = seat.desk
    if not desk.review.is_open:
        raise ReviewClosed
    session.exec(select(Review.id).where(Review.id == desk.review.id).with_for_update(key_share=True)).one()
    row = session.exec(
        select(CoachingSession)
        .where(CoachingSession.review_id == desk.review.id, CoachingSession.code == seat.defined.code)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        row = seat.row
    if not row.is_recorded:
        # A school that joins a programme has its facilitator as a coach from then on.
        row.enrolment_id = desk.enrolment.id if desk.enrolment else None
    session.add(row)
    session.flush()
    return CoachingSeat(desk, seat.defined, row)


def record_event(session: Session, seat: CoachingSeat, what: CoachingHappened, *, why: str = "", by: Actor) -> None:
    """It is in the history of the session."""
    session.add(
        CoachingEvent(
            session_id=seat.id,
            school_id=seat.row.school_id,
            kind=what,
            why=why.strip(),
            starts_at=seat.row.starts_at,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            at=clock.now(),
        )
    )


def list_events(session: Session, seat: CoachingSeat) -> list[CoachingEvent]:
    """Newest first."""
    if not seat.is_stored:
        return []
    query = select(CoachingEvent).where(CoachingEvent.session_id == seat.id)
    return list(session.exec(query.order_by(col(CoachingEvent.id).desc())))


def _new_row(desk: Desk, definition: Coaching, code: str) -> CoachingSession:
    assert desk.school.id is not None
    return CoachingSession(
        review_id=desk.review_id,
        school_id=desk.school.id,
        enrolment_id=desk.enrolment.id if desk.enrolment else None,
        code=code,
        definition_id=definition.id,
        definition_version=definition.version,
    )


def _has_session(cohort: Cohort, code: str) -> bool:
    by_code = programme_of(cohort).by_code
    codes = [code] if code else [one.code for one in latest_coaching().sessions]
    return any(one in by_code for one in codes)
