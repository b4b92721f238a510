"""What any document is made of: a title, where it comes from, and blocks. PDF and Word are both written from this."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

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


Block = Heading | Paragraph | Bullets | Table | WritingSpace


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


def said(text: str, *, label: str = "", source: str = "", quiet: bool = False) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Run(text),), label, source, quiet)
