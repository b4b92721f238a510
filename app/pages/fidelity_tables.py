"""The tables of a cohort: the same on screen, in the programme report, in Excel and in a flat file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.language import gettext as _
from app.models.programme_engagement import Answer, Met
from app.review_framework.programme_check import NOT_YET_KNOWN
from app.review_framework.programme_types import Component, Programme
from app.review_framework.vocabulary import vocabulary
from app.services.fidelity import Figures, Row
from app.services.fidelity_cells import Cell, Origin
from app.services.fidelity_record import Record

Value = str | int


@dataclass(frozen=True, slots=True)
class FigureTable:
    """`name` is stable; the first column names the row, and the others are figures or words about it."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: str = ""


def outcome_label(outcome: Met) -> str:
    return {
        Met.MET: _("Met"),
        Met.MISSED: _("Missed"),
        Met.EXCEPTION_MET: _("Met, as an exception"),
        Met.EXCEPTION_MISSED: _("Missed, as an exception"),
        Met.UNKNOWN: _("Not yet known"),
    }[outcome]


def origin_label(origin: Origin | None) -> str:
    return {
        Origin.RULING: _("a facilitator’s ruling"),
        Origin.IMPORTED: _("an imported row"),
        Origin.JOURNEY: _("the school’s own work"),
        Origin.REGISTER: _("a register"),
        None: _("nobody yet"),
    }[origin]


def band_label(programme: Programme, code: str) -> str:
    return next((band.label for band in programme.bands if band.code == code), _("Not yet known"))


def counted_rows(record: Record, *, include_withdrawn: bool) -> list[Row]:
    return [row for row in record.rows if include_withdrawn or not row.is_withdrawn]


def figure_tables(record: Record, *, include_withdrawn: bool = False) -> tuple[FigureTable, ...]:
    """Every table of figures, in the order in which they are printed."""
    report = record.fidelity(include_withdrawn=include_withdrawn)
    programme, total = record.programme, report.total
    by_label = {record.region_label(code): figures for code, figures in report.by_region.items()}
    rows = counted_rows(record, include_withdrawn=include_withdrawn)
    return (
        _components(programme, total),
        _distribution("missed", _("Schools by components missed"), total.missed_distribution),
        _distribution("core_missed", _("Schools by core components missed"), total.core_missed_distribution),
        _bands(programme, total),
        _compliance(programme, total, by_label),
        _senior_leader(programme, total),
        _regions(programme, by_label),
        _regions_met(programme, by_label),
        _reasons(programme, rows),
    )


def row_tables(record: Record, *, include_withdrawn: bool = False) -> tuple[FigureTable, ...]:
    """The tables whose rows are schools: who is not yet known, where sources differ, and the whole matrix."""
    rows = counted_rows(record, include_withdrawn=include_withdrawn)
    return (_open_cases(record, rows), _disagreements(record, rows), _matrix(record, rows))


def reasons(cells: Sequence[Cell]) -> Counter[str]:
    """How often each reason was given where a component was missed, by code; empty where none was."""
    return Counter(str(cell.reason) for cell in cells if cell.counts_as is Met.MISSED)


def _components(programme: Programme, total: Figures) -> FigureTable:
    titles = programme.by_code
    return FigureTable(
        "components",
        _("Components"),
        (_("Component"), _("Core"), _("Met"), _("Missed"), _("Not yet known"), _("Of these, exceptions")),
        tuple(
            (titles[one.code].title, _yes(one.core), one.met, one.missed, one.unknown, one.exceptions)
            for one in total.components
        ),
        about=_("Exceptions are among the met and the missed. What is not yet known is never counted as missed."),
    )


def _distribution(name: str, title: str, counts: dict[int, int]) -> FigureTable:
    return FigureTable(name, title, (_("Missed"), _("Schools")), tuple((str(n), count) for n, count in counts.items()))


def _bands(programme: Programme, total: Figures) -> FigureTable:
    return FigureTable(
        "bands",
        _("Fidelity"),
        (_("Band"), _("Schools")),
        tuple((band_label(programme, code), count) for code, count in total.bands.items()),
        about=_("A school is not yet known while what is unknown could still change its band."),
    )


def _compliance(programme: Programme, total: Figures, by_label: dict[str, Figures]) -> FigureTable:
    return FigureTable(
        "compliance",
        _("Compliance: %(component)s") % {"component": programme.by_code[programme.compliance].title},
        (_("Region"), _("Compliant"), _("Schools")),
        tuple((label, one.compliant, one.schools) for label, one in (*by_label.items(), (_("All"), total))),
    )


def _senior_leader(programme: Programme, total: Figures) -> FigureTable:
    return FigureTable(
        "senior_leader",
        _("Senior leader took part"),
        (_("Component"), _("Yes"), _("No"), _("Not known")),
        tuple(
            (one.title, *(total.senior_leader[one.code][answer] for answer in Answer)) for one in programme.components
        ),
    )


