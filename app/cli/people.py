"""`send-review create-operator` and `demo`."""

from typing import Annotated

import typer

from app.cli import app
from app.cli.common import Format, FormatOption, open_database, print_json, stop
from app.language import gettext as _
from app.services.accounts import WeakPassword, add_person, change_password, find_person
from app.services.demo import Demo, load_demo
from app.settings import Settings


@app.command("create-operator")
def create_operator(
    email: Annotated[str, typer.Option(prompt=True, help="Their e-mail address.")],
    name: Annotated[str, typer.Option(prompt=True, help="Their name.")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="SEND_REVIEW_OPERATOR_PASSWORD",
            help="At least 12 characters. Better asked for, or in the environment, than on the command line.",
        ),
    ],
) -> None:
    """Make somebody an operator, who brings schools in.

    An operator sees no school's words. Safe to repeat: the password given is the one that holds.
    """
    with open_database(Settings()) as database, database.writing() as session:
        try:
            person = find_person(session, email)
            if person is None:
                person = add_person(session, email=email, name=name, password=password)
            else:
                change_password(session, person, password)
        except WeakPassword as error:
            raise stop(str(error)) from None
        person.is_operator = True
        session.add(person)
    typer.echo(_("%(email)s is an operator.") % {"email": email})


@app.command()
def demo(output: FormatOption = Format.TEXT) -> None:
    """Load the demo, and print how to sign in.

    Its schools, people and programme are plainly fictional. Safe to repeat: what somebody wrote in it stays.
    """
    settings = Settings()
    if not settings.on_loopback:
        raise stop(
            _(
                "Demo people have well-known passwords, so they are loaded only where just this machine can reach "
                "the service: HOST and the public address must be loopback."
            )
        )
    with open_database(settings) as database, database.writing() as session:
        loaded = load_demo(session)
    if output is Format.JSON:
        print_json(loaded.as_json())
    else:
        print_demo(loaded)


def print_demo(loaded: Demo) -> None:
    typer.echo(_("Demo people, all fictional. They sign in with:"))
    for person in loaded.people:
        typer.echo(f"  {person.email:<40} {person.password:<28} {person.name} ({person.role})")
