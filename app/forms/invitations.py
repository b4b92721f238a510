"""The invitation that a SENCO, an administrator or an operator fills in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.access.posted import Posted
from app.language import gettext as _
from app.models.accounts import Role
from app.pages.schools import InvitationForm, job_titles

# Only what cannot be an address at all is refused; whether it reaches somebody, the letter shows.
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def read_invitation(posted: Posted, *, roles: tuple[Role, ...]) -> InvitationForm:
    """What was sent, with a sentence for each field that cannot stand."""
    email, name = posted.get("email").strip(), " ".join(posted.get("name").split())
    role, job_title = posted.get("role"), posted.get("job_title")
    errors = []
    if not name:
        errors.append(("name", _("Enter the person’s name, as colleagues know it.")))
    elif len(name) > 200:
        errors.append(("name", _("Shorten the name to 200 characters.")))
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        errors.append(("email", _("Enter an e-mail address such as name@school.example.")))
    if role not in roles:
        errors.append(("role", _("Choose what the person may do.")))
    if job_title not in dict(job_titles()):
        errors.append(("job_title", _("Choose a job title from the list, or leave it empty.")))
    return InvitationForm(email, name, role, job_title, tuple(errors))


MOST_LINES = 100
_BETWEEN = re.compile(r"[,;\t<]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of people: its number in what was sent, as it was typed, and what it says."""

    number: int
    typed: str
    form: InvitationForm


def typed_lines(posted: Posted) -> list[str]:
    """The lines of a list of people that say anything, not read yet: there may be far too many."""
    return [typed for typed in posted.get("people").splitlines() if typed.strip()]


def read_lines(typed_lines: list[str], *, role: str, roles: tuple[Role, ...]) -> list[Line]:
    """A line for each person: a name, then an e-mail address, with a comma, semicolon, tab or `<` between them."""
    return [
        Line(number, typed, read_invitation(Posted((*_name_and_address(typed), ("role", role))), roles=roles))
        for number, typed in enumerate(typed_lines, start=1)
    ]


def _name_and_address(typed: str) -> Iterator[tuple[str, str]]:
    parts = [part.strip(" \"'>") for part in _BETWEEN.split(typed)]
    address = next((part for part in parts if "@" in part), "")
    yield "email", address
    yield "name", " ".join(part for part in parts if part and part != address)
