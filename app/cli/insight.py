"""`send-review group-lead` and `take-insight`."""

from typing import Annotated

import typer

from app import clock
from app.cli import app
from app.cli.common import open_database, stop
from app.cli.programme import CohortOption, cohort_named
from app.language import gettext as _
from app.models.insight import GroupKind
from app.services.accounts import find_person
from app.services.insight_people import NoSuchGroup, end_group_lead, find_group_lead, give_group_lead
from app.services.insight_snapshots import take_snapshot, term_label, term_now
from app.settings import Settings


@app.command("group-lead")
def group_lead(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose role it is; a letter goes to somebody new.")],
    trust: Annotated[str, typer.Option(metavar="NAME", help="The trust, as the register writes it.")] = "",
    la: Annotated[str, typer.Option(metavar="CODE", help="The code of the local authority.")] = "",
    name: Annotated[str, typer.Option(help="Their name, if they are new here.")] = "",
    end: Annotated[bool, typer.Option("--end", help="They lead it no longer.")] = False,
) -> None:
    """Let somebody read what schools of a trust or authority have in common.

    Safe to repeat.
    """
    if bool(trust) == bool(la):
        raise stop(_("Name either a trust with --trust or a local authority with --la."))
    kind, key = (GroupKind.TRUST, trust) if trust else (GroupKind.LA, la)
    settings = Settings()
    with open_database(settings) as database, database.writing() as session:
        if end:
            person = find_person(session, email)
            held = find_group_lead(session, person, kind, key) if person else None
            if held is None:
                raise stop(_("%(email)s does not lead %(group)s.") % {"email": email, "group": key})
            end_group_lead(session, held)
            typer.echo(_("%(email)s no longer leads %(group)s.") % {"email": email, "group": held.title})
            return
        try:
            role = give_group_lead(session, email, kind, key, settings=settings, name=name)
        except (NoSuchGroup, ValueError) as error:
            raise stop(str(error)) from None
        typer.echo(_("%(email)s leads %(group)s.") % {"email": email, "group": role.title})


@app.command("take-insight")
def take_insight(cohort: CohortOption) -> None:
    """Take this term's figures across the schools of a cohort now.

    Once a term, rather than at its end.
    """
    with open_database(Settings()) as database, database.writing() as session:
        found = cohort_named(session, cohort)
        try:
            term = term_now(clock.today())
        except LookupError:
            raise stop(_("There is no school term in the calendar yet.")) from None
        taken = take_snapshot(session, found, term)
        words = (
            _("The figures of the %(term)s are taken.") if taken else _("The figures of the %(term)s stand already.")
        )
        typer.echo(words % {"term": term_label(term)})
