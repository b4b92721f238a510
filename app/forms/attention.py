"""Forms of the queue: putting a reason aside, a note, a contact, a letter to several schools."""

import re
from datetime import date, timedelta

from app import clock
from app.access.posted import Posted
from app.language import gettext as _
from app.models.attention import Means
from app.pages.attention_school import EntryForm, SnoozeForm
from app.services.attention_messages import FIELDS, unknown_fields
from app.services.attention_notes import LONGEST_SNOOZE_DAYS, Written
from app.tokens import new_token

LONGEST_TEXT = 4_000
LONGEST_SUBJECT = 150
_MARK = re.compile(r"[A-Za-z0-9_-]{8,64}")


def read_snooze(posted: Posted) -> tuple[SnoozeForm, date | None]:
    """What was sent, and the day on which the reason shows again if nothing is wrong."""
    until, why = posted.get("until").strip()[:20], posted.get("why").strip()
    day, errors = _date(until), []
    latest = clock.today() + timedelta(days=LONGEST_SNOOZE_DAYS)
    if day is None or not clock.today() < day <= latest:
        errors.append(("until", _("Enter a day after today and within half a year, such as 2027-03-09.")))
    if not why:
        errors.append(("why", _("Say in a few words why this can wait.")))
    errors += _too_long("why", why)
    form = SnoozeForm(posted.get("rule")[:64], until, why, tuple(errors))
    return form, None if errors else day


def read_entry(posted: Posted, *, is_contact: bool) -> tuple[EntryForm, Written | None]:
    """What was sent, and what it comes to if nothing is wrong."""
    text, on, means = posted.get("text").strip(), posted.get("on").strip()[:20], posted.get("means")
    day, errors = _date(on) if on else clock.today(), []
    if is_contact and (not means or means not in set(Means)):
        errors.append(("means", _("Choose how you were in touch.")))
    if is_contact and (day is None or day > clock.today()):
        errors.append(("on", _("Enter the day of the contact, today or before, such as 2027-03-09.")))
    if not text and not is_contact:
        errors.append(("text", _("Write the note before you save it.")))
    errors += _too_long("text", text)
    mark = posted.get("key")
    key = mark if _MARK.fullmatch(mark) else new_token()
    form = EntryForm(text, on, means, tuple(errors))
    if errors or day is None:
        return form, None
    return form, Written(key, day if is_contact else clock.today(), text, Means(means) if is_contact else Means.NONE)


def read_message(posted: Posted) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Subject, text, and what is wrong with them."""
    subject, text = " ".join(posted.get("subject").split()), posted.get("text").strip()
    errors = []
    if not subject:
        errors.append(("subject", _("Write a subject.")))
    elif len(subject) > LONGEST_SUBJECT:
        errors.append(("subject", _("Shorten the subject to %(most)s characters.") % {"most": LONGEST_SUBJECT}))
    if not text:
        errors.append(("text", _("Write the letter.")))
    errors += _too_long("text", text)
    for place, value in (("subject", subject), ("text", text)):
        if unknown := unknown_fields(value):
            words = _("%(unknown)s cannot be filled in. Use one of these: %(known)s.")
            names = {"unknown": ", ".join(f"{{{name}}}" for name in unknown[:5])}
            errors.append((place, words % {**names, "known": ", ".join(f"{{{name}}}" for name in FIELDS)}))
    return subject, text, tuple(errors)


def read_chosen(posted: Posted) -> list[int]:
    """The numbers of the schools that were ticked."""
    return [int(value) for value in posted.all("school") if value.isascii() and value.isdigit() and len(value) < 10]


def _too_long(name: str, text: str) -> list[tuple[str, str]]:
    if len(text) <= LONGEST_TEXT:
        return []
    return [(name, _("Shorten this to %(most)s characters.") % {"most": f"{LONGEST_TEXT:,}"})]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
