"""Who is with whom in a cohort, how far apart they are, and what is known of them that a facilitator would weigh."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import hypot

from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.models.peer_review import PeerMember
from app.models.programme import CohortRegion, Enrolment, TieKind
from app.models.reviews import Review
from app.models.schools import School
from app.services.peer_review_groups import find_kept
from app.services.programme_enrolments import list_ties


@dataclass(frozen=True, slots=True)
class Placed:
    """A school of the cohort that somebody sees."""

    enrolment: Enrolment
    school: School
    region: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Together:
    """Schools that are in one group, or asked into it."""

    group_id: int
    here: tuple[Placed, ...]
    others: int
    """How many more there are that somebody does not see in this cohort."""
    left: int
    """How many were in it, and have left."""

    @property
    def is_alone(self) -> bool:
        """One school, whose partner has gone."""
        return len(self.here) + self.others == 1

    @property
    def waits(self) -> bool:
        """Somebody of it is without a partner, or soon will be."""
        return self.is_alone or any(one.is_withdrawn for one in self.here)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The schools that somebody sees of a cohort, and their groups."""

    placed: Mapping[int, Placed]
    """By the id of the enrolment; by name."""
    groups: tuple[Together, ...]
    locked: frozenset[tuple[int, int]]
    met_before: frozenset[tuple[int, int]]

    @property
    def single(self) -> list[Placed]:
        """Those that take part and have no partner."""
        together = {one.school.id for group in self.groups if not group.is_alone for one in group.here}
        return [one for one in self.placed.values() if not one.is_withdrawn and one.school.id not in together]

    def are_locked(self, one: School, other: School) -> bool:
        return _key(one, other) in self.locked

    def have_met(self, one: School, other: School) -> bool:
        return _key(one, other) in self.met_before

    def locked_with(self, school: School) -> list[School]:
        """The schools that are to be in one group with this one, of those that are seen."""
        return [one.school for one in self.placed.values() if self.are_locked(one.school, school)]


def read_pairs(session: Session, visible: VisibleCohort, *, on: date) -> Pairs:
    """As it stands on this day, in the same few queries however many schools there are."""
    placed = _read_placed(session, visible, on)
    by_school = {one.school.id: one for one in placed.values()}
    ties = [list_ties(session, visible.cohort, kind) for kind in (TieKind.LOCKED, TieKind.PRIOR_CONTACT)]
    own = select(PeerMember.group_id).where(col(PeerMember.school_id).in_(by_school), col(PeerMember.left_at).is_(None))
    members: dict[int, list[PeerMember]] = {}
    for member in session.exec(
        select(PeerMember).where(col(PeerMember.group_id).in_(own)).order_by(col(PeerMember.id))
    ):
        members.setdefault(member.group_id, []).append(member)
    groups = []
    for group_id, some in sorted(members.items()):
        present = [one for one in some if one.left_at is None]
        here = tuple(by_school[one.school_id] for one in present if one.school_id in by_school)
        gone = sum(one.left_at is not None and one.joined_at is not None for one in some)
        groups.append(Together(group_id, here, len(present) - len(here), gone))
    return Pairs(placed, tuple(groups), *ties)


def distance_m(one: School, other: School) -> int | None:
    """As the crow flies; None where the register does not say where either is."""
    if one.easting is None or one.northing is None or other.easting is None or other.northing is None:
        return None
    return round(hypot(one.easting - other.easting, one.northing - other.northing))


def nearest_first(school: School, others: Iterable[Placed]) -> list[tuple[Placed, int | None]]:
    """With their distances; those of unknown distance last."""
    found = [(one, distance_m(school, one.school)) for one in others if one.school.id != school.id]
    return sorted(found, key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].school.name.casefold()))


def find_ready(session: Session, placed: Collection[Placed]) -> tuple[set[int], set[int]]:
    """The ids of the schools that have an open review, and of those that have somebody here to answer for them."""
    ids = [one.school.id for one in placed]
    reviews = select(Review.school_id).where(col(Review.school_id).in_(ids), col(Review.cancelled_at).is_(None))
    return set(session.exec(reviews)), find_kept(session, [one.school for one in placed])


def _read_placed(session: Session, visible: VisibleCohort, on: date) -> dict[int, Placed]:
    statement = (
        select(Enrolment, School, CohortRegion.label)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .where(Enrolment.cohort_id == visible.cohort.id)
    )
    if visible.region_ids is not None:
        statement = statement.where(col(Enrolment.region_id).in_(visible.region_ids))
    rows = sorted(session.exec(statement), key=lambda row: (row[1].name.casefold(), row[1].urn))
    return {
        enrolment.id or 0: Placed(enrolment, school, region, enrolment.is_withdrawn_on(on))
        for enrolment, school, region in rows
    }


def _key(one: School, other: School) -> tuple[int, int]:
    low, high = sorted((one.id or 0, other.id or 0))
    return low, high


def left_behind(
    session: Session, visible: VisibleCohort, enrolment: Enrolment, *, on: date
) -> tuple[tuple[int, str], ...]:
    """Of a school that has withdrawn: each group that it is still in, with the partners whom it leaves there."""
    if not enrolment.is_withdrawn_on(on):
        return ()
    groups = [
        (one.group_id, [other.school.name for other in one.here if other.enrolment.id != enrolment.id])
        for one in read_pairs(session, visible, on=on).groups
        if any(other.enrolment.id == enrolment.id for other in one.here)
    ]
    return tuple((group_id, ", ".join(names)) for group_id, names in groups if names)
