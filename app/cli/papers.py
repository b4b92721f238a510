"""`send-review render`: a document out of the database into a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.cli import app
from app.cli.coaching_papers import LATER_SESSION, blank_paper, worksheet_paper
from app.cli.common import open_database, stop
from app.cli.peer_papers import MISUSED, peer_paper
from app.documents.errors import DocumentError
from app.documents.paper import Paper
from app.documents.paper_html import paper_to_html
from app.language import day
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.coaching_paper import COACHING_WORKSHEET
from app.pages.documents import BLANK_FRAMEWORK, build_document, document_html, why_not_yet
from app.pages.documents_blank import blank_framework
from app.pages.documents_frame import framework_in_words
from app.pages.documents_plan_blank import HAVE_A_BLANK, blank_plan_paper
from app.pages.peer_review_documents import PEER_BUILDERS
from app.review_framework.loader import all_frameworks, latest_framework
from app.services.reviews import list_reviews
from app.services.schools import find_school
from app.services.self_evaluation import framework_of
from app.services.self_evaluation_versions import find_latest_version
from app.settings import Settings

NOT_FOUND = 1
"""Exit code: there is nothing to render or nowhere to write it."""


class Document(StrEnum):
    """Of a review, and of a peer review: those that have a builder, and in the same order; a test holds it."""

    GOVERNORS_PAPER = "governors-paper"
    ACTION_PLAN = "action-plan"
    SLT_SUMMARY = "slt-summary"
    STAFF_BRIEFING = "staff-briefing"
    SELF_EVALUATION = "self-evaluation"
    SUMMARY = "summary"
    CHANGES = "changes"
    MEETING_SHEET = "meeting-sheet"
    BLANK_FRAMEWORK = BLANK_FRAMEWORK
    REVIEW_REPORT = "review-report"
    REPORT_SUMMARY = "report-summary"
    AGENDA = "agenda"
    BRIEF = "brief"
    FOLLOW_UP = "follow-up"
    COACHING_WORKSHEET = COACHING_WORKSHEET


class FileFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


@app.command()
def render(  # noqa: PLR0913, PLR0917  Typer: one parameter for each option.
    document: Annotated[Document, typer.Argument(help="Which document.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)],
    school: Annotated[
        str, typer.Option("--school", help="The school's URN, or one it had before.", metavar="URN")
    ] = "",
    review: Annotated[
        int | None, typer.Option(help="Which review, by the number in its address; the only open one otherwise.")
    ] = None,
    framework: Annotated[
        str,
        typer.Option(
            help="Only reviews along this framework. For a blank framework: which, with or without a school.",
            metavar="FRAMEWORK",
        ),
    ] = "",
    peer_review: Annotated[
        int | None,
        typer.Option(
            help="Which peer review of the school, by the number in its address; the only one with something to "
            "render otherwise."
        ),
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="A form without anybody's words, to write by hand.")] = False,
    session_code: Annotated[
        str, typer.Option("--session", help="Which coaching session the worksheet is for.", metavar="CODE")
    ] = LATER_SESSION,
    file_format: Annotated[
        FileFormat | None, typer.Option("--format", help="PDF/UA-1 or Word; by the file's ending otherwise.")
    ] = None,
) -> None:
    """Write a school's document, or a blank form, as PDF or Word.

    Exit code 1: there is nothing to render, or the file cannot be written. 2: it is not clear what is meant.
    """
    wanted = file_format or (FileFormat.DOCX if out.suffix.lower() == ".docx" else FileFormat.PDF)
    if blank and document not in HAVE_A_BLANK | {COACHING_WORKSHEET}:
        raise stop(_("There is no blank form of this document. For a framework use blank-framework."), code=MISUSED)
    if not school and not framework:
        raise stop(_("Name a school with --school, or for a blank framework one with --framework."), code=MISUSED)
    if not school and document != BLANK_FRAMEWORK and not blank:
        raise stop(_("Only a blank framework can be made without a school. Name one with --school."), code=MISUSED)
    with open_database(Settings()) as database, database.reading() as session:
        if framework and framework not in {one.id for one in all_frameworks()}:
            known = ", ".join(sorted({one.id for one in all_frameworks()}))
            raise stop(
                _("There is no framework %(name)s here. There are: %(known)s.") % {"name": framework, "known": known}
            )
        made = (
            _of_coaching(session, wanted, urn=school, review=review, code=session_code, blank=blank)
            if document == COACHING_WORKSHEET
            else _of_peer_review(session, document, wanted, urn=school, number=peer_review)
            if document in PEER_BUILDERS
            else _form(session, document, wanted, urn=school, review=review, framework=framework)
            if blank
            else _of_school(session, document, wanted, urn=school, review=review, framework=framework)
            if school
            else _blank(framework, wanted, None)
        )
    content = _bytes(made)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise stop(
            _("%(file)s cannot be written: %(why)s.") % {"file": out, "why": error.strerror or error}, code=NOT_FOUND
        ) from None
    typer.echo(_("%(file)s is written (%(size)s kB).") % {"file": out, "size": -(-len(content) // 1000)})


def _of_school(
    session: Session, document: str, wanted: FileFormat, *, urn: str, review: int | None, framework: str
) -> Paper | str:
    """Ready to become a file: plain data for Word, HTML for a PDF."""
    found = _find(session, urn)
    if document == BLANK_FRAMEWORK and framework and review is None:
        # Before a review is started, too: a school looks at a framework first.
        return _blank(framework, wanted, found)
    chosen = _choose(list_reviews(session, found), found, review=review, framework=framework)
    make = build_document if wanted == FileFormat.DOCX else document_html
    made = make(session, chosen, found, document)
    if made is None:
        why = why_not_yet(session, chosen, document, find_latest_version(session, chosen))
        raise stop(_("There is nothing to render yet. %(why)s") % {"why": why})
    return made


def _form(
    session: Session, document: str, wanted: FileFormat, *, urn: str, review: int | None, framework: str
) -> Paper | str:
    """With the school's name where there is a school, along the framework of its review."""
    if not urn:
        paper = blank_plan_paper(document, latest_framework(framework))
    else:
        found = _find(session, urn)
        chosen = _choose(list_reviews(session, found), found, review=review, framework=framework)
        paper = blank_plan_paper(document, framework_of(chosen), school=found)
    return paper if wanted == FileFormat.DOCX else paper_to_html(paper)


