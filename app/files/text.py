"""Plain text and tables as text: UTF-8, nothing in it that a program would run or a browser would take for a page."""

import re

from app.files.kinds import FileKind, FileRefused
from app.language import gettext as _

NOT_TYPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
RUNS_A_PROGRAM = re.compile(r"^\s*['\"]?\s*[=+@-][^\r\n]*\|[^\r\n]*!", re.MULTILINE)
"""A cell that asks a spreadsheet to start a program: =cmd|'/c calc'!A1."""
NEW_CELL = re.compile(r"[,;\t]")


def plain(content: bytes, name: str) -> tuple[FileKind, bytes]:
    """The text as it was sent, and which of the two it is. Raises FileRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(_unknown()) from None
    if NOT_TYPED.search(text):
        raise FileRefused(_unknown())
    start = text.lstrip()
    if not start:
        raise FileRefused(_("This file has nothing in it. Choose the one that you meant."))
    if start.startswith("<"):
        raise FileRefused(
            _("This is a web page or other code, which a browser could run. Save it as a PDF, and send that.")
        )
    if start.startswith("#!"):
        raise FileRefused(_("This is a program, and programs are not kept. Send a document, a picture or plain text."))
    is_table = name.lower().endswith(".csv")
    if is_table and RUNS_A_PROGRAM.search(NEW_CELL.sub("\n", text)):
        raise FileRefused(_("A cell of this table starts a program. Take out the formula, and send the table again."))
    return (FileKind.CSV if is_table else FileKind.TEXT), text.encode()


def _unknown() -> str:
    return _(
        "This is not a kind of file that can be kept. Send a PDF, a picture (PNG, JPEG or WebP), a Word, Excel or "
        "PowerPoint file, or plain text in UTF-8."
    )
