"""Who reviews whom: asking schools into a group, joining, leaving, and the peer reviews that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.peer_review import PeerAgreement, PeerGroup, PeerMember, PeerReview, Side
from app.models.reviews import Review
from app.models.schools import School
from app.services.peer_review_events import Happened, record

MOST_SCHOOLS = 3


class GroupFull(ValueError):
    """A pair or a triad: no more than three schools. One that goes one way is closed once its two were asked."""


class AlreadyInGroup(ValueError):
    """The school is in the group already, or asked to be."""


class NotAsked(LookupError):
    """The school is not in the group, or not any more."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's part in a peer review, with both schools."""

    review: PeerReview
    side: Side
    host: School
    reviewer: School

    @property
    def id(self) -> int:
        assert self.review.id is not None
        return self.review.id

    @property
    def host_id(self) -> int:
        return self.review.school_id

    @property
    def other_school(self) -> School:
        return self.reviewer if self.side is Side.HOST else self.host


def may_still_read(review: PeerReview) -> bool:
    """Whether the reviewer's access lasts: until the review is stopped, or some weeks after its final report."""
    if review.ended_at:
        return False
    return review.final_at is None or clock.now() < review.final_at + timedelta(days=review.access_days)


def start_group(session: Session, *, one_way: bool = False, by: Actor) -> PeerGroup:
    """A group of nobody yet. `one_way`: the school asked first will review the second, and not the other way round."""
    group = PeerGroup(created_at=clock.now(), created_by=by.name, one_way=one_way)
    session.add(group)
    session.flush()
    return group


def ask_school(
    session: Session, group: PeerGroup, school: School, *, note: str = "", asked_by: str = "", by: Actor
) -> PeerMember:
    """The school is asked to join, and sees nothing of the others' until it has, but for the note and `asked_by`: who
    asks, in words. Raises GroupFull or AlreadyInGroup.
    """
    _take_turn(session, group)
    members = list_members(session, group)
    if any(one.school_id == school.id for one in members):
        raise AlreadyInGroup
    if len(members) == MOST_SCHOOLS or (group.one_way and len(members + list_members(session, group, former=True)) > 1):
        raise GroupFull
    assert group.id is not None
    assert school.id is not None
    member = PeerMember(
        group_id=group.id, school_id=school.id, asked_at=clock.now(), asked_by=asked_by or by.name, note=note.strip()
    )
    session.add(member)
    session.flush()
    record(session, group, Happened.ASKED, school_id=school.id, by=by)
    return member


def join(session: Session, group: PeerGroup, school: School, review: Review, *, by: Actor) -> bool:
    """The school is in the group with this review of its own, and peer reviews with the others begin. False where it
    had joined before. Raises NotAsked.
    """
    return join_together(session, group, [(school, review)], by=by)


def join_together(session: Session, group: PeerGroup, brought: Sequence[tuple[School, Review]], *, by: Actor) -> bool:
    """As join, for several schools at once: no peer review begins only to stop when the next one joins."""
    _take_turn(session, group)
    new = [(member, review) for school, review in brought if not (member := _member(session, group, school)).joined_at]
    for member, review in new:
        member.joined_at, member.joined_by, member.review_id = clock.now(), by.name, review.id
        session.add(member)
        session.flush()
        record(session, group, Happened.JOINED, school_id=member.school_id, by=by)
    if new:
        arrange(session, group, by=by, why="")
    return bool(new)


def leave(
    session: Session, group: PeerGroup, school: School, *, why: str, how: Happened | None = None, by: Actor
) -> PeerMember:
    """The school is out: its peer reviews that are not finished stop now, and nobody of it reads the others' words any
    more. What was written stays with its school. `how` says that it declines or is no longer asked.

    Raises NotAsked, or AlreadyInGroup where it has joined meanwhile and `how` is for one that has not.
    """
    _take_turn(session, group)
    member = _member(session, group, school)
    if how and member.joined_at:
        raise AlreadyInGroup
    member.left_at, member.left_by, member.left_why = clock.now(), by.name, why.strip()
    session.add(member)
    session.flush()
    how = how or (Happened.LEFT if member.joined_at else Happened.DECLINED)
    record(session, group, how, school_id=school.id, why=why, by=by)
    arrange(session, group, by=by, why=why)
    return member


