"""Letters about peer reviews, to those of a school who look after them."""

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.services.jobs import post_letter

TOLD = (Role.SENCO, Role.SCHOOL_ADMIN, Role.SENIOR_LEADER)


def tell(session: Session, school_id: int, *, subject: str, text: str, except_person: Person | None = None) -> None:
    """A letter is on its way to each SENCO, administrator and senior leader of the school."""
    for person in list_told(session, school_id):
        if except_person is None or person.id != except_person.id:
            post_letter(
                session,
                to=person.email,
                subject=subject,
                text=_("Hello %(name)s,\n\n%(text)s") % {"name": person.name, "text": text},
            )


def list_told(session: Session, school_id: int) -> list[Person]:
    """Who of the school gets letters about peer reviews. Nobody, where nobody of it is here yet."""
    return list(
        session.exec(
            select(Person)
            .join(Membership, col(Membership.person_id) == col(Person.id))
            .where(
                Membership.school_id == school_id,
                col(Membership.ended_at).is_(None),
                col(Membership.role).in_(TOLD),
            )
            .order_by(col(Person.id))
        )
    )
