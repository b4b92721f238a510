"""What is sent to share a paper, to open a share, to ask, to answer, and to enter who was told."""

from datetime import date

from app import clock
from app.access.posted import Posted
from app.language import gettext as _
from app.models.shares import Audience, SharedDocument
from app.pages.shares import LATEST, ShareForm
from app.pages.shares_register import EntryForm
from app.services.shares import DAYS, LONGEST_PASSCODE, SHORTEST_PASSCODE
from app.services.shares_questions import LONGEST_WORDS
from app.services.shares_register import LONGEST_KEY, Entry

LONGEST_NAME = 200
LONGEST_NOTE = 2_000
MOST_PEOPLE = 2_000


def read_share(posted: Posted, versions: set[str]) -> ShareForm:
    """What was sent, with a sentence for each field that cannot stand. `versions` are the numbers there are."""
    name, passcode, note = _one_line(posted.get("name")), posted.get("passcode").strip(), posted.get("note").strip()
    errors = []
    if posted.get("document") not in set(SharedDocument):
        errors.append(("document", _("Choose what to share.")))
    if posted.get("audience") not in set(Audience):
        errors.append(("audience", _("Choose whom it is for.")))
    if len(name) > LONGEST_NAME:
        errors.append(("name", _("Shorten the name to 200 characters.")))
    if posted.get("version") not in {LATEST, *versions}:
        errors.append(("version", _("Choose which version they read.")))
    if posted.get("days") not in {str(one) for one in DAYS}:
        errors.append(("days", _("Choose how long the link works.")))
    if passcode and not SHORTEST_PASSCODE <= len(passcode) <= LONGEST_PASSCODE:
        errors.append(("passcode", _("Use 6 to 64 characters for the passcode, or leave it empty.")))
    if len(note) > LONGEST_NOTE:
        errors.append(("note", _("Shorten the note to 2,000 characters.")))
    return ShareForm(
        posted.get("document"),
        posted.get("audience"),
        name,
        posted.get("version"),
        posted.get("days"),
        passcode,
        note,
        tuple(errors),
    )


def read_name(posted: Posted) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name as given, or empty; and a sentence where it is too long."""
    name = _one_line(posted.get("name"))
    too_long = len(name) > LONGEST_NAME
    return name, ((("name", _("Shorten your name to 200 characters, or leave it empty.")),) if too_long else ())


def read_words(posted: Posted, field: str, *, empty: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A question or an answer, and a sentence where it is missing or too long; `empty` is that for none."""
    words = posted.get(field).strip()
    if not words:
        return words, ((field, empty),)
    if len(words) > LONGEST_WORDS:
        return words, ((field, _("Shorten this to 4,000 characters.")),)
    return words, ()


def read_entry(posted: Posted) -> tuple[EntryForm, Entry | None]:
    """What was sent, and the entry that it makes; None where something cannot stand."""
    how, people = _one_line(posted.get("how")), posted.get("people").strip()
    errors = []
    if posted.get("audience") not in set(Audience):
        errors.append(("audience", _("Choose who was told.")))
    if not 0 < len(how) <= LONGEST_NAME:
        errors.append(("how", _("Say how they were told, in up to 200 characters: “TA briefing”, say.")))
    told_on = _day(posted.get("told_on"))
    if told_on is None:
        errors.append(("told_on", _("Enter the day, such as 2027-03-03.")))
    elif told_on > clock.today():
        errors.append(("told_on", _("That day has not come yet. Enter it once they have been told.")))
    count = int(people) if people.isascii() and people.isdigit() and len(people) <= 4 else 0
    if not 1 <= count <= MOST_PEOPLE:
        errors.append(("people", _("Enter about how many people, as a whole number from 1 to 2,000.")))
    key = posted.get("key")
    if not 0 < len(key) <= LONGEST_KEY:
        key = EntryForm.blank().key
    form = EntryForm(key, posted.get("audience"), how, posted.get("told_on"), people, tuple(errors))
    if errors or told_on is None:
        return form, None
    return form, Entry(key, Audience(form.audience), how, told_on, count)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
