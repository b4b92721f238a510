"""What the pages of the agenda show: its rows to change, a template to begin with, and what both sides confirm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.self_evaluation_sheet import Sheet
from app.pages.peer_review_agenda_rows import RowView, blank_row, row_views, served_in_words, titles
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.agendas import AgendaTemplate, agenda_templates
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_agenda import VISIT_ON, AgendaRow, agenda_rows, keys_of, rounds_of
from app.services.peer_review_agenda_checks import AgendaNote, check_agenda, in_words
from app.services.peer_review_confirmations import (
    Confirmations,
    Confirmed,
    agenda_fingerprint,
    read_confirmations,
    what_is_missing,
)
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class Shown:
    """One row to read."""

    key: str
    time: str
    activity: str
    people: str
    room: str
    serves: str


@dataclass(frozen=True, slots=True)
class SideConfirmed:
    school: str
    confirmed: Confirmed | None


@dataclass(frozen=True, slots=True)
class AgendaPage:
    seat: Seat
    rows: list[RowView]
    removed: list[tuple[str, str]]
    """Place and words of each row that can be put back."""
    visit_on: FieldView
    activities: list[tuple[str, str]]
    notes: list[AgendaNote]
    sides: list[SideConfirmed]
    agreed_at: object
    missing: str
    has_rows: bool
    can_write: bool
    can_confirm: bool
    """It is this side's turn to confirm, and theirs to do."""
    person_id: int
    templates: tuple[AgendaTemplate, ...]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/agenda"

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None, blank: bool = False) -> "AgendaPage":
        seat = allowed.thing
        framework = book_of(allowed.session, seat).framework
        sheet = read_seat_texts(allowed.session, seat)
        present = agenda_rows(sheet)
        confirmations = read_confirmations(allowed.session, seat, sheet)
        assert allowed.person.id is not None
        missing = what_is_missing(sheet)
        return cls(
            seat=seat,
            rows=list(row_views(framework, sheet, outcome, blank=blank)),
            removed=[(row.place, in_words(row)) for row in agenda_rows(sheet, removed=True)],
            visit_on=view_field(sheet, VISIT_ON.place, VISIT_ON.field, outcome),
            activities=activities(),
            notes=check_agenda(present, titles(framework), focus_of(framework, sheet)),
            sides=sides_of(seat, confirmations),
            agreed_at=confirmations.agreed_at,
            missing=missing,
            has_rows=bool(present),
            can_write=not seat.review.ended_at,
            can_confirm=may_confirm(allowed) and not missing and not confirmations.holds(seat.side),
            person_id=allowed.person.id,
            templates=agenda_templates(),
            errors=[(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            clashes=len(outcome.clashes) if outcome else 0,
        )


@dataclass(frozen=True, slots=True)
class AgendaRowPage:
    """One empty row, to put into a page that is open."""

    row: RowView
    activities: list[tuple[str, str]]
    here: str

    @classmethod
    def blank(cls, allowed: Allowed[Seat]) -> "AgendaRowPage":
        framework = book_of(allowed.session, allowed.thing).framework
        return cls(blank_row(framework), activities(), f"/peer-reviews/{allowed.thing.id}/agenda")


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """The templates to choose from, and the rows that would be removed for one."""

    seat: Seat
    templates: tuple[AgendaTemplate, ...]
    chosen: str
    round_: int
    instead_of: list[tuple[str, str]]
    """Key and words of each row that is there now."""
    person_id: int
    errors: list[tuple[str, str]]

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/agenda"

    def activity(self, code: str) -> str:
        return vocabulary("visit_activities").label(code)

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, chosen: str = "", errors: Iterable[tuple[str, str]] = ()) -> "TemplatesPage":
        sheet = read_seat_texts(allowed.session, allowed.thing)
        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            agenda_templates(),
            chosen,
            rounds_of(sheet) + 1,
            [(row.key, in_words(row)) for row in agenda_rows(sheet)],
            allowed.person.id,
            list(errors),
        )


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """The agenda to read, print and confirm."""

    seat: Seat
    visit_on: date | None
    rows: list[Shown]
    notes: list[AgendaNote]
    sides: list[SideConfirmed]
    agreed_at: object
    missing: str
    fingerprint: str
    can_confirm: bool
    person_id: int
    errors: list[tuple[None, str]]

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/agenda"

    @property
    def has_calendar(self) -> bool:
        return self.visit_on is not None and bool(self.rows)

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, error: str = "") -> "TimetablePage":
        seat = allowed.thing
        framework = book_of(allowed.session, seat).framework
        sheet = read_seat_texts(allowed.session, seat)
        rows = agenda_rows(sheet)
        confirmations = read_confirmations(allowed.session, seat, sheet)
        missing = what_is_missing(sheet)
        assert allowed.person.id is not None
        return cls(
            seat,
            visit_day(sheet),
            [show_row(framework, row) for row in rows],
            check_agenda(rows, titles(framework), focus_of(framework, sheet)),
            sides_of(seat, confirmations),
            confirmations.agreed_at,
            missing,
            agenda_fingerprint(sheet),
            may_confirm(allowed) and not missing and not confirmations.holds(seat.side),
            allowed.person.id,
            [(None, error)] if error else [],
        )


def may_confirm(allowed: Allowed[Seat]) -> bool:
    return not allowed.thing.review.ended_at and allowed.may(Permission.PEER_AGENDA_CONFIRM)


def visit_day(sheet: Sheet) -> date | None:
    written = sheet.value(VISIT_ON.place, VISIT_ON.field)
    return date.fromisoformat(written) if written else None


def sides_of(seat: Seat, confirmations: Confirmations) -> list[SideConfirmed]:
    """One's own school first."""
    schools = {Side.HOST: seat.host, Side.REVIEWER: seat.reviewer}
    return [SideConfirmed(schools[side].name, confirmations.of(side)) for side in (seat.side, seat.side.other)]


def focus_of(framework: Framework, sheet: Sheet) -> set[str]:
    """The areas of the lines of enquiry that were kept. Only the reviewer sees those: for the host, all areas count."""
    lines = {key.place for key in keys_of(sheet, "enquiries")}
    kept = [place for place in lines if not sheet.value(place, "dropped")]
    codes = {sheet.value(place, "about").partition("-")[0] for place in kept}
    return codes & titles(framework).keys()


def show_row(framework: Framework, row: AgendaRow) -> Shown:
    times = f"{row.starts or '?'} – {row.ends or '?'}" if row.starts or row.ends else _("No time yet")
    label = vocabulary("visit_activities").label(row.activity) if row.activity else ""
    return Shown(row.key, times, label, row.people, row.room, served_in_words(framework, row.items))


def activities() -> list[tuple[str, str]]:
    return [("", ""), *vocabulary("visit_activities").labels.items()]
