"""Larger cohorts: no program finds better pairs, and no hub a better triad."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import networkx
import pytest

from app.services import pairing_triad
from app.services.pairing import place
from app.services.pairing_cost import PairSchool
from app.services.pairing_rules import Judge, Settings
from tests.pairing.exhaustive import naive_cost, naive_may, naive_triad
from tests.pairing.made_up import make_judge, make_schools, outcome

Places = Mapping[tuple[int, int], int]


def naive_links(schools: list[PairSchool], judge: Judge) -> dict[tuple[int, int], int]:
    return {
        (a.id, b.id): naive_cost(a, b, judge.settings.weights)
        for a, b in combinations(schools, 2)
        if naive_may(a, b, judge, leg=True)
    }


def other_program(links: Places) -> tuple[int, int]:
    """How many pairs there can be, and the least that so many cost: by a program that checks its own proof."""
    graph = networkx.Graph()
    most = max(links.values(), default=0) + 1
    graph.add_weighted_edges_from((one, other, most - cost) for (one, other), cost in links.items())
    found = networkx.max_weight_matching(graph, maxcardinality=True)
    return len(found), sum(links[min(pair), max(pair)] for pair in found)


@pytest.mark.parametrize(
    ("count", "max_km", "las"), [(10, 60, 4), (60, 60, 6), (120, 25, 12), (250, 10, 12), (400, 7, 150)]
)
def test_other_program_finds_no_better_pairs(count: int, max_km: int, las: int) -> None:
    """Without triads, which the other program does not know: they only ever place one school more."""
    schools = make_schools(count, count, las=las)
    judge = make_judge(schools, count, settings=Settings(max_m=max_km * 1_000), contacts=count // 4)
    pairs, cost = other_program(naive_links(schools, judge))
    assert outcome(place(schools, judge, triads=False)) == (count - 2 * pairs, cost)
    whole = place(schools, judge)
    assert count - 2 * pairs - len(whole.left) in (0, 1)


@pytest.mark.parametrize(("count", "las"), [(13, 3), (21, 4)])
def test_no_hub_gives_a_better_triad(count: int, las: int) -> None:
    """Every school as a hub, split in two nodes of which each has its end; once for every end that one of them could
    have, as what that leaves to the other is then plain.
    """
    schools = make_schools(count, count, las=las, side=50_000)
    judge = make_judge(schools, count, contacts=4)
    links = naive_links(schools, judge)
    by_id = {one.id: one for one in schools}
    found = []
    for hub, one in ((hub, end) for pair in links for hub, end in (pair, pair[::-1])):
        rest = {pair: cost for pair, cost in links.items() if one not in pair}
        kept = {
            pair: cost
            for pair, cost in rest.items()
            if hub not in pair or naive_triad([by_id[hub], by_id[one], by_id[sum(pair) - hub]], judge) is not None
        }
        pairs, cost = other_program(kept)
        found.append((count - 1 - 2 * pairs, cost + links[min(hub, one), max(hub, one)], pairs))
    least = min((left, cost) for left, cost, _pairs in found)
    placement = place(schools, judge)
    assert outcome(placement) == least
    assert [group.kind for group in placement.groups].count("triad") == 1
    assert placement.gap == 0


@pytest.mark.parametrize("count", [41, 61])
def test_gap_holds_the_least_cost(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Local authorities as blocks of land, where the nearest third school is nearly always of the same one."""
    blocks = [
        replace(one, la=f"{(one.easting or 0) // 20_000}-{(one.northing or 0) // 20_000}")
        for one in make_schools(count, 6, side=40_000)
    ]
    proved = place(blocks, Judge())
    assert proved.gap == 0
    monkeypatch.setattr(pairing_triad, "EXACT_UP_TO", 10)
    for most, near in ((1, 2_000), (5_000, 2_000), (1, 1)):
        monkeypatch.setattr(pairing_triad, "MOST_EDGES", most)
        monkeypatch.setattr(pairing_triad, "MOST_NEAR_EDGES", near)
        taken = place(blocks, Judge())
        assert len(taken.left) == len(proved.left)
        assert taken.cost - taken.gap <= proved.cost <= taken.cost
    assert taken.gap > 0, "Nothing was cut short, so this says nothing"


def test_service_starts_without_the_solver() -> None:
    loaded = "import sys, app.main, app.cli; sys.exit(bool({'rustworkx', 'numpy'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
