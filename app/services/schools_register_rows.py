"""What the columns of the national register's extract mean to us, and which rows cannot be taken."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app.language import gettext as _
from app.services.schools_register_lines import Record, RegisterLines, read_records

Value = str | int | float | None

REGIONS = (
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
)
"""The nine English regions, which the register calls GOR."""
NO_REGION = frozenset({"", "not applicable", "not applicable (archived)", "wales (pseudo)"})
"""How the register says that a place is in none of them."""
UNKNOWN_NUMBER = frozenset({"", "supp", "ne"})
"""Blank, suppressed, no entries."""

EASTERN_EDGE_M, NORTHERN_EDGE_M = 700_000, 1_300_000
"""Where the Ordnance Survey National Grid ends."""
MOST_PUPILS = 1_000_000
LONGEST_REPEAT = 120
"""Characters of a refused value that are repeated to the reader."""

_REGION_BY_KEY = {region.casefold(): region for region in REGIONS}
_URN = re.compile(r"[0-9]{6}")
_WHOLE = re.compile(r"-?[0-9]{1,15}(\.0{1,15})?")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


class Unreadable(ValueError):
    """Nothing can be taken from the file. Carries the sentence that the person reads."""


class _Refused(ValueError):
    """A cell cannot be taken. Carries the reason that the person reads."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was left out, and why."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    line: int
    urn: str
    facts: dict[str, Value]
    """By the names of School's attributes, for the columns that the file has; the URN is not among them."""

    @property
    def is_closed(self) -> bool:
        return str(self.facts.get("status", "")).casefold().startswith("closed")


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    field: str
    read: Callable[[str], Value]

    @property
    def key(self) -> str:
        return _heading_key(self.heading)


def is_urn(text: str) -> bool:
    return _URN.fullmatch(text) is not None


def read_rows(lines: RegisterLines) -> Iterator[RegisterRow | Rejection]:
    """Each row of the file, taken or refused. Raises Unreadable when the file has no usable header."""
    records = read_records(lines)
    header = _find_header(records, lines)
    line_by_urn: dict[str, int] = {}
    for record in records:
        row = _read_row(record, header)
        if isinstance(row, RegisterRow):
            earlier = line_by_urn.setdefault(row.urn, row.line)
            if earlier != row.line:
                row = _rejection(
                    record.line,
                    "URN",
                    row.urn,
                    _("This URN is already on line %(line)s of the file.") % {"line": earlier},
                )
        yield row


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    places: tuple[tuple[Column, int], ...]
    """The columns that we read and the file has, with where they stand, in our order: the URN first."""


def _find_header(records: Iterator[Record], lines: RegisterLines) -> _Header:
    first = next(records, None)
    if first is None:
        raise Unreadable(_("The file is empty."))
    if first.cells is None:
        raise _not_csv()
    keys = [_heading_key(cell) for cell in first.cells]
    missing = [heading for heading in REQUIRED if _heading_key(heading) not in keys]
    if missing and (lines.holds_nul or "\ufffd" in first.start):
        raise _not_csv()
    if missing:
        raise Unreadable(
            _("The first line does not name the column “%(column)s”. Is this the register’s CSV extract?")
            % {"column": "”, “".join(missing)}
        )
    for column in COLUMNS:
        if keys.count(column.key) > 1:
            raise Unreadable(
                _("The first line names the column “%(column)s” more than once.") % {"column": column.heading}
            )
    places = tuple((column, keys.index(column.key)) for column in COLUMNS if column.key in keys)
    return _Header(len(keys), places)


def _read_row(record: Record, header: _Header) -> RegisterRow | Rejection:
    if record.cells is None:
        reason = _("The quotation marks on this line do not match, so its columns cannot be told apart.")
        return _rejection(record.line, "", record.start.strip(), reason)
    if len(record.cells) != header.width:
        reason = _("This row has %(found)s columns where the first line of the file has %(expected)s.")
        counts = {"found": len(record.cells), "expected": header.width}
        return _rejection(record.line, "", record.start.strip(), reason % counts)
    facts: dict[str, Value] = {}
    for column, place in header.places:
        text = _plain(record.cells[place])
        try:
            facts[column.field] = column.read(text)
        except _Refused as refusal:
            return _rejection(record.line, column.heading, text, str(refusal))
    if facts.get("easting") == 0 and facts.get("northing") == 0:
        # The register's way of saying "nowhere": taken as a place, all distances from it would be wrong.
        facts["easting"] = facts["northing"] = None
    return RegisterRow(record.line, str(facts.pop("urn")), facts)


