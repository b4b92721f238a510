"""How much of a review fits on four pages, whatever was typed into it.

A governor reads one paper a term; the rest is in the full self-evaluation. The room is estimated in lines before
anything is laid out, because laying out twice would double the wait, and the estimate is on the safe side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.documents.governors_paper import GovernorsPaper, Point

# Lines of body text on four pages, less what is lost where a block would not break.
LINES = 176

# Characters a line of a point holds beside the area's title, and a line across the page.
_POINT_LINE = 74
_FULL_LINE = 98

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")


@dataclass(frozen=True)
class Share:
    """How much of each part is shown: points an area, and characters of each kind of text."""

    points: int
    text: int
    statements: bool
    summary: int
    why_now: int = 480
    question: int = 200


@dataclass(frozen=True)
class Shortened:
    """A text as it is shown, and whether some of it is left out."""

    text: str
    shortened: bool


# From the most generous to the least. The first that fits is taken.
_SHARES = (
    Share(points=3, text=320, statements=True, summary=280),
    Share(points=2, text=260, statements=True, summary=220),
    Share(points=2, text=220, statements=False, summary=180),
    Share(points=2, text=148, statements=False, summary=148),
    Share(points=1, text=220, statements=False, summary=148),
    Share(points=1, text=148, statements=False, summary=98, why_now=300, question=148),
    Share(points=1, text=74, statements=False, summary=0, why_now=200, question=98),
)


def choose_share(paper: GovernorsPaper) -> Share:
    """Return the most generous share with which the paper is estimated to fit on four pages."""
    return next((share for share in _SHARES if estimate_lines(paper, share) <= LINES), _SHARES[-1])


def estimate_lines(paper: GovernorsPaper, share: Share) -> float:
    """Return about how many lines of body text the paper takes with this share."""
    # Title block, introduction, "what we looked at", the headings of sections and what is said under them.
    lines = 52.0 + _lines(paper.why_now, share.why_now, _FULL_LINE)
    for area in paper.areas:
        for points in (area.strengths, area.developments):
            if points:
                lines += 0.8 + max(2, sum(_point_lines(point, share) for point in points[: share.points]))
        if share.summary and area.summary:
            lines += 0.5 + _lines(area.summary, share.summary, _POINT_LINE)
        # A bar of the chart and a row of the table.
        lines += 1.6 + 1.6 * ceil(len(area.title) / 40)
    lines += sum(0.6 + _lines(step.about, len(step.about), 60) for step in paper.next_steps)
    lines += sum(0.3 + _lines(question, share.question, _FULL_LINE) for question in paper.questions[:8])
    return lines + sum(_lines(level.about, len(level.about), _FULL_LINE) for level in paper.levels)


def shorten(text: str, most: int) -> Shortened:
    """Return the text with white space collapsed, cut after a whole sentence to at most so many characters.

    Where the first sentence is longer than that, it is cut after a word and ends in "…".
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return Shortened(text, False)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, most + 1)]
    # A sentence of three words is not what the paragraph says; then part of the next one is worth more.
    if ends and ends[-1] >= most * 0.4:
        return Shortened(text[: ends[-1]], True)
    words, space, _ = text[:most].rpartition(" ")
    # No space to cut at: one enormous word, an address for instance.
    kept = words if space and len(words) >= most / 2 else text[: most - 1]
    return Shortened(f"{kept.rstrip(' ,;:–-')}…", True)


def _point_lines(point: Point, share: Share) -> float:
    statement = ceil(len(point.statement) / _POINT_LINE) if share.statements and point.text else 0
    return 0.4 + _lines(point.text or point.statement, share.text, _POINT_LINE) + statement


def _lines(text: str, most: int, width: int) -> int:
    # Capitals and scripts outside Latin are wider than the average that the widths are for.
    shown = text[:most]
    wide = sum(1 for character in shown if character.isupper() or ord(character) > 0x2FF)
    return ceil((len(shown) + wide * 0.6 + 12) / width)
