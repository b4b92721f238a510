"""What a file is, told by its content alone, and made safe to keep."""

from app.files.images import redrawn
from app.files.kinds import FileKind, FileRefused, SafeFile
from app.files.names import clean_name
from app.files.office import repacked
from app.files.pdf import rewritten
from app.files.text import plain
from app.language import gettext as _

LONGEST_NAME_GIVEN = 1_000


def make_safe(name: str, content: bytes) -> SafeFile:
    """The file as it may be kept and given to others. Raises FileRefused."""
    name = name[-LONGEST_NAME_GIVEN:]
    if not content:
        raise FileRefused(
            _("This file is empty. Choose another.") if name else _("No file was chosen. Choose one, then add it.")
        )
    kind, safe = _made_safe(name, content)
    return SafeFile(clean_name(name, kind), kind, safe)


def _made_safe(name: str, content: bytes) -> tuple[FileKind, bytes]:
    image = _image_kind(content)
    if image:
        return image, redrawn(content, image)
    if content.startswith(b"%PDF-"):
        return FileKind.PDF, rewritten(content)
    if content.startswith(b"PK\x03\x04"):
        return repacked(content)
    for start, what_it_is in _known_and_refused():
        if content.startswith(start):
            raise FileRefused(what_it_is)
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise FileRefused(_("This is a HEIC or AVIF picture. Save it as JPEG or PNG and send that."))
    return plain(content, name)


def _image_kind(content: bytes) -> FileKind | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def _known_and_refused() -> list[tuple[bytes, str]]:
    program = _("This is a program, and programs are not kept. Send a document, a picture or plain text.")
    other_picture = _("This kind of picture is not kept. Save it as PNG or JPEG and send that.")
    archive = _("This is an archive. Take out the documents that are evidence, and send each one by itself.")
    old_office = _(
        "This is an older Office file, or one locked with a password. Save it as .docx, .xlsx or .pptx without a "
        "password, or as a PDF."
    )
    return [
        (b"MZ", program),
        (b"\x7fELF", program),
        (b"\xca\xfe\xba\xbe", program),
        (b"\xcf\xfa\xed\xfe", program),
        (b"L\x00\x00\x00\x01\x14\x02\x00", _("This is a shortcut to a file, not the file itself. Choose the file.")),
        (b"\xd0\xcf\x11\xe0", old_office),
        (b"{\\rtf", _("This is an RTF file. Save it as .docx or as a PDF and send that.")),
        (b"GIF8", other_picture),
        (b"II*\x00", other_picture),
        (b"MM\x00*", other_picture),
        (b"BM", other_picture),
        (b"PK", archive),
        (b"Rar!", archive),
        (b"7z\xbc\xaf\x27\x1c", archive),
        (b"\x1f\x8b", archive),
    ]
