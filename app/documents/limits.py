"""How much a PDF may hold. Checked before a worker is taken, so that a huge table holds nobody up."""

from app.documents.errors import DocumentTooLarge

# A 500-row table takes about two seconds; beyond that a spreadsheet serves the reader better than a PDF.
MAX_TABLE_ROWS = 600

# In characters of HTML. The largest honest document, a full self-evaluation with its evidence, is about a
# tenth.
MAX_HTML_LENGTH = 3_000_000


def refuse_oversize(html: str) -> None:
    """Raise `DocumentTooLarge` when the document is too long or has too many table rows."""
    if len(html) > MAX_HTML_LENGTH:
        raise DocumentTooLarge(
            f"This document is too long for a PDF ({len(html):,} characters; at most {MAX_HTML_LENGTH:,})."
        )
    rows = html.count("<tr")
    if rows > MAX_TABLE_ROWS:
        raise DocumentTooLarge(
            f"This document has too many table rows for a PDF ({rows:,}; at most {MAX_TABLE_ROWS:,}). "
            "Download the spreadsheet instead."
        )
