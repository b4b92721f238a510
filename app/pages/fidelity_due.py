"""When components are due: windows count in months from the one in which a cohort starts."""

from datetime import date

from babel.dates import format_date

from app.language import LOCALE
from app.models.programme import Cohort


def due(cohort: Cohort, months: int) -> str:
    """The month that is so many months after the one in which the cohort starts: October 2027."""
    return format_date(_month(cohort, months), "MMMM y", locale=LOCALE)


def is_over(cohort: Cohort, months: int, *, on: date) -> bool:
    """True once that month has passed."""
    return on >= _month(cohort, months + 1)


def _month(cohort: Cohort, months: int) -> date:
    year, month = divmod(cohort.starts_on.year * 12 + cohort.starts_on.month - 1 + months, 12)
    return date(year, month + 1, 1)
