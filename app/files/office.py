"""Word, Excel and PowerPoint files: zips of XML, packed anew from entries that were each looked at."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from app.files.kinds import FileKind, FileRefused
from app.language import gettext as _

MOST_ENTRIES = 5_000
MOST_BYTES = 150_000_000
"""Unpacked, all entries together."""
DEEPEST = 1
"""A Word file may hold the table behind a chart, and that table nothing more."""

CONTENT_TYPES = "[Content_Types].xml"
MAIN: Mapping[FileKind, bytes] = {
    FileKind.DOCX: b"wordprocessingml.document.main+xml",
    FileKind.XLSX: b"spreadsheetml.sheet.main+xml",
    FileKind.PPTX: b"presentationml.presentation.main+xml",
}
MARKUP = {"xml", "rels", "vml"}
PICTURES = {"png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp"}
FONTS = {"odttf", "fntdata", "ttf"}
DOCUMENTS = {"docx", "xlsx", "pptx"}
PARTS = MARKUP | PICTURES | FONTS | DOCUMENTS
PRINTER = re.compile(r"[a-z]+/printersettings/[\w.-]+\.bin")
ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*['\"]([A-Za-z0-9._-]+)")
ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1", b"windows-1252"}
OUTSIDE = re.compile(rb"<[^>]*TargetMode\s*=\s*['\"]External['\"][^>]*>")
A_LINK = re.compile(rb"/relationships/hyperlink['\"]")
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes, *, depth: int = 0) -> tuple[FileKind, bytes]:
    """Which of the three it is, and a zip of exactly its parts. Raises FileRefused."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = _read(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_damaged()) from None
    kind = _kind_of(entries)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in entries.items():
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, _looked_at(name, part, depth))
    return kind, packed.getvalue()


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    found = archive.infolist()
    if len(found) > MOST_ENTRIES:
        raise FileRefused(_too_much())
    entries: dict[str, bytes] = {}
    left = MOST_BYTES
    for info in found:
        if info.is_dir():
            continue
        name = info.orig_filename
        if info.flag_bits & 0x1:
            raise FileRefused(_("This file is locked with a password. Save it without one, and send it again."))
        if not _is_inside(name) or name.lower() in {one.lower() for one in entries}:
            raise FileRefused(_odd())
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileRefused(_odd())
        with archive.open(info) as part:
            # Never what the entry says of itself: read on, and stop.
            entries[name] = part.read(left + 1)
        left -= len(entries[name])
        if left < 0:
            raise FileRefused(_too_much())
    return entries


def _is_inside(name: str) -> bool:
    return not (name.startswith("/") or "\\" in name or ":" in name or "\x00" in name or ".." in name.split("/"))


def _kind_of(entries: Mapping[str, bytes]) -> FileKind:
    types = entries.get(CONTENT_TYPES)
    if types is None:
        raise FileRefused(
            _("This is a zip archive. Take out the documents that are evidence, and send each one by itself.")
        )
    types = types.replace(b"\x00", b"")
    names = [name.lower() for name in entries]
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower() or any("vba" in name for name in names):
        raise FileRefused(
            _("This file contains macros, which are programs. Save it as .docx, .xlsx or .pptx, or as a PDF.")
        )
    kinds = [kind for kind, main in MAIN.items() if main in types]
    if len(kinds) != 1:
        raise FileRefused(
            _("This is built like a Word, Excel or PowerPoint file, and is none. Save it as a PDF, and send that.")
        )
    return kinds[0]


def _looked_at(name: str, part: bytes, depth: int) -> bytes:
    """The part, if there is nothing in it that acts. Raises FileRefused."""
    lower = name.lower()
    ending = lower.rpartition(".")[2]
    if PRINTER.fullmatch(lower):
        return part
    if "activex" in lower or ending not in PARTS:
        raise FileRefused(
            _("This file has something else inside that could act or hide a program. Save it as a PDF and send that.")
        )
    if ending in DOCUMENTS:
        if depth == DEEPEST:
            raise FileRefused(_too_much())
        return repacked(part, depth=depth + 1)[1]
    if ending in MARKUP:
        _refuse_odd_xml(part, is_relations=ending == "rels")
    return part


def _refuse_odd_xml(part: bytes, *, is_relations: bool) -> None:
    # UTF-16 without its zeros reads like UTF-8, for whoever looks for plain letters.
    letters = part.replace(b"\x00", b"")
    declared = ENCODING.search(letters[:300])
    if b"<!" in letters.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or (
        declared and declared.group(1).lower() not in ENCODINGS
    ):
        raise FileRefused(
            _("This file defines its own codes (a DTD), which can fetch other files. Save it as a PDF and send that.")
        )
    if is_relations and any(not A_LINK.search(one) for one in OUTSIDE.findall(letters)):
        raise FileRefused(
            _("This file fetches a template or picture from elsewhere when opened. Save it as a PDF and send that.")
        )


def _damaged() -> str:
    return _("This file is damaged or incomplete. Open it, save it again, and send that.")


def _odd() -> str:
    return _("This file is not put together as Word, Excel and PowerPoint do it. Save it as a PDF and send that.")


def _too_much() -> str:
    return _("This file unpacks to far more than a document holds. Save it as a PDF and send that.")
