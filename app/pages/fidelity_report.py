"""The programme report: a cohort's tables as a document, and as sheets."""

from collections.abc import Sequence
from datetime import date

from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, said
from app.documents.workbook import Sheet
from app.language import day, ngettext
from app.language import gettext as _
from app.pages.fidelity_marks import cell_mark, marks_in_words
from app.pages.fidelity_tables import FigureTable, band_label, counted_rows, figure_tables, row_tables
from app.pages.fidelity_year_tables import month_tables
from app.services.fidelity import Row
from app.services.fidelity_record import Record

MOST_SCHOOLS = 300
"""Of the matrix on paper, which is no place for more; the sheets hold them all."""
MANY_COLUMNS = 7
MOST_ROWS = 60
"""Of a table of schools on paper; the sheets hold them all."""


def programme_report(record: Record, *, on: date, include_withdrawn: bool = False) -> Paper:
    """The tables that an evaluator prints, the year and the matrix of all schools among them."""
    cohort, programme = record.cohort, record.programme
    not_known, differing, _matrix = row_tables(record, include_withdrawn=include_withdrawn)
    blocks: list[Block] = [_opening(record, include_withdrawn)]
    for table in (
        *figure_tables(record, include_withdrawn=include_withdrawn),
        *month_tables(record, include_withdrawn=include_withdrawn),
    ):
        blocks += _blocks(table)
    for table in (not_known, differing):
        blocks += _blocks(table) if table.rows else []
    blocks += _matrix_blocks(record, counted_rows(record, include_withdrawn=include_withdrawn))
    in_words = _("%(title)s, version %(version)s") % {"title": programme.title, "version": programme.version}
    return Paper(
        kicker=_("Programme report"),
        title=cohort.title,
        about=_("What schools took part in, counted from one record."),
        school_name="",
        urn="",
        dated=on,
        dated_in_words=day(on),
        status=_("As recorded on %(day)s") % {"day": day(on)},
        framework=in_words,
        is_draft=False,
        facts=(
            (_("Date"), day(on)),
            (_("Programme"), in_words),
            (_("Started"), day(cohort.starts_on)),
            (_("Schools"), str(len(counted_rows(record, include_withdrawn=include_withdrawn)))),
        ),
        blocks=tuple(blocks),
        page_word=_("Page"),
        of_word=_("of"),
    )


def report_sheets(record: Record, *, include_withdrawn: bool = False) -> tuple[Sheet, ...]:
    """Every table on a sheet of its own, the matrix of all schools among them."""
    tables = (
        *figure_tables(record, include_withdrawn=include_withdrawn),
        *month_tables(record, include_withdrawn=include_withdrawn),
        *row_tables(record, include_withdrawn=include_withdrawn),
    )
    return tuple(Sheet(table.name, table.title, table.columns, table.rows) for table in tables)


def _opening(record: Record, include_withdrawn: bool) -> Block:
    withdrawn = sum(row.is_withdrawn for row in record.rows)
    counted = len(counted_rows(record, include_withdrawn=include_withdrawn))
    schools = ngettext("%(num)s school is counted.", "%(num)s schools are counted.", counted) % {"num": counted}
    beside = ngettext("%(num)s has withdrawn", "%(num)s have withdrawn", withdrawn) % {"num": withdrawn}
    how = _("and is counted in the tables.") if include_withdrawn else _("and is not counted in the tables.")
    return said(f"{schools} {beside} {how}", quiet=True)


def _matrix_blocks(record: Record, rows: Sequence[Row]) -> list[Block]:
    """Region by region, each school on a line with a mark for every component; the components by number."""
    if not rows:
        return []
    if len(rows) > MOST_SCHOOLS:
        where = _("The matrix of all %(num)s schools is in the Excel file. A report of one region has it on paper.")
        return [Heading(_("Schools and components")), said(where % {"num": len(rows)}, quiet=True)]
    programme = record.programme
    numbers = tuple(str(number) for number, _one in enumerate(programme.components, start=1))
    blocks: list[Block] = [
        Heading(_("Schools and components")),
        said(
            _("%(marks)s The columns are the components by number:") % {"marks": marks_in_words()},
            quiet=True,
        ),
        Bullets(tuple(Bullet(one.title) for one in programme.components), numbered=True),
    ]
    for region in record.regions:
        of_region = [row for row in rows if row.region == region.code]
        if of_region:
            lines = tuple(
                (row.school, *(cell_mark(cell) for cell in row.cells), band_label(programme, row.band))
                for row in of_region
            )
            columns = (_("School"), *numbers, _("Fidelity"))
            shares = (8, *(2 for _number in numbers), 5)
            blocks += [Heading(region.label, 2), Table(region.label, columns, lines, shares=shares)]
    return blocks


def _blocks(table: FigureTable) -> list[Block]:
    blocks: list[Block] = [Heading(table.title)]
    if table.about:
        blocks.append(said(table.about, quiet=True))
    rows = tuple(tuple(str(value) or "–" for value in row) for row in table.rows[:MOST_ROWS])
    # Many columns share the page out: each would otherwise be as narrow as its longest number.
    shares = (4, *(2 for _column in table.columns[1:])) if len(table.columns) > MANY_COLUMNS else ()
    blocks.append(Table(table.title, table.columns, rows, shares=shares))
    if len(table.rows) > MOST_ROWS:
        more = len(table.rows) - MOST_ROWS
        blocks.append(said(_("%(num)s more are in the Excel file.") % {"num": more}, quiet=True))
    return blocks
