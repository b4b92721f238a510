"""`send-review create-cohort`, `cohort-role`, `import enrolments`, `import engagement`, `export engagement`."""

import sys
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from sqlmodel import Session

from app import clock
from app.access.visible import whole_cohort
from app.cli import app, export_group, import_group
from app.cli.common import Format, FormatOption, open_database, print_json, stop
from app.cli.schools import MOST_SHOWN, SOME_REJECTED
from app.language import gettext as _
from app.language import ngettext
from app.models.actors import Actor, ActorKind
from app.models.programme import Cohort, CohortRegion, ProgrammeRole
from app.review_framework.programme_loader import all_programmes, latest_programme
from app.services.accounts import find_person
from app.services.fidelity_record import read_record
from app.services.programme import (
    CohortRefused,
    create_cohort,
    find_cohort,
    list_regions,
    listed_regions,
    own_regions,
)
from app.services.programme_engagement import import_engagement
from app.services.programme_enrolments_file import import_enrolments
from app.services.programme_export import export_engagement
from app.services.programme_files import FileResult
from app.services.programme_people import find_or_add_person, give_role, hand_over
from app.services.schools_register_rows import Unreadable
from app.settings import Settings

CohortOption = Annotated[str, typer.Option("--cohort", metavar="SLUG", help="The short name of the cohort.")]
PreviewOption = Annotated[bool, typer.Option("--preview", help="Say what would happen; change nothing.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file, with its columns in the first line.")]
Importer = Callable[[Session, Cohort, BinaryIO], FileResult]


class RegionList(StrEnum):
    NINE = "regions"
    RSC = "rsc_regions"


@app.command("create-cohort")
def create_cohort_command(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its short name, such as autumn-2027.")],
    programme: Annotated[str, typer.Option(metavar="ID", help="Which programme it follows.")],
    starts: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Its first day.")],
    title: Annotated[str, typer.Option(help="What people read; the short name otherwise.")] = "",
    ends: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Its last day.")] = None,
    regions: Annotated[RegionList, typer.Option(help="The nine regions of England, or the eight RSC ones.")] = (
        RegionList.NINE
    ),
    region: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A region of its own in place of a list; repeat for each.")
    ] = None,
) -> None:
    """Make a cohort that follows a programme."""
    with open_database(Settings()) as database, database.writing() as session:
        try:
            cohort = create_cohort(
                session,
                slug,
                title=title,
                programme=latest_programme(programme),
                starts_on=starts.date(),
                ends_on=ends.date() if ends else None,
                regions=own_regions(region) if region else listed_regions(regions),
                by=_terminal(),
            )
        except KeyError:
            known = ", ".join(sorted({one.id for one in all_programmes()}))
            raise stop(
                _("There is no programme %(id)s. There are: %(known)s.") % {"id": programme, "known": known}
            ) from None
        except CohortRefused as error:
            raise stop(str(error)) from None
        sentence = _("The cohort %(slug)s follows %(programme)s, version %(version)s.")
        typer.echo(
            sentence % {"slug": cohort.slug, "programme": cohort.programme_id, "version": cohort.programme_version}
        )


@app.command("cohort-role")
def cohort_role(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose role it is; a letter goes to somebody new.")],
    cohort: CohortOption,
    role: Annotated[ProgrammeRole, typer.Option("--as", help="What they may do in the cohort.")],
    region: Annotated[str, typer.Option(metavar="REGION", help="For a facilitator: the region they lead.")] = "",
    name: Annotated[str, typer.Option(help="Their name, if they are new here.")] = "",
) -> None:
    """Give somebody a role in a cohort. Safe to repeat."""
    settings = Settings()
    with open_database(settings) as database, database.writing() as session:
        found = cohort_named(session, cohort)
        chosen = _region_named(session, found, region)
        if region and chosen is None:
            raise stop(_("%(region)s is not a region of %(cohort)s.") % {"region": region, "cohort": cohort})
        if (role is ProgrammeRole.FACILITATOR) != (chosen is not None):
            raise stop(_("A facilitator leads a region, named with --region; the other roles are in a whole cohort."))
        person = find_or_add_person(session, found, email, settings=settings, name=name)
        give_role(session, found, person, role, region=chosen, by=_terminal())
        typer.echo(
            _("%(person)s is %(role)s in %(cohort)s.")
            % {"person": person.name, "role": role.replace("_", " "), "cohort": found.slug}
        )


