"""The tables of a cohort's year, for paper and for Excel: what was met and missed when, and what came late."""

from collections.abc import Sequence

from app.language import gettext as _
from app.models.programme_engagement import Met
from app.pages.fidelity_due import month_label
from app.pages.fidelity_tables import FigureTable, counted_rows
from app.pages.fidelity_year import NO_DATE, lateness_of, months_of, months_shown
from app.services.fidelity import Row
from app.services.fidelity_record import Record


def month_tables(record: Record, *, include_withdrawn: bool = False) -> tuple[FigureTable, ...]:
    """The year: how many schools met and missed each component in each month, and how many met it late."""
    rows = counted_rows(record, include_withdrawn=include_withdrawn)
    return (
        _by_month(record, rows, "met_by_month", _("When components were met"), Met.MET),
        _by_month(record, rows, "missed_by_month", _("When components were missed"), Met.MISSED),
        _late(record, rows),
    )


def _by_month(record: Record, rows: Sequence[Row], name: str, title: str, outcome: Met) -> FigureTable:
    counts = months_of(record, rows, outcome)
    months = months_shown(record, counts)
    return FigureTable(
        name,
        title,
        (_("Component"), *(month_label(one, short=True) for one in months), _("No date")),
        tuple(
            (one.title, *(of_one[month] for month in (*months, NO_DATE)))
            for one, of_one in zip(record.programme.components, counts, strict=True)
        ),
        about=_("By the day of the event, or the day on which the work was finished. Files and rulings give no day."),
    )


def _late(record: Record, rows: Sequence[Row]) -> FigureTable:
    return FigureTable(
        "late",
        _("In time and late"),
        (_("Component"), _("Met in time"), _("Met late"), _("Met, no date")),
        tuple(
            (one.title, *(counts[key] for key in ("no", "yes", "")))
            for one, counts in zip(record.programme.components, lateness_of(record, rows), strict=True)
        ),
        about=_("Late is a fact of its own: what came late is met."),
    )
