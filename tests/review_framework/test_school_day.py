"""Suggested dates are days on which schools are open."""

from datetime import date

import pytest

from app.review_framework.school_terms import school_day_from


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2040, 6, 2), date(2040, 6, 4)),
    ],
)
def test_weekday_in_term_stays_and_a_weekend_moves_on(day: date, expected: date) -> None:
    assert school_day_from(day) == expected


@pytest.mark.parametrize("day", [date(2026, 12, 28), date(2027, 8, 15), date(2027, 2, 17)])
def test_holidays_are_left_for_the_first_school_day_after_them(day: date) -> None:
    moved = school_day_from(day)
    assert day < moved
    assert moved.weekday() < 5
