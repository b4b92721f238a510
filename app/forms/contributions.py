"""What is sent to ask somebody for their view, and what they send back."""

import re
from collections.abc import Iterator

from app.access.posted import Posted
from app.forms.answers import VERSION, read_version
from app.language import gettext as _
from app.models.contributions import TEXTS
from app.models.self_evaluation_fields import JUDGEMENT
from app.pages.contributions import AskForm
from app.pages.schools import job_titles
from app.review_framework.types import Framework
from app.services.contributions import DAYS, is_place
from app.services.contributions_writing import SentView

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
LONGEST_NAME = 200
LONGEST_NOTE = 2_000


def read_ask(posted: Posted, framework: Framework) -> AskForm:
    """What was sent, with a sentence for each field that cannot stand."""
    name, email = " ".join(posted.get("name").split()), posted.get("email").strip()
    days = posted.get("days")
    errors = []
    if posted.get("for") not in {"one", "several"}:
        errors.append(("for", _("Choose whether the link is for one person or for several.")))
    for_one = posted.get("for") == "one"
    if for_one and not 0 < len(name) <= LONGEST_NAME:
        errors.append(("name", _("Enter the person’s name, in up to 200 characters.")))
    if for_one and (not _ADDRESS.fullmatch(email) or len(email) > 254):
        errors.append(("email", _("Enter an e-mail address such as name@school.example.")))
    if not is_place(framework, posted.get("place")):
        errors.append(("place", _("Choose what the link asks about.")))
    if posted.get("role_wanted") not in dict(job_titles()):
        errors.append(("role_wanted", _("Choose a role from the list, or leave it empty.")))
    if len(posted.get("note")) > LONGEST_NOTE:
        errors.append(("note", _("Shorten the note to 2,000 characters.")))
    if days not in {str(one) for one in DAYS}:
        errors.append(("days", _("Choose how long the link works.")))
    return AskForm(
        posted.get("place"),
        posted.get("for"),
        name,
        email,
        posted.get("role_wanted"),
        posted.get("note"),
        days,
        tuple(errors),
    )


def read_views(posted: Posted) -> Iterator[SentView]:
    """One for each item whose version was sent, also where the link does not ask about it: that is for the service."""
    for name, version in posted:
        if name.endswith(VERSION):
            item = name.removesuffix(VERSION)
            fields = {field: posted.get(f"{item}.{field}") for field in (JUDGEMENT, *TEXTS)}
            yield SentView(item, read_version(version), **fields)


def read_writer(posted: Posted) -> tuple[str, str, list[tuple[str, str]]]:
    """The name and the role as declared, and a sentence for each that is missing."""
    name, role = " ".join(posted.get("name").split()), posted.get("role")
    errors = []
    if not 0 < len(name) <= LONGEST_NAME:
        errors.append(("name", _("Enter your name, as colleagues know it.")))
    if not role or role not in dict(job_titles()):
        errors.append(("role", _("Choose your role from the list.")))
    return name, role, errors
