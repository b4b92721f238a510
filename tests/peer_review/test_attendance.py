"""Attendance in any unit: the same in every other, and refused where no school could have it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review_framework.vocabulary import vocabulary
from app.services.peer_review_attendance import MOST_SESSIONS, Attendance, Impossible, Unit

UNITS = st.sampled_from(list(Unit))
POSSIBLE = st.integers(1, MOST_SESSIONS)


def test_units_are_those_of_the_vocabulary() -> None:
    assert tuple(Unit) == vocabulary("attendance_units").codes


@given(missed=st.fractions(0, 1, max_denominator=4_000), possible=POSSIBLE, unit=UNITS)
def test_what_is_stated_in_any_unit_is_the_same_attendance(missed: Fraction, possible: int, unit: Unit) -> None:
    stated = Attendance(missed, possible).in_unit(unit)
    assert stated is not None
    assert Attendance.stated(stated, unit, possible) == Attendance(missed, possible)


@given(missed=st.fractions(0, 1, max_denominator=4_000), possible=POSSIBLE)
def test_a_day_is_two_sessions_and_what_is_not_missed_was_attended(missed: Fraction, possible: int) -> None:
    one = Attendance(missed, possible)
    attended, absent, sessions, days = (one.in_unit(unit) for unit in Unit)
    assert attended is not None
    assert absent is not None
    assert days is not None
    assert attended + absent == 100
    assert sessions == days * 2
    assert 0 <= days * 2 <= possible


def test_known_year() -> None:
    """Eleven days of a year of 380 sessions are 22 sessions, 5.8 per cent."""
    one = Attendance.stated(Fraction(11), Unit.DAYS, 380)
    assert one.in_unit(Unit.SESSIONS) == 22
    assert round(float(one.in_unit(Unit.MISSED) or 0), 1) == 5.8
    assert round(float(one.in_unit(Unit.ATTENDED) or 0), 1) == 94.2


def test_per_cent_alone_says_nothing_of_days() -> None:
    one = Attendance.stated(Fraction("94.2"), Unit.ATTENDED, None)
    assert one.in_unit(Unit.MISSED) == Fraction("5.8")
    assert one.in_unit(Unit.DAYS) is None


@pytest.mark.parametrize(
    ("value", "unit", "possible", "says"),
    [
        ("100.01", Unit.ATTENDED, None, "between 0 and 100"),
        ("120", Unit.MISSED, 380, "between 0 and 100"),
        ("11", Unit.DAYS, None, "how many sessions were possible"),
        ("22", Unit.SESSIONS, None, "how many sessions were possible"),
        ("191", Unit.DAYS, 380, "more than the 380 sessions"),
        ("381", Unit.SESSIONS, 380, "more than the 380 sessions"),
        ("5", Unit.MISSED, 3_800, "about 380 possible sessions"),
        ("0", Unit.DAYS, 0, "about 380 possible sessions"),
    ],
)
def test_what_no_school_can_have_is_refused_in_a_sentence(
    value: str, unit: Unit, possible: int | None, says: str
) -> None:
    with pytest.raises(Impossible, match=says):
        Attendance.stated(Fraction(value), unit, possible)


def test_edges_are_possible() -> None:
    assert Attendance.stated(Fraction(190), Unit.DAYS, 380).missed == 1
    assert Attendance.stated(Fraction(100), Unit.ATTENDED, None).missed == 0
    assert Attendance.stated(Fraction(0), Unit.SESSIONS, 1).missed == 0


def test_number_in_another_unit_is_doubted() -> None:
    assert Attendance.stated(Fraction("5.8"), Unit.ATTENDED, None).is_unlikely
    assert not Attendance.stated(Fraction("5.8"), Unit.MISSED, None).is_unlikely
