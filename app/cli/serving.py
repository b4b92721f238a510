"""`send-review serve` and `migrate`."""

import logging
from typing import Annotated

import typer
import uvicorn

from app import migrate as migrations
from app.cli import app
from app.cli.common import open_database, stop
from app.cli.people import print_demo
from app.db import Database
from app.language import gettext as _
from app.main import create_app
from app.services.demo import is_empty, load_demo
from app.settings import DEFAULT_DATABASE_URL, Settings


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen; HOST otherwise.")] = None,
    port: Annotated[int | None, typer.Option(help="Where to listen; PORT otherwise.")] = None,
) -> None:
    """Bring the tables up to date, then serve until stopped.

    Demo people come only into an empty default database that nobody but this machine can reach.
    """
    given = {"HOST": host, "PORT": port}
    settings = Settings.model_validate({name: value for name, value in given.items() if value is not None})
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # What a migration does to each table is for its developer.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with open_database(settings) as database:
        _load_demo_where_allowed(database, settings)
    typer.echo(
        _("%(name)s is at %(address)s (Ctrl-C stops it)")
        % {"name": settings.service_name, "address": settings.base_url}
    )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        # An access log would hold the tokens of links.
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        server_header=False,
    )


@app.command()
def migrate(
    to: Annotated[str, typer.Option(help="The version to go to.")] = "head",
    down: Annotated[bool, typer.Option("--down", help="Go back to that version instead of up to it.")] = False,
) -> None:
    """Bring the tables to the version of this code, or back. Safe to repeat."""
    known = ("head", "base", *migrations.numbers())
    if to not in known:
        raise stop(
            _("There is no version %(version)s. There are: %(known)s.") % {"version": to, "known": ", ".join(known)}
        )
    database = Database(Settings().database_url)
    try:
        (migrations.downgrade if down else migrations.upgrade)(database, to)
    finally:
        database.close()
    typer.echo(
        _("The tables are up to date.")
        if to == "head" and not down
        else _("The tables are at %(version)s.") % {"version": to}
    )


def _load_demo_where_allowed(database: Database, settings: Settings) -> None:
    if settings.database_url != DEFAULT_DATABASE_URL or not settings.on_loopback:
        return
    with database.writing() as session:
        if not is_empty(session):
            return
        demo = load_demo(session)
    print_demo(demo)
