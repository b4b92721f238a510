"""What a file can be, and what becomes of one that was looked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    TEXT = "text"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def ending(self) -> str:
        return {FileKind.JPEG: "jpg", FileKind.TEXT: "txt"}.get(self, str(self))

    @property
    def is_image(self) -> bool:
        return self in {FileKind.PNG, FileKind.JPEG, FileKind.WEBP}


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: f"{_OFFICE}wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}presentationml.presentation",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.CSV: "text/csv; charset=utf-8",
}


class FileRefused(ValueError):
    """The file cannot be kept. Carries the sentences that say what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class SafeFile:
    """What is kept of a file: a name that is only a name, what it is, and content made anew from what was sent."""

    name: str
    kind: FileKind
    content: bytes
