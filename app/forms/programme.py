"""Forms of a cohort: a register, a ruling, an event, a withdrawal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from app import clock
from app.access.posted import Posted
from app.clock import LONDON
from app.language import gettext as _
from app.models.programme_engagement import Answer, Attended, Met, Reason
from app.pages.fidelity_row import RulingForm
from app.pages.programme_events import EventForm
from app.review_framework.programme_types import PlannedEvent, Programme
from app.services.programme_events import Entry, Planned, RegisterLine

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
        entries[number] = (int(version) if version.isascii() and version.isdigit() else -1, entry)
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


def read_event(
    posted: Posted, programme: Programme, regions: Iterable[str], *, whole_cohort: bool
) -> tuple[EventForm, Planned | None]:
    """What was sent, and the event that it comes to if nothing is wrong with it."""
    sent = {name: posted.get(name).strip()[:500] for name in ("code", "region", "date", "begins", "ends", "place")}
    form = EventForm(**sent)  # type: ignore[arg-type]  # None of these names is that of the errors.
    planned = next((one for one in programme.events if one.code == form.code), None)
    day, begins, ends = _date(form.date), _time(form.begins), _time(form.ends)
    errors = []
    if planned is None:
        errors.append(("code", _("Choose which event it is.")))
    if form.region not in (*regions, *([""] if whole_cohort else [])):
        errors.append(("region", _("Choose whom the event is for.")))
    if day is None:
        errors.append(("date", _("Enter the day as year, month and day, such as 2027-03-09.")))
    if begins is None:
        errors.append(("begins", _("Enter when it begins, such as 09:30.")))
    if form.ends and ends is None:
        errors.append(("ends", _("Enter when it ends, such as 15:30.")))
    elif begins and ends and ends <= begins:
        errors.append(("ends", _("The event has to end after it begins.")))
    form = replace(form, errors=tuple(errors))
    if errors or planned is None or day is None or begins is None:
        return form, None
    return form, _planned(planned, day, begins, ends, form.place)


def read_day(posted: Posted, name: str) -> date | None:
    """Today where it was left empty; None for what is no day."""
    text = posted.get(name).strip()
    return _date(text) if text else clock.today()


def _planned(event: PlannedEvent, day: date, begins: time, ends: time | None, place: str) -> Planned:
    starts_at = datetime.combine(day, begins, tzinfo=LONDON)
    ends_at = datetime.combine(day, ends, tzinfo=LONDON) if ends else starts_at + timedelta(minutes=event.minutes)
    return Planned(event.code, event.component or "", event.title, starts_at, ends_at, event.mode == "online", place)


def _chosen(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    return kind(value) if value in tuple(kind) else otherwise


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
