"""Two frameworks held against each other, item by item, so that a school's words can follow from one to the other.

Within one framework a code stands for one question for ever, and `previously` names the codes that a question had
before. Between two frameworks the same code is chance: there only the same statement is the same item.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.review_framework.types import Area, Framework, Item


class Fate(StrEnum):
    """What became of an item that is in both."""

    KEPT = "kept"
    REWORDED = "reworded"
    """The same code with another statement."""
    MOVED = "moved"
    """Under another code: in another area, or joined from several."""


@dataclass(frozen=True, slots=True)
class Match:
    """An item of the new framework with those of the old one that it continues, at least one."""

    item: Item
    before: tuple[Item, ...]
    fate: Fate


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every item of the old framework is in a match or dropped; every item of the new one is in a match or new."""

    old: Framework
    new: Framework
    matches: tuple[Match, ...]
    added: tuple[Item, ...]
    dropped: tuple[Item, ...]

    @property
    def is_same(self) -> bool:
        """True if both are one version of one framework."""
        return (self.old.id, self.old.version) == (self.new.id, self.new.version)

    @property
    def same_scale(self) -> bool:
        """True if a level of one can be held beside a level of the other."""
        return [level.code for level in self.old.scale] == [level.code for level in self.new.scale]

    def of_fate(self, fate: Fate) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.fate == fate)

    def before(self, code: str) -> Match | None:
        """The match of the new framework's item with this code; None for a new item."""
        return next((match for match in self.matches if match.item.code == code), None)

    def dropped_of(self, area: Area) -> tuple[Item, ...]:
        """The items of this area of the old framework that the new one no longer has."""
        return tuple(item for item in self.dropped if item.area_code == area.code)


def compare(old: Framework, new: Framework) -> Comparison:
    """What became of each item on the way from the old framework to the new one."""
    find = _by_code if old.id == new.id else _by_statement
    matches, added = [], []
    for item in new.items:
        before = find(old, item)
        if before:
            matches.append(Match(item, before, _fate(item, before)))
        else:
            added.append(item)
    followed = {earlier.code for match in matches for earlier in match.before}
    dropped = tuple(item for item in old.items if item.code not in followed)
    return Comparison(old, new, tuple(matches), tuple(added), dropped)


def _by_code(old: Framework, item: Item) -> tuple[Item, ...]:
    codes = {item.code, *item.previously}
    return tuple(one for one in old.items if one.code in codes)


def _by_statement(old: Framework, item: Item) -> tuple[Item, ...]:
    return tuple(one for one in old.items if _words(one) == _words(item))[:1]


def _fate(item: Item, before: tuple[Item, ...]) -> Fate:
    if [one.code for one in before] != [item.code]:
        return Fate.MOVED
    return Fate.KEPT if _words(before[0]) == _words(item) else Fate.REWORDED


def _words(item: Item) -> str:
    return " ".join(item.statement.split()).casefold()
