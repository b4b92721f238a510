"""What changed of a school in a cohort, as its row shows it."""

from sqlmodel import Session, col, select

from app.models.programme import Enrolment, ProgrammeChange

MOST = 100


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
