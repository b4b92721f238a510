"""Letters to the people of a school who answer for its peer reviews."""

from sqlmodel import Session, col, select

from app.models.accounts import Membership, Person, Role
from app.services.jobs import post_letter

ANSWER_FOR_IT = (Role.SENCO, Role.SCHOOL_ADMIN, Role.SENIOR_LEADER)


def tell(session: Session, school_id: int, *, subject: str, text: str, except_person: int | None = None) -> None:
    """A letter to each SENCO, administrator and senior leader of the school is on its way."""
    query = (
        select(Person.email)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.school_id == school_id,
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_(ANSWER_FOR_IT),
            Person.id != except_person,
        )
        .distinct()
        .order_by(Person.email)
    )
    for email in session.exec(query):
        post_letter(session, to=email, subject=subject, text=text)