def _rejection(line: int, column: str, value: str, reason: str) -> Rejection:
    shown = value if len(value) <= LONGEST_REPEAT else value[: LONGEST_REPEAT - 1] + "…"
    return Rejection(line, column, shown, reason)


def _not_csv() -> Unreadable:
    return Unreadable(
        _("This is not a CSV file. If it is a spreadsheet, save it as “CSV UTF-8 (comma delimited)” first.")
    )


def _heading_key(heading: str) -> str:
    """Headings are compared without their spaces and capitals."""
    return "".join(_plain(heading).split()).casefold()


def _plain(cell: str) -> str:
    """On one line, single-spaced, without the apostrophe that stops spreadsheets from reading a formula."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _read_urn(text: str) -> str:
    if not is_urn(text):
        raise _Refused(_("A URN has six digits."))
    return text


def _read_name(text: str) -> str:
    if not text:
        raise _Refused(_("The name of the school is missing."))
    return _read_text(text, longest=255)


def _read_text(text: str, *, longest: int) -> str:
    if len(text) > longest:
        raise _Refused(_("This is longer than %(longest)s characters.") % {"longest": longest})
    return text


def _read_postcode(text: str) -> str:
    """In capitals with one space, where it looks like a postcode; as it stands otherwise."""
    text = _read_text(text, longest=16).upper()
    match = _POSTCODE.fullmatch(text)
    return f"{match[1]} {match[2]}" if match else text


def _read_region(text: str) -> str:
    """One of the nine as we spell them, or empty for none of them."""
    key = text.casefold()
    if key in NO_REGION:
        return ""
    if key not in _REGION_BY_KEY:
        raise _Refused(_("This is not one of the nine English regions."))
    return _REGION_BY_KEY[key]


def _read_whole(text: str, *, most: int) -> int | None:
    if text.casefold() in UNKNOWN_NUMBER:
        return None
    if not _WHOLE.fullmatch(text):
        raise _Refused(_("This is not a whole number."))
    number = int(text.partition(".")[0])
    if number < 0:
        raise _Refused(_("This number cannot be negative."))
    if number > most:
        raise _Refused(_("This number is more than %(most)s, which cannot be right.") % {"most": f"{most:,}"})
    return number


def _read_percentage(text: str) -> float | None:
    if text.casefold() in UNKNOWN_NUMBER:
        return None
    if not _DECIMAL.fullmatch(text):
        raise _Refused(_("This is not a number."))
    if not 0 <= float(text) <= 100:
        raise _Refused(_("A percentage is between 0 and 100."))
    return float(text)


_read_code = partial(_read_text, longest=16)
_read_label = partial(_read_text, longest=255)

COLUMNS = (
    Column("URN", "urn", _read_urn),
    Column("EstablishmentName", "name", _read_name),
    Column("LA (code)", "la_code", _read_code),
    Column("LA (name)", "la_name", _read_label),
    Column("EstablishmentNumber", "establishment_number", _read_code),
    Column("PhaseOfEducation (name)", "phase", _read_label),
    Column("TypeOfEstablishment (name)", "type", _read_label),
    Column("GOR (name)", "region", _read_region),
    Column("Trusts (name)", "trust", _read_label),
    Column("Postcode", "postcode", _read_postcode),
    Column("Easting", "easting", partial(_read_whole, most=EASTERN_EDGE_M)),
    Column("Northing", "northing", partial(_read_whole, most=NORTHERN_EDGE_M)),
    Column("NumberOfPupils", "pupils", partial(_read_whole, most=MOST_PUPILS)),
    Column("PercentageFSM", "fsm_percentage", _read_percentage),
    Column("EstablishmentStatus (name)", "status", _read_label),
)
REQUIRED = ("URN", "EstablishmentName")
REGISTER_FACTS = tuple(column.field for column in COLUMNS if column.field != "urn")
"""The attributes of a school that the register decides."""
