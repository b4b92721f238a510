"""After a withdrawal: nobody left over needlessly, the fewest groups changed, and then the least cost."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services import pairing_repair, pairing_triad
from app.services.pairing import place
from app.services.pairing_cost import PairSchool
from app.services.pairing_match import Edge, best_pairs
from app.services.pairing_repair import StandingGroup, repair
from app.services.pairing_rules import Judge, Rule
from tests.pairing.exhaustive import naive_cost, naive_may, naive_triad
from tests.pairing.made_up import make_judge, make_schools

Groups = frozenset[frozenset[int]]


@given(st.integers(0, 10**9), st.integers(4, 9), st.integers(3, 7), st.booleans())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_no_other_repair_changes_fewer_groups(seed: int, count: int, las: int, break_begun: bool) -> None:
    draw = random.Random(seed)
    schools = make_schools(count, seed, las=las)
    judge = make_judge(schools, seed, contacts=3)
    before = place(schools, judge)
    groups = [StandingGroup(number, group.ids, begun=draw.random() < 0.3) for number, group in enumerate(before.groups)]
    gone = {one.id for one in draw.sample(schools, draw.choice([1, 1, 2]))}
    schools = [replace(one, enrolled=one.id not in gone) for one in schools]
    found = repair(schools, judge, groups, break_begun=break_begun)
    after = frozenset(group.ids for group in found.placement.groups)
    rests = [replace(group, ids=group.ids - gone) for group in groups]
    free = [one.ids for one in rests if len(one.ids) > 1 and (break_begun or not one.begun)]
    fixed = [one.ids for one in rests if len(one.ids) > 1 and one.begun and not break_begun]
    here = {one.id: one for one in schools if one.enrolled}
    best = min(
        (len(here) - sum(map(len, way)), sum(one not in way for one in free), cost)
        for way, cost in every_way(here, judge, fixed, free)
    )
    got = (len(found.placement.left), sum(one not in after for one in free), found.placement.cost)
    assert got == best
    assert all(one in after for one in fixed), "One that has begun stays"
    assert {group.ids for group in found.changed} == {one.ids for one in groups if not one.ids & gone} - after


def every_way(
    here: dict[int, PairSchool], judge: Judge, fixed: list[frozenset[int]], free: list[frozenset[int]]
) -> list[tuple[Groups, int]]:
    """Every set of groups with the fixed ones in it, and at most one triad that is not."""

    def cost_of(ids: frozenset[int]) -> int | None:
        inside = [here[id_] for id_ in sorted(ids)]
        if len(inside) == 2:
            stands = ids in free or ids in fixed or naive_may(*inside, judge, leg=True)
            return naive_cost(*inside, judge.settings.weights) if stands else None
        return naive_triad(inside, judge)

    def ways(left: frozenset[int], triads: int) -> list[tuple[Groups, int]]:
        if not left:
            return [(frozenset(), 0)]
        one, found = min(left), list(ways(left - {min(left)}, triads))
        for size in (1, 2) if triads else (1,):
            for others in combinations(sorted(left - {one}), size):
                group = frozenset((one, *others))
                cost = cost_of(group)
                if cost is not None:
                    found += [(way | {group}, cost + more) for way, more in ways(left - group, triads + 1 - size)]
        return found

    start = frozenset(here).difference(*fixed)
    known = sum(cost_of(group) or 0 for group in fixed)
    return [(way | frozenset(fixed), cost + known) for way, cost in ways(start, 1)]


def test_begun_group_is_broken_only_when_asked() -> None:
    schools = [replace(one, trust="", la=one.urn) for one in make_schools(4, 8, side=20_000)]
    a, b, c, d = (one.id for one in schools)
    groups = [StandingGroup(1, frozenset((a, b))), StandingGroup(2, frozenset((c, d)), begun=True)]
    schools[0] = replace(schools[0], enrolled=False)
    kept = repair(schools, Judge(), groups)
    assert [one.id for one in kept.placement.left] == [b]
    assert kept.changed == ()
    asked = repair(schools, Judge(), groups, break_begun=True)
    assert [group.ids for group in asked.new] == [frozenset((b, c, d))]
    assert asked.changed == (groups[1],)


def test_school_that_is_left_alone_takes_the_one_that_was_left_over() -> None:
    schools = [replace(one, trust="", la=one.urn) for one in make_schools(7, 12, side=20_000)]
    ids = [one.id for one in schools]
    groups = [StandingGroup(n, frozenset(ids[2 * n : 2 * n + 2])) for n in range(3)]
    schools[0] = replace(schools[0], enrolled=False)
    found = repair(schools, Judge(), groups)
    assert [group.ids for group in found.new] == [frozenset((ids[1], ids[6]))]
    assert (found.broken, found.changed) == ((groups[0],), ())
    assert Rule.MAX_DISTANCE in Judge().settings.rules


def test_repair_of_a_large_region_looks_at_few_matchings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where changing one group is not enough, so that the whole region is matched: with an odd number of schools,
    every pair could take the third one in.
    """
    schools = make_schools(141, 4, las=12, side=100_000)
    groups = [StandingGroup(number, group.ids) for number, group in enumerate(place(schools[:140], Judge()).groups)]
    looked: list[int] = []

    def counted(edges: list[Edge]) -> dict[int, int]:
        looked.append(len(edges))
        return best_pairs(edges)

    monkeypatch.setattr(pairing_repair, "_change_one_at_most", lambda *_: None)
    monkeypatch.setattr(pairing_triad, "best_pairs", counted)
    found = repair(schools, Judge(), groups)
    assert (len(found.changed), found.placement.left) == (1, ())
    # Two budgets of edges, and one way down.
    most = pairing_triad.MOST_EDGES + pairing_triad.MOST_NEAR_EDGES + 6 * 141**2
    assert sum(looked) < most
