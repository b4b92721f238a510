"""When things happened in a cohort: months, and what came late. Facts beside the outcomes, which they do not change."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.models.programme_engagement import Met
from app.pages.fidelity_due import is_over, months_between
from app.services.fidelity import Row
from app.services.fidelity_cells import Cell
from app.services.fidelity_journeys import PEER_REVIEW
from app.services.fidelity_record import Record

ENGAGEMENT_DAY_1 = "engagement_day_1"
NO_DATE = "none"
MOST_MONTHS = 24


def month_of(cell: Cell) -> str:
    """When it was met or missed; `none` where that is not recorded."""
    return cell.happened_on.strftime("%Y-%m") if cell.happened_on else "none"


def lateness(record: Record, component: str, cell: Cell) -> str:
    """`yes` for met after the window, `no` for met in time; empty for what was not met, or on no known day. A fact of
    its own: what is late is met (domain rules).
    """
    if cell.counts_as is not Met.MET or cell.happened_on is None:
        return ""
    closes = record.programme.by_code[component].window.closes
    return "yes" if is_over(record.cohort, closes, on=cell.happened_on) else "no"


def report_after_day_1(record: Record, row: Row) -> str:
    """Whether the report about a school came on Engagement Day 1, where it is talked about, or later; empty where
    either day is not known.
    """
    codes = record.programme.by_code
    if PEER_REVIEW not in codes or ENGAGEMENT_DAY_1 not in codes:
        return ""
    report = row.cell(PEER_REVIEW)
    attended = [said.on for _, said in row.cell(ENGAGEMENT_DAY_1).said if said.on]
    held = [record.held.get((region, ENGAGEMENT_DAY_1)) for region in (row.region, "")]
    day = next((one for one in (*attended, *held) if one), None)
    if report.counts_as is not Met.MET or report.happened_on is None or day is None:
        return ""
    return "yes" if report.happened_on >= day else "no"


def months_of(record: Record, rows: Sequence[Row], outcome: Met) -> tuple[Counter[str], ...]:
    """How often each component came to this outcome, by month."""
    return tuple(
        Counter(month_of(row.cells[place]) for row in rows if row.cells[place].counts_as is outcome)
        for place in range(len(record.programme.components))
    )


def lateness_of(record: Record, rows: Sequence[Row]) -> tuple[Counter[str], ...]:
    """How often each component was met in time (`no`), late (`yes`) and on no known day (empty)."""
    return tuple(
        Counter(lateness(record, one.code, row.cells[place]) for row in rows if row.cells[place].counts_as is Met.MET)
        for place, one in enumerate(record.programme.components)
    )


def months_shown(record: Record, *counts: Sequence[Counter[str]]) -> list[str]:
    """From the cohort's first month, or what happened before it, to the last one in which anything happened."""
    dated = {month for some in counts for one in some for month in one if month != NO_DATE}
    dated.add(record.cohort.starts_on.strftime("%Y-%m"))
    first, last = (date.fromisoformat(f"{month}-01") for month in (min(dated), max(dated)))
    return months_between(first, last)[-MOST_MONTHS:]
