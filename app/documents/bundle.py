"""Where the bundled print assets are. Free of WeasyPrint, so that a cache hit never pays for importing it."""

from pathlib import Path

SCHEME = "bundled"
STATIC = (Path(__file__).parents[1] / "static").resolve()
FONTS = STATIC / "fonts"
STYLESHEET = STATIC / "documents" / "document.css"


def list_bundled_assets() -> list[Path]:
    """Return the stylesheet and every font, in a stable order."""
    return [STYLESHEET, *sorted(FONTS.glob("*.woff2"))]
