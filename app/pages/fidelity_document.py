"""The programme report of whatever part of a cohort somebody looks at: as PDF, Excel or CSV."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app import clock
from app.access.visible import VisibleCohort
from app.documents.paper_html import paper_to_html
from app.documents.workbook import to_xlsx
from app.models.programme import Cohort
from app.pages.fidelity import Choices
from app.pages.fidelity_filter import Filter
from app.pages.fidelity_report import programme_report, report_sheets
from app.pages.fidelity_tables import flat_figures
from app.services.fidelity_part import CohortPart
from app.services.fidelity_record import Record
from app.services.programme_files import guarded

PROGRAMME_REPORT = "programme-report"


def part_of(visible: VisibleCohort, query: Mapping[str, str]) -> CohortPart:
    """What the address narrows to, of what somebody sees."""
    chosen = Filter.read(query)
    return CohortPart(visible, chosen.region, chosen.facilitator, chosen.withdrawn == "yes")


def report_html(session: Session, part: CohortPart) -> str:
    """The report as it is today, ready for `render_pdf`."""
    today = clock.today()
    record = part.read(session, on=today)
    return paper_to_html(programme_report(record, on=today, include_withdrawn=part.include_withdrawn))


def report_workbook(record: Record, *, on: date, include_withdrawn: bool) -> bytes:
    """Every table on a sheet of its own."""
    sheets = report_sheets(record, include_withdrawn=include_withdrawn)
    return to_xlsx(sheets, title=record.cohort.title, dated=on)


def report_csv(record: Record, *, include_withdrawn: bool) -> bytes:
    """Every figure on a line of its own."""
    text = io.StringIO()
    writer = csv.writer(text)
    columns, lines = flat_figures(record, include_withdrawn=include_withdrawn)
    writer.writerow(columns)
    writer.writerows([guarded(value) if isinstance(value, str) else value for value in line] for line in lines)
    return text.getvalue().encode()


def report_name(cohort: Cohort, chosen: Filter, ending: str) -> str:
    """`autumn-2027-london-fidelity.xlsx`: the part that it is of is in its name."""
    region = "".join(letter for letter in chosen.region if letter.isascii() and (letter.isalnum() or letter in "-_"))
    return f"{'-'.join(filter(None, [cohort.slug, region, 'fidelity']))}.{ending}"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Whether the PDF is ready, and the ways to all three files."""

    cohort: Cohort
    chosen: Filter
    choices: Choices
    schools: int
    state: str
    """ready, rendering, failed or none."""

    def address(self, ending: str) -> str:
        """Of the same part of the cohort."""
        return self.chosen.address(f"/cohorts/{self.cohort.id}/{ending}")

    @classmethod
    def of(cls, record: Record, chosen: Filter, whole: Record, *, state: str) -> "ReportPage":
        counted = sum(chosen.withdrawn == "yes" or not row.is_withdrawn for row in record.rows)
        return cls(record.cohort, chosen.only_places, Choices.of(whole), counted, state)
