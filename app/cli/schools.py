"""`send-review import schools` and `succeed`: the national register, and schools that get a new URN."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from app import clock
from app.cli import app, import_group
from app.cli.common import Format, FormatOption, open_database, print_json, stop
from app.language import day
from app.language import gettext as _
from app.services.schools import find_school
from app.services.schools_register import ImportResult, import_schools
from app.services.schools_register_rows import Unreadable
from app.services.schools_succession import SuccessionRefused, succeed
from app.settings import Settings

SOME_REJECTED = 3
MOST_SHOWN = 50
"""Rejected rows that are listed for people. Programs get them all."""


@import_group.command("schools")
def import_schools_command(
    file: Annotated[Path, typer.Argument(help=_("The register’s CSV extract."), metavar="FILE")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Bring in the national register's CSV extract, or bring what is here up to date with it.

    Exit code 0: every row was taken. 3: some were rejected, each is named. 1: the file could not be read.
    """
    with open_database(Settings()) as database:
        try:
            with _progress(file) as on_progress:
                result = import_schools(database, file, on_progress=on_progress)
        except Unreadable as error:
            if output is Format.JSON:
                print_json({**ImportResult().as_json(), "error": str(error)})
            raise stop(str(error)) from None
    if output is Format.JSON:
        print_json(result.as_json())
    else:
        _print_result(result)
    if result.rejected:
        raise typer.Exit(SOME_REJECTED)


@app.command("succeed")
def succeed_command(
    old_urn: Annotated[str, typer.Argument(help=_("The school’s URN so far."), metavar="OLD_URN")],
    new_urn: Annotated[str, typer.Argument(help=_("Its new URN."), metavar="NEW_URN")],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_("The first day of the new URN. Today if not given.")),
    ] = None,
) -> None:
    """Record that a school has a new URN; it keeps everything."""
    first_day = on.date() if on else clock.today()
    with open_database(Settings()) as database, database.writing() as session:
        school = find_school(session, old_urn)
        if school is None:
            raise stop(_("There is no school with the URN %(urn)s.") % {"urn": old_urn})
        if school.urn not in (old_urn.strip(), new_urn.strip()):
            raise stop(
                _("%(school)s left the URN %(old)s before; it now has %(urn)s.")
                % {"school": school.name, "old": old_urn, "urn": school.urn}
            )
        if school.urn == new_urn.strip():
            sentence = _("%(school)s has the URN %(urn)s already.")
        else:
            sentence = _("%(school)s has the URN %(urn)s from %(day)s.")
        try:
            succeed(session, school, new_urn, on=first_day)
        except SuccessionRefused as error:
            raise stop(str(error)) from None
        typer.echo(sentence % {"school": school.name, "urn": school.urn, "day": day(first_day)})


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal only; gone when done. It is fed the bytes read so far."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        size = file.stat().st_size if file.is_file() else None
        task = progress.add_task(_("Bringing in schools"), total=size)
        yield lambda done: progress.update(task, completed=done)


def _print_result(result: ImportResult) -> None:
    summary = _(
        "%(read)s rows read: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, "
        "%(skipped)s skipped because the school is closed, %(rejected)s rejected."
    )
    counts = {name: f"{value:,}" for name, value in result.as_json().items() if name != "rejected"}
    typer.echo(summary % {**counts, "rejected": f"{len(result.rejected):,}"})
    for row in result.rejected[:MOST_SHOWN]:
        where = f"{row.column} “{row.value}”" if row.column else f"“{row.value}”"
        typer.echo(_("Line %(line)s: %(where)s. %(reason)s") % {"line": row.line, "where": where, "reason": row.reason})
    if len(result.rejected) > MOST_SHOWN:
        more = len(result.rejected) - MOST_SHOWN
        typer.echo(_("And %(more)s more: --format json lists them all.") % {"more": f"{more:,}"})
