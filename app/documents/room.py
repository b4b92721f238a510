"""How much of a review fits on four pages, whatever was typed into it.

A governor reads one paper a term; the rest is in the full self-evaluation. The paper has three parts:
findings on at most two pages, the picture by area on one, what comes next on one. The room is estimated
before anything is laid out, because laying out twice would double the wait. One line is 5 mm; the estimates
lean to the safe side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.documents.governors_paper import Area, GovernorsPaper, Point

PAGE = 50.0

# Characters that are sure to fit on a line: beside an area's title, of that title, across the page, of
# a stage of the review.
_POINT_LINE = 66
_TITLE_LINE = 29
_FULL_LINE = 92
_STAGE_LINE = 60

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")

# Emoji and other symbols that few fonts have begin about here.
_FIRST_EMOJI = 0x1F000

MAX_QUESTIONS = 8
MAX_TITLE = 110


@dataclass(frozen=True)
class Findings:
    """What is shown of strengths and developments: points an area, characters a point, items' words."""

    points: int
    text: int
    statements: bool
    why_now: int = 480


@dataclass(frozen=True)
class Closing:
    """How many characters are shown of each area's summary, each question and each stage."""

    summary: int
    question: int = 200
    stage: int = 150


@dataclass(frozen=True)
class Share:
    """What is shown of each part, and whether the parts run on instead of each beginning a page."""

    findings: Findings
    closing: Closing
    run_on: bool


@dataclass(frozen=True)
class Shortened:
    """A text as it is shown, and whether some of it is left out."""

    text: str
    shortened: bool


# From the most generous to the least; the first that fits is taken. The last is what is left to say at all.
_FINDINGS = (
    Findings(points=3, text=360, statements=True),
    Findings(points=3, text=300, statements=False),
    Findings(points=2, text=360, statements=True),
    Findings(points=2, text=280, statements=False),
    Findings(points=2, text=230, statements=False),
    Findings(points=2, text=170, statements=False),
    Findings(points=1, text=340, statements=False),
    Findings(points=1, text=230, statements=False),
    Findings(points=1, text=170, statements=False, why_now=340),
    Findings(points=1, text=110, statements=False, why_now=250),
    Findings(points=1, text=80, statements=False, why_now=170),
    Findings(points=1, text=42, statements=False, why_now=90),
)
_CLOSINGS = (
    Closing(summary=300),
    Closing(summary=230),
    Closing(summary=170),
    Closing(summary=130),
    Closing(summary=95),
    Closing(summary=0),
    Closing(summary=0, question=150, stage=100),
    Closing(summary=0, question=80, stage=50),
)


def choose_share(paper: GovernorsPaper) -> Share:
    """Return the most generous share with which the paper is estimated to fit on four pages."""
    findings = next((tried for tried in _FINDINGS if _findings_fit(paper, tried)), _FINDINGS[-1])
    closing = next((tried for tried in _CLOSINGS if closing_lines(paper, tried) <= PAGE - 1), _CLOSINGS[-1])
    in_all = findings_lines(paper, findings) + picture_lines(paper) + closing_lines(paper, closing)
    # A short paper would be mostly white if each part began a page; three pages bear two lost blocks.
    return Share(findings, closing, run_on=in_all <= 2.6 * PAGE)


def _findings_fit(paper: GovernorsPaper, share: Findings) -> bool:
    # A block that does not fit at the foot of the first page goes to the second, and leaves its room empty.
    lost = max((_block_lines(area, share, points) for area in paper.areas
                for points in (area.strengths, area.developments)), default=0.0)  # fmt: skip
    return findings_lines(paper, share) + max(lost, 4) <= 2 * PAGE + 4


