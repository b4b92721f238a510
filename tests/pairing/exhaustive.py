"""The best placement found the slow way, by looking at every one, with rules written down a second time."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from app.services.pairing_cost import PairSchool, Weights
from app.services.pairing_rules import Judge, Rule

Best = tuple[int, int]
"""How many schools are left over, and what it costs."""


def naive_cost(a: PairSchool, b: PairSchool, weights: Weights) -> int:
    metres = 0.0
    if None not in (a.easting, b.easting):
        metres += weights.km * round(math.dist((a.easting, a.northing), (b.easting, b.northing)))  # type: ignore[arg-type]  # Both are known here.
    if a.pupils and b.pupils:
        metres += weights.size * 10_000 * abs(math.log2(a.pupils) - math.log2(b.pupils))
    if a.fsm is not None and b.fsm is not None:
        metres += weights.fsm * 200 * abs(a.fsm - b.fsm)
    if a.themes and b.themes:
        metres += weights.themes * 5_000 * (1 - len(a.themes & b.themes) / len(a.themes | b.themes))
    return round(metres)


def naive_may(a: PairSchool, b: PairSchool, judge: Judge, *, leg: bool) -> bool:
    rules, pair = judge.settings.rules, frozenset((a.id, b.id))
    if pair in judge.locked:
        return True
    far = None not in (a.easting, b.easting) and (
        round(math.dist((a.easting, a.northing), (b.easting, b.northing))) > judge.settings.max_m  # type: ignore[arg-type]  # As above.
    )
    faults = {
        Rule.SAME_REGION: a.region != b.region,
        Rule.DIFFERENT_LA: bool(a.la) and a.la == b.la,
        Rule.DIFFERENT_TRUST: bool(a.trust) and a.trust == b.trust,
        Rule.NO_PRIOR_CONTACT: pair in judge.contact,
        Rule.MAX_DISTANCE: leg and far,
    }
    return not any(faults[rule] for rule in faults if rule in rules)


def naive_triad(group: Sequence[PairSchool], judge: Judge) -> int | None:
    if not all(naive_may(a, b, judge, leg=False) for a, b in combinations(group, 2)):
        return None
    costs = []
    for hub in group:
        ends = [one for one in group if one is not hub]
        if all(naive_may(hub, end, judge, leg=True) for end in ends):
            costs.append(sum(naive_cost(hub, end, judge.settings.weights) for end in ends))
    return min(costs, default=None)


def best_of(schools: Iterable[PairSchool], judge: Judge) -> Best:
    """Every way of one region, locked pairs together: with one triad at most, and that only where it places more."""
    everybody = tuple(schools)
    place = {one.id: number for number, one in enumerate(everybody)}
    partner = {}
    for pair in judge.locked:
        a, b = (place[id_] for id_ in pair)
        partner |= {a: b, b: a}

    @cache
    def best(left: int, triads: int) -> Best:
        if not left:
            return (0, 0)
        one = (left & -left).bit_length() - 1
        rest = left & ~(1 << one)
        others = [number for number in range(one + 1, len(everybody)) if rest >> number & 1]
        found = []
        if one not in partner:
            alone = best(rest, triads)
            found.append((alone[0] + 1, alone[1]))
        for other in others:
            a, b = everybody[one], everybody[other]
            if partner.get(one, other) == other and partner.get(other, one) == one and naive_may(a, b, judge, leg=True):
                after = best(rest & ~(1 << other), triads)
                found.append((after[0], after[1] + naive_cost(a, b, judge.settings.weights)))
        for two in combinations(others, 2) if triads else ():
            trio = {one, *two}
            if any(partner[inside] not in trio for inside in trio if inside in partner):
                continue
            cost = naive_triad([everybody[number] for number in sorted(trio)], judge)
            if cost is not None:
                after = best(rest & ~(1 << two[0]) & ~(1 << two[1]), triads - 1)
                found.append((after[0], after[1] + cost))
        return min(found)

    whole = (1 << len(everybody)) - 1
    without, with_one = best(whole, 0), best(whole, 1)
    return with_one if with_one[0] < without[0] else without
