"""Events and visits as calendars need them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, and_, col, or_, select

from app.access.visible import VisibleCohort
from app.models.peer_review import PeerReview
from app.models.programme import Cohort
from app.models.programme_engagement import CohortEvent
from app.models.schools import School
from app.services.jobs import CalendarEntry
from app.services.peer_review import may_still_read
from app.services.peer_review_states import Stage, find_schools, read_states

NOT_AGREED = frozenset({Stage.STOPPED, Stage.STATEMENT, Stage.COMMITMENT, Stage.DATES})
"""While a peer review is at one of these, the day of its visit is not agreed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The day on which one school visits another, as both have agreed."""

    review: PeerReview
    on: date
    host: School
    reviewer: School


def entry_of(event: CohortEvent, cohort: Cohort, *, link: str = "") -> CalendarEntry:
    """Calendars are shared widely: it says what, when and where, and nothing of any school."""
    about = [cohort.title, event.cancelled_why, link]
    return CalendarEntry(
        uid=f"event-{event.id}-{cohort.slug}@send-review",
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=event.title,
        location=event.place,
        description="\n".join(filter(None, about)),
        stamped=event.changed_at or cohort.created_at,
        cancelled=event.cancelled_at is not None,
    )


def list_events_led(
    session: Session, seen: Sequence[VisibleCohort], *, since: datetime
) -> list[tuple[CohortEvent, Cohort]]:
    """Events of these cohorts that end after this moment, in the regions that are seen, in one query."""
    cohorts = {visible.cohort.id: visible.cohort for visible in seen}
    query = select(CohortEvent).where(
        CohortEvent.ends_at > since,
        col(CohortEvent.cancelled_at).is_(None),
        or_(false(), *map(_is_seen, seen)),
    )
    events = session.exec(query.order_by(col(CohortEvent.starts_at), col(CohortEvent.id))) if seen else ()
    return [(event, cohorts[event.cohort_id]) for event in events]


def list_agreed_visits(session: Session, *, hosts: Collection[int], reviewers: Collection[int]) -> list[Visit]:
    """Visits to the one schools and by the others, in five queries however many there are."""
    if not hosts and not reviewers:
        return []
    asked = or_(col(PeerReview.school_id).in_(hosts), col(PeerReview.reviewer_school_id).in_(reviewers))
    reviews = [
        review
        for review in session.exec(select(PeerReview).where(asked).order_by(col(PeerReview.id)))
        if review.school_id in hosts or may_still_read(review)
    ]
    states = read_states(session, reviews)
    schools = find_schools(session, {id_ for review in reviews for id_ in review.school_ids})
    return [
        Visit(state.review, state.visit_on, *(schools[id_] for id_ in state.review.school_ids))
        for state in states.values()
        if state.visit_on and state.stage not in NOT_AGREED
    ]


def _is_seen(visible: VisibleCohort) -> ColumnElement[bool]:
    here = col(CohortEvent.cohort_id) == visible.cohort.id
    if visible.region_ids is None:
        return here
    return and_(here, or_(col(CohortEvent.region_id).is_(None), col(CohortEvent.region_id).in_(visible.region_ids)))
