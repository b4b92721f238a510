"""`send-review render`: a document out of the database into a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli import app
from app.cli.common import open_database, stop
from app.documents.errors import DocumentError
from app.language import gettext as _
from app.pages.governors_paper import paper_html
from app.services.reviews import list_reviews
from app.services.schools import find_school
from app.settings import Settings


class Document(StrEnum):
    GOVERNORS_PAPER = "governors-paper"


@app.command()
def render(
    document: Annotated[  # noqa: ARG001  There is one document so far; Typer refuses any other.
        Document, typer.Argument(help="Which document.")
    ],
    school: Annotated[str, typer.Option("--school", help="The school's URN, or one it had before.", metavar="URN")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)],
    review: Annotated[
        int | None, typer.Option(help="Which of the school's reviews; the newest open one otherwise.")
    ] = None,
) -> None:
    """Render a document of a school's review as PDF/UA-1. Exit code 1 when there is nothing to render."""
    with open_database(Settings()) as database, database.reading() as session:
        found = find_school(session, school)
        if found is None:
            raise stop(_("No school here has the URN %(urn)s. Import the register first.") % {"urn": school})
        reviews = list_reviews(session, found)
        chosen = next((one for one in reviews if (one.id == review if review else one.is_open)), None)
        if chosen is None:
            raise stop(_("%(school)s has no such review to render.") % {"school": found.name})
        html = paper_html(session, chosen, found)
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Half a second that no other command should wait for.

    try:
        content = render_pdf(html)
    except DocumentError as error:
        raise stop(str(error)) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    typer.echo(_("%(file)s is written (%(size)s kB).") % {"file": out, "size": len(content) // 1000})
