"""The picture of change since the last review: area by area in counts of items, item by item in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.access.guard import Allowed
from app.language import gettext as _
from app.language import ngettext
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Area, Framework, Item
from app.services.cycles import Last, find_last
from app.services.self_evaluation import framework_of, read_sheet


class Move(StrEnum):
    """How an item's judgement stands to that of the last review. In the order in which it is shown: strengths first."""

    ON = "on"
    STAYED = "stayed"
    NEW = "new"
    BACK = "back"
    OPEN = NOT_LOOKED_AT
    """Not looked at yet this time. Called as the charts call what is empty."""


def move_labels() -> dict[Move, str]:
    return {
        Move.ON: _("Moved on"),
        Move.STAYED: _("Stayed"),
        Move.NEW: _("Newly looked at"),
        Move.BACK: _("Moved back"),
        Move.OPEN: _("Not looked at yet"),
    }


@dataclass(frozen=True, slots=True)
class ChangedItem:
    item: Item
    move: Move
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedArea:
    area: Area
    items: list[ChangedItem]
    then: str
    """How many items stood at each level last time, in words."""
    now: str

    @property
    def counts(self) -> list[int]:
        moves = Counter(one.move for one in self.items)
        return [moves[move] for move in Move]

    def of(self, move: Move) -> list[ChangedItem]:
        return [one for one in self.items if one.move == move]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """`previous` is None for a review that continues none: then there is nothing to hold it against."""

    review: Review
    previous: Review | None
    agreed_at: datetime | None
    same_scale: bool
    areas: list[ChangedArea]
    dropped: int

    @property
    def moves(self) -> list[tuple[Move, str]]:
        return list(move_labels().items())

    @property
    def chart_levels(self) -> list[dict[str, str]]:
        return [{"code": move, "label": label} for move, label in self.moves]

    @property
    def chart_rows(self) -> list[dict[str, Any]]:
        return [{"label": one.area.title, "counts": one.counts} for one in self.areas]

    @property
    def in_words(self) -> str:
        """The chart in one sentence, for whoever cannot see it."""
        totals = [sum(counts) for counts in zip(*(one.counts for one in self.areas), strict=True)]
        return ", ".join(f"{label}: {n}" for (_move, label), n in zip(self.moves, totals, strict=True)) + "."

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "ChangePage":
        review = allowed.thing
        last = find_last(allowed.session, review)
        if last is None:
            return cls(review, None, None, True, [], 0)
        framework, sheet = framework_of(review), read_sheet(allowed.session, review)
        areas = [_area(framework, area, review, sheet, last) for area in framework.areas]
        return cls(
            review,
            last.review,
            last.agreed_at,
            last.comparison.same_scale,
            [one for one in areas if one.items],
            len(last.comparison.dropped),
        )


def _area(framework: Framework, area: Area, review: Review, sheet: Sheet, last: Last) -> ChangedArea:
    items = [_item(framework, item, sheet, last) for item in area.items_for(review.shown)]
    now = Counter(sheet.judgement(item) for item in area.items_for(review.shown))
    then = Counter(
        last.sheet.judgement(earlier)
        for item in area.items_for(review.shown)
        if (match := last.comparison.before(item.code))
        for earlier in match.before
    )
    return ChangedArea(area, items, _in_words(last.framework, then), _in_words(framework, now))


def _item(framework: Framework, item: Item, sheet: Sheet, last: Last) -> ChangedItem:
    now, before = sheet.judgement(item), last.judgements(item.code)
    then = ", ".join(judgement_label(last.framework, code) for code in before)
    if last.comparison.before(item.code) is None:
        then = _("Not asked last time")
    return ChangedItem(
        item,
        _move(framework, before, now if sheet.is_answered(item) else NOT_LOOKED_AT, last),
        then or judgement_label(last.framework, NOT_LOOKED_AT),
        judgement_label(framework, now),
    )


def _move(framework: Framework, before: tuple[str, ...], now: str, last: Last) -> Move:
    """Only two levels of one scale can be said to lie before or behind each other."""
    levels = [level.code for level in framework.scale]
    if now == NOT_LOOKED_AT:
        return Move.OPEN
    if len(before) != 1 or before[0] == NOT_LOOKED_AT:
        return Move.NEW
    if DOES_NOT_APPLY in (now, before[0]):
        return Move.STAYED if now == before[0] else Move.NEW
    if not last.comparison.same_scale:
        return Move.NEW
    then, here = levels.index(before[0]), levels.index(now)
    return Move.STAYED if then == here else Move.ON if here > then else Move.BACK


def _in_words(framework: Framework, found: Counter[str]) -> str:
    """“2 items Secure, 1 item Growing”, the furthest level first; what has no level comes last."""
    codes = [*(level.code for level in reversed(framework.scale)), DOES_NOT_APPLY, NOT_LOOKED_AT]
    parts = [
        ngettext("%(n)s item %(level)s", "%(n)s items %(level)s", found[code])
        % {"n": found[code], "level": judgement_label(framework, code)}
        for code in codes
        if found[code]
    ]
    return ", ".join(parts) or _("no item asked")
