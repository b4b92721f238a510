"""What the page of the school profile shows, and the profile as others read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from app.access.errors import NotAllowed
from app.access.guard import Allowed
from app.documents.paper import Block, Table
from app.language import day, ngettext
from app.language import gettext as _
from app.models.fields import Key
from app.models.peer_review import Side
from app.models.peer_review_fields import PROFILE
from app.models.peer_review_profile_fields import PARTS
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.gentle_notes import GentleNote, notes_on
from app.services.peer_review import Seat
from app.services.peer_review_attendance import Unit
from app.services.peer_review_profile import (
    Measure,
    Suggestion,
    measure_of,
    read_profile,
    sound_measures,
    suggest_from_register,
)
from app.services.peer_review_texts import read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure with its fields, by what their names end with."""

    measure: Measure
    fields: Mapping[str, FieldView]
    follows: list[str]
    """The same in other units, in sentences."""
    suggestion: Suggestion | None
    question: str

    @property
    def name(self) -> str:
        return f"{PROFILE}.{self.measure.code}"

    @property
    def kind(self) -> str:
        return self.measure.term.answered_as or ""


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The host writes it; the reviewer reads what adds up, if it is shared."""

    seat: Seat
    person_id: int
    can_write: bool
    groups: list[tuple[str, list[MeasureView]]]
    errors: list[tuple[str, str]]
    clashes: int
    units: list[tuple[str, str]]
    surroundings: list[tuple[str, str]]
    facts: list[tuple[str, str, str]]
    """Measure, what it is, where from and of which day: for readers."""

    @property
    def title(self) -> str:
        return _("School profile")

    @property
    def is_host(self) -> bool:
        return self.seat.side is Side.HOST

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None) -> "ProfilePage":
        """Raises NotAllowed for a reviewer with whom it is not shared."""
        seat = allowed.thing
        if seat.side is Side.REVIEWER and not seat.review.shares_profile:
            raise NotAllowed(
                _("%(school)s has not shared its profile. You can ask for it in your requests.")
                % {"school": seat.host.name}
            )
        sheet = read_seat_texts(allowed.session, seat)
        measures = read_profile(sheet)
        suggestions = suggest_from_register(seat.host)
        views = [_view(one, sheet, outcome, suggestions.get(one.code)) for one in measures]
        faults = [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else []
        if outcome is not None:
            faults += [
                (one.name, f"{one.measure.term.label}: {one.measure.fault}") for one in views if one.measure.fault
            ]
        assert allowed.person.id is not None
        return cls(
            seat,
            allowed.person.id,
            not seat.review.ended_at,
            [(title, list(group)) for title, group in groupby(views, key=lambda one: _group(one.measure))],
            faults,
            len(outcome.clashes) if outcome else 0,
            [("", ""), *vocabulary("attendance_units").labels.items()],
            [("", ""), *vocabulary("surroundings").labels.items()],
            profile_facts(sheet),
        )


def profile_notes(sheet: Sheet, key: Key, value: str) -> list[GentleNote]:
    """What to say beside a field of the profile that was just saved."""
    measure = next(one for one in read_profile(sheet) if one.code == measure_of(key.field))
    said = [GentleNote(name, text) for name, text in (("sum", measure.fault), ("doubt", measure.doubt)) if text]
    return said or notes_on(value)


def profile_facts(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Each measure that adds up: what it is called, what it says, where that is from and of which day."""
    return [(one.term.label, _in_words(one), _origin(one)) for one in sound_measures(sheet)]


def build_profile_blocks(sheet: Sheet) -> tuple[Block, ...]:
    """The profile in a document; nothing where nothing is stated or it may not be seen."""
    rows = tuple(profile_facts(sheet))
    if not rows:
        return ()
    columns = (_("Measure"), _("At the time of the review"), _("Source and date"))
    return (Table(_("School profile: counts for the whole school"), columns, rows, (3, 4, 3)),)


def _view(one: Measure, sheet: Sheet, outcome: Outcome | None, suggestion: Suggestion | None) -> MeasureView:
    fields = {
        part: view_field(sheet, PROFILE, f"{one.code}{part}", outcome) for part in PARTS[one.term.answered_as or ""]
    }
    typed = bool(fields[""].value)
    return MeasureView(one, fields, _follows(one), None if typed else suggestion, _question(one))


def _group(one: Measure) -> str:
    return {"counts": _("Pupils"), "outcomes": _("Attendance and outcomes"), "context": _("The school")}[
        one.term.group or ""
    ]


def _question(one: Measure) -> str:
    asked = {
        "roll": _("How many pupils"),
        "pupils": _("How many pupils"),
        "attendance": _("How much"),
        "exclusions": _("How many suspensions"),
        "surroundings": _("Urban or rural"),
    }
    return asked.get(one.term.answered_as or "", _("In a few words"))


def _in_words(one: Measure) -> str:
    kind = one.term.answered_as
    if kind == "surroundings":
        said = vocabulary("surroundings").label(one.value)
    elif kind in {"roll", "pupils"}:
        count = int(one.value)
        said = ngettext("%(n)s pupil", "%(n)s pupils", count) % {"n": count}
    elif kind == "exclusions":
        said = _exclusions(one)
    elif one.unit:
        said = f"{vocabulary('attendance_units').label(one.unit)}: {one.value}"
    else:
        said = one.value
    if one.period:
        said += f" ({one.period})"
    return "; ".join([said, *_follows(one)])


def _exclusions(one: Measure) -> str:
    said = []
    if one.value:
        said.append(ngettext("%(n)s suspension", "%(n)s suspensions", int(one.value)) % {"n": one.value})
    if one.permanent:
        permanent = ngettext("%(n)s permanent exclusion", "%(n)s permanent exclusions", int(one.permanent))
        said.append(permanent % {"n": one.permanent})
    return ", ".join(said)


def _follows(one: Measure) -> list[str]:
    if not one.is_sound:
        return []
    if one.attendance:
        return [said for unit in Unit if unit is not one.unit and (said := _in_unit(one, unit))]
    if one.per_hundred is None:
        return []
    rate = _number(one.per_hundred)
    if one.term.answered_as == "exclusions":
        return [_("%(n)s suspensions for every 100 pupils") % {"n": rate}]
    return [_("%(n)s per cent of pupils on roll") % {"n": rate}]


def _in_unit(one: Measure, unit: Unit) -> str:
    value = one.attendance.in_unit(unit) if one.attendance else None
    if value is None:
        return ""
    said = {
        Unit.ATTENDED: _("%(n)s per cent attended"),
        Unit.MISSED: _("%(n)s per cent missed"),
        Unit.SESSIONS: _("%(n)s half-day sessions missed per pupil"),
        Unit.DAYS: _("%(n)s days missed per pupil"),
    }[unit]
    return said % {"n": _number(value)}


def _number(value: Fraction) -> str:
    """With one decimal at most; half a tenth is rounded up."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _origin(one: Measure) -> str:
    return ", ".join([one.source or _("Source not stated"), day(one.dated) if one.dated else _("date not stated")])
