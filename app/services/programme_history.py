"""What changed of a school in a cohort, as its row shows it."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.language import day
from app.models.programme import Changed, Cohort, Enrolment, ProgrammeChange

MOST = 100
MOST_WORDS = 200
"""Characters of a note in a list of many schools."""


def list_changes(session: Session, enrolment: Enrolment) -> list[ProgrammeChange]:
    """The latest first, a hundred at the most."""
    return list(
        session.exec(
            select(ProgrammeChange)
            .where(ProgrammeChange.enrolment_id == enrolment.id)
            .order_by(col(ProgrammeChange.id).desc())
            .limit(MOST)
        )
    )


def list_changes_of(session: Session, enrolment: Enrolment, name: str) -> list[ProgrammeChange]:
    """Those that set this value of the enrolment, the latest first; all of them."""
    rows = session.exec(
        select(ProgrammeChange)
        .where(ProgrammeChange.enrolment_id == enrolment.id, ProgrammeChange.what == Changed.ENROLMENT)
        .order_by(col(ProgrammeChange.id).desc())
    )
    return [change for change in rows if name in change.after]


def last_changes(session: Session, cohort: Cohort) -> dict[int, str]:
    """By enrolment: when it last changed, by whom, and the note that was left."""
    latest = (
        select(func.max(ProgrammeChange.id))
        .where(ProgrammeChange.cohort_id == cohort.id, col(ProgrammeChange.enrolment_id).is_not(None))
        .group_by(col(ProgrammeChange.enrolment_id))
    )
    rows = session.exec(select(ProgrammeChange).where(col(ProgrammeChange.id).in_(latest)))
    return {
        one.enrolment_id or 0: ", ".join(filter(None, [day(one.at), one.actor_name, one.note[:MOST_WORDS]]))
        for one in rows
    }
