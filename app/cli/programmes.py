"""`send-review programme check` and `programme list`."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import programme_group
from app.cli.common import Format, FormatOption, print_json, report_faults
from app.review_framework.programme_check import check_programme, check_programmes
from app.review_framework.programme_loader import all_programmes


@programme_group.command("check")
def check_programme_command(
    paths: Annotated[list[Path], typer.Argument(help="Files to check, or folders of them.", metavar="PATH…")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Name the file, the line and the fault of everything that a programme file has wrong. Exit code 1 if anything."""
    found = [fault for path in paths for fault in (check_programmes(path) if path.is_dir() else check_programme(path))]
    report_faults(found, output)


@programme_group.command("list")
def list_programmes(output: FormatOption = Format.TEXT) -> None:
    """List the programmes that cohorts can follow, oldest version first."""
    listed = [
        {"id": one.id, "version": one.version, "title": one.title, "components": len(one.components)}
        for one in all_programmes()
    ]
    if output is Format.JSON:
        print_json(listed)
        return
    for one in listed:
        typer.echo("{id} {version}: {title} ({components} components)".format(**one))