def arrange(session: Session, group: PeerGroup, *, by: Actor, why: str) -> None:
    """The peer reviews of the group are those of its present schools: both ways in a pair, a ring in a triad. Those
    that fit go on as they are, finished ones stay, the others stop.
    """
    joined = [one for one in list_members(session, group) if one.joined_at]
    running = [one for one in list_peer_reviews(session, group) if not one.ended_at]
    wanted = _one_way(joined) if group.one_way else ring([one.school_id for one in joined], running)
    for review in running:
        if (review.reviewer_school_id, review.school_id) not in wanted and review.final_at is None:
            stop_review(session, group, review, why=why, by=by)
    there = {(one.reviewer_school_id, one.school_id) for one in running}
    own = {one.school_id: one for one in joined}
    for reviewer, host in sorted(wanted - there):
        start_review(session, group, reviewer, own[host], by=by)


def ring(schools: Sequence[int], running: Sequence[PeerReview]) -> set[tuple[int, int]]:
    """Who reviews whom: (reviewer, host). Of the two ways round a triad, the one that keeps more of what runs."""
    if len(schools) < 2:
        return set()
    there = {(one.reviewer_school_id, one.school_id) for one in running}
    ways = [set(zip(order, [*order[1:], order[0]], strict=True)) for order in (schools, schools[::-1])]
    return max(ways, key=lambda way: len(way & there))


def _one_way(joined: Sequence[PeerMember]) -> set[tuple[int, int]]:
    """The first reviews the second: nobody else is ever asked into such a group, so who is first does not change."""
    return {(joined[0].school_id, joined[1].school_id)} if len(joined) == 2 else set()


def start_review(
    session: Session, group: PeerGroup, reviewer_school_id: int, host: PeerMember, *, by: Actor
) -> PeerReview:
    """One direction has begun. The host must have joined with a review of its own."""
    assert group.id is not None
    assert host.review_id is not None
    review = PeerReview(
        group_id=group.id,
        school_id=host.school_id,
        reviewer_school_id=reviewer_school_id,
        review_id=host.review_id,
        created_at=clock.now(),
    )
    session.add(review)
    session.flush()
    record(session, group, Happened.STARTED, review=review, by=by)
    return review


def stop_review(session: Session, group: PeerGroup, review: PeerReview, *, why: str, by: Actor) -> None:
    """The reviewer reads nothing of it any more. It stays with the host."""
    review.ended_at, review.ended_by, review.ended_why = clock.now(), by.name, why.strip()
    session.add(review)
    session.flush()
    record(session, group, Happened.STOPPED, review=review, why=why, by=by)


def list_members(session: Session, group: PeerGroup, *, former: bool = False) -> list[PeerMember]:
    """Schools in the group or asked to be, in the order they were asked; `former` for those that left."""
    left = col(PeerMember.left_at)
    query = select(PeerMember).where(PeerMember.group_id == group.id, left.is_not(None) if former else left.is_(None))
    # As they stand now: whoever waited for their turn may have read them before.
    return list(session.exec(query.order_by(col(PeerMember.id)).execution_options(populate_existing=True)))


def list_peer_reviews(session: Session, group: PeerGroup) -> list[PeerReview]:
    """Every direction that there is or was, oldest first."""
    return list(session.exec(select(PeerReview).where(PeerReview.group_id == group.id).order_by(col(PeerReview.id))))


def find_agreement(
    session: Session, review: PeerReview, person: Person | None = None, *, side: Side | None = None
) -> PeerAgreement | None:
    """What this person signed, or the first that anybody of this side signed."""
    query = select(PeerAgreement).where(PeerAgreement.peer_review_id == review.id)
    if person is not None:
        query = query.where(PeerAgreement.person_id == person.id, PeerAgreement.side == Side.REVIEWER)
    if side is not None:
        query = query.where(PeerAgreement.side == side)
    return session.exec(query.order_by(col(PeerAgreement.id))).first()


def sign(
    session: Session, review: PeerReview, person: Person, side: Side, *, wording: str, interests: str = ""
) -> PeerAgreement:
    """They have put their name to `wording`, once and for good: signing again changes nothing."""
    signed = session.exec(
        select(PeerAgreement).where(PeerAgreement.peer_review_id == review.id, PeerAgreement.person_id == person.id)
    ).first()
    if signed:
        return signed
    assert review.id is not None
    assert person.id is not None
    agreement = PeerAgreement(
        peer_review_id=review.id,
        school_id=review.school_id,
        side=side,
        person_id=person.id,
        name=person.name,
        interests=interests.strip(),
        wording=wording,
        signed_at=clock.now(),
    )
    session.add(agreement)
    session.flush()
    return agreement


def _member(session: Session, group: PeerGroup, school: School) -> PeerMember:
    member = next((one for one in list_members(session, group) if one.school_id == school.id), None)
    if member is None:
        raise NotAsked
    return member


def _take_turn(session: Session, group: PeerGroup) -> None:
    """Two who change a group at once come after each other."""
    session.exec(select(PeerGroup.id).where(PeerGroup.id == group.id).with_for_update(key_share=True)).one()
