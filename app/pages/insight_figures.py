"""Counts across schools in words: what many have as a strength, what many need, items by area, themes of plans."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.language import gettext as _
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.insight import Figures
from app.services.insight_answers import PEER, SELF, THEME, THEMES_BELONG_TO
from app.services.insight_suppression import Shown

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Bin:
    """Schools at one level, or at several that are not told apart."""

    label: str
    count: int
    span: int
    """How many levels."""
    shades: range
    """Of its levels; 0 is having said nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many schools stand where, in one item."""

    who: str
    total: int
    bins: tuple[Bin, ...]

    @property
    def in_words(self) -> str:
        return "; ".join(f"{one.label}: {one.count}" for one in self.bins)


@dataclass(frozen=True, slots=True)
class ItemShown:
    code: str
    statement: str
    bars: tuple[Bar, ...]
    """The schools' own judgement and that of peers; one alone, or none, where nothing may be shown."""


@dataclass(frozen=True, slots=True)
class AreaShown:
    title: str
    items: tuple[ItemShown, ...]

    @property
    def shown(self) -> tuple[ItemShown, ...]:
        return tuple(one for one in self.items if one.bars)


@dataclass(frozen=True, slots=True)
class Statement:
    """What many schools have in common in one item."""

    text: str
    count: str


@dataclass(frozen=True, slots=True)
class Common:
    """Strengths first. Items are in order here; schools never are."""

    who: str
    strengths: tuple[Statement, ...]
    needs: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """All that is shown under one framework, of one group of schools."""

    title: str
    levels: tuple[str, ...]
    """With having said nothing first."""
    common: tuple[Common, ...]
    themes: tuple[tuple[str, int, int], ...]
    """Label, schools that chose it, of how many."""
    areas: tuple[AreaShown, ...]

    @classmethod
    def of(cls, framework_id: str, version: str, figures: Figures) -> "FiguresShown":
        framework = get_framework(framework_id, version)
        return cls(
            framework.title,
            (_("Not looked at"), *(level.label for level in framework.scale)),
            tuple(_common(framework, figures, side) for side in (SELF, PEER)),
            tuple(_themes(figures)),
            tuple(
                AreaShown(area.title, tuple(_item(framework, item, figures) for item in area.items))
                for area in framework.areas
            ),
        )

    @property
    def is_empty(self) -> bool:
        return not self.themes and not any(area.shown for area in self.areas)

    @property
    def hidden(self) -> int:
        """How many items have nothing to show."""
        return sum(not item.bars for area in self.areas for item in area.items)


def who_judges(side: str) -> str:
    return {SELF: _("The schools themselves"), PEER: _("Their peer reviewers")}[side]


def _item(framework: Framework, item: Item, figures: Figures) -> ItemShown:
    bars = [
        _bar(framework, who_judges(side), figures[row])
        for side in (SELF, PEER)
        if (row := f"{side}:{item.code}") in figures
    ]
    return ItemShown(item.code, item.statement, tuple(bars))


def _bar(framework: Framework, who: str, shown: Shown) -> Bar:
    edges = (0, *shown.cuts, len(framework.scale) + 1)
    bins = tuple(
        Bin(_levels(framework, range(start, end)), count, end - start, range(start, end))
        for (start, end), count in zip(pairwise(edges), shown.counts, strict=True)
    )
    return Bar(who, sum(shown.counts), bins)


def _levels(framework: Framework, places: Sequence[int]) -> str:
    """Starting or growing."""
    labels = [framework.scale[place - 1].label if place else _("Not looked at") for place in places]
    labels = [label if number == 0 else label.lower() for number, label in enumerate(labels)]
    return (
        _("%(these)s or %(last)s") % {"these": ", ".join(labels[:-1]), "last": labels[-1]} if labels[1:] else labels[0]
    )


def _common(framework: Framework, figures: Figures, side: str) -> Common:
    strengths: list[tuple[float, Statement]] = []
    needs: list[tuple[float, Statement]] = []
    for item in framework.items:
        shown = figures.get(f"{side}:{item.code}")
        halves = _halves(framework, shown) if shown else None
        if halves is None:
            continue
        (high, of_high), (low, of_low), total = halves
        counted = _("%(count)s of %(total)s schools: %(level)s.")
        if high > low:
            words = counted % {"count": high, "total": total, "level": of_high}
            strengths.append((-high / total, Statement(item.statement, words)))
        else:
            words = counted % {"count": low, "total": total, "level": of_low}
            needs.append((-low / total, Statement(item.statement, words)))
    return Common(who_judges(side), _first(strengths), _first(needs))


def _halves(framework: Framework, shown: Shown) -> tuple[tuple[int, str], tuple[int, str], int] | None:
    """Schools in the upper half of the scale and in the lower, with the words for each; None where these are not told
    apart. Those that have said nothing are left out of the lower half, unless the bins hold them together.
    """
    upper = 1 + len(framework.scale) // 2
    if upper not in shown.cuts:
        return None
    apart = 1 in shown.cuts
    at = shown.at((1, upper) if apart else (upper,))
    first = 1 if apart else 0
    high, low = at[-1], at[-2]
    levels = range(upper, len(framework.scale) + 1), range(first, upper)
    return (high, _levels(framework, levels[0])), (low, _levels(framework, levels[1])), sum(at)


def _first(found: list[tuple[float, Statement]]) -> tuple[Statement, ...]:
    """Those in which the most schools agree; of equals, in the order of the framework."""
    return tuple(one for _share, one in sorted(found, key=lambda pair: pair[0])[:MOST_NAMED])


def _themes(figures: Mapping[str, Shown]) -> Iterator[tuple[str, int, int]]:
    for code, label in vocabulary(THEMES_BELONG_TO).labels.items():
        if shown := figures.get(f"{THEME}:{code}"):
            yield label, shown.counts[-1], sum(shown.counts)
