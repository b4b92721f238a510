"""An Excel file out of plain tables. Whatever somebody typed stays text: nothing in it is ever worked out."""

import io
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

_NO_GUESSING = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST_NAME = 31
"""Characters that Excel allows in the name of a sheet."""
WIDEST = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title in the first row, its columns in the third."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def to_xlsx(sheets: tuple[Sheet, ...], *, title: str, dated: date) -> bytes:
    """The same bytes for the same tables and day."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _NO_GUESSING)
    book.set_properties({"title": title, "created": datetime(dated.year, dated.month, dated.day)})  # noqa: DTZ001  Excel knows no zones.
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:LONGEST_NAME])
        page.write_string(0, 0, sheet.title, bold)
        for place, column in enumerate(sheet.columns):
            page.write_string(2, place, column, heading)
            cells = [len(str(row[place])) for row in sheet.rows]
            page.set_column(place, place, min(WIDEST, max([10, *cells]) + 2))
        for number, row in enumerate(sheet.rows, start=3):
            for place, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(number, place, value)
                else:
                    page.write_string(number, place, value)
        page.freeze_panes(3, 1)
        page.repeat_rows(2)
        page.fit_to_pages(1, 0)
        page.set_landscape()
    book.close()
    return out.getvalue()
