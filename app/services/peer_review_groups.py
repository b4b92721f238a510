"""Setting up a group: a school and its partner, or an operator for two or three schools."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.models.accounts import KEEPERS, Membership
from app.models.actors import Actor
from app.models.peer_review import PeerGroup, PeerMember
from app.models.reviews import Review
from app.models.schools import School
from app.services.peer_review import ask_school, join, join_together, list_members, start_group


def find_group(session: Session, schools: Iterable[School]) -> PeerGroup | None:
    """The group in which just these schools are, or are asked to be."""
    wanted = {school.id for school in schools}
    of_one = select(PeerMember.group_id).where(col(PeerMember.school_id).in_(wanted), col(PeerMember.left_at).is_(None))
    members: dict[int, set[int]] = {}
    rows = session.exec(
        select(PeerMember.group_id, PeerMember.school_id)
        .where(col(PeerMember.group_id).in_(of_one), col(PeerMember.left_at).is_(None))
        .order_by(col(PeerMember.group_id))
    )
    for group_id, school_id in rows:
        members.setdefault(group_id, set()).add(school_id)
    found = next((group_id for group_id, inside in members.items() if inside == wanted), None)
    return session.get(PeerGroup, found) if found is not None else None


def invite_partner(
    session: Session, school: School, review: Review, partner: School, *, note: str, by: Actor
) -> tuple[PeerGroup, bool]:
    """The school is in a group with `review`, and the partner is asked to join; True if that is new.

    Asking the same partner again changes nothing.
    """
    take_turn(session, school)
    group = find_group(session, [school, partner])
    if group is not None:
        return group, False
    group = start_group(session, by=by)
    ask_school(session, group, school, asked_by=person_of(by, school), by=by)
    join(session, group, school, review, by=by)
    ask_school(session, group, partner, note=note, asked_by=person_of(by, school), by=by)
    return group, True


def set_up_group(
    session: Session, brought: Sequence[tuple[School, Review]], *, one_way: bool, by: Actor
) -> tuple[PeerGroup, bool]:
    """All of these schools are in one group with these reviews, and review each other; True if that is new."""
    for school, _review in sorted(brought, key=lambda pair: pair[0].id or 0):
        take_turn(session, school)
    group = find_group(session, [school for school, _review in brought])
    if group is not None:
        return group, False
    group = start_group(session, one_way=one_way, by=by)
    for school, _review in brought:
        ask_school(session, group, school, by=by)
    join_together(session, group, brought, by=by)
    return group, True


def take_turn(session: Session, school: School) -> None:
    """Two who set up groups for one school at once come after each other: neither misses what the other did."""
    session.exec(select(School.id).where(School.id == school.id).with_for_update(key_share=True)).one()


def person_of(by: Actor, school: School) -> str:
    """Who asks, as the asked school reads it."""
    return _("%(person)s of %(school)s") % {"person": by.name, "school": school.name}


def list_open_reviews(session: Session, school: School) -> list[Review]:
    """Those that it can bring, newest first."""
    query = select(Review).where(Review.school_id == school.id, col(Review.cancelled_at).is_(None))
    return list(session.exec(query.order_by(col(Review.id).desc())))


def find_kept(session: Session, schools: Collection[School]) -> set[int]:
    """The ids of those that have somebody here who can answer for them."""
    query = select(Membership.school_id).where(
        col(Membership.school_id).in_([school.id for school in schools]),
        col(Membership.ended_at).is_(None),
        col(Membership.role).in_(KEEPERS),
    )
    return set(session.exec(query))


def find_member(session: Session, group: PeerGroup, school: School) -> PeerMember | None:
    """The school's place in the group, asked or joined."""
    return next((one for one in list_members(session, group) if one.school_id == school.id), None)