def _of_peer_review(
    session: Session, document: str, wanted: FileFormat, *, urn: str, number: int | None
) -> Paper | str:
    paper = peer_paper(session, _find(session, urn), document, number=number)
    return paper if wanted == FileFormat.DOCX else paper_to_html(paper)


def _of_coaching(
    session: Session, wanted: FileFormat, *, urn: str, review: int | None, code: str, blank: bool
) -> Paper | str:
    """The school's own worksheet; a blank one also for a school that has no review yet."""
    found = _find(session, urn)
    if blank:
        paper = blank_paper(found, code)
    else:
        paper = worksheet_paper(
            session, _choose(list_reviews(session, found), found, review=review, framework=""), code
        )
    return paper if wanted == FileFormat.DOCX else paper_to_html(paper)


def _find(session: Session, urn: str) -> School:
    found = find_school(session, urn)
    if found is None:
        raise stop(_("No school here has the URN %(urn)s. Import the register first.") % {"urn": urn})
    return found


def _choose(reviews: list[Review], school: School, *, review: int | None, framework: str) -> Review:
    """The one that is named, else the only open one. A later cycle stands for those before it."""
    if review is not None:
        named = next((one for one in reviews if one.id == review), None)
        if named is None:
            raise stop(_("%(school)s has no review %(review)s.") % {"school": school.name, "review": review})
        return named
    within = [one for one in reviews if one.is_open and framework in ("", one.framework_id)]
    followed = {one.previous_id for one in within}
    latest = [one for one in within if one.id not in followed]
    if not latest:
        raise stop(
            _("%(school)s has no open review along %(framework)s.") % {"school": school.name, "framework": framework}
            if framework
            else _("%(school)s has no open review.") % {"school": school.name}
        )
    if len(latest) > 1:
        choices = "\n".join(f"  --review {one.id}  {_in_words(one)}" for one in latest)
        raise stop(
            _("%(school)s has several open reviews. Say which:\n%(choices)s")
            % {"school": school.name, "choices": choices},
            code=MISUSED,
        )
    return latest[0]


def _in_words(review: Review) -> str:
    return _("%(framework)s, started on %(day)s by %(who)s") % {
        "framework": framework_in_words(framework_of(review)),
        "day": day(review.started_at),
        "who": review.started_by,
    }


def _blank(name: str, wanted: FileFormat, school: School | None) -> Paper | str:
    """All of the framework's newest version, with the school's name where there is a school."""
    paper = blank_framework(latest_framework(name), school=school)
    return paper if wanted == FileFormat.DOCX else paper_to_html(paper)


def _bytes(made: Paper | str) -> bytes:
    if isinstance(made, Paper):
        from app.documents.word import to_docx  # noqa: PLC0415  As below.

        return to_docx(made)
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Half a second that no other command should wait for.

    try:
        return render_pdf(made)
    except DocumentError as error:
        raise stop(str(error)) from None
