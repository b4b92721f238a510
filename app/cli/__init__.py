"""`send-review`: everything that an installation needs doing from a terminal. One file a group of commands."""

import importlib

import typer

app = typer.Typer(
    name="send-review",
    help="The SEND Review: serve it, look after its database, bring in schools, check frameworks, render papers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
import_group = typer.Typer(
    help="Bring in data from files. Can be run again; good rows are kept, bad ones are named.",
    no_args_is_help=True,
)
export_group = typer.Typer(help="Take data out, as files that come in again.", no_args_is_help=True)
framework_group = typer.Typer(help="Look at review frameworks, and check those you adapt.", no_args_is_help=True)
programme_group = typer.Typer(help="Look at programmes, and check those you adapt.", no_args_is_help=True)
app.add_typer(import_group, name="import")
app.add_typer(export_group, name="export")
app.add_typer(framework_group, name="framework")
app.add_typer(programme_group, name="programme")

GROUPS = (
    "serving",
    "people",
    "schools",
    "frameworks",
    "programmes",
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
