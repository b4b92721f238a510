"""What a school's people see of its peer reviews on their first page: who asks, whose turn it is, the partner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.policies import may_visit
from app.models.peer_review import PeerMember
from app.models.reviews import Review
from app.models.schools import School
from app.pages.peer_review_group import Direction, direction_of
from app.services.peer_review_states import find_schools, list_members_beside, list_peer_reviews_of, read_states


@dataclass(slots=True)
class PartnerGroup:
    """A group that the school is in, or was asked to join."""

    group_id: int
    own: PeerMember
    partners: list[School] = field(default_factory=list)
    asked: list[School] = field(default_factory=list)
    """Schools that have not answered yet."""
    directions: list[Direction] = field(default_factory=list)

    @property
    def href(self) -> str:
        return f"/peer-groups/{self.group_id}"

    @property
    def turns(self) -> list[Direction]:
        """Where the reader's side is to act."""
        return [one for one in self.directions if one.turn]


@dataclass(slots=True)
class PeerNews:
    """Of one school. Empty for whoever does not read the work towards a peer review."""

    school: School
    groups: list[PartnerGroup] = field(default_factory=list)
    earlier: list[Direction] = field(default_factory=list)
    """Peer reviews of this school that are over, which it keeps."""
    can_manage: bool = False

    @property
    def invitations(self) -> list[PartnerGroup]:
        return [one for one in self.groups if one.own.joined_at is None] if self.can_manage else []

    @property
    def joined(self) -> list[PartnerGroup]:
        return [one for one in self.groups if one.own.joined_at]

    def of_review(self, review: Review) -> list[Direction]:
        """The peer reviews of this self-evaluation, and those that its school does in return."""
        groups = [one for one in self.joined if one.own.review_id == review.id]
        return [direction for group in groups for direction in group.directions]


Held = tuple[School, frozenset[Permission]]
"""A school, and what the reader may do in it."""


def news_of_schools(session: Session, held: Sequence[Held]) -> dict[int, PeerNews]:
    """By the school's id, for those whose peer reviews the reader follows; six queries at most, however many schools
    and peer reviews there are.
    """
    readers = {school.id: (school, may) for school, may in held if school.id and Permission.PEER_GROUP_READ in may}
    if not readers:
        return {}
    beside = list_members_beside(session, readers)
    reviews = list_peer_reviews_of(session, groups={member.group_id for member, _ in beside}, hosts=readers)
    states = read_states(session, reviews)
    schools = {school.id: school for _, school in beside if school.id} | {id_: one for id_, (one, _) in readers.items()}
    schools |= find_schools(session, {id_ for one in reviews for id_ in one.school_ids} - schools.keys())
    news = {}
    for id_, (school, may) in readers.items():
        own = PeerNews(school, _groups(school, beside), can_manage=Permission.PEER_GROUP_MANAGE in may)
        joined = {one.group_id: one for one in own.joined}
        for review in reviews:
            if id_ not in review.school_ids:
                continue
            one = direction_of(states[review.id or 0], schools, own=school, visits=may_visit(may))
            if review.ended_at is None and review.group_id in joined:
                joined[review.group_id].directions.append(one)
            elif review.school_id == id_:
                own.earlier.append(one)
        news[id_] = own
    return news


def news_of_school(allowed: Allowed[Any]) -> PeerNews:
    """For a page of one school, or of one of its reviews."""
    assert allowed.school is not None
    found = news_of_schools(allowed.session, [(allowed.school, allowed.held)])
    return found.get(allowed.school.id or 0) or PeerNews(allowed.school)


def _groups(school: School, beside: Sequence[tuple[PeerMember, School]]) -> list[PartnerGroup]:
    groups: dict[int, PartnerGroup] = {
        member.group_id: PartnerGroup(member.group_id, member)
        for member, _school in beside
        if member.school_id == school.id
    }
    for member, other in beside:
        group = groups.get(member.group_id)
        if group is not None and other.id != school.id:
            (group.partners if member.joined_at else group.asked).append(other)
    return list(groups.values())
