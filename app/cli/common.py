"""What several groups of commands share: an open and current database, and two ways of reporting."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer

from app import migrate
from app.db import Database
from app.language import gettext as _
from app.review_framework.fault import Fault
from app.review_framework.loader import add_folder
from app.settings import Settings


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to report: for people, or for programs.")]


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database, with the tables of this version. Migrates first, so that a command works on a new file."""
    if settings.frameworks_dir:
        add_folder(settings.frameworks_dir)
    database = Database(settings.database_url)
    try:
        migrate.upgrade(database)
        yield database
    finally:
        database.close()


def report_faults(faults: list[Fault], output: Format) -> None:
    """Each fault of a file with its line. Raises typer.Exit with code 1 if there is any."""
    if output is Format.JSON:
        print_json([{"file": str(fault.file), "line": fault.line, "fault": fault.message} for fault in faults])
    else:
        for fault in faults:
            typer.echo(f"{fault.file}:{fault.line}: {fault.message}")
        if not faults:
            typer.echo(_("Nothing is wrong."))
    if faults:
        raise typer.Exit(1)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def stop(sentence: str, *, code: int = 1) -> typer.Exit:
    """Says why on standard error; raise what it gives."""
    typer.echo(sentence, err=True)
    return typer.Exit(code)
