"""A file of a cohort on its way: sent, looked at, and sent again with the page that shows what it comes to.

It travels in that page's form, packed, so that nothing is left over on the server when nobody goes on.
"""

import base64
import binascii
import zlib
from dataclasses import dataclass

from app.access.posted import Posted
from app.access.posted_file import PostedFile
from app.language import gettext as _

MOST_BYTES = 8_000_000
MOST_PACKED = 1_500_000
"""Characters. A form may carry two million; a file of 25,000 rows comes to a tenth of this."""
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Sent:
    """The content of a file, or why it cannot be taken here."""

    name: str
    content: bytes
    refused: str = ""


def look_at(file: PostedFile) -> Sent:
    """What was sent, unless it is none, no text, or too much for a form."""
    name = file.name[:200]
    if not file.content:
        return Sent(name, b"", _("Choose a CSV file that has something in it."))
    if file.content.startswith(ZIP):
        return Sent(name, b"", _("This is a spreadsheet. Save it as “CSV UTF-8” first, and send that file."))
    if len(file.content) > MOST_BYTES or len(pack(file.content)) > MOST_PACKED:
        return Sent(name, b"", _("This file is too large to bring in here. Split it, each part with the first line."))
    return Sent(name, file.content)


def pack(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode()


def unpack(posted: Posted) -> Sent:
    """What `pack` made of a file; refused where it is none of that."""
    name = posted.get("name")[:200]
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(base64.urlsafe_b64decode(posted.get("packed")), MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        content = b""
    if not content or not reader.eof:
        return Sent(name, b"", _("The file did not come through whole. Choose it again."))
    return Sent(name, content)
