"""The marked content of a PDF's pages: what each mark says, and turning marks into artifacts."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    parse_content_stream,
    unparse_content_stream,
)

from app.documents.structure import Mark

_MAPPING = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")

# WeasyPrint lays out in CSS pixels and scales once at the top of each page: points per pixel.
POINTS_PER_PIXEL = 0.75


class _Run(NamedTuple):
    """Where a mark begins in its page's instructions, what it shows, and how far down the page (pixels)."""

    start: int
    text: str
    top: float


class PageMarks:
    """The marks on one page."""

    def __init__(self, pdf: Pdf, page: Page, number: int) -> None:
        self._pdf = pdf
        self._page = page
        self.number = number
        self.height = float(page.mediabox[3]) - float(page.mediabox[1])
        self._instructions = list(parse_content_stream(page))

    @cached_property
    def runs(self) -> dict[int, _Run]:
        """Every mark on the page by its number."""
        found: dict[int, _Run] = {}
        open_marks: list[int | None] = []
        parts: dict[int, list[str]] = {}
        font = ""
        for index, instruction in enumerate(self._instructions):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "BDC":
                    number = _mark_number(operands)
                    open_marks.append(number)
                    if number is not None:
                        found[number] = _Run(index, "", 0.0)
                        parts[number] = []
                case "BMC":
                    open_marks.append(None)
                case "EMC":
                    open_marks.pop()
                case "Tf":
                    font = str(operands[0])
                case "Tm" if (current := _innermost(open_marks)) is not None and not found[current].top:
                    found[current] = found[current]._replace(top=float(operands[5]))
                case "Tj" | "TJ" if (current := _innermost(open_marks)) is not None:
                    parts[current].append(self._decode(font, operands[0]))
                case _:
                    pass
        return {number: run._replace(text="".join(parts[number])) for number, run in found.items()}

    def make_artifacts(self, decorative: set[int], running: set[int]) -> None:
        """Leave the marks of both sets as artifacts: what assistive technology passes over."""
        for number in decorative | running:
            run = self.runs[number]
            properties = Dictionary()
            if number in running:
                edge = Name.Header if run.top * POINTS_PER_PIXEL < self.height / 2 else Name.Footer
                attached = Name.Top if edge == Name.Header else Name.Bottom
                properties = Dictionary(Type=Name.Pagination, Subtype=edge, Attached=Array([attached]))
            self._instructions[run.start] = ContentStreamInstruction([Name.Artifact, properties], Operator("BDC"))
        self._page.Contents = self._pdf.make_stream(unparse_content_stream(self._instructions))

    def _decode(self, font: str, shown: Object) -> str:
        characters = self._characters(font)
        pieces = shown if isinstance(shown, Array) else [shown]
        codes = b"".join(bytes(piece) for piece in pieces if not isinstance(piece, int | float) and _is_text(piece))
        pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
        return "".join(characters.get(pair, "") for pair in pairs)

    def _characters(self, font: str) -> dict[bytes, str]:
        if font not in self._fonts:
            to_unicode = self._page.obj.Resources.Font[font].ToUnicode.read_bytes()
            self._fonts[font] = {
                bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be", "ignore")
                for code, text in _MAPPING.findall(to_unicode)
            }
        return self._fonts[font]

    @cached_property
    def _fonts(self) -> dict[str, dict[bytes, str]]:
        return {}


class MarkedContent:
    """The marks of every page of an open PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = [PageMarks(pdf, page, number) for number, page in enumerate(pdf.pages)]

    def text(self, marks: Iterator[Mark]) -> str:
        """Return what the marks show, with white space collapsed."""
        found = (self.pages[mark.page].runs.get(mark.number) for mark in marks)
        return " ".join("".join(run.text for run in found if run).split())


def _mark_number(operands: list[Object]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


def _innermost(open_marks: list[int | None]) -> int | None:
    return open_marks[-1] if open_marks else None


def _is_text(piece: Object) -> bool:
    return hasattr(piece, "__bytes__") and not isinstance(piece, Name)
