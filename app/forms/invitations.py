"""The invitation that a SENCO, an administrator or an operator fills in."""

import re

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
