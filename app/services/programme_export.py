"""Engagement as the same long CSV that comes in: what each cell comes to, whoever said it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from app.services.fidelity_record import Record
from app.services.programme_engagement import COLUMNS
from app.services.programme_files import guarded
from app.services.schools_register_lines import LONGEST_RECORD

MOST_LINES = LONGEST_RECORD // 2


@dataclass(frozen=True, slots=True)
class Export:
    text: str
    rows: int
    deputies: int
    """Cells that a deputy met: the file says `met`, and cannot say by whom."""


def export_engagement(record: Record, *, include_withdrawn: bool = False) -> Export:
    """Every cell of which anything was said. Imported into an empty cohort of the same schools, it gives the same
    figures; that a deputy attended is lost, because the columns have no word for it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = list(_rows(record, include_withdrawn=include_withdrawn))
    writer.writerows(rows)
    deputies = sum(
        cell.is_deputy for row in record.rows if include_withdrawn or not row.is_withdrawn for cell in row.cells
    )
    return Export(out.getvalue(), len(rows), deputies)


def _rows(record: Record, *, include_withdrawn: bool) -> Iterator[tuple[str, ...]]:
    for row in sorted(record.rows, key=lambda row: row.urn):
        if row.is_withdrawn and not include_withdrawn:
            continue
        for component, cell in zip(record.programme.components, row.cells, strict=True):
            if cell.said:
                # A record of too many lines would not come in again: its words do, on one line.
                note = guarded(cell.note if cell.note.count("\n") < MOST_LINES else " ".join(cell.note.split()))
                yield row.urn, component.code, cell.outcome, cell.senior_leader, cell.reason, note
