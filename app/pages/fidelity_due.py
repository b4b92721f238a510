"""When components are due: windows count in months from the one in which a cohort starts."""

from datetime import date

from babel.dates import format_date

from app.language import LOCALE
from app.models.programme import Cohort
from app.services.programme_windows import day_after, month_of


def due(cohort: Cohort, months: int) -> str:
    """The month that is so many months after the one in which the cohort starts: October 2027."""
    return format_date(month_of(cohort, months), "MMMM y", locale=LOCALE)


def is_over(cohort: Cohort, months: int, *, on: date) -> bool:
    """True once that month has passed."""
    return on >= day_after(cohort, months)
