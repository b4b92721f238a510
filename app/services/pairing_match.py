"""The best pairs of a pool, exactly: a maximum-weight matching of greatest size on a general graph (blossoms).

Prices are whole numbers in which the least significant part tells equal costs apart by the schools' URNs, so that there
is one best answer and a second run gives the very same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from app.services.pairing_cost import PairSchool

CHANGE = 1 << 44
"""The price of changing a group that is there: more than all metres together."""
_FINE = 32
_TIE_BITS = 20
"""Two thousand of them are less than one metre."""

Edge = tuple[int, int, int]
"""Two places in a pool, and what it costs to bring them together."""


def price(a: PairSchool, b: PairSchool, metres: int) -> int:
    low, high = sorted((a.urn, b.urn))
    return (metres << _FINE) + (crc32(f"{low} {high}".encode()) >> (32 - _TIE_BITS))


def in_metres(difference: int) -> int:
    """Of two prices, without what tells equal costs apart."""
    return max(0, difference) >> _FINE


CHANGE_PRICE = CHANGE << _FINE


@dataclass(frozen=True, slots=True)
class Pool:
    """Schools among whom there is one triad at most: those of a region. Places are numbers, in order of URN."""

    schools: tuple[PairSchool, ...]
    links: tuple[Mapping[int, int], ...]
    """For each place those it can be a pair with, and the price."""
    may_share: Callable[[int, int], bool]
    partners: Mapping[int, int] = field(default_factory=dict)
    """Who is together already, both ways. Keeping them has no price of change."""
    only_together: frozenset[int] = frozenset()
    """Those of them who break a rule together: they may stay a pair, and are no leg of a triad."""
    guests: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """For a place: the price of joining a pair that stays, and which pair."""

    def edges(self, places: Iterable[int]) -> list[Edge]:
        return [(one, other, cost) for one in places for other, cost in self.links[one].items() if one < other]

    def legs(self, place: int) -> Mapping[int, int]:
        """Those with whom it could be the leg of a triad."""
        if place not in self.only_together:
            return self.links[place]
        return {other: cost for other, cost in self.links[place].items() if other != self.partners[place]}

    def near_edges(self, places: Iterable[int], most: int) -> list[Edge]:
        """Those among the cheapest of one of their ends."""
        found = set()
        for one in places:
            for other, cost in sorted(self.links[one].items(), key=lambda link: link[1])[:most]:
                found.add((min(one, other), max(one, other), cost))
        return sorted(found)

    def parts(self) -> list[list[int]]:
        """Places that are linked with each other, over however many others. Rules divide a pool into such parts."""
        seen: set[int] = set()
        found = []
        for start in range(len(self.schools)):
            if start in seen:
                continue
            part, waiting = [], [start]
            seen.add(start)
            while waiting:
                here = waiting.pop()
                part.append(here)
                new = self.links[here].keys() - seen
                seen |= new
                waiting.extend(new)
            found.append(sorted(part))
        return found


def best_pairs(edges: list[Edge]) -> dict[int, int]:
    """Who is with whom, both ways: as many as possible, and of all such ways the one with the least price."""
    if not edges:
        return {}
    # Only when it is needed: it brings numpy, and the service starts without.
    from rustworkx import PyGraph, max_weight_matching  # noqa: PLC0415  The app starts without it.

    top = max(cost for _one, _other, cost in edges) + 1
    places = sorted({place for one, other, _cost in edges for place in (one, other)})
    index = {place: number for number, place in enumerate(places)}
    graph: PyGraph[int, int] = PyGraph(multigraph=False)
    graph.add_nodes_from(places)
    graph.add_edges_from([(index[one], index[other], top - cost) for one, other, cost in edges])
    found = max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return {places[one]: places[other] for pair in found for one, other in (pair, pair[::-1])}