def findings_lines(paper: GovernorsPaper, share: Findings) -> float:
    """Return about how many lines the paper takes as far as the areas for development."""
    lines = 16.5 + 1.9 * _lines(paper.title, MAX_TITLE, 40) + 1.2 * _lines(paper.school_name, MAX_TITLE, 62)
    lines += 3 + _lines(paper.why_now, share.why_now, _FULL_LINE)
    kinds = sum(len(kind.kind) + 6 for kind in paper.looked_at.evidence[:8])
    lines += 5.3 + ceil(kinds / _FULL_LINE)
    for sort in ("strengths", "developments"):
        lines += 4.6
        for area in paper.areas:
            points = getattr(area, sort)
            lines += _block_lines(area, share, points) if points else len(area.title) / _FULL_LINE
    return lines


def picture_lines(paper: GovernorsPaper) -> float:
    """Return about how many lines the chart, its table and the levels take."""
    rows = sum(3.1 + 0.9 * (len(area.title) > 40) for area in paper.areas)
    return 16 + rows + sum(0.4 + _lines(level.about, 300, 74) for level in paper.levels)


def closing_lines(paper: GovernorsPaper, share: Closing) -> float:
    """Return about how many lines the paper takes after the picture."""
    lines = 9.5
    summaries = [area for area in paper.areas if share.summary and area.summary.strip()]
    lines += 3 * bool(summaries)
    for area in summaries:
        title = area.title[:80]
        lines += 0.28 + 0.9 * _lines(title + area.summary, share.summary + len(title), _FULL_LINE)
    lines += sum(0.6 + 0.9 * _lines(step.about, share.stage, _STAGE_LINE) for step in paper.next_steps)
    return lines + sum(0.3 + _lines(text, share.question, _FULL_LINE) for text in paper.questions[:MAX_QUESTIONS])


def shorten(text: str, most: int) -> Shortened:
    """Return the text with white space collapsed, cut after a whole sentence to at most so many characters.

    Where the first sentence is longer than that, it is cut after a word and ends in "…".
    """
    # Only the beginning is looked at: the longest texts are cut dozens of times on the way to a share.
    head = " ".join(text[: most * 3 + 60].split())
    text = head if len(head) > most + 20 else " ".join(text.split())
    # An emoji that no font has is printed as its name, so a text full of them has room for fewer characters.
    named = _named(text[:most])
    if len(text) + named <= most:
        return Shortened(text, False)
    most = min(len(text), most * most // (most + named))
    if len(text) <= most:
        return Shortened(text, False)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, most + 1)]
    # A sentence of three words is not what the paragraph says; then part of the next one is worth more.
    if ends and ends[-1] >= most * 0.35:
        return Shortened(text[: ends[-1]], True)
    words, space, _ = text[:most].rpartition(" ")
    # No space to cut at: one enormous word, an address for instance.
    kept = words if space and len(words) >= most / 2 else text[: most - 1]
    return Shortened(f"{kept.rstrip(' ,;:–-')}…", True)


def _block_lines(area: Area, share: Findings, points: tuple[Point, ...]) -> float:
    said = sum(_point_lines(point, share) for point in points[: share.points])
    return 0.5 + max(0.95 * _lines(area.title, 80, _TITLE_LINE), said)


def _point_lines(point: Point, share: Findings) -> float:
    text = shorten(point.text.strip() or point.statement, share.text).text
    statement = _lines(point.statement, 300, _POINT_LINE) if share.statements else 0
    # The code and "more in full" stand behind the text.
    return 0.2 + 0.95 * _lines(f"{text} {point.item_code}, more in full", share.text + 40, _POINT_LINE) + statement


def _lines(text: str, most: int, width: int) -> int:
    # Capitals and scripts outside Latin are wider than the average that the widths are for.
    shown = " ".join(text[: most * 2].split())[:most]
    wide = sum(0.6 for character in shown if character.isupper() or ord(character) > 0x2FF)
    # A word without a break in sight begins a line of its own, below what stood before it.
    unbroken = any(len(word) > width / 2 for word in shown.split())
    return ceil((len(shown) + wide + _named(shown)) / width) + unbroken


def _named(text: str) -> int:
    """Return how many more characters the text takes when its emoji are printed as names."""
    return sum(14 for character in text if ord(character) >= _FIRST_EMOJI)
