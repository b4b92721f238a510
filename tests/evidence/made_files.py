"""Files made on the spot: honest ones of every kind, and the parts that hostile ones are built from."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

SCRIPT = b"<script>alert(1)</script>"
OOXML = "application/vnd.openxmlformats-officedocument."
MAIN_TYPES = {
    "docx": f"{OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}presentationml.presentation.main+xml",
}
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (20, 82, 77)).save(out, kind, **saved)
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG that says which camera took it, and where."""
    exif = Image.Exif()
    exif[0x010F] = "zqcamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    return image("JPEG", exif=exif, comment=b"zqcomment")


def huge_png(width: int, height: int) -> bytes:
    """A few kilobytes that unpack to a picture of that many pixels."""
    rows = zlib.compress(b"\x00" * (height * (width // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            (b"IDAT", rows),
            (b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pdf(change: Any = None, **saved: Any) -> bytes:
    """One page. `change` gets the open document before it is saved."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    if change:
        change(document)
    out = BytesIO()
    document.save(out, **saved)
    return out.getvalue()


def action(**parts: Any) -> Any:
    """A change that makes the document do this as it opens."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary({f"/{name}": value for name, value in parts.items()})

    return change


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["inside.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="inside.exe")


def script_deep_inside(document: pikepdf.Pdf) -> None:
    """On a button of the page, in a chain of actions, not where a reader would look first."""
    chain = pikepdf.Dictionary(
        S=pikepdf.Name.URI,
        URI=pikepdf.String("https://a.example"),
        Next=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))]),
    )
    button = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=chain)
    document.pages[0].Annots = pikepdf.Array([button])


def archive(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as new:
        for name, content in entries.items():
            new.writestr(zipfile.ZipInfo(name) if "\\" in name else name, content)
    return out.getvalue()


def office(
    kind: str = "docx", more: Mapping[str, bytes | str] | None = None, *, main: str = "", **archived: Any
) -> bytes:
    """The least that makes a Word, Excel or PowerPoint file, and what else is to be in it."""
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main or MAIN_TYPES[kind]}"/></Types>'
    )
    entries = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS.format(""),
        "word/document.xml": "<document>Plan</document>",
    }
    return archive({**entries, **(more or {})}, **archived)


def relation(kind: str, target: str) -> str:
    return RELATIONS.format(f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="External"/>')


def pdf_that_unpacks_to(megabytes: int) -> bytes:
    """A PDF a thousandth of that size, one of whose objects is packed inside that much of nothing."""
    packer = zlib.compressobj(9)
    packed = b"".join([packer.compress(b" " * 1_000_000) for _ in range(megabytes)]) + packer.flush()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/X 5 0 R>>",
        b"<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    content, rows = b"%PDF-1.7\n", struct.pack(">BIH", 0, 0, 65_535)
    for number, body in enumerate(bodies, start=1):
        rows += struct.pack(">BIH", 1, len(content), 0)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    rows += struct.pack(">BIH", 2, 4, 0) + struct.pack(">BIH", 1, start, 0)
    table = b"<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream" % (len(rows), rows)
    return content + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)
