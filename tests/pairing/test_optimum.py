"""No placement of a cohort is better: held against every possible one, and against other programs."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.pairing import place
from app.services.pairing_cost import Weights, cost, parts
from app.services.pairing_rules import EVERY_RULE, Judge, Rule, Settings
from tests.pairing.exhaustive import best_of, naive_cost, naive_may, naive_triad
from tests.pairing.made_up import make_judge, make_schools, outcome

SEEDS = st.integers(0, 10**9)


@given(SEEDS, st.integers(2, 10), st.integers(2, 6), st.integers(0, 6), st.integers(0, 2), st.sampled_from([0.6, 1]))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_no_other_placement_of_a_few_schools_is_better(
    seed: int, count: int, las: int, contacts: int, locks: int, known: float
) -> None:
    draw = random.Random(seed)
    chosen = Settings(
        frozenset(rule for rule in EVERY_RULE if draw.random() < 0.85 or rule is Rule.SAME_REGION),
        draw.choice([30_000, 60_000]),
        Weights(*(draw.choice([0, 1, 2.5]) for _ in range(4))),
    )
    schools = make_schools(count, seed, las=las, known=known)
    judge = make_judge(schools, seed, settings=chosen, contacts=contacts, locks=min(locks, count // 2))
    assert outcome(place(schools, judge)) == best_of(schools, judge)


@given(SEEDS, st.integers(2, 60), st.sampled_from([1, 3]), st.sampled_from([3, 8]), st.integers(0, 20))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_rules_are_never_broken(seed: int, count: int, regions: int, las: int, contacts: int) -> None:
    schools = make_schools(count, seed, regions=regions, las=las, known=0.9)
    judge = make_judge(schools, seed, contacts=contacts)
    placement = place(schools, judge)
    placed = [one.id for group in placement.groups for one in group.schools]
    assert sorted([*placed, *(one.id for one in placement.left)]) == sorted(one.id for one in schools)
    triads = [group for group in placement.groups if group.kind == "triad"]
    assert len({group.schools[0].region for group in triads}) == len(triads), "One triad a region at most"
    for group in placement.groups:
        for a, b in group.legs:
            assert naive_may(a, b, judge, leg=True)
        if group.kind == "triad":
            assert group.cost == naive_triad(group.schools, judge)
        else:
            assert group.cost == naive_cost(*group.schools, judge.settings.weights)


@pytest.mark.parametrize("order", range(4))
def test_same_schools_in_any_order_get_the_very_same_groups(order: int) -> None:
    schools = [replace(one, easting=400_000, northing=300_000, pupils=100, fsm=1.0) for one in make_schools(41, 5)]
    shuffled = list(schools)
    random.Random(order).shuffle(shuffled)
    assert place(shuffled, Judge()) == place(schools, Judge())


def test_formula_is_the_programmes() -> None:
    a, b = make_schools(2, 1)
    a = replace(a, easting=0, northing=0, pupils=200, fsm=10.0, themes=frozenset({"language", "outcomes"}))
    b = replace(b, easting=3_000, northing=4_000, pupils=800, fsm=25.5, themes=frozenset({"language"}))
    assert cost(a, b, Weights()) == 5_000 + 20_000 + 3_100 + 2_500
    assert cost(a, b, Weights(2, 0.5, 0, 0)) == 10_000 + 10_000
    assert cost(a, replace(b, northing=None, pupils=0, fsm=None, themes=frozenset()), Weights()) == 0
    for one, other in combinations(make_schools(12, 3, known=0.7), 2):
        assert cost(one, other, Weights(1, 2, 0.3, 1)) == parts(one, other, Weights(1, 2, 0.3, 1)).total


def test_third_school_joins_a_locked_pair_where_nobody_else_is_left() -> None:
    a, b, c = make_schools(3, 2, las=40, side=2_000)
    a, b = replace(a, la="same"), replace(b, la="same", easting=(a.easting or 0) + 70_000)
    c = replace(c, easting=(a.easting or 0) + 35_000)
    placement = place([a, b, c], Judge(locked=frozenset({frozenset((a.id, b.id))})))
    [group] = placement.groups
    assert group.hub == c, "The locked two are too far for a leg, and their lock says together, not visiting"
    assert place([a, b], Judge(locked=frozenset({frozenset((a.id, b.id))}))).groups[0].standing == "locked"
