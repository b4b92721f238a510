"""`send-review framework check` and `framework list`."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import framework_group
from app.cli.common import Format, FormatOption, print_json, report_faults
from app.review_framework.check import check, check_folder
from app.review_framework.loader import add_folder, all_frameworks
from app.settings import Settings


@framework_group.command("check")
def check_framework(
    paths: Annotated[list[Path], typer.Argument(help="Files to check, or folders of them.", metavar="PATH…")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Name the file, the line and the fault of everything that a framework file has wrong. Exit code 1 if anything."""
    report_faults([fault for path in paths for fault in (check_folder(path) if path.is_dir() else check(path))], output)


@framework_group.command("list")
def list_frameworks(output: FormatOption = Format.TEXT) -> None:
    """List the frameworks that reviews can follow, oldest version first."""
    if folder := Settings().frameworks_dir:
        add_folder(folder)
    listed = [
        {
            "id": one.id,
            "version": one.version,
            "title": one.title,
            "areas": len(one.areas),
            "items": len(one.items),
            "essential": len(one.essential_items),
        }
        for one in all_frameworks()
    ]
    if output is Format.JSON:
        print_json(listed)
        return
    for one in listed:
        typer.echo("{id} {version}: {title} ({areas} areas, {items} items, {essential} essential)".format(**one))
