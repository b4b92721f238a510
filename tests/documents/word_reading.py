"""What tests ask of a Word file: its headings, tables, lists, language and words."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import docx
from docx.oxml.ns import qn


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def heading_levels(document: Any) -> list[int]:
    """0 is the title."""
    names = [paragraph.style.name for paragraph in document.paragraphs]
    return [0 if name == "Title" else int(name[-1]) for name in names if name == "Title" or name.startswith("Heading")]


def faults(content: bytes) -> list[str]:
    """What is wrong with the file's structure."""
    document = opened(content)
    levels = heading_levels(document)
    found = [] if levels[:1] == [0] and levels.count(0) == 1 else [f"titles: {levels[:3]}"]
    found += [f"{before} is followed by {after}" for before, after in pairwise(levels) if after > before + 1]
    for table in document.tables:
        marks = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        if marks != [True] + [False] * (len(marks) - 1):
            found.append(f"header rows: {marks}")
        if not all(cell.text for cell in table.rows[0].cells):
            found.append("a column without a name")
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    if languages != {"en-GB"}:
        found.append(f"language: {languages}")
    for name in ("title", "author"):
        if not getattr(document.core_properties, name):
            found.append(f"no {name}")
    fields = document.sections[0].footer._element.xml
    found += [f"no {field}" for field in ("PAGE", "NUMPAGES") if f'w:instr="{field}"' not in fields]
    return found


def header(content: bytes) -> str:
    return opened(content).sections[0].header.paragraphs[0].text


def words(content: bytes) -> str:
    """Everything in the body, in order, with single spaces."""
    return " ".join(" ".join(_texts(opened(content))).split())


def listed(content: bytes) -> list[str]:
    return [one.text for one in opened(content).paragraphs if one.style.name.startswith("List ")]


def _texts(document: Any) -> Iterator[str]:
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text
