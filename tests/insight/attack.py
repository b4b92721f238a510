"""An attacker who knows who is in which figure and whose answers changed when, and puts any two figures against each
other, again and again. What they may not learn is anything about one to four schools.

Each published number is a sum of unknowns: one for each school, category, and answer that the school ever gave (an
unchanged answer is the same unknown in every term). Numbers are held as sets of unknowns, in the bits of an integer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

SMALLEST = 5
Truth = Mapping[int, int]
"""The category of each school."""


@dataclass(frozen=True, slots=True)
class Number:
    """`count` schools of `schools` are in one of `categories` in a term."""

    term: int
    schools: frozenset[int]
    categories: frozenset[int]
    count: int


@dataclass
class Attacker:
    """Of one row. `truths` are the raw answers, term by term."""

    truths: list[Truth]
    categories: int
    nothing_said: bool = True
    _bits: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _schools: dict[int, int] = field(default_factory=dict)
    """By school: the bits of all its unknowns."""

    def learnt(self, numbers: Iterable[Number]) -> list[str]:
        """Everything that is learnt of one to four schools; empty if all is well."""
        known: dict[int, int] = {}
        for number in numbers:
            known.setdefault(self._mask(number), number.count)
        found, fresh = [self._judge(mask, 0, count) for mask, count in known.items()], dict(known)
        for _round in range(4):
            made: dict[int, int] = {}
            for mask, count in fresh.items():
                for other, of_other in list(known.items()):
                    plus, minus = mask & ~other, other & ~mask
                    if mask != other:
                        found.append(self._judge(plus, minus, count - of_other))
                    if not minus and plus and plus not in known:
                        made[plus] = count - of_other
                    if not plus and minus and minus not in known:
                        made[minus] = of_other - count
            if not made or any(found):
                break
            known |= made
            fresh = made
            assert len(known) < 6_000, "Too much to try"
        return sorted({one for one in found if one})

    def _judge(self, plus: int, minus: int, count: int) -> str:
        schools = [id_ for id_, bits in self._schools.items() if bits & (plus | minus)]
        if 0 < len(schools) < SMALLEST:
            return f"{count} of the schools {schools}"
        if plus and minus:
            # What some gained and others lost: no count of anybody.
            return ""
        mask, count = plus or minus, abs(count)
        categories = {category for (_s, category, _v), bit in self._bits.items() if bit & mask}
        if self._is_everything(mask, schools) or (self.nothing_said and categories == {0} and count == 0):
            # How many schools there are; or that all have said something, which is nobody's answer.
            return ""
        if count < SMALLEST:
            return f"{count} of {len(schools)} schools in {sorted(categories)}"
        if count == len(schools) and not (self.nothing_said and categories == set(range(1, self.categories))):
            return f"all of {len(schools)} schools in {sorted(categories)}"
        return ""

    def _is_everything(self, mask: int, schools: list[int]) -> bool:
        """Each school with all its categories: says how many schools there are."""
        return all(
            sum(bool(bit & mask) for (id_, _c, _v), bit in self._bits.items() if id_ == school) % self.categories == 0
            for school in schools
        )

    def _mask(self, number: Number) -> int:
        mask = 0
        for school in number.schools:
            version = self._version(school, number.term)
            for category in number.categories:
                mask |= self._bit(school, category, version)
        return mask

    def _version(self, school: int, term: int) -> int:
        """How often the school's answer has changed by then."""
        given = [truth[school] for truth in self.truths[: term + 1] if school in truth]
        return sum(one != other for one, other in pairwise(given))

    def _bit(self, school: int, category: int, version: int) -> int:
        key = (school, category, version)
        if key not in self._bits:
            self._bits[key] = 1 << len(self._bits)
            self._schools[school] = self._schools.get(school, 0) | self._bits[key]
        return self._bits[key]
