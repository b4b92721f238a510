"""When components are due: windows count in months from the one in which a cohort starts."""

from datetime import date

from babel.dates import format_date

from app.language import LOCALE
from app.language import gettext as _
from app.models.programme import Cohort
from app.services.programme_windows import day_after, month_of


def due(cohort: Cohort, months: int) -> str:
    """The month that is so many months after the one in which the cohort starts: October 2027."""
    return format_date(month_of(cohort, months), "MMMM y", locale=LOCALE)


def is_over(cohort: Cohort, months: int, *, on: date) -> bool:
    """True once that month has passed."""
    return on >= day_after(cohort, months)


def months_between(first: date, last: date) -> list[str]:
    """Each month from the first day's to the last day's, as 2027-03."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def month_label(code: str, *, short: bool = False) -> str:
    """March 2027 for 2027-03; what is no month means that there is no date."""
    try:
        first = date.fromisoformat(f"{code}-01")
    except ValueError:
        return _("no date")
    return format_date(first, "MMM yy" if short else "MMMM y", locale=LOCALE)
