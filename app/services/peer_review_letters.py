"""Letters about a peer review to the people of a school who see to it."""

from sqlmodel import Session, col, select

from app.models.accounts import Membership, Person, Role
from app.services.jobs import post_letter

TOLD = (Role.SENCO, Role.SCHOOL_ADMIN, Role.SENIOR_LEADER)


def tell(session: Session, school_id: int, *, subject: str, text: str, except_person: int | None = None) -> None:
    """A letter to each SENCO, administrator and senior leader of the school is in the outbox."""
    people = session.exec(
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Membership.school_id == school_id, col(Membership.ended_at).is_(None), col(Membership.role).in_(TOLD))
        .order_by(col(Person.id))
    )
    for person in people:
        if person.id != except_person:
            post_letter(session, to=person.email, subject=subject, text=text)
