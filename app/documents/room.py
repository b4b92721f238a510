"""How much of a review fits on four pages, whatever was typed into it.

A governor reads one paper a term; the rest is in the full self-evaluation. What is shown is chosen before anything is
laid out: the paper is stacked in blocks of known height, and the most generous share that needs no fifth page is
taken. The heights, in mm, follow document.css, and a test compares them with what is rendered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from app.documents.governors_paper_page import Area, GovernorsPaper, NextStep, Point
from app.documents.measure import MM_PER_POINT, count_lines
from app.documents.shorten import first_words, shorten

MOST_PAGES = 4
PAGE = 256.0
"""What stands between the margins is 260 mm high; a little is kept for what the estimate misses."""

ACROSS = 174.0
BESIDE = 132.5
"""Beside the area's name, less the bullet."""
NAME = 38.0
NAME_BY_BAR = 90.0

MAX_QUESTIONS = 6
MAX_TITLE = 110
MAX_AREA_TITLE = 80
MAX_STATEMENT = 220

_LINE_HEIGHT = 1.35 * MM_PER_POINT
_HEADING = 13.0
_BODY, _FINDING, _TABLE, _SMALL = 10.0, 9.5, 9.0, 8.5


@dataclass(frozen=True)
class Share:
    """What is shown: points an area of each sort, characters a text, and whether items' own words stand below points.

    A summary comes before points: three sentences that somebody wrote to be quoted say more than half a point.
    """

    points: int
    text: int
    statements: bool
    summary: int
    why_now: int = 480
    question: int = 330
    stage: int = 130


# From the most generous to the least; the first that fits is taken. The last is what is left to say at all.
_AMPLE = (
    Share(points=4, text=700, statements=True, summary=700, why_now=900),
    Share(points=3, text=600, statements=True, summary=600, why_now=700),
    Share(points=3, text=420, statements=True, summary=420),
    Share(points=3, text=420, statements=False, summary=420),
    Share(points=2, text=420, statements=True, summary=420),
    Share(points=2, text=420, statements=False, summary=420),
    Share(points=2, text=320, statements=False, summary=360),
    Share(points=1, text=520, statements=True, summary=420),
    Share(points=1, text=420, statements=False, summary=420),
    Share(points=1, text=340, statements=False, summary=380),
    Share(points=1, text=300, statements=False, summary=360),
    Share(points=1, text=260, statements=False, summary=340),
    Share(points=1, text=260, statements=False, summary=340, stage=62),
    Share(points=1, text=230, statements=False, summary=320, stage=62),
    Share(points=1, text=200, statements=False, summary=300, stage=62),
    Share(points=1, text=170, statements=False, summary=240, stage=62, why_now=340),
    Share(points=1, text=140, statements=False, summary=200, stage=62, why_now=340),
    Share(points=1, text=110, statements=False, summary=160, stage=62, why_now=250, question=240),
    Share(points=1, text=80, statements=False, summary=120, stage=62, why_now=250, question=160),
    Share(points=1, text=60, statements=False, summary=0, stage=50, why_now=170, question=110),
)
_LEAST = Share(points=1, text=42, statements=False, summary=0, stage=0, why_now=90, question=80)


def choose_share(paper: GovernorsPaper) -> Share:
    """Return the most generous share with which the paper fits on four pages."""
    return next((share for share in _AMPLE if count_pages(paper, share) <= MOST_PAGES), _LEAST)


def choose_points(points: tuple[Point, ...], most: int) -> tuple[Point, ...]:
    """Return at most so many points: those with something said about them first, else in the order given.

    A bare "Yes" under an item tells a governor nothing that the item does not.
    """
    telling = sorted(points, key=lambda point: len(point.text.split(maxsplit=5)) < 5)
    return tuple(telling[:most])


def count_pages(paper: GovernorsPaper, share: Share) -> int:
    """Return how many pages the blocks take, one after another, and none divided; counting ends one above the most."""
    pages, used = 1, 0.0
    for height in block_heights(paper, share):
        if used + height > PAGE and used:
            pages, used = pages + 1, 0.0
            if pages > MOST_PAGES:
                break
        used += height
    return pages


def block_heights(paper: GovernorsPaper, share: Share) -> Iterator[float]:
    """Give the height of each block that stays together, from the top of the paper to its end."""
    return chain(
        _opening(paper, share),
        _findings(paper, share, "strengths"),
        _findings(paper, share, "developments"),
        _picture(paper, share),
        _closing(paper, share),
    )


