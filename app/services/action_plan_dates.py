"""When a plan is looked at: near the end of every term, unless a school chooses other days."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.review_framework.school_terms import academic_years, school_day_from

BEFORE_THE_END = timedelta(days=14)
"""Time to act on what was decided before the holidays."""
FIRST_AFTER = timedelta(days=28)
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class TermDate:
    key: str
    """`2026-27-spring`: the same for everybody, so that two who add it add it once."""
    label: str
    on: date


def termly_dates(today: date, *, number: int = PROPOSED) -> list[TermDate]:
    """A school day near the end of each of the next terms; none sooner than four weeks from today."""
    found = [
        TermDate(f"{year.code.replace('/', '-')}-{term.code}", term.label, school_day_from(term.ends - BEFORE_THE_END))
        for year in academic_years()
        for term in year.terms
    ]
    return [one for one in found if one.on >= today + FIRST_AFTER][:number]
