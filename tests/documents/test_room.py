"""What the paper's room is reckoned from: the widths of letters, and the heights of its parts."""

from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from app.documents.bundle import FONTS
from app.documents.governors_paper import to_html
from app.documents.governors_paper_page import GovernorsPaper
from app.documents.measure import PRINTABLE, PUNCTUATION, count_lines
from app.documents.pdf import render_pdf
from app.documents.room import MOST_PAGES, PAGE, block_heights, choose_share, count_pages
from tests.documents.papers import enormous_paper, ordinary_paper


def test_widths_are_those_of_the_font() -> None:
    font = TTFont(FONTS / "atkinson-hyperlegible-next-latin-400.woff2")
    names, widths = font.getBestCmap(), font["hmtx"]
    assert font["head"].unitsPerEm == 1000
    assert [widths[names[code]][0] for code in range(32, 127)] == list(PRINTABLE)
    assert {character: widths[names[ord(character)]][0] for character in PUNCTUATION} == PUNCTUATION


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 0), ("Short.", 1), ("Ten pupils told us so. " * 5, 2), ("x" * 400, 5), ("会议" * 60, 4), ("🎉 " * 20, 4)],
)
def test_lines_are_counted_as_they_would_break(text: str, lines: int) -> None:
    assert abs(count_lines(text, wide=132.5, size=9.5) - lines) <= (lines > 2)


@pytest.mark.parametrize("paper", [ordinary_paper(), enormous_paper()], ids=["ordinary", "enormous"])
def test_estimate_is_no_less_than_the_paper_and_not_much_more(paper: GovernorsPaper) -> None:
    share = choose_share(paper)
    pages = count_pages(paper, share)
    assert pages <= MOST_PAGES
    with pikepdf.open(BytesIO(render_pdf(to_html(paper)))) as document:
        assert len(document.pages) <= pages
    # A third of a page may be lost to blocks that stay together.
    assert sum(block_heights(paper, share)) > (pages - 1.35) * PAGE


def test_long_whole_texts_are_shown_whole_while_there_is_room() -> None:
    html = to_html(ordinary_paper())
    assert "…" not in html.split("</header>")[1]
