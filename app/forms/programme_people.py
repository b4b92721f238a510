"""The form that hands a region over."""

import re
from collections.abc import Iterable

from app.access.posted import Posted
from app.language import gettext as _
from app.pages.programme_people import HandoverForm
from app.services.accounts import normal_email

LONGEST_NOTE = 5_000
LONGEST_NAME = 200
# Only what cannot be an address at all is refused; whether it reaches somebody, the letter shows.
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def read_handover(posted: Posted, leading: Iterable[tuple[str, str]]) -> HandoverForm:
    """What was sent, with a sentence for each field that cannot stand."""
    email, name, note = normal_email(posted.get("email")), " ".join(posted.get("name").split()), posted.get("note")
    errors = []
    if posted.get("leading") not in {value for value, _label in leading if value}:
        errors.append(("leading", _("Choose the region that is handed over.")))
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        errors.append(("email", _("Enter an e-mail address such as name@school.example.")))
    if len(name) > LONGEST_NAME:
        errors.append(("name", _("Shorten the name to %(most)s characters.") % {"most": LONGEST_NAME}))
    if not note.strip():
        errors.append(("note", _("Write what the new facilitator should know, even if it is that all is well.")))
    elif len(note) > LONGEST_NOTE:
        errors.append(("note", _("Shorten the notes to %(most)s characters.") % {"most": f"{LONGEST_NOTE:,}"}))
    return HandoverForm(posted.get("leading"), email, name, note.strip(), tuple(errors))
