"""Pairing of whole cohorts, against a floor in the same run: looking once at every two schools of a region.

    python -m benchmarks.pairing [--runs 5]

"blocks": local authorities are blocks of land, as they are in England, so that the nearest third school of a triad is
mostly of the same one. "mixed": they lie anywhere, so that the nearest partner is mostly allowed.
"""

import argparse
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from app.services.pairing import Placement, place
from app.services.pairing_cost import PairSchool
from app.services.pairing_repair import StandingGroup, repair
from app.services.pairing_rules import Judge
from tests.pairing.made_up import make_schools

COHORTS = ((99, 1, 2.0), (400, 9, 2.0), (400, 1, 2.0), (399, 1, 2.0), (2_000, 9, 10.0))
"""Schools, regions, and how many seconds are allowed."""
BLOCK_M = 25_000
SIDE_M = 100_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    place(make_schools(20, 1), Judge())  # The solver is imported on first use, which a service does once.
    for count, regions, allowed in COHORTS:
        for shape, schools in (
            ("mixed", make_schools(count, 1, regions=regions, las=12, side=SIDE_M)),
            ("blocks", in_blocks(make_schools(count, 1, regions=regions, side=SIDE_M))),
        ):
            report(f"{count:>5} schools, {regions} regions, {shape}", schools, runs, allowed)


def in_blocks(schools: list[PairSchool]) -> list[PairSchool]:
    return [replace(one, la=f"{(one.easting or 0) // BLOCK_M}-{(one.northing or 0) // BLOCK_M}") for one in schools]


def report(title: str, schools: list[PairSchool], runs: int, allowed: float) -> None:
    judge = Judge()
    found = place(schools, judge)
    groups = [StandingGroup(number, group.ids) for number, group in enumerate(found.groups)]
    gone = [replace(one, enrolled=number != 0) for number, one in enumerate(schools)]
    ways: dict[str, Callable[[], object]] = {
        "floor": lambda: look_at_all(schools),
        "proposal": lambda: place(schools, judge),
        "repair": lambda: repair(gone, judge, groups),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        # In turn, so that a machine that slows down slows all of them.
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - begun)
    print(f"{title}: {said(found)}")
    floor = statistics.median(taken["floor"])
    for name, times in taken.items():
        median = statistics.median(times)
        over = "" if name == "floor" or median < allowed else f"  over {allowed:.0f} s"
        print(f"  {name:<10}{median:>8.2f} s  (worst {max(times):.2f} s)  {median / floor:.1f} times the floor{over}")


def said(placement: Placement) -> str:
    gap = f", gap {placement.gap:,} ({placement.gap / placement.cost:.1%})" if placement.gap else ", proved least"
    return f"{len(placement.groups)} groups, {len(placement.left)} left over, cost {placement.cost:,}{gap}"


def look_at_all(schools: list[PairSchool]) -> float:
    """The distance between every two of a region, and nothing else."""
    total = 0.0
    by_region: dict[str, list[PairSchool]] = {}
    for one in schools:
        by_region.setdefault(one.region, []).append(one)
    for inside in by_region.values():
        for number, one in enumerate(inside):
            for other in inside[number + 1 :]:
                total += math.hypot(
                    (one.easting or 0) - (other.easting or 0), (one.northing or 0) - (other.northing or 0)
                )
    return total


if __name__ == "__main__":
    main()
