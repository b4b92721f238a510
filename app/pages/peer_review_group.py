"""The page of a group: every direction side by side, who is in it, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.policies import may_visit
from app.models.peer_review import PeerEvent, PeerGroup, PeerMember, PeerReview, Side
from app.models.schools import School
from app.pages.peer_review_words import FOR_ALL_OF_THE_GROUP, dates_of, event_sentence, own_turn, stage_label, who_waits
from app.services.peer_review import MOST_SCHOOLS, list_members, list_peer_reviews, may_still_read
from app.services.peer_review_events import list_events
from app.services.peer_review_states import Stage, State, find_schools, read_states


@dataclass(frozen=True, slots=True)
class Direction:
    """One school reviews another, as anybody in the group may know it: no word that either of them wrote."""

    state: State
    reviewer: School
    host: School
    side: Side | None
    """The part of the reader's own school; None for a direction between the two others of a triad."""
    can_open: bool

    @property
    def review(self) -> PeerReview:
        return self.state.review

    @property
    def href(self) -> str:
        return f"/peer-reviews/{self.review.id}"

    @property
    def stage(self) -> str:
        return stage_label(self.state.stage)

    @property
    def is_over(self) -> bool:
        return self.state.stage in {Stage.FINAL, Stage.STOPPED}

    @property
    def waits(self) -> str:
        return who_waits(self.state, self.reviewer.name, self.host.name)

    @property
    def turn(self) -> str:
        """What the reader is asked to do now; empty where it is not their turn."""
        return own_turn(self.state.stage, self.side) if self.side and self.can_open else ""

    @property
    def dates(self) -> list[tuple[str, str]]:
        return dates_of(self.state)

    @property
    def partner(self) -> School:
        return self.reviewer if self.side is Side.HOST else self.host


@dataclass(frozen=True, slots=True)
class HistoryLine:
    what: str
    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    place: PeerMember
    school: School
    is_own: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A school that was asked reads who asks and the note, and nothing else, until it has joined."""

    group: PeerGroup
    school: School
    own: PeerMember
    members: list[Member]
    directions: list[Direction]
    earlier: list[Direction]
    history: list[HistoryLine]
    can_manage: bool

    @property
    def has_joined(self) -> bool:
        return self.own.joined_at is not None

    @property
    def asked(self) -> list[Member]:
        return [one for one in self.members if not one.place.joined_at]

    @property
    def partners(self) -> list[Member]:
        return [one for one in self.members if one.place.joined_at and not one.is_own]

    @property
    def can_ask(self) -> bool:
        return self.can_manage and self.has_joined and not self.group.one_way and len(self.members) < MOST_SCHOOLS

    @classmethod
    def of(cls, allowed: Allowed[PeerGroup]) -> "GroupPage":
        session, group, school = allowed.session, allowed.thing, allowed.school
        assert school is not None
        places = list_members(session, group)
        own = next(one for one in places if one.school_id == school.id)
        can_manage = allowed.may(Permission.PEER_GROUP_MANAGE)
        if own.joined_at is None:
            return cls(group, school, own, [], [], [], [], can_manage)
        reviews, events = list_peer_reviews(session, group), list_events(session, group)
        ids = {one.school_id for one in places} | {one.school_id for one in events if one.school_id}
        schools = find_schools(session, ids | {id_ for one in reviews for id_ in one.school_ids})
        states = read_states(session, reviews)
        visits = may_visit(allowed.held)
        directions = [
            direction_of(states[one.id or 0], schools, own=school, visits=visits)
            for one in reviews
            if not one.ended_at or one.school_id == school.id
        ]
        return cls(
            group,
            school,
            own,
            [Member(one, schools[one.school_id], one.school_id == school.id) for one in places],
            sorted((one for one in directions if not one.review.ended_at), key=lambda one: one.side is None),
            [one for one in directions if one.review.ended_at],
            _history(events, own, reviews, schools, directions),
            can_manage,
        )


def direction_of(state: State, schools: Mapping[int, School], *, own: School, visits: bool) -> Direction:
    """`visits`: whether the reader is one of those who review other schools for theirs."""
    review = state.review
    sides = {review.school_id: Side.HOST, review.reviewer_school_id: Side.REVIEWER}
    side = sides.get(own.id or 0)
    can_open = side is Side.HOST or (side is Side.REVIEWER and visits and may_still_read(review))
    return Direction(state, schools[review.reviewer_school_id], schools[review.school_id], side, can_open)


def _history(
    events: Sequence[PeerEvent],
    own: PeerMember,
    reviews: Sequence[PeerReview],
    schools: Mapping[int, School],
    directions: Sequence[Direction],
) -> list[HistoryLine]:
    """Since this school was asked: what a partner before it said when leaving was not said to this school. What two
    schools did in their peer review is for those who may open it.
    """
    by_id = {one.id: one for one in reviews}
    open_to_reader = {one.review.id for one in directions if one.can_open}
    lines = []
    for event in events:
        if event.at < own.asked_at or not (
            event.kind in FOR_ALL_OF_THE_GROUP or event.peer_review_id in open_to_reader
        ):
            continue
        review = by_id.get(event.peer_review_id) if event.peer_review_id else None
        what = event_sentence(
            event.kind,
            school=schools[event.school_id].name if event.school_id else "",
            reviewer=schools[review.reviewer_school_id].name if review else "",
            host=schools[review.school_id].name if review else "",
        )
        if what:
            lines.append(HistoryLine(what, event.why, event.actor_name, event.at))
    return lines
