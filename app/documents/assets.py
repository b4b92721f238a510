"""The files a document may use: our fonts and our print stylesheet, and nothing else in the world."""

import mimetypes
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.documents.bundle import FONTS, SCHEME, STATIC, STYLESHEET
from app.documents.errors import OutsideAssetRefused


class BundledAssets(URLFetcher):  # type: ignore[misc]  # weasyprint ships no type information
    """Serves `bundled:` addresses from the fonts and the print stylesheet; refuses every other one.

    A document is built from what people typed. If any of it ever reached the page as markup, this is the last
    thing between it and the school's files or network, so no scheme but our own is opened: not `file:`, not
    `http:`, not even `data:`, whose decoders nobody here needs.
    """

    def __init__(self) -> None:
        # Without fail_on_errors WeasyPrint logs a refused fetch and carries on with a hole in the document.
        super().__init__(allowed_protocols=[SCHEME], allow_redirects=False, fail_on_errors=True)
        # Drawing an SVG swallows every exception, so what was refused is also kept for the renderer to see.
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  # WeasyPrint's signature
        """Return the bundled file. Raises `OutsideAssetRefused` for everything else."""
        try:
            path = bundled_path(url)
        except OutsideAssetRefused as refusal:
            self.refused.append(str(refusal))
            raise
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})


def bundled_path(url: str) -> Path:
    """Return the file behind a `bundled:` address. Raises `OutsideAssetRefused` for everything else."""
    scheme, separator, name = url.partition(":")
    path = (STATIC / name).resolve()
    # Compared after resolving, so that `..` and links cannot lead out of the two places.
    bundled = path == STYLESHEET or path.parent == FONTS
    if scheme != SCHEME or not separator or not bundled or not path.is_file():
        raise OutsideAssetRefused(f"A document may only use bundled assets, not {url[:200]!r}.")
    return path
