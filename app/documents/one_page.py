"""Whether a document fits on one page, before it is laid out: as documents/room.py does for the governors' paper.

The heights, in mm, follow `.one-page` in document.css; a test compares them with what is rendered.
"""

from app.documents.measure import MM_PER_POINT, count_lines
from app.documents.paper import Block, Bullets, Heading, Paper, Paragraph

PAGE = 252.0
"""What stands between the margins is 260 mm high; the rest is kept for what the estimate misses."""

ACROSS = 174.0
_LINE_HEIGHT = 1.35 * MM_PER_POINT
_OF_HEADINGS = 1.18 / 1.35
"""Their lines stand closer."""
_BODY, _SMALL = 9.5, 8.5


def fits(paper: Paper) -> bool:
    """A one-page paper of headings, paragraphs and lists takes no second page."""
    return _head(paper) + sum(_height(block) for block in paper.blocks) <= PAGE


def _head(paper: Paper) -> float:
    facts = sum(_text(value, ACROSS - 34, _SMALL) + 1.0 for _name, value in paper.facts)
    title = _text(paper.title, ACROSS, 18, bold=True) * _OF_HEADINGS + 1.0
    school = _text(f"{paper.school_name} {paper.urn_in_words}", ACROSS, 11.5, bold=True) + 2.0
    return 4.5 + _text(paper.kicker, ACROSS, 10) + 1.0 + title + school + facts + 3.5 + _paragraph(paper.about)


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return 4.2 + _text(block.text, ACROSS, 12, bold=True) * _OF_HEADINGS
    if isinstance(block, Paragraph):
        note = _text(block.note, ACROSS, _SMALL) if block.note else 0.0
        return _paragraph(f"{block.label} {block.text} {block.source}") + note
    if isinstance(block, Bullets):
        return 1.4 + sum(
            _text(f"{one.text} {one.source}", ACROSS - 5, _BODY)
            + (_text(one.note, ACROSS - 5, _SMALL) if one.note else 0.0)
            + 0.9
            for one in block.items
        )
    raise TypeError(f"A one-page paper has no {type(block).__name__}")


def _paragraph(text: str) -> float:
    return _text(text, ACROSS, _BODY) + 1.6


def _text(text: str, wide: float, size: float, *, bold: bool = False) -> float:
    return count_lines(text, wide=wide, size=size, bold=bold) * size * _LINE_HEIGHT
