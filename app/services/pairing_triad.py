"""The best triad of a part of a pool, exactly.

A triad is a pair with a third school that joins its hub. Instead of a hub split in two nodes once for each school, one
more node stands for the place beside any hub, with the price of each school's nearest one: a matching of this graph is
never dearer than the best triad. Where the third school and the hub's partner may not be together, the search divides:
into triads with this hub (then split in two nodes), and those without. It ends when the cheapest of all that is left
keeps the rules, which proves it best.
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from app.services.pairing_match import CHANGE_PRICE, Edge, Pool, best_pairs

EXACT_UP_TO = 100
"""Schools in a pool up to which the search goes on until the triad is proved best, however long it takes."""
MOST_EDGES = 80_000
"""Beyond: how many edges all matchings of a search may have together. Then it goes on among the cheapest partners of
each school, and the gap to the bound is told.
"""
NEAR = 24
MOST_NEAR_EDGES = 150_000

BESIDE = -1
"""The node beside a hub."""

Hub = int | None
"""None for a pair that stays, whichever it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs, and a third school that joins one of them. `bound`: no way with a triad is cheaper."""

    mates: Mapping[int, int]
    third: int
    hub: Hub
    price: int
    bound: int


@dataclass(frozen=True, slots=True)
class _Branch:
    """Triads with any hub but these; or with this one hub, whose ends are one of each set."""

    without: frozenset[int] = frozenset()
    hub: Hub = None
    beside: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Relaxed:
    mates: Mapping[int, int]
    third: int
    hub: Hub
    price: int


def best_triad(pool: Pool, part: list[int], pairs: int) -> Found | None:
    """The cheapest way to place one school more than `pairs` pairs, the most there can be; None if there is none."""
    is_small = len(pool.schools) <= EXACT_UP_TO
    search = _Search(pool, pairs, part, pool.edges(part), None if is_small else MOST_EDGES)
    found = search.best()
    if found or not search.is_spent:
        return found
    near = _Search(pool, pairs, part, pool.near_edges(part, NEAR), MOST_NEAR_EDGES)
    taken = near.best() or near.first() or search.first()
    return replace(taken, bound=search.bound) if taken else None


class _Search:
    """For the best triad of a part, among these edges."""

    def __init__(self, pool: Pool, pairs: int, part: list[int], edges: list[Edge], most_edges: int | None) -> None:
        self.pool, self.pairs, self.part, self.edges = pool, pairs, part, edges
        self.hubs = {place: self._hubs_of(place) for place in part}
        self._left = most_edges
        self._order = count()
        self._heap: list[tuple[int, int, _Branch, _Relaxed]] = []
        self._wait([_Branch()])

    @property
    def is_spent(self) -> bool:
        return self._left is not None and self._left < 0

    @property
    def bound(self) -> int:
        """No triad that is still to be found is cheaper."""
        return self._heap[0][0]

    def best(self) -> Found | None:
        """Branches wait with their cheapest matchings, the cheapest of all first: once that one keeps the rules, no
        other can be cheaper. None if there is none, or if the search is spent.
        """
        while self._heap:
            _price, _order, branch, relaxed = self._heap[0]
            if self.keeps_rules(branch, relaxed):
                return _found(relaxed, relaxed.price)
            if self.is_spent:
                return None
            heapq.heappop(self._heap)
            self._wait(self.divide(branch, relaxed))
        return None

    def first(self) -> Found | None:
        """The first triad that keeps the rules, going down from the cheapest branch. Among pairs that should stay, one
        hub is settled before others are tried: each would have to change its own pair, so going round them is no use.
        """
        hub_first = bool(self.pool.partners)
        waiting = [(branch, relaxed) for _price, _order, branch, relaxed in sorted(self._heap, reverse=True)]
        while waiting:
            branch, relaxed = waiting.pop()
            if self.keeps_rules(branch, relaxed):
                return _found(relaxed, self.bound)
            found = self._solve_all(self.divide(branch, relaxed))
            waiting.extend(sorted(found, key=lambda one: (hub_first and one[0].hub is not None, -one[1].price)))
        return None

    def _wait(self, branches: list[_Branch]) -> None:
        for branch, solved in self._solve_all(branches):
            heapq.heappush(self._heap, (solved.price, next(self._order), branch, solved))

    def _solve_all(self, branches: list[_Branch]) -> list[tuple[_Branch, _Relaxed]]:
        return [(branch, solved) for branch in branches if (solved := self.solve(branch))]

    def _hubs_of(self, place: int) -> list[tuple[int, int]]:
        """Prices and hubs that the school could join, the cheapest first: those with a partner it may be with."""
        links, may_share = self.pool.links, self.pool.may_share
        return sorted(
            (price, hub)
            for hub, price in self.pool.legs(place).items()
            if any(other != place and may_share(place, other) for other in links[hub])
        )

    def solve(self, branch: _Branch) -> _Relaxed | None:
        """The cheapest matching of a branch, a bound for its triads; None if it does not place one school more."""
        beside = self._beside(branch)
        edges = self._with_hub(branch) if branch.hub is not None else self.edges
        edges = [*edges, *((BESIDE, place, price) for place, (price, _hub) in beside.items())]
        if self._left is not None:
            self._left -= len(edges)
        mates = best_pairs(edges)
        third = mates.get(BESIDE)
        if third is None or len(mates) // 2 <= self.pairs:
            return None
        prices = {(one, other): price for one, other, price in edges}
        total = sum(prices[one, other] for one, other in mates.items() if one < other)
        rest = {one: other for one, other in mates.items() if BESIDE not in (one, other)}
        return _Relaxed(rest, third, beside[third][1], total)

    def _beside(self, branch: _Branch) -> dict[int, tuple[int, Hub]]:
        """What it costs each school to be the third, and by which hub."""
        hub = branch.hub
        if hub is not None:
            links = self.pool.links[hub]
            return {place: (self._plain(hub, place), hub) for place in sorted(branch.beside) if place in links}
        found: dict[int, tuple[int, Hub]] = {}
        for place in self.part:
            ways: list[tuple[int, Hub]] = []
            if place in self.pool.guests:
                ways.append((self.pool.guests[place][0], None))
            nearest = next((way for way in self.hubs[place] if way[1] not in branch.without), None)
            if nearest:
                ways.append((self._plain(nearest[1], place), nearest[1]))
            if ways:
                found[place] = min(ways, key=lambda way: way[0])
        return found

    def _plain(self, one: int, other: int) -> int:
        """Without the price of change: how many groups change is told by the pairs, of which there are as many."""
        price = self.pool.links[one][other]
        return price - CHANGE_PRICE if price >= CHANGE_PRICE else price

    def _with_hub(self, branch: _Branch) -> list[Edge]:
        """The hub has these ends only; one with whom it was a pair is no longer that pair."""
        hub = branch.hub
        was = self.pool.partners.get(hub) if hub is not None else None
        edges = []
        for one, other, price in self.edges:
            if hub in (one, other):
                end = other if one == hub else one
                if end not in branch.ends:
                    continue
                if end == was:
                    edges.append((one, other, price + CHANGE_PRICE))
                    continue
            edges.append((one, other, price))
        return edges

    def keeps_rules(self, branch: _Branch, relaxed: _Relaxed) -> bool:
        if relaxed.hub is None:
            return True
        partner = relaxed.mates[relaxed.hub]
        if branch.hub is None and self.pool.partners.get(relaxed.hub) == partner:
            return False
        return self.pool.may_share(relaxed.third, partner)

    def divide(self, branch: _Branch, relaxed: _Relaxed) -> list[_Branch]:
        """Branches that together hold every triad of this one, and no longer this matching as a bound."""
        hub = relaxed.hub
        assert hub is not None
        if branch.hub is None:
            ends = frozenset(self.pool.legs(hub))
            return [_Branch(branch.without | {hub}), _Branch(hub=hub, beside=ends, ends=ends)]
        alike = self._alike(relaxed.third, relaxed.mates[hub])
        return [
            _Branch(hub=hub, beside=branch.beside - alike, ends=branch.ends),
            _Branch(hub=hub, beside=branch.beside & alike, ends=branch.ends - alike),
        ]

    def _alike(self, one: int, other: int) -> frozenset[int]:
        """Schools of which no two may be together, with these two among them."""
        found = {one, other}
        for place in self.part:
            if place not in found and not any(self.pool.may_share(place, inside) for inside in found):
                found.add(place)
        return frozenset(found)


def _found(relaxed: _Relaxed, bound: int) -> Found:
    return Found(relaxed.mates, relaxed.third, relaxed.hub, relaxed.price, bound)
