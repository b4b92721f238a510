"""The year of a cohort: when each component was met or missed, what came late, why schools were away."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Met
from app.pages.fidelity import Choices, Figure, LinkedTable, Tables
from app.pages.fidelity_due import due, month_label
from app.pages.fidelity_filter import Filter
from app.pages.fidelity_year import NO_DATE, lateness_of, months_of, months_shown, report_after_day_1
from app.services.fidelity import Row, count_rows
from app.services.fidelity_record import Record, read_record


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the picture: how many components all schools together had met by its end."""

    label: str
    met: int
    new: int
    year: str
    """Below the first month of each year; empty elsewhere."""


@dataclass(frozen=True, slots=True)
class TrendPage:
    cohort: Cohort
    chosen: Filter
    choices: Choices
    schools: int
    possible: int
    """How many components all schools together can meet."""
    bars: tuple[Bar, ...]
    undated: int
    rows: tuple[dict[str, Any], ...]
    """Of the chart by component, as `levels_chart` takes them."""
    levels: tuple[dict[str, str], ...]
    tables: tuple[LinkedTable, ...]

    @property
    def description(self) -> str:
        """The picture by month in words."""
        return "; ".join(f"{bar.label}: {bar.met}" for bar in self.bars)

    @classmethod
    def of(cls, session: Session, visible: VisibleCohort, query: Mapping[str, str]) -> "TrendPage":
        record, chosen = read_record(session, visible, on=clock.today()), Filter.read(query).only_places
        schools = chosen.rows(record)
        trend = _Trend(record, schools, chosen)
        total = count_rows(record.programme, schools, include_withdrawn=True)
        tables = Tables(record, schools, total, chosen)
        return cls(
            record.cohort,
            chosen,
            Choices.of(record),
            len(schools),
            len(schools) * len(record.programme.components),
            trend.bars(),
            trend.met()[NO_DATE],
            tuple(
                {"label": one.title, "counts": [counted.met, counted.missed, counted.unknown]}
                for one, counted in zip(record.programme.components, total.components, strict=True)
            ),
            (
                {"code": "met", "label": _("Met")},
                {"code": "missed", "label": _("Missed")},
                {"code": "not_looked_at", "label": _("Not yet known")},
            ),
            (
                trend.months(Met.MET, _("When components were met")),
                trend.months(Met.MISSED, _("When components were missed")),
                trend.lateness(),
                trend.reports(),
                tables.reasons(),
                tables.compliance(),
            ),
        )


class _Trend:
    def __init__(self, record: Record, schools: list[Row], chosen: Filter) -> None:
        self.record, self.schools, self.chosen = record, schools, chosen
        self.counts = {outcome: months_of(record, schools, outcome) for outcome in (Met.MET, Met.MISSED)}
        self.shown = months_shown(record, *self.counts.values())

    def met(self) -> Counter[str]:
        """How many components were met in each month."""
        return sum(self.counts[Met.MET], Counter())

    def bars(self) -> tuple[Bar, ...]:
        counts, so_far, bars = self.met(), 0, []
        for place, month in enumerate(self.shown):
            so_far += counts[month]
            year = month[:4] if place == 0 or month.endswith("-01") else ""
            bars.append(Bar(month_label(month, short=True), so_far, counts[month], year))
        return tuple(bars)

    def months(self, outcome: Met, title: str) -> LinkedTable:
        return LinkedTable(
            title,
            (_("Component"), _("Due"), *(month_label(one, short=True) for one in self.shown), _("No date")),
            tuple(
                (
                    (one.title, ""),
                    (due(self.record.cohort, one.window.closes), ""),
                    *(
                        self._figure(counts[month], component=one.code, outcome=outcome, month=month)
                        for month in (*self.shown, NO_DATE)
                    ),
                )
                for one, counts in zip(self.record.programme.components, self.counts[outcome], strict=True)
            ),
            _("By the day of the event, or the day on which the work was finished. Files and rulings give no day."),
        )

    def lateness(self) -> LinkedTable:
        return LinkedTable(
            _("In time and late"),
            (_("Component"), _("Due"), _("Met in time"), _("Met late"), _("Met, no date")),
            tuple(
                (
                    (one.title, ""),
                    (due(self.record.cohort, one.window.closes), ""),
                    self._figure(counts["no"], component=one.code, outcome=Met.MET, late="no"),
                    self._figure(counts["yes"], component=one.code, outcome=Met.MET, late="yes"),
                    self._figure(counts[""], component=one.code, outcome=Met.MET, month=NO_DATE),
                )
                for one, counts in zip(
                    self.record.programme.components, lateness_of(self.record, self.schools), strict=True
                )
            ),
            _("Late is a fact of its own: what came late is met."),
        )

    def reports(self) -> LinkedTable:
        counts = Counter(report_after_day_1(self.record, row) for row in self.schools)
        return LinkedTable(
            _("Reports and Engagement Day 1"),
            (_("Report of the peer review"), _("Schools")),
            (
                ((_("Before Engagement Day 1"), ""), self._figure(counts["no"], after_day_1="no")),
                ((_("On the day or after it"), ""), self._figure(counts["yes"], after_day_1="yes")),
            ),
            _("The day works with the reports, so one that comes later is missing there. Only reports with a date."),
        )

    def _figure(self, count: int, **narrowed: str) -> Figure:
        address = self.chosen.address(f"/cohorts/{self.record.cohort.id}/matrix", **narrowed)
        return str(count), address if count else ""
