"""Which schools may be in one group. Rules are data: each can be switched off, and one that is broken can be named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from app.services.pairing_cost import PairSchool, Weights, cost, distance_m

MAX_KM = 60
MOST_KM = 1_500
"""Longer than England."""

SchoolPair = frozenset[int]


class Rule(StrEnum):
    ENROLLED = "enrolled"
    SAME_REGION = "same_region"
    DIFFERENT_LA = "different_la"
    DIFFERENT_TRUST = "different_trust"
    NO_PRIOR_CONTACT = "no_prior_contact"
    MAX_DISTANCE = "max_distance"


EVERY_RULE = frozenset(Rule)


@dataclass(frozen=True, slots=True)
class Settings:
    """How somebody wants schools to be brought together."""

    rules: frozenset[Rule] = EVERY_RULE
    max_m: int = MAX_KM * 1_000
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Legs:
    """How a triad meets: the hub is in both legs."""

    hub: PairSchool
    ends: tuple[PairSchool, PairSchool]
    cost: int


@dataclass(frozen=True, slots=True)
class Judge:
    """Rules and costs of a cohort. `contact` and `locked` are pairs of the ids of schools."""

    settings: Settings = Settings()
    contact: frozenset[SchoolPair] = frozenset()
    locked: frozenset[SchoolPair] = frozenset()

    def cost(self, a: PairSchool, b: PairSchool) -> int:
        return cost(a, b, self.settings.weights)

    def broken(self, a: PairSchool, b: PairSchool, *, leg: bool = True) -> tuple[Rule, ...]:
        """The rules in force that these two would break. The distance counts between those who visit each other: not
        where they are in one triad but are no leg of it.
        """
        checks = _in_force(self.settings.rules) if leg else _in_force(self.settings.rules - {Rule.MAX_DISTANCE})
        return tuple(rule for rule, breaks in checks if breaks(self, a, b))

    def may_meet(self, a: PairSchool, b: PairSchool) -> bool:
        """Whether they can be a pair, or a leg of a triad."""
        return not any(breaks(self, a, b) for _rule, breaks in _in_force(self.settings.rules))

    def may_share(self, a: PairSchool, b: PairSchool) -> bool:
        """Whether they can be in one triad."""
        return self.is_locked(a, b) or not self.broken(a, b, leg=False)

    def is_locked(self, a: PairSchool, b: PairSchool) -> bool:
        return frozenset((a.id, b.id)) in self.locked

    def legs(self, group: Iterable[PairSchool]) -> Legs | None:
        """The least that a triad costs, by its hub; None where its schools break a rule. A locked leg may be long."""
        a, b, c = sorted(group, key=lambda one: one.urn)
        if not (self.may_share(a, b) and self.may_share(a, c) and self.may_share(b, c)):
            return None
        ways = [
            Legs(hub, (one, other), self.cost(hub, one) + self.cost(hub, other))
            for hub, one, other in ((a, b, c), (b, a, c), (c, a, b))
            if self._is_leg(hub, one) and self._is_leg(hub, other)
        ]
        return min(ways, key=lambda way: (way.cost, way.hub.urn), default=None)

    def _is_leg(self, a: PairSchool, b: PairSchool) -> bool:
        return self.is_locked(a, b) or self.may_meet(a, b)


Breaks = Callable[[Judge, PairSchool, PairSchool], bool]

BREAKS: Mapping[Rule, Breaks] = {
    Rule.ENROLLED: lambda _judge, a, b: not (a.enrolled and b.enrolled),
    Rule.SAME_REGION: lambda _judge, a, b: a.region != b.region,
    Rule.DIFFERENT_LA: lambda _judge, a, b: a.la == b.la != "",
    Rule.DIFFERENT_TRUST: lambda _judge, a, b: a.trust == b.trust != "",
    Rule.NO_PRIOR_CONTACT: lambda judge, a, b: bool(judge.contact) and frozenset((a.id, b.id)) in judge.contact,
    Rule.MAX_DISTANCE: lambda judge, a, b: (distance_m(a, b) or 0) > judge.settings.max_m,
}
"""When two schools break a rule, in force or not. What is not known breaks nothing."""


@lru_cache(maxsize=64)
def _in_force(rules: frozenset[Rule]) -> tuple[tuple[Rule, Breaks], ...]:
    return tuple((rule, breaks) for rule, breaks in BREAKS.items() if rule in rules)
