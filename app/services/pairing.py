"""Schools brought together in pairs, and in one triad a region where that places one more: exactly, always the same.

As many schools as possible are placed first, then at the least cost. Pure: who takes part, what ties there are and
which groups stand already comes in, and a proposal comes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.services.pairing_cost import PairSchool, distance_m
from app.services.pairing_match import Pool, best_pairs, in_metres
from app.services.pairing_pool import make_pool
from app.services.pairing_rules import Judge, Legs, Rule
from app.services.pairing_triad import Found, best_triad

MOST_IN_GROUP = 3


class Standing(StrEnum):
    PROPOSED = "proposed"
    LOCKED = "locked"
    """The schools are locked with each other, and so stay together whatever the rules say."""
    EXISTING = "existing"
    """They are in a group with each other already."""


class Stuck(StrEnum):
    """Why a school is left over, where it is not for the rules or the numbers."""

    LOCKS_TOO_MANY = "locks_too_many"
    """It is locked with so many others that no group holds them all."""
    LOCKED_ELSEWHERE = "locked_elsewhere"
    """It is locked with a school that is not among these, or is in a group already."""
    GROUPED_ELSEWHERE = "grouped_elsewhere"
    """It is in a group already, with a school that is not among these."""
    PARTNER_WITHDREW = "partner_withdrew"
    """It is in a group alone with schools that take part no longer: a repair finds it another."""


@dataclass(frozen=True, slots=True)
class Group:
    """Two or three schools. `hub` is the one of a triad that both others have the shorter way to; none in a pair."""

    schools: tuple[PairSchool, ...]
    legs: tuple[tuple[PairSchool, PairSchool], ...]
    cost: int
    standing: Standing = Standing.PROPOSED
    hub: PairSchool | None = None

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.id for one in self.schools)

    @property
    def kind(self) -> str:
        return "triad" if len(self.schools) == MOST_IN_GROUP else "pair"

    @property
    def metres(self) -> int:
        """Of the legs whose length is known."""
        return sum(distance_m(a, b) or 0 for a, b in self.legs)

    @property
    def is_fully_measured(self) -> bool:
        return all(distance_m(a, b) is not None for a, b in self.legs)


@dataclass(frozen=True, slots=True)
class Placement:
    """Groups in order of their first URN; who is left over; and how far from the least cost it could be."""

    groups: tuple[Group, ...]
    left: tuple[PairSchool, ...]
    stuck: Mapping[int, Stuck] = field(default_factory=dict)
    """By the id of a school that is left over."""
    gap: int = 0
    """Metres between its cost and a bound that no placement goes below; 0 where it is proved to be the least."""

    @property
    def cost(self) -> int:
        return sum(group.cost for group in self.groups)

    @property
    def metres(self) -> int:
        return sum(group.metres for group in self.groups)


def place(
    schools: Iterable[PairSchool],
    judge: Judge,
    *,
    existing: Sequence[frozenset[int]] = (),
    movable: Sequence[frozenset[int]] = (),
    triads: bool = True,
) -> Placement:
    """The best groups of these schools. Those that are `existing` stay; pairs that are `movable` stay where that is
    possible without leaving more schools over. No new triad without `triads`.
    """
    everybody = list(schools)
    taking_part = sorted(
        (one for one in everybody if one.enrolled or Rule.ENROLLED not in judge.settings.rules),
        key=lambda one: one.urn,
    )
    by_id = {one.id: one for one in taking_part}
    standing, stuck = _follow_groups(by_id, {one.id for one in everybody}, existing, judge)
    grouped = {id_ for group in standing for id_ in group.ids}
    locked, held = _follow_locks(by_id, judge, grouped | stuck.keys())
    stuck |= held
    settled = grouped | stuck.keys() | {id_ for group in locked for id_ in group.ids}
    free = [one for one in taking_part if one.id not in settled]
    groups, gap = list(standing), 0
    for pool_schools, pool_locked in _pools(free, locked, judge):
        pool = make_pool(pool_schools, [group.schools for group in pool_locked], judge, movable)
        found, more = _place_pool(pool, pool_locked, judge, triads=triads)
        groups.extend(found)
        gap += more
    placed = {id_ for group in groups for id_ in group.ids}
    left = tuple(one for one in taking_part if one.id not in placed)
    return Placement(tuple(sorted(groups, key=lambda group: group.schools[0].urn)), left, stuck, gap)


def group_of(schools: Sequence[PairSchool], judge: Judge, standing: Standing = Standing.PROPOSED) -> Group:
    """These two or three as a group, whether or not they keep the rules: what it costs, and who is in the middle."""
    ordered = tuple(sorted(schools, key=lambda one: one.urn))
    if len(ordered) == 2:
        return Group(ordered, ((ordered[0], ordered[1]),), judge.cost(*ordered), standing)
    legs = judge.legs(ordered) or _legs_anyway(ordered, judge)
    return Group(ordered, ((legs.hub, legs.ends[0]), (legs.hub, legs.ends[1])), legs.cost, standing, legs.hub)


def _legs_anyway(schools: tuple[PairSchool, ...], judge: Judge) -> Legs:
    a, b, c = schools
    ways = ((a, b, c), (b, a, c), (c, a, b))
    made = [Legs(hub, (one, other), judge.cost(hub, one) + judge.cost(hub, other)) for hub, one, other in ways]
    return min(made, key=lambda legs: (legs.cost, legs.hub.urn))


def _follow_groups(
    by_id: Mapping[int, PairSchool], known: set[int], existing: Sequence[frozenset[int]], judge: Judge
) -> tuple[list[Group], dict[int, Stuck]]:
    """The groups that stand, or what remains of them; and the schools whose groups cannot be shown as one."""
    groups: list[Group] = []
    stuck: dict[int, Stuck] = {}
    for ids in existing:
        here = ids & by_id.keys()
        if not ids <= known:
            stuck |= dict.fromkeys(here, Stuck.GROUPED_ELSEWHERE)
        elif len(here) > 1:
            groups.append(group_of([by_id[id_] for id_ in here], judge, Standing.EXISTING))
        else:
            stuck |= dict.fromkeys(here, Stuck.PARTNER_WITHDREW)
    return groups, stuck


def _follow_locks(
    by_id: Mapping[int, PairSchool], judge: Judge, grouped: set[int]
) -> tuple[list[Group], dict[int, Stuck]]:
    """The groups that locks make, and the schools whose locks no group can follow."""
    tied: dict[int, set[int]] = {}
    for pair in judge.locked:
        for one in pair:
            tied.setdefault(one, set()).update(pair)
    groups: list[Group] = []
    stuck: dict[int, Stuck] = {}
    seen: set[int] = set()
    for start in sorted(tied.keys() & by_id.keys() - grouped, key=lambda id_: by_id[id_].urn):
        if start in seen:
            continue
        together = _reach(start, tied)
        seen |= together
        if together & grouped or together - by_id.keys():
            stuck |= dict.fromkeys(together & by_id.keys() - grouped, Stuck.LOCKED_ELSEWHERE)
        elif len(together) > MOST_IN_GROUP:
            stuck |= dict.fromkeys(together, Stuck.LOCKS_TOO_MANY)
        else:
            groups.append(group_of([by_id[id_] for id_ in together], judge, Standing.LOCKED))
    return groups, stuck


def _reach(start: int, tied: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        new = tied[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _pools(
    free: Sequence[PairSchool], locked: Sequence[Group], judge: Judge
) -> list[tuple[list[PairSchool], list[Group]]]:
    """Each region with its schools and locked groups; everybody together where regions may mix."""
    by_region = Rule.SAME_REGION in judge.settings.rules
    pools: dict[str, tuple[list[PairSchool], list[Group]]] = {}
    for one in free:
        pools.setdefault(one.region if by_region else "", ([], []))[0].append(one)
    for group in locked:
        pools.setdefault(group.schools[0].region if by_region else "", ([], []))[1].append(group)
    return [pools[region] for region in sorted(pools)]


def _place_pool(pool: Pool, locked: list[Group], judge: Judge, *, triads: bool) -> tuple[list[Group], int]:
    """The groups of one pool, its locked ones among them, and the gap to the bound in metres."""
    mates: dict[int, int] = {}
    best: tuple[int, list[int], Found] | None = None
    for part in pool.parts():
        edges = pool.edges(part)
        of_part = best_pairs(edges)
        mates |= of_part
        if len(of_part) == len(part) or not triads:
            continue
        found = best_triad(pool, part, len(of_part) // 2)
        if found:
            prices = {(one, other): cost for one, other, cost in edges}
            extra = found.price - sum(prices[pair] for pair in of_part.items() if pair[0] < pair[1])
            best = min((best, (extra, part, found)), key=lambda way: way[0]) if best else (extra, part, found)
    if not best:
        return [*_groups_of(pool, mates, judge), *locked], 0
    _extra, part, found = best
    mates = {place: other for place, other in mates.items() if place not in part} | dict(found.mates)
    groups = _groups_of(pool, mates, judge, third=found.third, hub=found.hub)
    if found.hub is None:
        number = pool.guests[found.third][1]
        joined = group_of([*locked[number].schools, pool.schools[found.third]], judge, Standing.LOCKED)
        locked = [*locked[:number], joined, *locked[number + 1 :]]
    return [*groups, *locked], in_metres(found.price - found.bound)


def _groups_of(
    pool: Pool, mates: Mapping[int, int], judge: Judge, *, third: int = 0, hub: int | None = None
) -> list[Group]:
    """The pairs, one of them with the third school that joins its hub."""
    made = {frozenset(pair) for pair in mates.items()}
    if hub is not None:
        pair = frozenset((hub, mates[hub]))
        made = made - {pair} | {pair | {third}}
    return [group_of([pool.schools[place] for place in places], judge) for places in made]
