"""When a window of a programme opens and closes: windows count in months from the one in which a cohort starts."""

from datetime import date

from app.models.programme import Cohort


def month_of(cohort: Cohort, months: int) -> date:
    """The first day of the month that is so many months after the one in which the cohort starts."""
    year, month = divmod(cohort.starts_on.year * 12 + cohort.starts_on.month - 1 + months, 12)
    return date(year, month + 1, 1)


def day_after(cohort: Cohort, months: int) -> date:
    """The first day after that month: a window that closes with it is over from then on."""
    return month_of(cohort, months + 1)
