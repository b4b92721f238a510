"""`send-review`: everything that an installation needs doing from a terminal. One file a group of commands."""

import importlib

import typer

app = typer.Typer(
    name="send-review",
    help="The SEND Review: serve it, bring schools in, lead cohorts, make papers, keep backups.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
import_group = typer.Typer(
    help="Bring files in: good rows are kept, bad ones named. Safe to repeat.",
    no_args_is_help=True,
)
export_group = typer.Typer(help="Take data out, as files that come in again.", no_args_is_help=True)
framework_group = typer.Typer(help="Look at review frameworks, and check those you adapt.", no_args_is_help=True)
programme_group = typer.Typer(help="Look at programmes, and check those you adapt.", no_args_is_help=True)
coaching_group = typer.Typer(help="Check the coaching sessions that you adapt.", no_args_is_help=True)
attention_group = typer.Typer(help="Check the rules of who needs a facilitator.", no_args_is_help=True)
app.add_typer(import_group, name="import")
app.add_typer(export_group, name="export")
app.add_typer(framework_group, name="framework")
app.add_typer(programme_group, name="programme")
app.add_typer(coaching_group, name="coaching")
app.add_typer(attention_group, name="attention")

GROUPS = (
    "serving",
    "people",
    "schools",
    "frameworks",
    "programmes",
    "rule_files",
    "papers",
    "peer_review",
    "programme",
    "fidelity",
    "pairing",
    "insight",
    "backup",
    "health",
)
for group in GROUPS:
    # Imported for their commands; after `app` exists, which they hang their commands on.
    importlib.import_module(f"app.cli.{group}")


def main() -> None:
    app()
