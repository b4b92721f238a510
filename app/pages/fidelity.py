"""The figures of a cohort on screen; each figure opens its rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Answer, Met
from app.pages.fidelity_due import due
from app.pages.fidelity_filter import EXCEPTIONS, Filter
from app.pages.fidelity_tables import band_label, reasons
from app.review_framework.vocabulary import vocabulary
from app.services.fidelity import Figures, Row, count_rows
from app.services.fidelity_record import Record, read_record

Figure = tuple[str, str]
"""What stands in a cell of a table, and the address of its rows; empty for words."""


@dataclass(frozen=True, slots=True)
class LinkedTable:
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody can narrow a view to."""

    regions: tuple[tuple[str, str], ...]
    facilitators: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: Record) -> "Choices":
        used = {row.region for row in record.rows}
        people = {str(row.facilitator_id): row.facilitator for row in record.rows if row.facilitator}
        return cls(
            (("", _("Every region")), *((one.code, one.label) for one in record.regions if one.code in used)),
            (("", _("Every facilitator")), *sorted(people.items(), key=lambda one: one[1].casefold())),
        )


@dataclass(frozen=True, slots=True)
class FiguresPage:
    cohort: Cohort
    chosen: Filter
    choices: Choices
    total: Figures
    tables: tuple[LinkedTable, ...]

    @classmethod
    def of(cls, session: Session, visible: VisibleCohort, query: Mapping[str, str]) -> "FiguresPage":
        record, chosen = read_record(session, visible, on=clock.today()), Filter.read(query).only_places
        rows = chosen.rows(record)
        total = count_rows(record.programme, rows, include_withdrawn=True)
        tables = Tables(record, rows, total, chosen)
        return cls(record.cohort, chosen, Choices.of(record), total, tables.all())


@dataclass(frozen=True, slots=True)
class Tables:
    record: Record
    schools: list[Row]
    total: Figures
    chosen: Filter

    def all(self) -> tuple[LinkedTable, ...]:
        return (
            self.components(),
            self.bands(),
            self.distribution("missed", _("Schools by components missed"), self.total.missed_distribution),
            self.distribution(
                "core_missed", _("Schools by core components missed"), self.total.core_missed_distribution
            ),
            self.compliance(),
            self.senior_leader(),
            self.reasons(),
        )

    def figure(self, count: int, **narrowed: str) -> Figure:
        return str(count), self.chosen.address(f"/cohorts/{self.record.cohort.id}/matrix", **narrowed) if count else ""

    def components(self) -> LinkedTable:
        programme = self.record.programme
        return LinkedTable(
            _("The year, component by component"),
            (_("Component"), _("Due"), _("Met"), _("Missed"), _("Not yet known"), _("Exceptions")),
            tuple(
                (
                    (one.title + (_(" (core)") if one.core else ""), ""),
                    (due(self.record.cohort, one.window.closes), ""),
                    self.figure(counted.met, component=one.code, outcome=Met.MET),
                    self.figure(counted.missed, component=one.code, outcome=Met.MISSED),
                    self.figure(counted.unknown, component=one.code, outcome=Met.UNKNOWN),
                    self.figure(counted.exceptions, component=one.code, outcome=EXCEPTIONS),
                )
                for one, counted in zip(programme.components, self.total.components, strict=True)
            ),
            _("From the start of the year to its end. Exceptions are among the met and the missed."),
        )

    def bands(self) -> LinkedTable:
        return LinkedTable(
            _("Fidelity"),
            (_("Band"), _("Schools")),
            tuple(
                ((band_label(self.record.programme, code), ""), self.figure(count, band=code))
                for code, count in self.total.bands.items()
            ),
            _("A school is not yet known while what is unknown could still change its band."),
        )

    def distribution(self, name: str, title: str, counts: dict[int, int]) -> LinkedTable:
        rows = tuple(((str(n), ""), self.figure(count, **{name: str(n)})) for n, count in counts.items())
        return LinkedTable(title, (_("Missed"), _("Schools")), rows)

    def compliance(self) -> LinkedTable:
        code = self.record.programme.compliance
        return LinkedTable(
            _("Compliance"),
            (_("Component"), _("Schools")),
            (
                (
                    (self.record.programme.by_code[code].title, ""),
                    self.figure(self.total.compliant, component=code, outcome=Met.MET),
                ),
            ),
            _("A weaker notion than fidelity: the school came to the training day."),
        )

    def senior_leader(self) -> LinkedTable:
        return LinkedTable(
            _("Senior leader took part"),
            (_("Component"), _("Yes"), _("No"), _("Not known")),
            tuple(
                (
                    (one.title, ""),
                    *(
                        self.figure(self.total.senior_leader[one.code][a], component=one.code, senior_leader=a)
                        for a in Answer
                    ),
                )
                for one in self.record.programme.components
            ),
        )

    def reasons(self) -> LinkedTable:
        known = vocabulary("absence_reasons")
        return LinkedTable(
            _("Reasons for absence"),
            (_("Component"), *(term.label for term in known), _("Not said")),
            tuple(
                (
                    (one.title, ""),
                    *(
                        self.figure(counts[code], component=one.code, reason=code or "none")
                        for code in (*known.codes, "")
                    ),
                )
                for place, one in enumerate(self.record.programme.components)
                for counts in [reasons([row.cells[place] for row in self.schools])]
            ),
            _("Counted where a component was missed."),
        )
