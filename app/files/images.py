"""Images, drawn anew: nothing is kept but the picture itself, so no place, no camera, no other file behind it."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from app.files.kinds import FileKind, FileRefused
from app.language import gettext as _

MOST_PIXELS = 40_000_000
"""A large phone's photograph has 12 to 24 million, 50 at its finest setting; each takes up to four bytes in memory."""
LONGEST_SIDE = 4_000
"""Larger pictures are made smaller: still finer than any screen or sheet of A4 shows."""

BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow raises for a file that is not what it says; it promises no single exception."""


def redrawn(content: bytes, kind: FileKind) -> bytes:
    """The same picture in the same format, without anything around it. Raises FileRefused."""
    try:
        with Image.open(BytesIO(content), formats=[kind.upper()]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileRefused(_too_many_pixels())
            _load_whole(image)
            return _drawn(image, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(_too_many_pixels()) from None
    except FileRefused:
        raise
    except BROKEN:
        raise FileRefused(
            _("This picture is damaged or incomplete. Open it, save it again as PNG or JPEG, and send that.")
        ) from None


def _load_whole(image: Image.Image) -> None:
    """Raises OSError for a picture whose end is missing, whatever a library beside us has set for the whole process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _drawn(image: Image.Image, kind: FileKind) -> bytes:
    upright = ImageOps.exif_transpose(image)
    see_through = kind != FileKind.JPEG and ("A" in upright.getbands() or "transparency" in upright.info)
    picture = upright.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A copy of the pixels alone: what Pillow knows besides would otherwise be written out with them.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = BytesIO()
    if kind == FileKind.PNG:
        bare.save(out, "PNG", optimize=False)
    else:
        bare.save(out, kind.upper(), quality=88)
    return out.getvalue()


def _too_many_pixels() -> str:
    return _("This picture has more than 40 million pixels. Save it smaller and send it again.")
