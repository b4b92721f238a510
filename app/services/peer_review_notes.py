"""What a reviewer notes down on a visit. A note is there once, however often a tablet sends it, and never lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.models.actors import Actor, ActorKind
from app.models.fields import BadAnswer, Key, UnknownAnswer
from app.models.peer_review import PeerTextChange
from app.models.peer_review_fields import fields_at
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.texts import Book, Clash, list_changes, save_clean

NOTES = "notes"
TEXT, NOTED_AT, REMOVED = "text", "noted_at", "removed"
TAGS = ("activity", "evidence_kind", "about", "slot")


@dataclass(frozen=True, slots=True)
class Note:
    """`noted_at` is a moment in UTC as it is stored: 2027-03-03T09:30:00Z."""

    key: str
    text: str
    activity: str
    evidence_kind: str
    about: str
    slot: str
    noted_at: str

    @property
    def ref(self) -> str:
        """How the report names what it rests on."""
        return f"{NOTES}/{self.key}"

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.noted_at) if self.noted_at else None


@dataclass(frozen=True, slots=True)
class AgendaSlot:
    """One line of the agreed agenda."""

    key: str
    starts: str
    ends: str
    activity: str
    people: str
    room: str
    items: str


class BadNote(ValueError):
    """The note cannot be kept as it is. Carries a sentence for each field that is in the way."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Kept:
    """The words are on the server under this key. `beside`: others came first and stay; these are in the history."""

    key: str
    at: datetime
    beside: bool = False


def list_notes(sheet: Sheet, *, removed: bool = False) -> list[Note]:
    """Those that are there, or those that were removed and can be put back, in the order they were noted."""
    notes = [
        Note(row, *(sheet.value(place, name) for name in (TEXT, *TAGS, NOTED_AT)))
        for row, place in rows_of(sheet, NOTES, removed=removed)
        if sheet.value(place, TEXT)
    ]
    return sorted(notes, key=lambda note: (note.noted_at, note.key))


def list_slots(sheet: Sheet) -> list[AgendaSlot]:
    """The agenda by time."""
    names = ("starts", "ends", "activity", "people", "room", "items")
    slots = [AgendaSlot(row, *(sheet.value(place, name) for name in names)) for row, place in rows_of(sheet, "agenda")]
    return sorted((one for one in slots if one.starts or one.activity), key=lambda one: (one.starts, one.ends, one.key))


def rows_of(sheet: Sheet, listed: str, *, removed: bool = False) -> list[tuple[str, str]]:
    """The key and the place of each row of a list."""
    places = {key.place for key in list(sheet.keys()) if key.place.startswith(f"{listed}/")}
    return [
        (place.partition("/")[2], place) for place in sorted(places) if bool(sheet.value(place, REMOVED)) is removed
    ]


def save_note(session: Session, book: Book, key: str, sent: Mapping[str, str], *, by: Actor) -> Kept:
    """The note is on the server, once.

    A tablet that never heard the answer sends again without knowing what has become of its note since: words that
    were kept before change nothing, whoever edited, sorted or removed the note meanwhile. Words that were not are
    kept beside the present ones, in the history, since nobody can tell which of the two is the later.

    Raises BadNote; UnknownAnswer for a key that cannot be one; or what the book raises where it admits nobody.
    """
    place = f"{NOTES}/{key}"
    values = _clean(book, place, sent)
    known: dict[str, set[str]] = {}
    for change in list_changes(session, book, place):
        known.setdefault(change.field, set()).add(change.value)
    values[NOTED_AT] = values.get(NOTED_AT) or clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")
    beside = False
    for name in (TEXT, *TAGS, NOTED_AT):
        value = values.get(name, "")
        # When it was noted is said once: a form sent twice would only say when it was sent.
        if not value or value in known.get(name, ()) or (name == NOTED_AT and NOTED_AT in known):
            continue
        result = save_clean(session, book, Key(place, name), value, base=0, by=by)
        beside |= isinstance(result, Clash)
    return Kept(key, clock.now(), beside)


def _clean(book: Book, place: str, sent: Mapping[str, str]) -> dict[str, str]:
    """Raises BadNote or UnknownAnswer."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    fields_at(book.framework, place)
    for name in (TEXT, *TAGS, NOTED_AT):
        try:
            values[name] = book.clean(Key(place, name), sent.get(name, ""))
        except BadAnswer as error:
            # A tablet whose clock says nonsense must not lose its words for it.
            if name != NOTED_AT:
                faults[name] = str(error)
    if TEXT not in faults and not values[TEXT]:
        faults[TEXT] = _("Write your note first. One line is enough.")
    if faults:
        raise BadNote(faults)
    return values


def mark_row(session: Session, book: Book, place: str, *, removed: bool, by: Actor) -> None:
    """The row is removed from its list, or back; its texts stay. Raises UnknownAnswer where it was never there."""
    changes = list_changes(session, book, place)
    if not changes:
        raise UnknownAnswer(place)
    base = max((one.version for one in changes if one.field == REMOVED), default=0)
    save_clean(session, book, Key(place, REMOVED), "yes" if removed else "", base=base, by=by)


def list_writers(session: Session, seat: Seat, listed: str = NOTES) -> dict[str, tuple[int | None, str]]:
    """Who first wrote each row, as id and name, by the row's key; one query."""
    rows = session.exec(
        select(PeerTextChange.place, PeerTextChange.actor_kind, PeerTextChange.actor_id, PeerTextChange.actor_name)
        .where(
            PeerTextChange.peer_review_id == seat.id,
            PeerTextChange.version == 1,
            col(PeerTextChange.place).startswith(f"{listed}/"),
        )
        .order_by(col(PeerTextChange.id).desc())
    )
    return {
        place.partition("/")[2]: (actor_id if kind == ActorKind.PERSON else None, name)
        for place, kind, actor_id, name in rows
    }


def noted_today(notes: Iterable[Note]) -> list[Note]:
    """Newest first."""
    today = clock.today()
    return [one for one in reversed(list(notes)) if one.moment is None or clock.in_london(one.moment).date() == today]