@app.command("hand-over-region")
def hand_over_region(
    region: Annotated[str, typer.Argument(metavar="REGION", help="The region that somebody else leads from now on.")],
    cohort: CohortOption,
    before: Annotated[str, typer.Option("--from", metavar="EMAIL", help="Who has led it so far.")],
    after: Annotated[str, typer.Option("--to", metavar="EMAIL", help="Who leads it now.")],
    note: Annotated[str, typer.Option(help="What whoever follows should know; it stays in each school’s history.")],
) -> None:
    """Hand a region and its schools to another facilitator, with a note."""
    settings = Settings()
    with open_database(settings) as database, database.writing() as session:
        found = cohort_named(session, cohort)
        chosen, leaving = _region_named(session, found, region), find_person(session, before)
        if chosen is None:
            raise stop(_("%(region)s is not a region of %(cohort)s.") % {"region": region, "cohort": cohort})
        if leaving is None:
            raise stop(_("Nobody here has the address %(email)s.") % {"email": before})
        following = find_or_add_person(session, found, after, settings=settings)
        moved = hand_over(session, found, chosen, before=leaving, after=following, note=note, by=_terminal())
        sentence = ngettext("%(num)s school is now with %(who)s.", "%(num)s schools are now with %(who)s.", moved)
        typer.echo(sentence % {"num": moved, "who": following.name})


@import_group.command("enrolments")
def import_enrolments_command(
    file: FileArgument, cohort: CohortOption, preview: PreviewOption = False, output: FormatOption = Format.TEXT
) -> None:
    """Enrol the schools of a file, or bring their enrolments up to date with it. Columns: urn, region,
    facilitator_email, locked_with, prior_contact, and if SENCOs are to be invited, senco_name and senco_email.

    Exit code 0: every row was taken. 3: some were rejected, each is named. 1: the file could not be read.
    """
    settings, by = Settings(), _terminal()

    def take(session: Session, found: Cohort, stream: BinaryIO, *, preview: bool) -> FileResult:
        return import_enrolments(session, found, stream, by=by, settings=settings, preview=preview)

    if not preview and sys.stdin.isatty():
        _confirm_invitations(file, cohort, take)
    _import(file, cohort, lambda *given: take(*given, preview=preview), preview=preview, output=output)


@import_group.command("engagement")
def import_engagement_command(
    file: FileArgument, cohort: CohortOption, preview: PreviewOption = False, output: FormatOption = Format.TEXT
) -> None:
    """Bring in what is known of schools' components. Columns: urn, component, outcome, senior_leader, reason, note.

    Exit code 0: every row was taken. 3: some were rejected, each is named. 1: the file could not be read.
    """
    by = _terminal()
    _import(
        file,
        cohort,
        lambda session, found, stream: import_engagement(session, found, stream, by=by, preview=preview),
        preview=preview,
        output=output,
    )


@export_group.command("engagement")
def export_engagement_command(
    cohort: CohortOption,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; standard output otherwise.")] = None,
    include_withdrawn: Annotated[bool, typer.Option(help="With the schools that have withdrawn.")] = False,
) -> None:
    """Write what each component of each school comes to, as a file that `import engagement` takes."""
    with open_database(Settings()) as database, database.reading() as session:
        record = read_record(session, whole_cohort(cohort_named(session, cohort)), on=clock.today())
    export = export_engagement(record, include_withdrawn=include_withdrawn)
    if export.deputies:
        lost = ngettext(
            "%(num)s component was met by a deputy. These columns cannot say so: the file says it was met.",
            "%(num)s components were met by a deputy. These columns cannot say so: the file says they were met.",
            export.deputies,
        )
        typer.echo(lost % {"num": export.deputies}, err=True)
    write_out(export.text.encode("utf-8"), out)


