"""What any document is made of: a title, where it comes from, and blocks. PDF and Word are both written from this."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.documents.timeline import Timeline

Mark = Literal["", "strong", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph. Removed words are struck through, added ones underlined."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 stands below the document's title. No level is skipped."""

    text: str
    level: Literal[1, 2, 3] = 1
    opens_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`label` stands before it in bold, `source` after it: the code of the item that it comes from."""

    runs: tuple[Run, ...]
    label: str = ""
    source: str = ""
    note: str = ""
    """Stands below it, smaller: what it rests on, say."""
    quiet: bool = False
    """The document's own explanation, not what a school said."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Bullet:
    text: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Bullet, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first row and the first column are headers. `shares` are the columns' widths beside each other."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()
    to_write_in: bool = False
    """Rows are high enough for a pen."""

    @property
    def widths(self) -> tuple[float, ...]:
        """Of each column, in per cent; none where the table finds its own."""
        return tuple(share * 100 / sum(self.shares) for share in self.shares)


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Room to write by hand, or to type into."""

    label: str
    lines: int = 4


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Two judgements of one thing: the place of each in the levels, None where there is none, and both in words."""

    label: str
    first: int | None
    second: int | None
    first_in_words: str
    second_in_words: str
    together: str
    """How they stand to each other, in a few words: “One level apart”."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Two judgements of each thing as ring, dot and the line between, beside the words; in Word the words alone."""

    caption: str
    columns: tuple[str, str, str]
    """What the rows are, and whose the two judgements are."""
    levels: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def table(self) -> Table:
        rows = tuple((row.label, row.first_in_words, row.second_in_words) for row in self.rows)
        return Table(self.caption, self.columns, rows, shares=(3, 1, 1))


Block = Heading | Paragraph | Bullets | Table | Chart | Timeline | WritingSpace
"""A timeline is a picture of what a table beside it says: a Word file has the table alone."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. A draft says so on every page; `status` stands at the top of each."""

    kicker: str
    title: str
    about: str
    school_name: str
    urn: str
    dated: date
    dated_in_words: str
    status: str
    framework: str
    is_draft: bool
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    lang: str = "en-GB"
    page_word: str = "Page"
    of_word: str = "of"
    urn_in_words: str = ""
    one_page: bool = False
    """Set closer, for a page that somebody reads standing. Whoever makes it sees to it that it fits (one_page.py)."""


def said(text: str, *, label: str = "", source: str = "", note: str = "", quiet: bool = False) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Run(text),), label, source, note, quiet)
