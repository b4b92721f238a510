"""The register's file as CSV records, one at a time, in UTF-8 or Windows-1252 or a mix of both."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 256 * 1024
"""Bytes. What is beyond is dropped, and the row then has too few columns."""
LONGEST_RECORD = 100
"""Physical lines. A quotation mark that is never closed would otherwise take the rest of the file with it."""

# Characters that no database, page or PDF can show; the byte order mark among them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    """The physical line on which it starts; the file's first line is 1."""
    cells: list[str] | None
    """None where its quotation marks do not match."""
    start: str
    """The text of its first line."""


class RegisterLines:
    """Physical lines as text. Remembers those of the current record, so that a bad one can be read again."""

    def __init__(self, stream: BinaryIO) -> None:
        self.bytes_read = 0
        self.holds_nul = False
        self.first_line = 1
        self._stream = stream
        self._record: list[str] = []
        self._given_back: deque[str] = deque()

    def __iter__(self) -> "RegisterLines":
        return self

    def __next__(self) -> str:
        if len(self._record) >= LONGEST_RECORD:
            raise StopIteration
        line = self._given_back.popleft() if self._given_back else self._read()
        self._record.append(line)
        return line

    @property
    def start(self) -> str:
        return self._record[0] if self._record else ""

    def begin_record(self) -> None:
        self.first_line += len(self._record)
        self._record.clear()

    def give_back_all_but_first(self) -> None:
        """The record's other lines will be read again: only its first line is lost."""
        self._given_back.extendleft(reversed(self._record[1:]))
        del self._record[1:]

    def _read(self) -> str:
        raw = self._stream.readline(LONGEST_LINE)
        if not raw:
            raise StopIteration
        self.bytes_read += len(raw)
        if len(raw) == LONGEST_LINE:
            self._skip_to_line_end(raw)
        self.holds_nul = self.holds_nul or b"\0" in raw
        return _UNPRINTABLE.sub("", _decoded(raw))

    def _skip_to_line_end(self, raw: bytes) -> None:
        while raw and not raw.endswith(b"\n"):
            raw = self._stream.readline(LONGEST_LINE)
            self.bytes_read += len(raw)


def read_records(lines: RegisterLines) -> Iterator[Record]:
    """Every record that holds something. Blank lines, and rows of nothing but commas, are passed over."""
    # Strict, so that a wrong quotation mark is named and not guessed at.
    reader = csv.reader(lines, strict=True)
    while True:
        lines.begin_record()
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
            lines.give_back_all_but_first()
        if cells is None or any(cell and not cell.isspace() for cell in cells):
            yield Record(lines.first_line, cells, lines.start)


def _decoded(raw: bytes) -> str:
    """Decided line by line: edited extracts mix both, and words in Windows-1252 are not valid UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
