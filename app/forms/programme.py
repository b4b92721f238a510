"""Forms of a cohort: a register, a ruling, a withdrawal."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app import clock
from app.access.posted import Posted
from app.forms.programme_events import parse_day
from app.language import gettext as _
from app.models.programme_engagement import Answer, Attended, Met, Reason
from app.pages.fidelity_row import RulingForm
from app.review_framework.programme_types import Programme
from app.services.programme_events import Entry, RegisterLine

MOST_NOTE = 2_000
TICKS = ("follow_up_offered", "follow_up_accepted", "materials_sent", "recording_watched")
EVERYBODY_ELSE = "everybody_else"
Choice = TypeVar("Choice", bound=StrEnum)


def read_register_form(posted: Posted, lines: Iterable[RegisterLine]) -> dict[int, tuple[int, Entry]]:
    """Version and entry of each line that was sent. Lines of schools that the register has not are passed over; a
    value that is none of its list leaves what stands there.
    """
    sent = posted.by_name()

    def value(number: int, name: str, default: str) -> str:
        return sent.get(f"{number}.{name}", [default])[0]

    entries = {}
    for line in lines:
        number, before = line.enrolment.id or 0, line.entry
        if f"{number}.outcome" not in sent:
            continue
        version = value(number, "version", "")
        outcome = _chosen(Attended, value(number, "outcome", ""), before.outcome)
        if EVERYBODY_ELSE in sent and outcome is Attended.NOT_YET_KNOWN:
            outcome = Attended.ATTENDED
        entry = Entry(
            outcome,
            _chosen(Answer, value(number, "senior_leader", ""), before.senior_leader),
            _chosen(Reason, value(number, "reason", before.reason), before.reason),
            value(number, "note", before.note)[:MOST_NOTE].strip(),
            **{name: f"{number}.{name}" in sent for name in TICKS},
        )
        entries[number] = (int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1, entry)
    return entries


def read_ruling(posted: Posted, programme: Programme) -> RulingForm:
    """What was sent, with a sentence for each field that cannot stand."""
    component, outcome, note = posted.get("component"), posted.get("outcome"), posted.get("note").strip()
    errors = []
    if component not in programme.by_code:
        errors.append(("component", _("Choose the component that you rule on.")))
    if outcome not in tuple(Met):
        errors.append(("outcome", _("Choose what the component counts as.")))
    if not note:
        errors.append(("note", _("Write a short note, so that others can see why you ruled so.")))
    elif len(note) > MOST_NOTE:
        errors.append(("note", _("Shorten the note to %(most)s characters.") % {"most": f"{MOST_NOTE:,}"}))
    return RulingForm(
        component,
        outcome,
        _chosen(Answer, posted.get("senior_leader"), Answer.UNKNOWN),
        _chosen(Reason, posted.get("reason"), Reason.NOT_SAID),
        note,
        tuple(errors),
    )


def read_day(posted: Posted, name: str) -> date | None:
    """Today where it was left empty; None for what is no day."""
    text = posted.get(name).strip()
    return parse_day(text) if text else clock.today()


def _chosen(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    return kind(value) if value in tuple(kind) else otherwise
