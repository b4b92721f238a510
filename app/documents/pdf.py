"""HTML in, an accessible PDF (PDF/UA-1) out: the same bytes for the same HTML, fonts and stylesheet."""

import logging
from functools import lru_cache
from typing import Any, NamedTuple

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from app.documents.accessible import repair
from app.documents.assets import BundledAssets
from app.documents.bundle import SCHEME
from app.documents.errors import OutsideAssetRefused
from app.documents.glyphs import drop_unprintable, replace_missing
from app.documents.limits import refuse_oversize

SVG = "{http://www.w3.org/2000/svg}"

# Once with stand-ins for characters without a glyph, once more should the placeholder be missing too.
_RETRIES = 2

# What this process has learned that its fonts cannot draw. It only saves the first of two renders next time:
# the output is the same with or without it, because what it replaces would have been replaced anyway.
_missing: set[int] = set()

# Warnings of characters without a glyph would put what people typed into the log. They are dealt with here.
logging.getLogger("weasyprint").addFilter(lambda record: not str(record.msg).startswith(".notdef"))


class PrintSetup(NamedTuple):
    """Fonts and stylesheet, parsed. Costs about 0.3 s to make and nothing to use again."""

    fonts: Any
    stylesheet: Any
    assets: BundledAssets


@lru_cache(maxsize=1)
def print_setup() -> PrintSetup:
    """Return this process's only parsed fonts and stylesheet."""
    fonts = FontConfiguration()
    assets = BundledAssets()
    stylesheet = CSS(url=f"{SCHEME}:documents/document.css", url_fetcher=assets, font_config=fonts)
    return PrintSetup(fonts, stylesheet, assets)


def render_pdf(html: str, *, lang: str = "en-GB") -> bytes:
    """Return the document as a tagged PDF that conforms to PDF/UA-1.

    `lang` is used where the HTML names no language. Raises `DocumentTooLarge`, and `OutsideAssetRefused` when
    the HTML asks for anything that is not bundled. Not safe in several threads at once: use the pool.
    """
    refuse_oversize(html)
    missing: set[int] = set()
    made = _write(html, lang, missing)
    for _ in range(_RETRIES):
        if not missing - _missing:
            break
        _missing.update(missing)
        missing.clear()
        made = _write(html, lang, missing)
    return repair(made, lang=lang)


def _write(html: str, lang: str, missing: set[int]) -> bytes:
    """Return what WeasyPrint makes of the HTML; `missing` gains the code points that it could not draw."""
    setup = print_setup()
    setup.assets.refused.clear()
    try:
        # The base address makes a relative one reach the fetcher, and so be refused, instead of being
        # skipped.
        document = HTML(string=html, base_url=f"{SCHEME}:", url_fetcher=setup.assets)
        root = document.etree_element
        if not root.get("lang"):
            root.set("lang", lang)
        drop_unprintable(root)
        replace_missing(root, frozenset(_missing))
        _describe_figures(root)

        def note_missing(rendered: Any, _pdf: Any) -> None:
            for font in rendered.fonts.values():
                missing.update(font.missing)

        pdf: bytes = document.write_pdf(
            stylesheets=[setup.stylesheet],
            font_config=setup.fonts,
            finisher=note_missing,
            pdf_variant="pdf/ua-1",
        )
    except (FatalURLFetchingError, URLFetchingError) as refused:
        raise OutsideAssetRefused(str(refused.__cause__ or refused)) from refused
    if setup.assets.refused:
        raise OutsideAssetRefused(setup.assets.refused[0])
    return pdf


def _describe_figures(root: Any) -> None:
    """Put an SVG's description into its title: WeasyPrint makes alternative text of the title alone."""
    for figure in root.iter(f"{SVG}svg"):
        title, description = figure.find(f"{SVG}title"), figure.find(f"{SVG}desc")
        if title is not None and description is not None and title.text and description.text:
            title.text = f"{title.text.strip().rstrip('.')}. {description.text.strip()}"
