"""The school profile as it adds up: what is stated, what follows from it, and what cannot be.

A measure that cannot be is kept as it was typed, for the school to put right, and is shown to nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlmodel import Session

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.fields import Key, UnknownAnswer
from app.models.peer_review_fields import PROFILE
from app.models.peer_review_profile_fields import DATE, MEASURES, PARTS, PERIOD, PERMANENT, POSSIBLE, SOURCE, UNIT
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.vocabulary import Term, vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_attendance import Attendance, Impossible, Unit
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts import save_text

ROLL, SEN_SUPPORT, PLANS, MEALS = "pupils_on_roll", "sen_support", "ehcp", "fsm"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `fault` says why it cannot be, `doubt` why it is worth another look."""

    term: Term
    value: str
    source: str
    dated: date | None
    period: str = ""
    unit: Unit | None = None
    attendance: Attendance | None = None
    permanent: str = ""
    roll: int | None = None
    """Of the whole school, where the measure can be set against it."""
    fault: str = ""
    doubt: str = ""

    @property
    def code(self) -> str:
        return self.term.code

    @property
    def is_stated(self) -> bool:
        return bool(self.value or self.permanent)

    @property
    def is_sound(self) -> bool:
        return self.is_stated and not self.fault

    @property
    def per_hundred(self) -> Fraction | None:
        """How many to every hundred pupils on roll."""
        return Fraction(int(self.value) * 100, self.roll) if self.value.isdigit() and self.roll else None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the school register says, to be taken over or not: it is never stored by itself."""

    value: int
    about: str


def read_profile(sheet: Sheet) -> list[Measure]:
    """Every measure in the order of the vocabulary, stated or not."""
    stated = {one.code: _stated(one, sheet) for one in vocabulary(MEASURES)}
    roll = int(stated[ROLL].value) if stated[ROLL].value else None
    together = sum(int(stated[code].value or 0) for code in (SEN_SUPPORT, PLANS))
    return [_checked(one, roll, together) for one in stated.values()]


def sound_measures(sheet: Sheet) -> list[Measure]:
    """Those that can be shown beyond the school."""
    return [one for one in read_profile(sheet) if one.is_sound]


def measure_of(field: str) -> str:
    """The code of the measure that a field of the profile belongs to."""
    names = {f"{one.code}{part}": one.code for one in vocabulary(MEASURES) for part in PARTS[one.answered_as or ""]}
    return names[field]


def suggest_from_register(school: School) -> Mapping[str, Suggestion]:
    """By measure."""
    if not school.pupils:
        return {}
    found = {ROLL: Suggestion(school.pupils, _("The school register says %(n)s.") % {"n": school.pupils})}
    if school.fsm_percentage is not None:
        pupils = round(school.pupils * school.fsm_percentage / 100)
        said = _("The school register says %(share)s per cent, about %(n)s pupils.")
        found[MEALS] = Suggestion(pupils, said % {"share": f"{school.fsm_percentage:g}", "n": pupils})
    return found


def use_suggestion(session: Session, seat: Seat, code: str, *, by: Actor) -> None:
    """What the register says stands in the profile, with where it is from, unless something stands there already.

    Raises UnknownAnswer where the register says nothing of it, NotTheirField or PeerReviewClosed.
    """
    suggestion = suggest_from_register(seat.host).get(code)
    if suggestion is None:
        raise UnknownAnswer(code)
    sheet, book = read_seat_texts(session, seat), book_of(session, seat)
    if sheet.value(PROFILE, code):
        return
    for field, value in ((code, str(suggestion.value)), (f"{code}{SOURCE}", _("School register"))):
        if not sheet.value(PROFILE, field):
            save_text(session, book, Key(PROFILE, field), value, base=sheet.text(PROFILE, field).version, by=by)


def _stated(term: Term, sheet: Sheet) -> Measure:
    def part(name: str) -> str:
        return sheet.value(PROFILE, f"{term.code}{name}")

    dated = date.fromisoformat(part(DATE)) if part(DATE) else None
    one = Measure(term, part(""), part(SOURCE), dated, part(PERIOD), permanent=part(PERMANENT))
    if not one.is_stated:
        return one
    if dated and dated > clock.today():
        one = replace(one, fault=_("This date is still to come. Write the day that the number is of."))
    if term.answered_as != "attendance":
        return one
    return _with_attendance(one, part(UNIT), part(POSSIBLE))


def _with_attendance(one: Measure, unit: str, possible: str) -> Measure:
    if not unit:
        return replace(
            one, fault=_("Choose the unit that this is in. Days, sessions and per cent are easily mixed up.")
        )
    one = replace(one, unit=Unit(unit))
    try:
        found = Attendance.stated(Fraction(one.value), Unit(unit), int(possible) if possible else None)
    except Impossible as error:
        return replace(one, fault=str(error))
    doubt = _("This says that pupils missed more than half of all sessions, or none. Check the unit.")
    return replace(one, attendance=found, doubt=doubt if found.is_unlikely else "")


def _checked(one: Measure, roll: int | None, together: int) -> Measure:
    if not one.is_stated or roll is None or one.fault:
        return one
    check = {"roll": _check_roll, "pupils": _check_pupils, "exclusions": _check_exclusions}
    kind = one.term.answered_as
    return check[kind](one, roll, together) if kind in check else one


def _check_roll(one: Measure, roll: int, _together: int) -> Measure:
    return replace(one, fault=_("A school has at least one pupil on roll.")) if roll == 0 else one


def _check_pupils(one: Measure, roll: int, together: int) -> Measure:
    one = replace(one, roll=roll)
    if int(one.value) > roll:
        return replace(one, fault=_("This is more than the %(n)s pupils on roll.") % {"n": roll})
    if one.code in {SEN_SUPPORT, PLANS} and together > roll:
        fault = _("SEN support and plans make %(both)s pupils together, more than the %(n)s on roll.")
        return replace(one, fault=fault % {"both": together, "n": roll})
    return one


def _check_exclusions(one: Measure, roll: int, _together: int) -> Measure:
    one = replace(one, roll=roll)
    if int(one.permanent or 0) > roll:
        return replace(
            one, fault=_("This is more permanent exclusions than pupils on roll, who are %(n)s.") % {"n": roll}
        )
    if int(one.value or 0) > roll:
        doubt = _("This is more than one suspension for every pupil. Check the number and its period.")
        return replace(one, doubt=doubt)
    return one
