"""Booked coaching sessions as calendars need them, for those who may read the coaching of a school."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.coaching import CoachingSession, SessionState
from app.models.programme import Enrolment
from app.models.schools import School
from app.review_framework.coaching_types import CoachingSession as Defined
from app.services.coaching import definition_of
from app.services.jobs import CalendarEntry


@dataclass(frozen=True, slots=True)
class Booked:
    row: CoachingSession
    defined: Defined
    school: School

    def entry(self, *, link: str = "") -> CalendarEntry:
        row = self.row
        assert row.starts_at is not None
        assert row.ends_at is not None
        return CalendarEntry(
            uid=f"coaching-{row.id}@send-review",
            sequence=row.sequence,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            summary=_("%(session)s, %(school)s") % {"session": self.defined.title, "school": self.school.name},
            location=row.place,
            description="\n\n".join(filter(None, (self.defined.about, link))),
            stamped=clock.now().replace(microsecond=0),
        )


def list_booked(
    session: Session, school_ids: Collection[int], coached: Sequence[VisibleCohort], *, since: datetime
) -> list[Booked]:
    """Sessions with a time after this moment, of these schools and of those coached in these cohorts; one query."""
    if not school_ids and not coached:
        return []
    query = (
        select(CoachingSession, School)
        .join(School, col(School.id) == col(CoachingSession.school_id))
        .outerjoin(Enrolment, col(Enrolment.id) == col(CoachingSession.enrolment_id))
        .where(
            col(CoachingSession.state).in_((SessionState.BOOKED, SessionState.HELD)),
            col(CoachingSession.starts_at) > since,
            or_(col(CoachingSession.school_id).in_(school_ids), *map(_is_coached, coached)),
        )
        .order_by(col(CoachingSession.starts_at), col(CoachingSession.id))
    )
    return [
        Booked(row, next(one for one in definition_of(row).sessions if one.code == row.code), school)
        for row, school in session.exec(query)
    ]


def _is_coached(visible: VisibleCohort) -> ColumnElement[bool]:
    here = and_(
        col(Enrolment.cohort_id) == visible.cohort.id,
        or_(col(Enrolment.withdrawn_on).is_(None), col(Enrolment.withdrawn_on) > clock.today()),
    )
    return here if visible.region_ids is None else and_(here, col(Enrolment.region_id).in_(visible.region_ids))
