"""Forms of coaching: times to offer or to book, who came, the school's own coach."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from app.access.posted import Posted
from app.clock import LONDON
from app.forms.programme_events import YEARS
from app.language import gettext as _
from app.models.programme_engagement import Answer, Attended, Reason
from app.pages.coaching_attendance import AttendanceForm
from app.pages.coaching_booking import CoachForm, SlotForm, SlotsForm
from app.review_framework.coaching_types import CoachingSession as Defined
from app.services.coaching_attendance import Came
from app.services.coaching_booking import Slot, why_not

LONGEST_PLACE = 500
LONGEST_NAME = 200
FEWEST_MINUTES, MOST_MINUTES = 10, 240
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
Choice = TypeVar("Choice", bound=StrEnum)


def read_slots(posted: Posted, defined: Defined, *, rows: int) -> tuple[SlotsForm, list[Slot]]:
    """What was sent, with a sentence for each field that cannot stand, and the times that it comes to: none where
    anything is wrong. A row without day and time is left out.
    """
    place, length = posted.get("place").strip()[:LONGEST_PLACE], posted.get("minutes").strip()[:40]
    forms: list[SlotForm] = []
    slots: list[Slot] = []
    errors: list[tuple[str, str]] = []
    minutes = _minutes(length, defined)
    for number in range(1, rows + 1):
        form = SlotForm(*(posted.get(f"{name}-{number}").strip()[:40] for name in ("day", "begins")))
        forms.append(form)
        if form.day or form.begins:
            slot, faults = _read_slot(form, number, minutes or defined.minutes, place)
            errors += faults
            slots += [slot] if slot else []
    if not slots and not errors:
        errors.append(("day-1", _("Enter at least one day and time.")))
    if minutes is None:
        errors.append(("minutes", _("Enter from 10 to 240 minutes.")))
    return SlotsForm(tuple(forms), length, place, tuple(errors)), [] if errors else slots


def read_attendance(posted: Posted, defined: Defined, *, needs_day: bool) -> tuple[AttendanceForm, Came, Slot | None]:
    """What was sent; who came; and when it was, where nobody had booked it."""
    outcome = _chosen(Attended, posted.get("outcome"))
    leader = _chosen(Answer, posted.get("senior_leader"))
    reason = _chosen(Reason, posted.get("reason"))
    slot = SlotForm(posted.get("day-1").strip()[:40], posted.get("begins-1").strip()[:40])
    errors = []
    if outcome is None:
        errors.append(("outcome", _("Choose who came for the SENCO’s side, or that it is not known yet.")))
    if leader is None:
        errors.append(("senior_leader", _("Choose whether a senior leader came, or that it is not known yet.")))
    made = None
    if needs_day and (slot.day or slot.begins):
        made, faults = _read_slot(slot, 1, defined.minutes, "", future=False)
        errors += faults
    form = AttendanceForm(outcome or "", leader or "", reason or "", slot, tuple(errors))
    came = Came(outcome or Attended.NOT_YET_KNOWN, leader or Answer.UNKNOWN, reason or Reason.NOT_SAID)
    return form, came, made


def read_coach(posted: Posted) -> CoachForm:
    """The school's own coach, with a sentence for what cannot stand."""
    name, email = posted.get("name").strip(), posted.get("email").strip()
    errors = []
    if not name:
        errors.append(("name", _("Write the name of your coach.")))
    elif len(name) > LONGEST_NAME:
        errors.append(("name", _("Shorten the name to %(most)s characters.") % {"most": LONGEST_NAME}))
    if email and not _ADDRESS.fullmatch(email):
        errors.append(("email", _("Write an e-mail address such as sam@school.example, or leave it empty.")))
    return CoachForm(name, email, tuple(errors))


def _read_slot(
    form: SlotForm, number: int, minutes: int, place: str, *, future: bool = True
) -> tuple[Slot | None, Sequence[tuple[str, str]]]:
    day, begins = _date(form.day), _time(form.begins)
    errors = []
    if day is None or day.year not in YEARS:
        errors.append((f"day-{number}", _("Enter the day as year, month and day, such as 2027-03-09.")))
    if begins is None:
        errors.append((f"begins-{number}", _("Enter when it begins, such as 09:30.")))
    if day is None or begins is None or errors:
        return None, errors
    slot = Slot(datetime.combine(day, begins, tzinfo=LONDON), minutes, place)
    if future and (sentence := why_not(slot)):
        return None, [(f"day-{number}", sentence)]
    return slot, []


def _minutes(text: str, defined: Defined) -> int | None:
    if not text:
        return defined.minutes
    good = text.isascii() and text.isdigit() and len(text) < 4
    return int(text) if good and FEWEST_MINUTES <= int(text) <= MOST_MINUTES else None


def _chosen(kind: type[Choice], value: str) -> Choice | None:
    return kind(value) if value in tuple(kind) else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