def write_out(content: bytes, out: Path | None) -> None:
    """In the file, or on standard output."""
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise stop(_("%(file)s cannot be written: %(why)s.") % {"file": out, "why": error.strerror or error}) from None


def cohort_named(session: Session, slug: str) -> Cohort:
    """Ends the command with a sentence if there is none."""
    found = find_cohort(session, slug)
    if found is None:
        raise stop(_("There is no cohort %(slug)s.") % {"slug": slug})
    return found


def _region_named(session: Session, cohort: Cohort, name: str) -> CohortRegion | None:
    wanted = name.casefold()
    return next((one for one in list_regions(session, cohort) if wanted in (one.code, one.label.casefold())), None)


def _terminal() -> Actor:
    return Actor(ActorKind.PERSON, None, _("the command line"))


def _confirm_invitations(file: Path, cohort: str, take: Callable[..., FileResult]) -> None:
    """Somebody at a terminal sees who would be invited before anybody is."""
    result = _run(file, cohort, lambda *given: take(*given, preview=True), writing=False)
    if not result.invited:
        return
    _print_result(result, preview=True)
    if not typer.confirm(_("Go on, and send these invitations?")):
        raise stop(_("Nothing has been changed."))


def _import(file: Path, cohort: str, take: Importer, *, preview: bool, output: Format) -> None:
    try:
        result = _run(file, cohort, take, writing=not preview)
    except Unreadable as error:
        if output is Format.JSON:
            print_json({**FileResult().as_json(), "error": str(error)})
        raise stop(str(error)) from None
    if output is Format.JSON:
        print_json(result.as_json())
    else:
        _print_result(result, preview=preview)
    if result.rejected:
        raise typer.Exit(SOME_REJECTED)


def _run(file: Path, cohort: str, take: Importer, *, writing: bool) -> FileResult:
    """One transaction for the whole file. Raises Unreadable."""
    with open_database(Settings()) as database, database.writing() if writing else database.reading() as session:
        found = cohort_named(session, cohort)
        try:
            with file.open("rb") as stream:
                return take(session, found, stream)
        except OSError as error:
            raise Unreadable(
                _("%(path)s cannot be read: %(why)s.") % {"path": file, "why": error.strerror or error}
            ) from error


def _print_result(result: FileResult, *, preview: bool) -> None:
    summary = (
        _(
            "%(read)s rows read: %(created)s would be created, %(updated)s updated, %(unchanged)s left unchanged, "
            "%(rejected)s rejected. Nothing has been changed."
        )
        if preview
        else _(
            "%(read)s rows read: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, "
            "%(rejected)s rejected."
        )
    )
    counts = {name: f"{getattr(result, name):,}" for name in ("read", "created", "updated", "unchanged")}
    typer.echo(summary % {**counts, "rejected": f"{len(result.rejected):,}"})
    for row in result.rejected[:MOST_SHOWN]:
        where = f"{row.column} “{row.value}”" if row.column else f"“{row.value}”"
        typer.echo(_("Line %(line)s: %(where)s. %(reason)s") % {"line": row.line, "where": where, "reason": row.reason})
    if len(result.rejected) > MOST_SHOWN:
        more = len(result.rejected) - MOST_SHOWN
        typer.echo(_("And %(more)s more: --format json lists them all.") % {"more": f"{more:,}"})
    for title, addresses in ((_("New facilitators:"), result.new_people), (_("Invitations to:"), result.invited)):
        if addresses:
            typer.echo(f"{title} {', '.join(addresses)}")
