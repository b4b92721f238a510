"""`send-review doctor` and `routes`: what is well, and who may do what."""

import ctypes.util
import sys
from collections.abc import Callable
from dataclasses import dataclass

import typer
from fastapi.routing import iter_route_contexts

from app import migrate
from app.access.route import policy_of
from app.cli import app
from app.cli.common import Format, FormatOption, print_json
from app.db import Database
from app.language import gettext as _
from app.main import create_app
from app.review_framework.loader import all_frameworks
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    well: bool
    detail: str


@app.command()
def doctor(output: FormatOption = Format.TEXT) -> None:
    """Say what the service needs and does not have.

    Exit code 1 if anything is missing.
    """
    settings = Settings()
    checks: dict[str, Callable[[], str]] = {
        _("Python"): _python,
        _("Database"): lambda: _database(settings),
        _("Files"): lambda: _files(settings),
        _("PDF libraries"): _pdf_libraries,
        _("Frameworks"): lambda: ", ".join(f"{one.id} {one.version}" for one in all_frameworks()),
        _("Mail"): lambda: (
            _("sent by SMTP")
            if settings.smtp_url
            else _("written to %(folder)s") % {"folder": settings.var_dir / "outbox"}
        ),
    }
    findings = [_look(what, check) for what, check in checks.items()]
    if output is Format.JSON:
        print_json([{"what": one.what, "well": one.well, "detail": one.detail} for one in findings])
    else:
        for one in findings:
            typer.echo(f"{_('well') if one.well else _('MISSING'):<8} {one.what}: {one.detail}")
    if not all(one.well for one in findings):
        raise typer.Exit(1)


def _look(what: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, check())
    except Exception as error:  # noqa: BLE001  Whatever is wrong, it is what the doctor is there to name.
        return Finding(what, False, str(error).splitlines()[0] if str(error) else type(error).__name__)


def _python() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def _database(settings: Settings) -> str:
    database = Database(settings.database_url)
    try:
        if not migrate.is_current(database):
            raise RuntimeError(_("The tables are of another version. Run: send-review migrate"))
        return _("%(kind)s, tables up to date") % {"kind": "SQLite" if database.is_sqlite else "PostgreSQL"}
    finally:
        database.close()


def _files(settings: Settings) -> str:
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    probe = settings.var_dir / ".doctor"
    probe.write_text("well")
    probe.unlink()
    return str(settings.var_dir)


def _pdf_libraries() -> str:
    wanted = {
        "pango-1.0": "libpango-1.0-0",
        "pangoft2-1.0": "libpangoft2-1.0-0",
        "harfbuzz-subset": "libharfbuzz-subset0",
    }
    lacking = [package for library, package in wanted.items() if ctypes.util.find_library(library) is None]
    if lacking:
        raise RuntimeError(_("Install these Debian packages: %(packages)s") % {"packages": " ".join(lacking)})
    return _("all there")


@app.command()
def routes(output: FormatOption = Format.TEXT) -> None:
    """List every method, path and policy: who may do what."""
    listed = []
    for context in iter_route_contexts(create_app(Settings()).routes):
        for method in sorted(context.methods or {"GET"}):
            endpoint = getattr(context.original_route, "endpoint", None)
            policy = policy_of(endpoint).policy if endpoint else "public: files that hold nobody's words"
            listed.append({"method": method, "path": context.path, "policy": policy})
    if output is Format.JSON:
        print_json(listed)
        return
    for one in listed:
        typer.echo(f"{one['method']:<5} {one['path']:<70} {one['policy']}")
