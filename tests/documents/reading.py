"""What tests ask of a PDF: is it valid, what does its structure say, what would be read out."""

import io
import re
from collections.abc import Callable
from typing import TypeVar

import page
import pikepdf

from app.documents.marks import MarkedContent
from app.documents.structure import Mark, Node, StructureTree

Answer = TypeVar("Answer")


def faults(pdf: bytes) -> list[str]:
    """Return what the PDF/UA-1 checker finds wrong."""
    return [f"{fault.rule_id}: {fault.message}" for fault in page.validate_pdf_bytes(pdf, profile="ua1").failures]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def spoken(pdf: bytes) -> str:
    """Return the text in the order of the structure, with alternative texts: what a screen reader says."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = MarkedContent(document)
        parts = []
        for node in StructureTree(document).walk():
            if "/Alt" in node.element:
                parts.append(str(node.element.Alt))
            own = [kid for kid in node.kids if isinstance(kid, Mark)]
            parts.append(content.text(iter(own)))
        return " ".join(" ".join(parts).split())


def outline(pdf: bytes) -> list[str]:
    """Return the kinds of all elements in reading order, indented by depth."""
    lines: list[str] = []

    def note(node: Node, depth: int) -> None:
        lines.append("  " * depth + node.kind)
        for kid in node.nodes:
            note(kid, depth + 1)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        note(StructureTree(document).root, 0)
    return lines


def kinds(pdf: bytes) -> list[str]:
    return [line.strip() for line in outline(pdf)]


def attributes(pdf: bytes, kind: str, name: str) -> list[str]:
    """Return the attribute of every element of the kind, empty where it has none."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for node in StructureTree(document).of_kind(kind):
            held = node.element.get("/A", pikepdf.Dictionary())
            found.append(str(held.get(f"/{name}", "")).lstrip("/"))
    return found


def look(pdf: bytes, question: Callable[[pikepdf.Pdf], Answer]) -> Answer:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return question(document)


def page_streams(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [re.sub(r"\s+", " ", each.Contents.read_bytes().decode("latin-1")) for each in document.pages]
