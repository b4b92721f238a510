"""Who is with whom now, who has been, and who was left alone: of the schools of a cohort, in a few queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from sqlmodel import Session, col, select

from app.models.peer_review import PeerAgreement, PeerMember, PeerReview, PeerText
from app.services.pairing_repair import StandingGroup
from app.services.pairing_rules import SchoolPair

AT_ONCE = 5_000
"""Ids in one statement: a database takes so many."""


@dataclass(frozen=True, slots=True)
class Groups:
    standing: tuple[StandingGroup, ...] = ()
    """Of two schools or more, who may be of another cohort, and not over."""
    alone: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """By school: the groups in which nobody else is any more. They end when it has a new one."""
    reviewed: frozenset[int] = frozenset()
    """Schools in a group all of whose peer reviews have their final report."""
    met: frozenset[SchoolPair] = frozenset()
    """Who has reviewed whom to the end, in any group: they have been in contact."""


def read_groups(session: Session, ids: Collection[int]) -> Groups:
    """The groups in which these schools are now, with everybody in them."""
    group_ids = sorted(
        set(
            chain.from_iterable(
                session.exec(select(PeerMember.group_id).where(col(PeerMember.school_id).in_(some)))
                for some in in_lots(ids)
            )
        )
    )
    members: dict[int, set[int]] = {}
    reviews: dict[int, list[PeerReview]] = {}
    begun: set[int] = set()
    for some in in_lots(group_ids):
        for member in session.exec(
            select(PeerMember).where(col(PeerMember.group_id).in_(some), col(PeerMember.left_at).is_(None))
        ):
            members.setdefault(member.group_id, set()).add(member.school_id)
        for review in session.exec(select(PeerReview).where(col(PeerReview.group_id).in_(some))):
            reviews.setdefault(review.group_id, []).append(review)
        begun |= _begun(session, some)
    over = {group_id for group_id in members if _is_over(reviews.get(group_id, []))}
    running = [(group_id, inside) for group_id, inside in sorted(members.items()) if group_id not in over]
    alone: dict[int, tuple[int, ...]] = {}
    for group_id, inside in running:
        if len(inside) == 1:
            (one,) = inside
            alone[one] = (*alone.get(one, ()), group_id)
    return Groups(
        tuple(
            StandingGroup(group_id, frozenset(inside), group_id in begun)
            for group_id, inside in running
            if len(inside) > 1
        ),
        alone,
        frozenset(id_ for group_id in over for id_ in members[group_id]),
        frozenset(frozenset(one.school_ids) for one in chain.from_iterable(reviews.values()) if one.final_at),
    )


def in_lots(ids: Collection[int]) -> list[list[int]]:
    ordered = list(ids)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]


def _is_over(reviews: Iterable[PeerReview]) -> bool:
    running = [one for one in reviews if not one.ended_at]
    return bool(running) and all(one.final_at for one in running)


def _begun(session: Session, group_ids: Collection[int]) -> set[int]:
    """Those in which somebody has signed or written something that still counts."""
    found: set[int] = set()
    for table in (PeerAgreement, PeerText):
        query = (
            select(PeerReview.group_id)
            .where(
                col(PeerReview.group_id).in_(group_ids),
                col(PeerReview.ended_at).is_(None),
                col(PeerReview.id).in_(select(table.peer_review_id)),
            )
            .distinct()
        )
        found.update(session.exec(query))
    return found
