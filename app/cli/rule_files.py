"""`send-review coaching check` and `attention check`: as for frameworks and programmes."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import attention_group, coaching_group
from app.cli.common import Format, FormatOption, report_faults
from app.review_framework.attention_rules import check_attention_rules
from app.review_framework.coaching_check import check_all_coaching, check_coaching

Paths = Annotated[list[Path], typer.Argument(help="Files to check, or folders of them.", metavar="PATH…")]


@coaching_group.command("check")
def check_coaching_command(paths: Paths, output: FormatOption = Format.TEXT) -> None:
    """Name the file, the line and the fault of everything that a coaching file has wrong. Exit code 1 if anything."""
    found = [fault for path in paths for fault in (check_all_coaching(path) if path.is_dir() else check_coaching(path))]
    report_faults(found, output)


@attention_group.command("check")
def check_attention_command(
    paths: Annotated[list[Path], typer.Argument(help="Files to check.", metavar="PATH…")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Name the file, the line and the fault of everything that a file of rules has wrong. Exit code 1 if anything."""
    report_faults([fault for path in paths for fault in check_attention_rules(path)], output)
