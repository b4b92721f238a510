"""`send-review fidelity`: the figures of a cohort, in the format that somebody works on with."""

import json
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app import clock
from app.access.visible import whole_cohort
from app.cli import app
from app.cli.common import open_database, stop
from app.cli.programme import CohortOption, cohort_named, write_out
from app.documents.errors import DocumentError
from app.documents.paper_html import paper_to_html
from app.pages.fidelity_document import report_csv, report_workbook
from app.pages.fidelity_report import programme_report
from app.services.fidelity_record import Record, read_record
from app.settings import Settings


class FidelityFormat(StrEnum):
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@app.command()
def fidelity(
    cohort: CohortOption,
    output: Annotated[FidelityFormat, typer.Option("--format", help="The figures, or the report with its tables.")] = (
        FidelityFormat.JSON
    ),
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; standard output otherwise.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Who was enrolled on this day; today otherwise."),
    ] = None,
    include_withdrawn: Annotated[bool, typer.Option(help="Count the schools that have withdrawn, too.")] = False,
) -> None:
    """Count what the schools of a cohort took part in.

    Components, missed ones, bands, compliance, each region.
    """
    day = on.date() if on else clock.today()
    with open_database(Settings()) as database, database.reading() as session:
        record = read_record(session, whole_cohort(cohort_named(session, cohort)), on=day)
    try:
        content = _MAKERS[output](record, day, include_withdrawn)
    except DocumentError as error:
        raise stop(str(error)) from None
    write_out(content, out)


def _json(record: Record, _day: date, include_withdrawn: bool) -> bytes:
    figures = record.fidelity(include_withdrawn=include_withdrawn).as_json()
    return (json.dumps(figures, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(record: Record, _day: date, include_withdrawn: bool) -> bytes:
    return report_csv(record, include_withdrawn=include_withdrawn)


def _xlsx(record: Record, day: date, include_withdrawn: bool) -> bytes:
    return report_workbook(record, on=day, include_withdrawn=include_withdrawn)


def _pdf(record: Record, day: date, include_withdrawn: bool) -> bytes:
    from app.documents.pdf import render_pdf  # noqa: PLC0415  Half a second that no other format should wait for.

    return render_pdf(paper_to_html(programme_report(record, on=day, include_withdrawn=include_withdrawn)))


_MAKERS = {
    FidelityFormat.JSON: _json,
    FidelityFormat.CSV: _csv,
    FidelityFormat.XLSX: _xlsx,
    FidelityFormat.PDF: _pdf,
}
