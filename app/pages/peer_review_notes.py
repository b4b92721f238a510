"""The sorting desk: every note of a visit, by area and item, and one note with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.language import ngettext
from app.models.book_tables import Change
from app.models.fields import UnknownAnswer
from app.models.peer_review import PeerTextChange
from app.models.self_evaluation_sheet import Sheet
from app.pages.peer_review_steps import Standing, Step
from app.pages.peer_review_visit import (
    AreaChoices,
    Choice,
    NoteView,
    SlotView,
    choices_of,
    label_of_about,
    label_of_slot,
    view_note,
    view_slots,
)
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_notes import NOTES, REMOVED, Note, list_notes, list_writers
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts import list_changes
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class DeskNote:
    note: NoteView
    about: FieldView
    writer: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Notes about one area or item; the first pile is of those without a tag."""

    code: str
    title: str
    is_area: bool
    notes: list[DeskNote]

    @property
    def anchor(self) -> str:
        return f"pile-{self.code or 'untagged'}"


@dataclass(frozen=True, slots=True)
class DeskPage:
    seat: Seat
    person_id: int
    piles: list[Pile]
    areas: list[AreaChoices]
    removed: list[NoteView]
    chosen: dict[str, str]
    slots: list[SlotView]
    total: int
    clashes: int
    errors: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return _("Sort your notes")

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/notes"

    @property
    def query(self) -> str:
        """Of the filter, to come back to the same view."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def shown(self) -> int:
        return sum(len(pile.notes) for pile in self.piles)

    @property
    def activities(self) -> list[Choice]:
        return [("", _("All")), *vocabulary("visit_activities").labels.items()]

    @property
    def kinds(self) -> list[Choice]:
        return [("", _("All")), *vocabulary("evidence_kinds").labels.items()]

    @property
    def slot_choices(self) -> list[Choice]:
        return [("", _("All")), *((one.key, f"{one.when} {one.what}") for one in self.slots)]

    @property
    def jumps(self) -> list[Pile]:
        """Where a note can be dropped: untagged, and every area."""
        return [pile for pile in self.piles if pile.is_area or not pile.code]

    @classmethod
    def of(cls, allowed: Allowed[Seat], chosen: dict[str, str], outcome: Outcome | None = None) -> "DeskPage":
        seat = allowed.thing
        framework = book_of(allowed.session, seat).framework
        sheet = read_seat_texts(allowed.session, seat)
        writers = list_writers(allowed.session, seat)
        slots = view_slots(sheet)
        notes = list_notes(sheet)
        desk = [
            (one, DeskNote(view_note(one, framework, slots), _about(sheet, one, outcome), writers[one.key][1]))
            for one in notes
            if _passes(one, chosen)
        ]
        assert allowed.person.id is not None
        return cls(
            seat,
            allowed.person.id,
            _piles(framework, desk),
            choices_of(framework),
            [view_note(one, framework, slots) for one in list_notes(sheet, removed=True)],
            chosen,
            slots,
            len(notes),
            len(outcome.clashes) if outcome else 0,
            [(str(key), fault) for key, fault in outcome.faults.items()] if outcome else [],
        )


def _about(sheet: Sheet, note: Note, outcome: Outcome | None) -> FieldView:
    return view_field(sheet, note.ref, "about", outcome)


def _passes(note: Note, chosen: dict[str, str]) -> bool:
    mine = {"activity": note.activity, "kind": note.evidence_kind, "slot": note.slot}
    return all(not value or mine[name] == value for name, value in chosen.items())


def _piles(framework: Framework, desk: Iterable[tuple[Note, DeskNote]]) -> list[Pile]:
    """Untagged first, then each area, and after it those of its items that have notes."""
    by_code: dict[str, list[DeskNote]] = {}
    for note, shown in desk:
        by_code.setdefault(note.about, []).append(shown)
    piles = [Pile("", _("Not sorted yet"), False, by_code.get("", []))]
    for area in framework.areas:
        piles.append(Pile(area.code, area.title, True, by_code.get(area.code, [])))
        for item in area.items:
            if item.code in by_code:
                piles.append(Pile(item.code, f"{item.code}: {item.statement}", False, by_code[item.code]))
    return piles


@dataclass(frozen=True, slots=True)
class PastWords:
    change: PeerTextChange
    label: str
    shown: str
    is_current: bool
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class NotePage:
    """One note, to edit, with everything that it ever said."""

    seat: Seat
    person_id: int
    key: str
    fields: dict[str, FieldView]
    areas: list[AreaChoices]
    slots: list[SlotView]
    past: list[PastWords]
    is_removed: bool
    clashes: int
    errors: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return _("One note")

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/notes/{self.key}"

    @property
    def activities(self) -> list[Choice]:
        return [("", _("Not said")), *vocabulary("visit_activities").labels.items()]

    @property
    def kinds(self) -> list[Choice]:
        return [("", _("Not said")), *vocabulary("evidence_kinds").labels.items()]

    @property
    def slot_choices(self) -> list[Choice]:
        choices = [("", _("Between slots, or not said")), *((one.key, f"{one.when} {one.what}") for one in self.slots)]
        stored = self.fields["slot"].value
        if all(stored != code for code, _label in choices):
            choices.append((stored, _("A slot that is no longer on the agenda")))
        return choices

    @classmethod
    def of(cls, allowed: Allowed[Seat], key: str, outcome: Outcome | None = None) -> "NotePage":
        """Raises UnknownAnswer where there is no such note."""
        seat = allowed.thing
        place = f"{NOTES}/{key}"
        book = book_of(allowed.session, seat)
        sheet = read_seat_texts(allowed.session, seat)
        if not sheet.value(place, "text"):
            raise UnknownAnswer(place)
        slots = view_slots(sheet)
        assert allowed.person.id is not None
        return cls(
            seat,
            allowed.person.id,
            key,
            {name: view_field(sheet, place, name, outcome) for name in EDITED},
            choices_of(book.framework),
            slots,
            _past(book.framework, sheet, slots, list_changes(allowed.session, book, place)),
            bool(sheet.value(place, REMOVED)),
            len(outcome.clashes) if outcome else 0,
            [(str(one), fault) for one, fault in outcome.faults.items()] if outcome else [],
        )


EDITED = ("text", "about", "activity", "evidence_kind", "slot")


def _past(
    framework: Framework, sheet: Sheet, slots: list[SlotView], changes: Iterable[PeerTextChange]
) -> list[PastWords]:
    return [
        PastWords(
            one,
            _field_labels()[one.field],
            _shown(framework, slots, one),
            one.kind != Change.SET_ASIDE and one.version == sheet.text(one.place, one.field).version,
            one.kind == Change.SET_ASIDE,
        )
        for one in changes
        if one.field in EDITED
    ]


def _field_labels() -> dict[str, str]:
    return {
        "text": _("Note"),
        "about": _("Area or item"),
        "activity": _("Activity"),
        "evidence_kind": _("Kind of evidence"),
        "slot": _("Slot of the agenda"),
    }


def _shown(framework: Framework, slots: list[SlotView], change: PeerTextChange) -> str:
    """What people read for a stored value."""
    value = change.value
    if not value or change.field == "text":
        return value
    if change.field == "about":
        return label_of_about(framework, value)
    if change.field == "slot":
        return label_of_slot(value, slots) or value
    return vocabulary("visit_activities" if change.field == "activity" else "evidence_kinds").label(value)


def visit_steps(standing: Standing) -> list[Step]:
    """The visit and its sorting in the task list of whoever visits; the host has nothing to do in it."""
    if not standing.allowed.may(Permission.PEER_REVIEWER_WRITE):
        return [Step(_("The visit"), "later", _("Your visitors follow the agenda, and make their own notes."))]
    notes, here = list_notes(standing.sheet), standing.here
    untagged = sum(not note.about for note in notes)
    visit = _("The agenda and a box for notes, on a tablet. It works without a line.")
    if not notes:
        return [
            Step(_("The visit"), "later", visit, f"{here}/visit"),
            Step(_("Sort your notes"), "later", _("After the visit, each note finds its area or item.")),
        ]
    counted = ngettext("%(n)s note so far.", "%(n)s notes so far.", len(notes)) % {"n": len(notes)}
    left = ngettext("%(n)s note is not sorted yet.", "%(n)s notes are not sorted yet.", untagged) % {"n": untagged}
    return [
        Step(_("The visit"), "done", counted, f"{here}/visit"),
        Step(
            _("Sort your notes"),
            "next" if untagged else "done",
            left if untagged else _("Every note has its area or item."),
            f"{here}/notes",
        ),
    ]
