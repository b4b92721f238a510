"""What becomes of the groups when a school is gone: nobody left over who could be placed, the fewest groups changed,
and then the least cost. Exactly, and never at the price of a group that has begun, unless somebody asks for that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from app.services.pairing import Group, Placement, group_of, place
from app.services.pairing_cost import PairSchool
from app.services.pairing_rules import Judge, Rule

MOST_TRIADS_TRIED = 4
"""Of one region. Beyond, those that stand simply stay."""


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """A group that is there, with the ids of the schools that are in it."""

    id: int
    ids: frozenset[int]
    begun: bool = False
    """Somebody has signed or written something in it."""


@dataclass(frozen=True, slots=True)
class Repair:
    placement: Placement
    broken: tuple[StandingGroup, ...]
    """Groups that a school has left: they are ended, or go on with those who remain."""
    changed: tuple[StandingGroup, ...]
    """Groups of which everybody is still there, and which are brought together anew nevertheless."""

    @property
    def new(self) -> tuple[Group, ...]:
        return tuple(group for group in self.placement.groups if group.ids not in self._before)

    @property
    def ended(self) -> tuple[StandingGroup, ...]:
        """All that do not go on as they are."""
        return (*self.broken, *self.changed)

    _before: frozenset[frozenset[int]] = frozenset()


def repair(
    schools: Iterable[PairSchool], judge: Judge, groups: Sequence[StandingGroup], *, break_begun: bool = False
) -> Repair:
    """The best way on for every region, each for itself where the rules keep regions apart."""
    everybody = tuple(schools)
    there = {one.id: one for one in everybody if one.enrolled or Rule.ENROLLED not in judge.settings.rules}
    known = {one.id for one in everybody}
    whole = [group for group in groups if group.ids <= there.keys() or not group.ids <= known]
    broken = [group for group in groups if group not in whole]
    parts: list[Placement] = []
    for region in _regions(there.values(), judge):
        ids = {one.id for one in region}
        parts.append(
            _repair_region(
                region,
                judge,
                [group for group in whole if group.ids & ids],
                [replace(group, ids=group.ids.intersection(there)) for group in broken if group.ids & ids],
                break_begun=break_begun,
            )
        )
    placement = _joined(parts)
    after = {group.ids for group in placement.groups}
    changed = tuple(group for group in whole if group.ids <= there.keys() and group.ids not in after)
    before = frozenset(group.ids for group in whole)
    return Repair(placement, tuple(broken), changed, before)


def _repair_region(
    schools: Sequence[PairSchool],
    judge: Judge,
    whole: Sequence[StandingGroup],
    rests: Sequence[StandingGroup],
    *,
    break_begun: bool,
) -> Placement:
    """`rests`: what remains of groups that a school has left. Two who remain of a triad stay together if they can."""
    ids = {one.id for one in schools}
    standing = [*whole, *(group for group in rests if len(group.ids) > 1)]
    fixed = [group.ids for group in standing if not group.ids <= ids or (group.begun and not break_begun)]
    free = [group.ids for group in standing if group.ids not in fixed]
    pairs = [group for group in free if len(group) == 2]
    triads = [group for group in free if len(group) > 2]

    def worth(placement: Placement) -> tuple[int, int, int]:
        after = {group.ids for group in placement.groups}
        return len(placement.left), sum(group not in after for group in free), placement.cost

    quick = _change_one_at_most(schools, judge, fixed, free)
    if quick:
        return quick
    tried = [
        place(schools, judge, existing=[*fixed, *kept], movable=pairs, triads=not kept) for kept in _choices(triads)
    ]
    return min(tried, key=worth)


def _change_one_at_most(
    schools: Sequence[PairSchool],
    judge: Judge,
    fixed: Sequence[frozenset[int]],
    free: Sequence[frozenset[int]],
) -> Placement | None:
    """The best with no group changed, or else with one; None where that leaves somebody over who might be placed.

    This is how nearly every withdrawal ends. Looking at each group that could change costs less than one matching of a
    large region.
    """
    by_id = {one.id: one for one in schools}
    grouped = {id_ for group in (*fixed, *free) for id_ in group}
    alone = [one for one in schools if one.id not in grouped]
    hopeless = {one.id for one in alone if not any(judge.may_meet(one, other) for other in schools if other is not one)}

    def with_changed(changed: Sequence[frozenset[int]]) -> Placement | None:
        triads = not any(len(group) > 2 for group in free if group not in changed)
        again = [by_id[id_] for group in changed for id_ in group]
        found = place([*alone, *again], judge, triads=triads)
        is_best = not found.stuck and all(one.id in hopeless for one in found.left)
        return found if is_best and not {group.ids for group in found.groups} & set(free) else None

    none = with_changed([])
    if none:
        return _beside(none, by_id, judge, [*fixed, *free])
    before = {group: group_of([by_id[id_] for id_ in group], judge).cost for group in free}
    ways = [(found.cost - before[group], group, found) for group in free if (found := with_changed([group]))]
    if not ways:
        return None
    _cost, changed, found = min(ways, key=lambda way: way[0])
    return _beside(found, by_id, judge, [*fixed, *(group for group in free if group != changed)])


def _beside(
    found: Placement, by_id: Mapping[int, PairSchool], judge: Judge, standing: Sequence[frozenset[int]]
) -> Placement:
    """With the groups that stand."""
    inside = [by_id[id_] for id_ in sorted(by_id.keys() & {id_ for group in standing for id_ in group})]
    return _joined([place(inside, judge, existing=standing), found])


def _choices(triads: Sequence[frozenset[int]]) -> Iterator[Sequence[frozenset[int]]]:
    """Which triads stay; all of them first. Where one stays, the region has its triad."""
    yield triads
    if len(triads) <= MOST_TRIADS_TRIED:
        for count in range(len(triads) - 1, -1, -1):
            yield from combinations(triads, count)


def _regions(schools: Iterable[PairSchool], judge: Judge) -> list[list[PairSchool]]:
    by_region: dict[str, list[PairSchool]] = {}
    for one in schools:
        by_region.setdefault(one.region if Rule.SAME_REGION in judge.settings.rules else "", []).append(one)
    return [by_region[region] for region in sorted(by_region)]


def _joined(parts: Sequence[Placement]) -> Placement:
    groups = sorted((group for part in parts for group in part.groups), key=lambda group: group.schools[0].urn)
    left = sorted((one for part in parts for one in part.left), key=lambda one: one.urn)
    stuck = {id_: why for part in parts for id_, why in part.stuck.items()}
    return Placement(tuple(groups), tuple(left), stuck, sum(part.gap for part in parts))
