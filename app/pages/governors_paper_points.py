"""Which findings come first in the governors' paper, by rules that a school can be told.

Strengths: those whose evidence somebody saw in practice or heard come before those on paper alone. Developments: those
that somebody beyond the SENCO's team owns come before those that wait on the SENCO, because governors can ask who is
at work on them. Within each of these groups essential items come first, then the order of the framework. How high or
low an item stands decides nothing here: areas are not ranked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.documents.governors_paper_page import Highlight, Point
from app.models.self_evaluation_fields import DEVELOPMENTS, STAKEHOLDERS, STRENGTHS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import Framework, Item
from app.review_framework.vocabulary import vocabulary

MOST_HIGHLIGHTS = 2

_SENCO_TEAM = frozenset({"senco", "deputy_senco"})
_OWNING_GROUPS = frozenset({"staff", "leaders", "governors"})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The items that were asked, and what was answered."""

    framework: Framework
    items: tuple[Item, ...]
    sheet: Sheet

    def place_on_scale(self, item: Item) -> int:
        """0 for the first level; -1 for an item without one."""
        codes = [level.code for level in self.framework.scale]
        judgement = self.sheet.judgement(item)
        return codes.index(judgement) if judgement in codes else -1

    def says(self, item: Item, field: str) -> str:
        return self.sheet.value(item.code, field)

    def evidence_groups(self, item: Item) -> set[str | None]:
        """Of paper, practice and voice, those that its evidence belongs to."""
        kinds = vocabulary("evidence_kinds")
        return {kinds.term(one.kind).group for one in self.sheet.evidence(item.code) if one.kind}

    def seen_or_heard(self, item: Item) -> bool:
        return bool(self.evidence_groups(item) & {"practice", "voice"})

    def owners_beyond_senco(self, item: Item) -> int:
        """How many roles in school are named that can own an action and are not the SENCO or a deputy."""
        named = set(self.says(item, STAKEHOLDERS).split()) - _SENCO_TEAM
        return sum(vocabulary("stakeholders").term(code).group in _OWNING_GROUPS for code in named)

    def strengths_first(self, items: Iterable[Item]) -> list[Item]:
        """Those with a strength, the most telling first."""
        return sorted(
            (item for item in items if self.says(item, STRENGTHS)),
            key=lambda item: (not self.seen_or_heard(item), not item.essential),
        )

    def developments_first(self, items: Iterable[Item]) -> list[Item]:
        """Those with an area for development, the most telling first."""
        return sorted(
            (item for item in items if self.says(item, DEVELOPMENTS)),
            key=lambda item: (not self.owners_beyond_senco(item), not item.essential),
        )


def points(reviewed: Reviewed, items: tuple[Item, ...], field: str) -> tuple[Point, ...]:
    """What the school wrote of these items, the most telling first."""
    ordered = reviewed.strengths_first(items) if field == STRENGTHS else reviewed.developments_first(items)
    return tuple(Point(item.code, item.statement, reviewed.says(item, field)) for item in ordered)


def found(reviewed: Reviewed) -> tuple[Highlight, ...]:
    """Items in the upper half of the scale with a strength to show for it, of different areas."""
    half = len(reviewed.framework.scale) / 2
    return _highlights(
        [item for item in reviewed.strengths_first(reviewed.items) if reviewed.place_on_scale(item) >= half]
    )


def first(reviewed: Reviewed) -> tuple[Highlight, ...]:
    """Items in the lower half of the scale with something to develop, those at its first level before others."""
    half = len(reviewed.framework.scale) / 2
    lower = [item for item in reviewed.developments_first(reviewed.items) if 0 <= reviewed.place_on_scale(item) < half]
    return _highlights(sorted(lower, key=lambda item: reviewed.place_on_scale(item) > 0))


def _highlights(items: list[Item]) -> tuple[Highlight, ...]:
    chosen: dict[str, Item] = {}
    for item in items:
        chosen.setdefault(item.area_code, item)
    return tuple(Highlight(item.code, item.statement) for item in list(chosen.values())[:MOST_HIGHLIGHTS])
