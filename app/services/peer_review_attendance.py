"""Attendance in whichever unit a school has it, and the same in every other. A session is half a school day."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.language import gettext as _

SESSIONS_A_DAY = 2
MOST_SESSIONS = 400
"""In a school year: 190 days are 380 sessions, and a few schools open longer."""


class Unit(StrEnum):
    """The codes of the vocabulary `attendance_units`; a test holds them together."""

    ATTENDED = "per_cent_attended"
    MISSED = "per_cent_missed"
    SESSIONS = "sessions_missed"
    DAYS = "days_missed"

    @property
    def needs_possible(self) -> bool:
        return self in {Unit.SESSIONS, Unit.DAYS}


class Impossible(ValueError):
    """No school can have this attendance. Carries the sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """`missed` is the share of all possible sessions that pupils missed, from 0 to 1."""

    missed: Fraction
    possible: int | None

    @classmethod
    def stated(cls, value: Fraction, unit: Unit, possible: int | None) -> "Attendance":
        """Raises Impossible."""
        if possible is not None and not 1 <= possible <= MOST_SESSIONS:
            raise Impossible(
                _("A school year has about 380 possible sessions, two a day. Write how many this period had.")
            )
        if not unit.needs_possible:
            if value > 100:
                raise Impossible(_("A share of sessions is between 0 and 100 per cent. Check the number or its unit."))
            share = value / 100
            return cls(1 - share if unit is Unit.ATTENDED else share, possible)
        if possible is None:
            raise Impossible(_("Write how many sessions were possible, so that this can be compared."))
        sessions = value * (SESSIONS_A_DAY if unit is Unit.DAYS else 1)
        if sessions > possible:
            raise Impossible(
                _("This is more than the %(possible)s sessions that were possible. One day is two sessions.")
                % {"possible": possible}
            )
        return cls(sessions / possible, possible)

    def in_unit(self, unit: Unit) -> Fraction | None:
        """None for sessions or days where nobody has said how many were possible."""
        if unit is Unit.ATTENDED:
            return (1 - self.missed) * 100
        if unit is Unit.MISSED:
            return self.missed * 100
        if self.possible is None:
            return None
        sessions = self.missed * self.possible
        return sessions / SESSIONS_A_DAY if unit is Unit.DAYS else sessions

    @property
    def is_unlikely(self) -> bool:
        """More than half of all sessions missed, or none at all: mostly a number in another unit."""
        return self.missed > Fraction(1, 2) or self.missed == 0
