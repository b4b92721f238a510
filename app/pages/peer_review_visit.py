"""What a reviewer sees on the day: the agenda by time, one box for notes, and what was noted today."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import uuid4

from app import clock
from app.access.guard import Allowed
from app.language import clock_time
from app.language import gettext as _
from app.models.peer_review_fields import TERMS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_notes import (
    AgendaSlot,
    BadNote,
    Note,
    list_notes,
    list_slots,
    list_writers,
    noted_today,
)
from app.services.peer_review_texts import book_of, read_seat_texts

Choice = tuple[str, str]
LONGEST_LABEL = 90


@dataclass(frozen=True, slots=True)
class SlotView:
    key: str
    starts: str
    ends: str
    activity: str
    what: str
    where: str
    """Room and people."""
    is_now: bool = False

    @property
    def when(self) -> str:
        return f"{self.starts}–{self.ends}" if self.ends else self.starts


@dataclass(frozen=True, slots=True)
class AreaChoices:
    """One area and its items, to choose what a note is about."""

    code: str
    title: str
    items: list[Choice]


@dataclass(frozen=True, slots=True)
class NoteView:
    key: str
    text: str
    tags: list[str]
    at: datetime | None

    @property
    def time(self) -> str:
        return clock_time(self.at) if self.at else ""


@dataclass(frozen=True, slots=True)
class VisitPage:
    """Without a seat it is the shell: the page as it stands without anybody's words, for a tablet without a line."""

    seat: Seat | None = None
    person_id: int | None = None
    slots: list[SlotView] = field(default_factory=list)
    areas: list[AreaChoices] = field(default_factory=list)
    notes: list[NoteView] = field(default_factory=list)
    day: str = ""
    key: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)
    """What was typed into a note that could not be kept."""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return _("Visit to %(school)s") % {"school": self.seat.host.name} if self.seat else _("Visit")

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}" if self.seat else ""

    @property
    def errors(self) -> list[tuple[str | None, str]]:
        return [(name if name != "key" else "text", sentence) for name, sentence in self.faults.items()]

    @property
    def activities(self) -> list[Choice]:
        return [("", _("Not said")), *vocabulary("visit_activities").labels.items()]

    @property
    def kinds(self) -> list[Choice]:
        return [("", _("Not said")), *vocabulary("evidence_kinds").labels.items()]

    @property
    def kept(self) -> str:
        """All that the tablet may keep, as JSON: the agenda, titles of areas and items, and this person's own notes."""
        assert self.seat is not None
        return json.dumps(
            {
                "review": self.seat.id,
                "person": self.person_id,
                "title": self.title,
                "day": self.day,
                "slots": [
                    {
                        name: getattr(one, name)
                        for name in ("key", "starts", "ends", "activity", "what", "where", "when")
                    }
                    for one in self.slots
                ],
                "areas": [{"code": one.code, "title": one.title, "items": one.items} for one in self.areas],
                "notes": [{"key": one.key, "text": one.text, "tags": one.tags, "time": one.time} for one in self.notes],
            },
            ensure_ascii=False,
        ).replace("<", "\\u003c")

    @classmethod
    def of(
        cls, allowed: Allowed[Seat], sent: Mapping[str, str] | None = None, bad: BadNote | None = None
    ) -> "VisitPage":
        seat = allowed.thing
        framework = book_of(allowed.session, seat).framework
        sheet = read_seat_texts(allowed.session, seat)
        writers = list_writers(allowed.session, seat)
        own = [one for one in list_notes(sheet) if writers.get(one.key, (None, ""))[0] == allowed.person.id]
        slots = view_slots(sheet)
        return cls(
            seat,
            allowed.person.id,
            slots,
            choices_of(framework),
            [view_note(one, framework, slots) for one in noted_today(own)],
            sheet.value(TERMS, "visit_on"),
            str(uuid4()),
            sent or {},
            bad.faults if bad else {},
        )


def choices_of(framework: Framework) -> list[AreaChoices]:
    return [
        AreaChoices(area.code, area.title, [(item.code, _short(item.statement)) for item in area.items])
        for area in framework.areas
    ]


def view_slots(sheet: Sheet) -> list[SlotView]:
    visit_on = sheet.value(TERMS, "visit_on")
    now = clock.in_london(clock.now())
    on_the_day = not visit_on or date.fromisoformat(visit_on) == now.date()
    return [_view_slot(one, on_the_day and _is_running(one, now.time())) for one in list_slots(sheet)]


def _view_slot(slot: AgendaSlot, is_now: bool) -> SlotView:
    what = vocabulary("visit_activities").label(slot.activity) if slot.activity else _("Not said")
    where = " · ".join(part for part in (slot.room, slot.people, slot.items) if part)
    return SlotView(slot.key, slot.starts, slot.ends, slot.activity, what, where, is_now)


def _is_running(slot: AgendaSlot, now: time) -> bool:
    if not slot.starts or not slot.ends:
        return False
    return time.fromisoformat(slot.starts) <= now < time.fromisoformat(slot.ends)


def view_note(note: Note, framework: Framework, slots: Iterable[SlotView]) -> NoteView:
    labels = [
        label_of_slot(note.slot, slots),
        vocabulary("visit_activities").label(note.activity) if note.activity else "",
        vocabulary("evidence_kinds").label(note.evidence_kind) if note.evidence_kind else "",
        label_of_about(framework, note.about),
    ]
    # The slot names its activity already.
    return NoteView(note.key, note.text, [one for one in dict.fromkeys(labels) if one], note.moment)


def label_of_slot(key: str, slots: Iterable[SlotView]) -> str:
    """`09:30–10:00`; empty for a slot that is gone."""
    return next((slot.when for slot in slots if slot.key == key), "")


def label_of_about(framework: Framework, code: str) -> str:
    if not code:
        return ""
    if any(area.code == code for area in framework.areas):
        return framework.area(code).title
    return f"{code} {_short(framework.item(code).statement)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"
