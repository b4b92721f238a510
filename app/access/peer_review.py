"""Peer reviews reach people through their own school: as the host's, or as the reviewer's while that lasts."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, or_, select

from app.access.errors import NotAllowed
from app.access.guard import Found
from app.access.policies import AS_HOST, AS_REVIEWER, IN_A_SCHOOL
from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.peer_review import PeerGroup, PeerMember, PeerReview, Side
from app.models.schools import School
from app.services.peer_review import Seat, find_agreement, may_still_read
from app.services.peer_review_agreements import list_agreements, ties_to_read

Loader = Callable[[Session, Person, dict[str, Any]], Found[Any] | None]


def group(session: Session, person: Person, path: dict[str, Any]) -> Found[PeerGroup] | None:
    """Through any own school that is in it or was asked. One that left, or was left, finds nothing."""
    row = session.exec(OWN_GROUP, params={"person": person.id, "id": path["group_id"]}).first()
    return Found(row[0], row[1], IN_A_SCHOOL[Role(row[2])]) if row else None


def joined_group(session: Session, person: Person, path: dict[str, Any]) -> Found[PeerGroup] | None:
    """As `group`, for a school that is in it: one that was asked and has not answered finds nothing."""
    row = session.exec(OWN_GROUP_JOINED, params={"person": person.id, "id": path["group_id"]}).first()
    return Found(row[0], row[1], IN_A_SCHOOL[Role(row[2])]) if row else None


def seat(session: Session, person: Person, path: dict[str, Any]) -> Found[Seat] | None:
    """Somebody at both schools takes the host's part: nobody reviews their own school."""
    rows = session.exec(OWN_SEATS, params={"person": person.id, "id": path["peer_review_id"]}).all()
    for review, school_id, role in sorted(rows, key=lambda row: row[1] != row[0].school_id):
        side = Side.HOST if school_id == review.school_id else Side.REVIEWER
        held = (AS_HOST if side is Side.HOST else AS_REVIEWER).get(Role(role))
        if held is None or (side is Side.REVIEWER and not may_still_read(review)):
            continue
        host, reviewer = (session.get_one(School, id_) for id_ in (review.school_id, review.reviewer_school_id))
        return Found(Seat(review, side, host, reviewer), host if side is Side.HOST else reviewer, held)
    return None


def agreed_seat(session: Session, person: Person, path: dict[str, Any]) -> Found[Seat] | None:
    """As `seat`, for pages that show what the host has written: a reviewer comes to them once the host has committed
    to the review and they themselves have signed. Raises NotAllowed with what is still to sign.
    """
    found = seat(session, person, path)
    if found is None or found.thing.side is Side.HOST:
        return found
    own = find_agreement(session, found.thing.review, person)
    if own is None:
        raise NotAllowed(_("Sign the reviewer’s statement first: it says what you may do with what you read here."))
    if find_agreement(session, found.thing.review, side=Side.HOST) is None:
        raise NotAllowed(_("The school you visit has not signed its commitment yet. Its words are shown after that."))
    if own.interests and own in ties_to_read(session, found.thing, list_agreements(session, found.thing.review)):
        raise NotAllowed(_("The school first reads the tie that you declared. Its words are shown after that."))
    return found


def partner_seat(session: Session, person: Person, path: dict[str, Any]) -> Found[Seat] | None:
    """As `agreed_seat`; and for the reviewer of a review that ran to its end also after their access to the rest has
    ended, so that they can change or take back their own contact.
    """
    found = agreed_seat(session, person, path)
    if found is not None:
        return found
    for review, school_id, role in session.exec(OWN_SEATS, params={"person": person.id, "id": path["peer_review_id"]}):
        held = AS_REVIEWER.get(Role(role))
        if school_id == review.reviewer_school_id and held and review.final_at and not review.ended_at:
            host, reviewer = (session.get_one(School, id_) for id_ in (review.school_id, school_id))
            return Found(Seat(review, Side.REVIEWER, host, reviewer), reviewer, held)
    return None


_IN_FORCE = (col(Membership.person_id) == bindparam("person")) & col(Membership.ended_at).is_(None)

OWN_GROUP = (
    select(PeerGroup, School, Membership.role)
    .join(PeerMember, col(PeerMember.group_id) == col(PeerGroup.id))
    .join(School, col(School.id) == col(PeerMember.school_id))
    .join(Membership, (col(Membership.school_id) == col(School.id)) & _IN_FORCE)
    .where(PeerGroup.id == bindparam("id"), col(PeerMember.left_at).is_(None))
    # Somebody of two schools in it comes for the one that has still to answer, else for the one asked first.
    .order_by(case((col(PeerMember.joined_at).is_(None), 0), else_=1), col(PeerMember.id))
)
OWN_GROUP_JOINED = OWN_GROUP.where(col(PeerMember.joined_at).is_not(None))
OWN_SEATS = (
    select(PeerReview, Membership.school_id, Membership.role)
    .join(
        Membership,
        or_(
            col(Membership.school_id) == col(PeerReview.school_id),
            col(Membership.school_id) == col(PeerReview.reviewer_school_id),
        )
        & _IN_FORCE,
    )
    .where(PeerReview.id == bindparam("id"))
)