def _opening(paper: GovernorsPaper, share: Share) -> Iterator[float]:
    title = _text(first_words(paper.title, MAX_TITLE), ACROSS, 23, bold=True) * 0.86 + 2
    school = _text(f"{first_words(paper.school_name, MAX_TITLE)} URN 999999", ACROSS, 13, bold=True) + 3
    yield 12 + title + school + 20
    yield 26 + sum(_item(text, ACROSS - 16) for text in _in_a_minute(paper))
    yield _HEADING + _paragraph(shorten(paper.why_now, share.why_now).text or "x" * 220, ACROSS)
    kinds = ", ".join(f"{kind.count} {kind.kind}" for kind in paper.looked_at.evidence)
    yield _HEADING + _paragraph("x " * 100, ACROSS) + _paragraph(f"Our judgements rest on this: {kinds}", ACROSS)


def _in_a_minute(paper: GovernorsPaper) -> Iterator[str]:
    """What stands in the list, roughly: the words that come from the review, and about as many letters of ours."""
    for highlights, ours in ((paper.found, 58), (paper.first, 20)):
        told = "; ".join(f"{shorten(one.statement, MAX_STATEMENT).text} ({one.item_code})" for one in highlights)
        yield f"{'x ' * ours} {told}"
    yield " ".join(f"{first_words(step.title, 60)} {'x' * 34}" for step in stages_under_way(paper))
    yield "ask these " * 17


def _findings(paper: GovernorsPaper, share: Share, sort: str) -> Iterator[float]:
    before = _HEADING + _paragraph("x " * 52, ACROSS)
    without = [area.title for area in paper.areas if not getattr(area, sort)]
    for area in paper.areas:
        if points := getattr(area, sort):
            yield before + _finding(area, share, points)
            before = 0.0
    if without:
        yield before + _text(f"None recorded yet: {'; '.join(without[:3])}.", ACROSS, _SMALL) + 2.2


def _finding(area: Area, share: Share, points: tuple[Point, ...]) -> float:
    said = 0.0
    for point in choose_points(points, share.points):
        text = shorten(point.text.strip() or point.statement, share.text).text
        said += _text(f"{text} {point.item_code}", BESIDE - 3.5, _FINDING) + 1.2
        if share.statements and point.text.strip():
            said += _text(shorten(point.statement, MAX_STATEMENT).text, BESIDE - 3.5, _SMALL) + 0.2
    return 1.9 + max(4.2 * name_lines(area.title), said)


def _picture(paper: GovernorsPaper, share: Share) -> Iterator[float]:
    levels = " ".join(f"xxx {level.label}. {first_words(level.about, 140)}" for level in paper.levels)
    before = _HEADING + _paragraph("x " * 105, ACROSS) + _text(f"{levels} {'x ' * 30}", ACROSS, _TABLE) + 2.5
    for area in paper.areas:
        name = max(5.4, 4.2 * name_lines(area.title, NAME_BY_BAR, _FINDING))
        summary = shorten(area.summary, share.summary).text if share.summary else ""
        yield before + 2.1 + name + (_text(summary, ACROSS, _FINDING) + 0.8 if summary else 0)
        before = 0.0
    rows = sum(_text(first_words(area.title, MAX_AREA_TITLE), 84, _SMALL) + 1.6 for area in paper.areas)
    yield 17 + rows + 3


def _closing(paper: GovernorsPaper, share: Share) -> Iterator[float]:
    names = [
        _text(f"{number}. {first_words(step.title, 60)}", 26, _SMALL, bold=True)
        for number, step in enumerate(paper.next_steps, start=1)
    ]
    told = [
        f"Then, {first_words(step.title, 60)}: {shorten(step.about, share.stage).text}"
        for step in stages_under_way(paper)
        if share.stage
    ]
    yield _HEADING + max(names, default=0) + 18 + sum(_paragraph(text, ACROSS) for text in told)
    before = _HEADING + _paragraph("x" * 80, ACROSS)
    # Without any, five questions of our own stand there.
    for question in paper.questions[:MAX_QUESTIONS] or ("x",) * 5:
        yield before + _item(shorten(question, share.question).text, ACROSS - 7)
        before = 0.0
    yield 9 + _text("x " * 160, ACROSS, _TABLE) + 2.2


def name_lines(title: str, wide: float = NAME, size: float = _TABLE) -> int:
    """Return how many lines an area's name takes, at most six."""
    return min(6, count_lines(first_words(title, MAX_AREA_TITLE), wide=wide, size=size, bold=True))


def stages_under_way(paper: GovernorsPaper) -> tuple[NextStep, ...]:
    """The stage under way and the one after it."""
    now = next((place for place, step in enumerate(paper.next_steps) if step.state == "now"), None)
    return paper.next_steps[now : now + 2] if now is not None else ()


def _paragraph(text: str, wide: float) -> float:
    return _text(text, wide, _BODY) + 2.2


def _item(text: str, wide: float) -> float:
    return _text(text, wide, _BODY) + 1.2


def _text(text: str, wide: float, size: float, *, bold: bool = False) -> float:
    return count_lines(text, wide=wide, size=size, bold=bold) * size * _LINE_HEIGHT
