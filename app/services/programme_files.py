"""Files of a cohort as CSV: records with their lines, cells with their columns, and formulas disarmed both ways."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from app.language import gettext as _
from app.services.schools_register_lines import Record, RegisterLines, read_records
from app.services.schools_register_rows import LONGEST_REPEAT, Rejection, Unreadable

FORMULA_STARTS = ("=", "+", "-", "@")
GUARD = "'"
"""Before a formula's sign it makes a spreadsheet show the cell's text, and not work it out."""
MOST_NOTE = 2_000


class Refused(ValueError):
    """A cell cannot be taken. Carries its column, what it held, and the reason that the person reads."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value = column, value


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file: where it starts (the header is line 1), and its cells by their columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def one_of(self, column: str, values: Iterable[str]) -> str:
        """The value of this cell, in small letters. Raises Refused unless it is one of these."""
        known = tuple(values)
        value = self[column].casefold()
        if value not in known:
            listed = ", ".join(one or _("empty") for one in known)
            raise Refused(column, self[column], _("This is not one of: %(values)s.") % {"values": listed})
        return value

    def rejected(self, column: str, value: str, reason: str) -> Rejection:
        shown = value if len(value) <= LONGEST_REPEAT else value[: LONGEST_REPEAT - 1] + "…"
        return Rejection(self.number, column, shown, reason)


@dataclass(slots=True)
class FileResult:
    """`read` is the sum of created, updated, unchanged and rejected: each record is in exactly one."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    """Addresses to which an invitation goes."""
    new_people: list[str] = field(default_factory=list)
    """Addresses of facilitators who were not known here before."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_lines(stream: BinaryIO, *, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Line | Rejection]:
    """Each record of the file, one at a time; one that cannot be told apart is rejected. Raises Unreadable when the
    header is not what it must be.
    """
    lines = RegisterLines(stream)
    records = read_records(lines)
    header = _header(next(records, None), lines, columns, optional)
    for record in records:
        line = Line(record.line, dict(zip(header, map(plain, record.cells), strict=False)) if record.cells else {})
        start = record.start.strip()
        if record.cells is None:
            reason = _("The quotation marks on this line do not match, so its columns cannot be told apart.")
            yield line.rejected("", start, reason)
        elif len(record.cells) != len(header):
            reason = _("This row has %(found)s columns where the first line of the file has %(expected)s.")
            yield line.rejected("", start, reason % {"found": len(record.cells), "expected": len(header)})
        else:
            yield line


def plain(cell: str) -> str:
    """Without the space around it, and without the guard before a formula's sign."""
    text = cell.replace("\r\n", "\n").strip()
    return text[1:] if text[:1] == GUARD and text[1:2] in FORMULA_STARTS else text


def guarded(text: str) -> str:
    """As it may stand in a file that somebody opens in a spreadsheet."""
    return GUARD + text if text[:1] in FORMULA_STARTS else text


def note_of(line: Line, column: str = "note") -> str:
    """The note in this line. Raises Refused when it is too long."""
    if len(line[column]) > MOST_NOTE:
        raise Refused(column, line[column], _("This is longer than %(most)s characters.") % {"most": f"{MOST_NOTE:,}"})
    return line[column]


def _header(
    record: Record | None, lines: RegisterLines, columns: Sequence[str], optional: Sequence[str]
) -> tuple[str, ...]:
    if record is None and not lines.holds_nul:
        raise Unreadable(_("The file is empty."))
    if record is None or record.cells is None or lines.holds_nul:
        raise Unreadable(_("This is not a CSV file. If it is a spreadsheet, save it as “CSV UTF-8” first."))
    header = tuple(plain(cell).casefold() for cell in record.cells)
    missing = [column for column in columns if column not in header]
    unknown = [cell for cell in header if cell not in (*columns, *optional)]
    wanted = ", ".join([*columns, *(f"({column})" for column in optional)])
    if len(header) == 1 and (header[0].count(";") or header[0].count("\t")):
        raise Unreadable(
            _("The columns of this file are not parted by commas. Save it as “CSV UTF-8 (comma delimited)”.")
        )
    if missing or unknown or record.line != 1:
        raise Unreadable(_("The first line must name exactly these columns: %(columns)s.") % {"columns": wanted})
    if len(set(header)) != len(header):
        raise Unreadable(_("The first line names a column more than once."))
    return header
