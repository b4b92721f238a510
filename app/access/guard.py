"""A handler gets its object from a guard, loaded through what the person may see, or it does not run at all.

Nobody signed in: sign-in. Not theirs: 404. Theirs, but not for their role: 403 with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import Request
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app import clock
from app.access.cookies import signed_in_token
from app.access.errors import NotAllowed, NotFound, SignInNeeded, WrittenBySomebodyElse
from app.access.permissions import Permission
from app.access.policies import EVERYONE_SIGNED_IN, IN_A_SCHOOL, OPERATOR, why_not
from app.access.posted import NOTHING_POSTED, Posted
from app.models.accounts import Membership, Person, Role, SignIn
from app.models.actors import Actor
from app.models.columns import UtcDateTime
from app.models.reviews import Review
from app.models.schools import School
from app.tokens import hashed

Thing = TypeVar("Thing")

WRITTEN_BY = "written_by"
"""The hidden field that says for whom a page with a form was made."""


@dataclass(frozen=True, slots=True)
class Allowed(Generic[Thing]):
    """Somebody who was let in: the open transaction, who they are, and the thing they came for."""

    session: Session
    person: Person
    sign_in: SignIn
    thing: Thing
    held: frozenset[Permission]
    school: School | None = None

    @property
    def by(self) -> Actor:
        return self.person.actor

    def may(self, permission: Permission) -> bool:
        return permission in self.held


@dataclass(frozen=True, slots=True)
class Found(Generic[Thing]):
    """A thing, and what its place there lets somebody do with it; None for somebody without a place there, to whom a
    refusal must not tell that it exists.
    """

    thing: Thing
    school: School | None = None
    held_here: frozenset[Permission] | None = None


Loader = Callable[[Session, Person, dict[str, Any]], Found[Any] | None]


@dataclass(frozen=True, slots=True)
class Guard:
    """Put on a handler's parameter: `allowed: Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]`."""

    permission: Permission
    load: Loader

    @property
    def policy(self) -> str:
        return str(self.permission)

    def admit(self, request: Request, session: Session) -> Allowed[Any]:
        """Raises SignInNeeded, NotFound or NotAllowed."""
        sign_in, person = authenticate(request, session)
        found = self.load(session, person, request.path_params)
        if found is None:
            raise NotFound
        # Plain values: the page that says what broke is written after the session and its rows are gone.
        request.state.school_name = found.school.name if found.school else ""
        held = held_anywhere(person) | (found.held_here or frozenset())
        if self.permission not in held:
            if found.held_here is None:
                raise NotFound
            raise NotAllowed(why_not(self.permission))
        return Allowed(session, person, sign_in, found.thing, held, found.school)


def authenticate(request: Request, session: Session) -> tuple[SignIn, Person]:
    """The sign-in of this browser and its person. Raises SignInNeeded or WrittenBySomebodyElse."""
    token = signed_in_token(request)
    row = session.exec(SIGNED_IN, params={"token": hashed(token), "now": clock.now()}).first() if token else None
    if row is None:
        raise SignInNeeded
    if _written_by_somebody_else(request, row[1]):
        raise WrittenBySomebodyElse
    request.state.person = row[1].actor
    return row


def held_anywhere(person: Person) -> frozenset[Permission]:
    """What somebody may do without a place in any school."""
    return EVERYONE_SIGNED_IN | (OPERATOR if person.is_operator else frozenset())


def themselves(session: Session, person: Person, path: dict[str, Any]) -> Found[Person]:  # noqa: ARG001  A Loader.
    return Found(person)


def school(session: Session, person: Person, path: dict[str, Any]) -> Found[School] | None:
    row = session.exec(OWN_SCHOOL, params={"person": person.id, "id": path["school_id"]}).first()
    return Found(row[0], row[0], IN_A_SCHOOL[Role(row[1])]) if row else None


def any_school(session: Session, person: Person, path: dict[str, Any]) -> Found[School] | None:  # noqa: ARG001  A Loader.
    """Whoever's it is: only for the operator, who sees its place in the register and nothing that it wrote."""
    found = session.get(School, path["school_id"])
    return Found(found) if found else None


def review(session: Session, person: Person, path: dict[str, Any]) -> Found[Review] | None:
    row = session.exec(OWN_REVIEW, params={"person": person.id, "id": path["review_id"]}).first()
    return Found(row[0], row[1], IN_A_SCHOOL[Role(row[2])]) if row else None


def _written_by_somebody_else(request: Request, person: Person) -> bool:
    """A page left open can still be sent; if somebody else has signed in since, its words are not theirs."""
    posted: Posted = getattr(request.state, "posted", NOTHING_POSTED)
    writer = request.headers.get("x-autosave-for") or posted.get(WRITTEN_BY)
    return writer not in ("", str(person.id))


# Each is built once: building a statement costs more than sending it.
_IN_FORCE = (col(Membership.person_id) == bindparam("person")) & col(Membership.ended_at).is_(None)

SIGNED_IN = (
    select(SignIn, Person)
    .join(Person, col(Person.id) == col(SignIn.person_id))
    .where(SignIn.token_hash == bindparam("token"), SignIn.expires_at > bindparam("now", type_=UtcDateTime))
)
OWN_SCHOOL = (
    select(School, Membership.role)
    .join(Membership, (col(Membership.school_id) == col(School.id)) & _IN_FORCE)
    .where(School.id == bindparam("id"))
)
OWN_REVIEW = (
    select(Review, School, Membership.role)
    .join(School, col(School.id) == col(Review.school_id))
    .join(Membership, (col(Membership.school_id) == col(Review.school_id)) & _IN_FORCE)
    .where(Review.id == bindparam("id"))
)
