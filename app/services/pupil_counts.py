"""A school's counts of its pupils with SEND, and how they may be shown: a count under five could point to a pupil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from app.language import gettext as _
from app.models.fields import Key
from app.models.pupil_counts import PupilCount, PupilCountChange
from app.models.pupil_counts_fields import (
    COUNTED_ON,
    COUNTS,
    KINDS,
    SHOWS_SMALL,
    SOURCE,
    YEARS,
    clean,
    field_name,
    need_labels,
    year_label,
)
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.services.self_evaluation import ReviewClosed, framework_of
from app.services.texts import Book, read_texts

FEWEST_HIDDEN = 2
"""Of a column in which one is hidden."""
SMALL = 5
"""Counts from one to four are “fewer than 5” unless the school shows them."""


def book_of(review: Review) -> Book:
    """The counts of this review. It admits nobody once the review is closed: ReviewClosed."""
    framework = framework_of(review)
    assert review.id is not None

    def admit(_key: Key) -> None:
        if not review.is_open:
            raise ReviewClosed

    return Book(
        PupilCount,
        PupilCountChange,
        "review_id",
        review.id,
        review.school_id,
        framework,
        partial(clean, framework),
        admit,
    )


def read_counts(session: Session, review: Review) -> Sheet:
    return read_texts(session, book_of(review))


@dataclass(frozen=True, slots=True)
class CountsShown:
    """Two tables as anybody may read them: rows of a label, SEN support, EHC plans; the last one may be the total."""

    by_year: Sequence[tuple[str, str, str]]
    by_need: Sequence[tuple[str, str, str]]
    hides_small: bool
    counted_on: str
    source: str

    @property
    def any(self) -> bool:
        return bool(self.by_year or self.by_need)


def counts_shown(sheet: Sheet) -> CountsShown:
    """Rows for which something is stated. Where a kind has a small count in either table, neither shows its sum, and
    each hides two of its counts at least: both are about the same pupils, so the sum of one is that of the other.
    """
    hides = not sheet.value(COUNTS, SHOWS_SMALL)
    years = _rows(sheet, {code: year_label(code) for code in YEARS})
    needs = _rows(sheet, need_labels())
    guarded = [
        hides and any(_is_small(counts[place]) for rows in (years, needs) for _label, counts in rows)
        for place in range(len(KINDS))
    ]
    return CountsShown(
        _table(years, hides=hides, guarded=guarded),
        _table(needs, hides=hides, guarded=guarded),
        hides and any(_is_small(one) for rows in (years, needs) for _label, counts in rows for one in counts),
        sheet.value(COUNTS, COUNTED_ON),
        sheet.value(COUNTS, SOURCE),
    )


Row = tuple[str, tuple[int | None, ...]]


def _rows(sheet: Sheet, labels: Mapping[str, str]) -> list[Row]:
    found = []
    for code, label in labels.items():
        stated = tuple(sheet.value(COUNTS, field_name(code, kind)) for kind in KINDS)
        if any(stated):
            found.append((label, tuple(int(one) if one else None for one in stated)))
    return found


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALL


def _table(rows: list[Row], *, hides: bool, guarded: Sequence[bool]) -> list[tuple[str, str, str]]:
    if not rows:
        return []
    columns = [
        column_shown([counts[place] for _label, counts in rows], hides=hides, guarded=guarded[place])
        for place in range(len(KINDS))
    ]
    labels = [*(label for label, _counts in rows), _("Together")]
    return list(zip(labels, *columns, strict=True))


def column_shown(counts: Sequence[int | None], *, hides: bool, guarded: bool = False) -> list[str]:
    """Each count in words, and their sum. A column with a small count is guarded, and so is one of another table that
    is about the same pupils: it shows no sum, and hides two of its counts at least.

    With the sum, 8 of two hidden counts would be 4 and 4, and 6 of one and the next smallest would be 1 and 5.
    """
    small = [place for place, one in enumerate(counts) if hides and _is_small(one)]
    is_guarded = hides and (guarded or bool(small))
    others = sorted((one, place) for place, one in enumerate(counts) if one and place not in small)
    beside = {place for _one, place in others[: max(0, FEWEST_HIDDEN - len(small))]} if is_guarded else set()
    stated = [one for one in counts if one is not None]
    said = [_("not shown") if place in beside else _said(one, hides=hides) for place, one in enumerate(counts)]
    if is_guarded and stated:
        return [*said, _("not shown")]
    return [*said, _said(sum(stated) if stated else None, hides=hides)]


def _said(count: int | None, *, hides: bool) -> str:
    if count is None:
        return "–"
    return _("fewer than 5") if hides and _is_small(count) else str(count)