def _regions(programme: Programme, by_label: dict[str, Figures]) -> FigureTable:
    codes = (*(band.code for band in programme.bands), NOT_YET_KNOWN)
    return FigureTable(
        "regions",
        _("Fidelity by region"),
        (_("Region"), _("Schools"), *(band_label(programme, code) for code in codes), _("Withdrawn")),
        tuple(
            (label, one.schools, *(one.bands[code] for code in codes), one.withdrawn) for label, one in by_label.items()
        ),
    )


def _regions_met(programme: Programme, by_label: dict[str, Figures]) -> FigureTable:
    return FigureTable(
        "regions_met",
        _("Components met, by region"),
        (_("Component"), *by_label),
        tuple(
            (component.title, *(figures.components[place].met for figures in by_label.values()))
            for place, component in enumerate(programme.components)
        ),
    )


def _reasons(programme: Programme, rows: Sequence[Row]) -> FigureTable:
    known = vocabulary("absence_reasons")
    return FigureTable(
        "reasons",
        _("Reasons for absence"),
        (_("Component"), *(term.label for term in known), _("Not said")),
        tuple(
            (component.title, *(counts[code] for code in (*known.codes, "")))
            for component, counts in _reasons_of_each(programme, rows)
        ),
        about=_("Counted where a component was missed."),
    )


def _reasons_of_each(programme: Programme, rows: Sequence[Row]) -> Iterator[tuple[Component, Counter[str]]]:
    for place, component in enumerate(programme.components):
        yield component, reasons([row.cells[place] for row in rows])


def _open_cases(record: Record, rows: Sequence[Row]) -> FigureTable:
    programme = record.programme
    return FigureTable(
        "not_yet_known",
        _("Schools not yet known"),
        (_("School"), _("Region"), _("Best case"), _("Worst case"), _("Waiting for")),
        tuple(
            (
                row.school,
                record.region_label(row.region),
                band_label(programme, row.best),
                band_label(programme, row.worst),
                ", ".join(
                    one.short
                    for one, cell in zip(programme.components, row.cells, strict=True)
                    if one.core and cell.counts_as is Met.UNKNOWN
                ),
            )
            for row in rows
            if row.band == NOT_YET_KNOWN
        ),
    )


def _disagreements(record: Record, rows: Sequence[Row]) -> FigureTable:
    return FigureTable(
        "worth_talking_about",
        _("Worth talking about: sources that differ"),
        (_("School"), _("Component"), _("Counted as"), _("Says who"), _("Others say")),
        tuple(
            (
                row.school,
                component.title,
                outcome_label(cell.outcome),
                origin_label(cell.origin),
                "; ".join(
                    f"{origin_label(origin)}: {outcome_label(said.outcome)}"
                    for origin, said in cell.said
                    if origin in cell.disagreeing
                ),
            )
            for row in rows
            if row.disagrees
            for component, cell in zip(record.programme.components, row.cells, strict=True)
            if cell.disagreeing
        ),
    )


def _matrix(record: Record, rows: Sequence[Row]) -> FigureTable:
    programme = record.programme
    return FigureTable(
        "schools",
        _("Schools and components"),
        (
            *(_("School"), _("URN"), _("Region"), _("Facilitator")),
            *(component.short for component in programme.components),
            *(_("Missed"), _("Core missed"), _("Fidelity"), _("Best case"), _("Worst case"), _("Withdrawn")),
        ),
        tuple(
            (
                *(row.school, row.urn, record.region_label(row.region), row.facilitator),
                *(outcome_label(cell.outcome) + (_(" (deputy)") if cell.is_deputy else "") for cell in row.cells),
                *(row.missed, row.core_missed, band_label(programme, row.band)),
                *(band_label(programme, row.best), band_label(programme, row.worst), _yes(row.is_withdrawn)),
            )
            for row in rows
        ),
    )


def flat_figures(record: Record, *, include_withdrawn: bool = False) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Every figure on a line of its own, with stable codes, for whoever works on with a program."""
    report = record.fidelity(include_withdrawn=include_withdrawn)
    lines: list[tuple[Value, ...]] = []
    for region, figures in (("", report.total), *report.by_region.items()):
        lines += [(region, *rest) for rest in _flat(figures)]
    return ("region", "table", "item", "measure", "schools"), lines


def _flat(figures: Figures) -> Iterator[tuple[Value, ...]]:
    yield "cohort", "", "schools", figures.schools
    yield "cohort", "", "withdrawn", figures.withdrawn
    yield "cohort", "", "compliant", figures.compliant
    for one in figures.components:
        for measure in ("met", "missed", "unknown", "exceptions"):
            yield "components", one.code, measure, getattr(one, measure)
    for name in ("missed_distribution", "core_missed_distribution"):
        for missed, schools in getattr(figures, name).items():
            yield name, str(missed), "schools", schools
    for band, schools in figures.bands.items():
        yield "bands", band, "schools", schools
    for component, answers in figures.senior_leader.items():
        for answer, schools in answers.items():
            yield "senior_leader", component, answer, schools


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")
