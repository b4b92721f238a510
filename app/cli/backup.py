"""`send-review backup` and `restore`, for the embedded default: SQLite and the files beside it."""

from pathlib import Path
from typing import Annotated

import typer

from app.backups.make import make_backup
from app.backups.manifest import BackupError
from app.backups.restore import restore_backup
from app.cli import app
from app.cli.common import stop
from app.language import gettext as _
from app.settings import Settings


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write. It must not exist yet.", metavar="FILE")],
) -> None:
    """Back up database and files into one file, while the service runs.

    Keep it as safe as the database: it holds the same words.
    """
    try:
        made = make_backup(Settings(), file)
    except (BackupError, OSError) as error:
        raise stop(str(error)) from None
    typer.echo(
        _("%(file)s holds %(rows)s rows and %(files)s files, as of %(when)s.")
        % {"file": file, "rows": sum(made.rows.values()), "files": len(made.members) - 1, "when": made.made_at}
    )


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `send-review backup` made.", metavar="FILE")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Where there is a database already: keep it under a dated name.")
    ] = False,
) -> None:
    """Put a backup back, with the service stopped.

    It is checked first, then brought up to this version. Anything wrong with it: exit code 1, and nothing touched.
    """
    try:
        restored, kept = restore_backup(Settings(), file, replace=replace)
    except (BackupError, OSError) as error:
        raise stop(str(error)) from None
    for path in kept:
        typer.echo(_("What was there before is kept as %(file)s.") % {"file": path})
    typer.echo(
        _("The backup of %(when)s is restored: %(rows)s rows and %(files)s files.")
        % {"when": restored.made_at, "rows": sum(restored.rows.values()), "files": len(restored.members) - 1}
    )
