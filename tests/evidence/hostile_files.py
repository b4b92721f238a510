"""Files sent to do harm, or by mistake: each with what its sender is told, or with what is left of it."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from app.files.kinds import FileKind
from tests.evidence.made_files import (
    HYPERLINK,
    SCRIPT,
    TEMPLATE,
    action,
    archive,
    attach,
    huge_png,
    image,
    office,
    pdf,
    photograph,
    relation,
    script_deep_inside,
)

Name = pikepdf.Name


@dataclass(frozen=True)
class Refused:
    name: str
    make: Callable[[], bytes]
    says: str


@dataclass(frozen=True)
class Inert:
    """Kept, as this kind and under this name, with nothing left of what is `gone`."""

    name: str
    make: Callable[[], bytes]
    kind: FileKind
    kept_as: str
    gone: tuple[bytes, ...] = ()


PNG_START = b"\x89PNG\r\n\x1a\n"
EICAR_LIKE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$A-HARMLESS-TEST-TEXT!$H+H*"
XXE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>'
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


def nothing_but(size: int) -> bytes:
    return b"\x00" * size


def locked_zip() -> bytes:
    """Says of its first part that it is encrypted."""
    content = bytearray(office())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def lying_zip() -> bytes:
    """Says of a part that it is smaller than it is."""
    content = bytearray(office(more={"word/a.xml": "<a>" + "x" * 5_000 + "</a>"}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def encrypted_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


def owner_locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="o", user=""))


REFUSED: dict[str, Refused] = {
    "polyglot of GIF and HTML": Refused("a.gif", lambda: b"GIF89a/*" + SCRIPT + b"*/", "kind of picture is not kept"),
    "HTML called a picture": Refused("a.png", lambda: b"<!DOCTYPE html>" + SCRIPT, "web page or other code"),
    "HTML after white space": Refused("a.txt", lambda: b" \r\n\t<html>" + SCRIPT, "web page or other code"),
    "HTML after a byte order mark": Refused("a.txt", lambda: b"\xef\xbb\xbf<html>", "web page or other code"),
    "SVG with a script": Refused("a.svg", lambda: b"<svg>" + SCRIPT + b"</svg>", "web page or other code"),
    "XML with an entity": Refused("a.xml", XXE.encode, "web page or other code"),
    "HTML in UTF-16": Refused("a.txt", lambda: "<html>".encode("utf-16"), "not a kind of file"),
    "start of a PNG, then HTML": Refused("a.png", lambda: PNG_START + SCRIPT, "damaged or incomplete"),
    "decompression bomb as PNG": Refused("a.png", lambda: huge_png(20_000, 20_000), "more than 40 million pixels"),
    "PNG just too large": Refused("a.png", lambda: huge_png(8_000, 5_001), "more than 40 million pixels"),
    "truncated PNG": Refused("a.png", lambda: image(size=(300, 300))[:200], "damaged or incomplete"),
    "truncated JPEG": Refused("a.jpg", lambda: image("JPEG", (300, 300))[:400], "damaged or incomplete"),
    "truncated WebP": Refused("a.webp", lambda: image("WEBP", (300, 300))[:40], "damaged or incomplete"),
    "TIFF": Refused("a.tiff", lambda: image("TIFF"), "kind of picture is not kept"),
    "BMP": Refused("a.bmp", lambda: image("BMP"), "kind of picture is not kept"),
    "HEIC": Refused("a.heic", lambda: b"\x00\x00\x00\x18ftypheic" + nothing_but(20), "HEIC or AVIF"),
    "empty file": Refused("a.pdf", lambda: b"", "This file is empty"),
    "file of spaces": Refused("a.txt", lambda: b" \n\n\t ", "nothing in it"),
    "program of Windows": Refused("a.exe", lambda: b"MZ\x90\x00" + nothing_but(60), "This is a program"),
    "program called a PDF": Refused("a.pdf", lambda: b"MZ\x90\x00" + nothing_but(60), "This is a program"),
    "program behind two endings": Refused("a.pdf.exe", lambda: b"MZ\x90\x00" + nothing_but(60), "This is a program"),
    "program of Linux": Refused("a", lambda: b"\x7fELF\x02" + nothing_but(60), "This is a program"),
    "shell script": Refused("a.txt", lambda: b"#!/bin/sh\nrm -rf /\n", "This is a program"),
    "shortcut": Refused("a.pdf.lnk", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + nothing_but(60), "This is a shortcut"),
    "old Word or encrypted Word": Refused("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Office file"),
    "RTF": Refused("a.rtf", lambda: rb"{\rtf1\object}", "RTF file"),
    "zip": Refused("a.zip", lambda: archive({"a.exe": b"MZ"}), "This is a zip archive"),
    "nested zip": Refused("a.docx", lambda: archive({"b.zip": archive({"c.zip": b"PK"})}), "This is a zip archive"),
    "zip inside Word": Refused("a.docx", lambda: office(more={"word/b.zip": archive({"c": b""})}), "something else"),
    "empty zip": Refused("a.docx", lambda: archive({}), "This is an archive"),
    "RAR": Refused("a.rar", lambda: b"Rar!\x1a\x07\x00", "This is an archive"),
    "gzip": Refused("a.gz", lambda: b"\x1f\x8b\x08" + nothing_but(20), "This is an archive"),
    "zip bomb as Word": Refused(
        "a.docx",
        lambda: office(more={f"word/{n}.xml": nothing_but(20_000_000) for n in range(8)}),
        "unpacks to far more",
    ),
    "too many entries": Refused(
        "a.docx", lambda: office(more={f"word/{n}.xml": "" for n in range(5_001)}), "unpacks to far more"
    ),
    "Word with macros (docm)": Refused("a.docm", lambda: office(main=MACRO_MAIN), "contains macros"),
    "docm called docx": Refused("a.docx", lambda: office(main=MACRO_MAIN), "contains macros"),
    "docx with vbaProject": Refused("a.docx", lambda: office(more={"word/vbaProject.bin": b"x"}), "contains macros"),
    "docx with ActiveX": Refused("a.docx", lambda: office(more={"word/activeX/a.xml": "<a/>"}), "something else"),
    "docx with a program": Refused("a.docx", lambda: office(more={"word/embeddings/a.exe": b"MZ"}), "something else"),
    "docx with an object": Refused("a.docx", lambda: office(more={"word/embeddings/o1.bin": b""}), "something else"),
    "docx with macros deep inside": Refused(
        "a.docx",
        lambda: office(more={"word/embeddings/a.xlsx": office("xlsx", {"xl/vbaProject.bin": b""})}),
        "contains macros",
    ),
    "docx three deep": Refused(
        "a.docx",
        lambda: office(more={"e/a.docx": office(more={"e/b.docx": office()})}),
        "unpacks to far more",
    ),
    "docx with XXE": Refused("a.docx", lambda: office(more={"word/document.xml": XXE}), "its own codes"),
    "docx with XXE in UTF-16": Refused(
        "a.docx", lambda: office(more={"word/document.xml": XXE.encode("utf-16")}), "its own codes"
    ),
    "docx in an odd encoding": Refused(
        "a.docx", lambda: office(more={"word/a.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}), "its own codes"
    ),
    "docx with a template elsewhere": Refused(
        "a.docx",
        lambda: office(more={"word/_rels/settings.xml.rels": relation(TEMPLATE, "https://evil.example/t.dotm")}),
        "from elsewhere",
    ),
    "docx with an absolute path": Refused("a.docx", lambda: office(more={"/etc/cron.d/a.xml": ""}), "not put together"),
    "docx with a path upwards": Refused("a.docx", lambda: office(more={"../../a.xml": ""}), "not put together"),
    "docx with a path of Windows": Refused("a.docx", lambda: office(more={"..\\a.xml": ""}), "not put together"),
    "docx with one name twice": Refused("a.docx", lambda: office(more={"WORD/document.xml": ""}), "not put together"),
    "docx packed oddly": Refused("a.docx", lambda: office(method=zipfile.ZIP_LZMA), "not put together"),
    "docx locked": Refused("a.docx", locked_zip, "locked with a password"),
    "docx that lies of a size": Refused("a.docx", lying_zip, "damaged or incomplete"),
    "truncated docx": Refused("a.docx", lambda: office()[:-40], "damaged or incomplete"),
    "another package": Refused("a.docx", lambda: office(main="application/vnd.ms-xps"), "and is none"),
    "PDF with JavaScript": Refused("a.pdf", lambda: pdf(action(S=Name.JavaScript, JS="app.alert(1)")), "a script"),
    "PDF with JavaScript deep inside": Refused("a.pdf", lambda: pdf(script_deep_inside), "a script"),
    "PDF with JavaScript in packed objects": Refused(
        "a.pdf",
        lambda: pdf(script_deep_inside, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a script",
    ),
    "PDF that starts a program": Refused("a.pdf", lambda: pdf(action(S=Name.Launch, F="calc.exe")), "starts something"),
    "PDF that sends a form": Refused(
        "a.pdf", lambda: pdf(action(S=Name.SubmitForm, F="https://evil.example")), "starts something"
    ),
    "PDF with a file inside": Refused("a.pdf", lambda: pdf(attach), "other files inside"),
    "encrypted PDF": Refused("a.pdf", encrypted_pdf, "locked with a password"),
    "PDF locked by its owner": Refused("a.pdf", owner_locked_pdf, "locked with a password"),
    "start of a PDF, then HTML": Refused("a.pdf", lambda: b"%PDF-1.7\n" + SCRIPT, "damaged or incomplete"),
    "HTML, then a PDF": Refused("a.pdf", lambda: SCRIPT + pdf(), "web page or other code|not a kind of file"),
    "control characters": Refused("a.txt", lambda: b"a\x1b]0;title\x07b", "not a kind of file"),
    "NUL in text": Refused("a.txt", lambda: b"a\x00b", "not a kind of file"),
    "text that is not UTF-8": Refused("a.txt", lambda: "café".encode("latin-1"), "not a kind of file"),
    "table that starts a program": Refused("a.csv", lambda: b"x,=cmd|'/c calc'!A1\n", "starts a program"),
}

INERT: dict[str, Inert] = {
    "PNG with HTML behind it": Inert("a.png", lambda: image() + SCRIPT, FileKind.PNG, "a.png", (SCRIPT,)),
    "JPEG with a zip behind it": Inert(
        "a.jpg", lambda: image("JPEG") + archive({"a.exe": b"MZ"}), FileKind.JPEG, "a.jpg", (b"PK\x03\x04", b"a.exe")
    ),
    "JPEG that says where it was taken": Inert(
        "a.jpg", photograph, FileKind.JPEG, "a.jpg", (b"Exif", b"zqcamera", b"zqcomment")
    ),
    "polyglot of PDF and zip": Inert(
        "a.pdf", lambda: pdf() + archive({"a.exe": b"MZ"}), FileKind.PDF, "a.pdf", (b"PK\x03\x04", b"a.exe")
    ),
    "polyglot of zip and HTML": Inert("a.docx", lambda: office() + SCRIPT, FileKind.DOCX, "a.docx", (SCRIPT,)),
    "Word with a link and a table": Inert(
        "a.docx",
        lambda: office(
            more={
                "word/_rels/document.xml.rels": relation(HYPERLINK, "https://a.example"),
                "word/embeddings/a.xlsx": office("xlsx"),
            }
        ),
        FileKind.DOCX,
        "a.docx",
    ),
    "PNG called HTML": Inert("a.html", image, FileKind.PNG, "a.png"),
    "PNG called a PDF": Inert("a.pdf", image, FileKind.PNG, "a.png"),
    "picture behind two endings": Inert("a.pdf.exe", pdf, FileKind.PDF, "a.pdf"),
    "text called a program": Inert("run.bat", lambda: b"echo hello", FileKind.TEXT, "run.txt"),
    "text that scanners know": Inert("eicar.com", lambda: EICAR_LIKE, FileKind.TEXT, "eicar.txt"),
    "text with HTML inside": Inert("a.html", lambda: b"Look: " + SCRIPT, FileKind.TEXT, "a.txt"),
    "path in the name": Inert("../../etc/passwd", lambda: b"text", FileKind.TEXT, "passwd.txt"),
    "path of Windows in the name": Inert("C:\\Users\\a\\plan.txt", lambda: b"text", FileKind.TEXT, "plan.txt"),
    "nothing but dots": Inert("...", lambda: b"text", FileKind.TEXT, "File without a name.txt"),
    "name that turns right to left": Inert("a\u202efdp.exe", image, FileKind.PNG, "afdp.png"),
    "name with line ends": Inert("a\u2028b\u0085c.txt", lambda: b"text", FileKind.TEXT, "abc.txt"),
    "name with a tag": Inert("<b>a&b.txt", lambda: b"text", FileKind.TEXT, "_b_a&b.txt"),
    "enormous name": Inert("a" * 5_000 + ".txt", lambda: b"text", FileKind.TEXT, "a" * 116 + ".txt"),
    "name with emoji": Inert("👩‍🏫 plan.txt", lambda: b"text", FileKind.TEXT, "👩‍🏫 plan.txt"),
}
