"""`send-review render`: a document out of the database into a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.cli import app
from app.cli.common import open_database, stop
from app.documents.errors import DocumentError
from app.documents.paper import Paper
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents import BLANK_FRAMEWORK, blank_html, build_document, document_html
from app.pages.documents_blank import blank_framework
from app.review_framework.loader import latest_framework
from app.services.reviews import list_reviews
from app.services.schools import find_school
from app.settings import Settings


class Document(StrEnum):
    GOVERNORS_PAPER = "governors-paper"
    SELF_EVALUATION = "self-evaluation"
    SUMMARY = "summary"
    CHANGES = "changes"
    BLANK_FRAMEWORK = BLANK_FRAMEWORK


class FileFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


@app.command()
def render(
    document: Annotated[Document, typer.Argument(help="Which document.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)],
    school: Annotated[
        str, typer.Option("--school", help="The school's URN, or one it had before.", metavar="URN")
    ] = "",
    review: Annotated[
        int | None, typer.Option(help="Which of the school's reviews; the newest open one otherwise.")
    ] = None,
    framework: Annotated[
        str, typer.Option(help="For a blank framework of no school: its name.", metavar="FRAMEWORK")
    ] = "",
    file_format: Annotated[
        FileFormat | None, typer.Option("--format", help="PDF/UA-1 or Word; by the file's ending otherwise.")
    ] = None,
) -> None:
    """Render a document of a school's review. Exit code 1 when there is nothing to render."""
    wanted = file_format or (FileFormat.DOCX if out.suffix.lower() == ".docx" else FileFormat.PDF)
    if framework and not school:
        content = _blank(document, framework, wanted)
    elif school:
        with open_database(Settings()) as database, database.reading() as session:
            found, chosen = _review(session, school, review)
            content = _rendered(session, chosen, found, document, wanted)
    else:
        raise stop(_("Name a school with --school, or for a blank framework one with --framework."), code=2)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    typer.echo(_("%(file)s is written (%(size)s kB).") % {"file": out, "size": len(content) // 1000})


def _review(session: Session, urn: str, review: int | None) -> tuple[School, Review]:
    found = find_school(session, urn)
    if found is None:
        raise stop(_("No school here has the URN %(urn)s. Import the register first.") % {"urn": urn})
    reviews = list_reviews(session, found)
    chosen = next((one for one in reviews if (one.id == review if review else one.is_open)), None)
    if chosen is None:
        raise stop(_("%(school)s has no such review to render.") % {"school": found.name})
    return found, chosen


def _rendered(session: Session, review: Review, school: School, document: Document, wanted: FileFormat) -> bytes:
    made: Paper | str | None = (
        build_document(session, review, school, document)
        if wanted == FileFormat.DOCX
        else document_html(session, review, school, document)
    )
    if made is None:
        raise stop(_("No version of this review is agreed yet, so there is nothing to compare."))
    return _bytes(made)


def _blank(document: Document, name: str, wanted: FileFormat) -> bytes:
    if document != Document.BLANK_FRAMEWORK:
        raise stop(_("Only a blank framework can be made without a school."), code=2)
    try:
        framework = latest_framework(name)
    except KeyError:
        raise stop(_("There is no framework %(name)s here.") % {"name": name}) from None
    return _bytes(blank_framework(framework) if wanted == FileFormat.DOCX else blank_html(framework))


def _bytes(made: Paper | str) -> bytes:
    if isinstance(made, Paper):
        from app.documents.word import to_docx  # noqa: PLC0415  As below.

        return to_docx(made)
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Half a second that no other command should wait for.

    try:
        return render_pdf(made)
    except DocumentError as error:
        raise stop(str(error)) from None
