"""The agenda of a visit: its rows by time, and filling it from a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from app.models.actors import Actor
from app.models.fields import Key
from app.models.peer_review import PeerReview
from app.models.peer_review_fields import ROWS, TERMS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.agendas import ROUND, AgendaTemplate, agenda_templates, row_key
from app.services.peer_review import Seat
from app.services.peer_review_texts import book_of
from app.services.texts import Book, read_texts, save_text

AGENDA = "agenda"
REMOVED = "removed"
ROW_FIELDS = tuple(name for name in ROWS[AGENDA] if name != REMOVED)
VISIT_ON = Key(TERMS, "visit_on")


class AgendaHasChanged(Exception):
    """There are rows that whoever chose the template had not seen."""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One activity, or what is known of it so far. Times are 09:30 or empty."""

    key: str
    starts: str = ""
    ends: str = ""
    activity: str = ""
    people: str = ""
    room: str = ""
    items: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{AGENDA}/{self.key}"

    @property
    def has_times(self) -> bool:
        """Both are there, and the end is after the start."""
        return bool(self.starts) and self.starts < self.ends


def agenda_rows(sheet: Sheet, *, removed: bool = False) -> list[AgendaRow]:
    """The rows by time, those without one last; or those that were removed and can be put back."""
    keys = {key.place.partition("/")[2] for key in keys_of(sheet, AGENDA)}
    rows = [_row(sheet, key) for key in keys if bool(sheet.value(f"{AGENDA}/{key}", REMOVED)) is removed]
    return sorted(
        (row for row in rows if _says_something(row)), key=lambda row: (row.starts or "99", row.ends or "99", row.key)
    )


def keys_of(sheet: Sheet, listed: str) -> list[Key]:
    """Of every text in the rows of one list."""
    every = sheet.keys()
    return [key for key in every if key.place.startswith(f"{listed}/")]


def rounds_of(sheet: Sheet) -> int:
    """How many times a template has filled this agenda."""
    return max((number for _code, number in _filled(sheet)), default=0)


def fill_agenda(
    session: Session, seat: Seat, template: AgendaTemplate, *, round_: int, instead_of: Iterable[str], by: Actor
) -> None:
    """The agenda has the rows of the template. Those named in `instead_of` are removed, and can be put back.

    Choosing the same template in the same round again changes nothing. Raises AgendaHasChanged where there are rows
    that are not named, or where that round was another's.
    """
    book = book_of(session, seat)
    _take_turn(session, seat.review)
    sheet = read_texts(session, book)
    if (template.code, round_) in _filled(sheet):
        return
    seen = set(instead_of)
    present = agenda_rows(sheet)
    if round_ != rounds_of(sheet) + 1 or {row.key for row in present} - seen:
        raise AgendaHasChanged
    for row in present:
        _put(session, book, sheet, row.place, {REMOVED: "yes"}, by)
    for place, values in _template_rows(book, template, round_):
        _put(session, book, sheet, place, values, by)


def mark_row(session: Session, seat: Seat, key: str, *, removed: bool, by: Actor) -> None:
    """The row is out of the agenda, or back in it. Raises UnknownAnswer where there is no such row."""
    book = book_of(session, seat)
    place = f"{AGENDA}/{key}"
    _put(session, book, read_texts(session, book), place, {REMOVED: "yes" if removed else ""}, by)


def _template_rows(book: Book, template: AgendaTemplate, round_: int) -> Iterable[tuple[str, Mapping[str, str]]]:
    areas = {area.code for area in book.framework.areas}
    for planned in template.activities:
        starts, ends = template.times(planned)
        values = {
            "starts": starts,
            "ends": ends,
            "activity": planned.activity,
            "people": planned.people or "",
            "items": " ".join(code for code in planned.areas if code in areas),
        }
        yield f"{AGENDA}/{row_key(template, round_, planned)}", {name: value for name, value in values.items() if value}


def _put(session: Session, book: Book, sheet: Sheet, place: str, values: Mapping[str, str], by: Actor) -> None:
    for name, value in values.items():
        save_text(session, book, Key(place, name), value, base=sheet.text(place, name).version, by=by)


def _filled(sheet: Sheet) -> set[tuple[str, int]]:
    """Which templates filled it in which round, read from the keys that they give their rows."""
    codes = {one.code.replace("_", "-"): one.code for one in agenda_templates()}
    found = (ROUND.fullmatch(key.place.partition("/")[2]) for key in keys_of(sheet, AGENDA))
    return {(codes[one[1]], int(one[2])) for one in found if one and one[1] in codes}


def _row(sheet: Sheet, key: str) -> AgendaRow:
    values = {name: sheet.value(f"{AGENDA}/{key}", name) for name in ROW_FIELDS}
    return AgendaRow(key, items=tuple(values.pop("items").split()), **values)


def _says_something(row: AgendaRow) -> bool:
    return any((row.starts, row.ends, row.activity, row.people, row.room, row.items))


def _take_turn(session: Session, review: PeerReview) -> None:
    """Two who fill or confirm one agenda at once come after each other."""
    session.exec(select(PeerReview.id).where(PeerReview.id == review.id).with_for_update(key_share=True)).one()
