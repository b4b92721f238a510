"""Coaching sessions that could be booked by now and are not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import clock
from app.models.coaching import CoachingSession, SessionState
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.review_framework.coaching_loader import latest_coaching
from app.review_framework.coaching_types import CoachingSession as Defined
from app.services.coaching import current_reviews, definition_of
from app.services.fidelity_record import programme_of
from app.services.programme_windows import day_after, month_of


@dataclass(frozen=True, slots=True)
class Unbooked:
    review_id: int
    defined: Defined


def list_unbooked(session: Session, reviews: Sequence[Review]) -> list[Unbooked]:
    """Sessions whose window in a programme is open, and those for which a school has named a coach of its own, without
    a time; three queries for any number of reviews.
    """
    rows = {
        (row.review_id, row.code): row
        for row in session.exec(
            select(CoachingSession).where(col(CoachingSession.review_id).in_([review.id for review in reviews]))
        )
    }
    windows = _open_windows(session, reviews)
    own = {at for at, row in rows.items() if row.enrolment_id is None and row.coach_name}
    found = []
    for review_id, code in sorted(windows | own):
        row = rows.get((review_id, code))
        if row is not None and row.state != SessionState.OPEN:
            continue
        sessions = (definition_of(row) if row else latest_coaching()).sessions
        found += [Unbooked(review_id, one) for one in sessions if one.code == code]
    return found


def _open_windows(session: Session, reviews: Sequence[Review]) -> set[tuple[int, str]]:
    """By review and session, where the window in which a programme holds it is open today."""
    schools = {review.school_id for review in reviews}
    current, today = current_reviews(session, schools), clock.today()
    codes = {one.code for one in latest_coaching().sessions}
    found: set[tuple[int, str]] = set()
    for enrolment, cohort in _enrolled(session, schools):
        review_id = enrolment.review_id or current.get(enrolment.school_id)
        if review_id is None or not enrolment.counts_on(today) or review_id not in {one.id for one in reviews}:
            continue
        for one in programme_of(cohort).components:
            opens, over = month_of(cohort, one.window.opens), day_after(cohort, one.window.closes)
            if one.code in codes and opens <= today < over:
                found.add((review_id, one.code))
    return found


def _enrolled(session: Session, schools: Collection[int]) -> list[tuple[Enrolment, Cohort]]:
    query = select(Enrolment, Cohort).join(Cohort, col(Cohort.id) == col(Enrolment.cohort_id))
    return list(session.exec(query.where(col(Enrolment.school_id).in_(schools)).order_by(col(Enrolment.id))))
