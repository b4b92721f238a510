"""What a document is made of, as one short name."""

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from app.documents.bundle import STATIC, list_bundled_assets

# Raise this when a change to the code of this package changes the PDF that the same HTML becomes.
REPAIRS_EDITION = "1"


def fingerprint(html: str, *, lang: str = "en-GB") -> str:
    """Return 64 hexadecimal digits that change whenever the PDF of this HTML would.

    That is with the HTML, its fallback language, the stylesheet, the fonts, and the versions of what renders
    and repairs it. The server's own fonts, used for other scripts, are not part of it.
    """
    digest = sha256(_ingredients())
    digest.update(lang.encode())
    digest.update(b"\0")
    # Lone surrogates cannot be encoded strictly, and are dropped from the document anyway.
    digest.update(html.encode("utf-8", "replace"))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _ingredients() -> bytes:
    """Return what is the same for every document; read once, as a deployment does not change under us."""
    digest = sha256()
    for name in ("weasyprint", "pydyf", "pikepdf"):
        digest.update(f"{name}={version(name)};".encode())
    digest.update(f"repairs={REPAIRS_EDITION};".encode())
    for path in list_bundled_assets():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(STATIC).as_posix()}={len(content)};".encode())
        digest.update(content)
    return digest.digest()
