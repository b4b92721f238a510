"""Any file that a spreadsheet can write: each record is read at the line where it starts, and goes round unchanged."""

import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.programme import Cohort
from app.models.programme_engagement import Answer, Met, Reason
from app.services.fidelity import Row, count_fidelity
from app.services.fidelity_cells import Origin, decide
from app.services.fidelity_journeys import Said
from app.services.fidelity_record import Record
from app.services.programme_engagement import COLUMNS
from app.services.programme_export import export_engagement
from app.services.programme_files import Line, guarded, plain, read_lines
from tests.programme.cohorts import CODES, PROGRAMME, REGIONS, urn

words = st.text(st.sampled_from("ab,;\"'=+-@ \n\té✓\U0001f389"), max_size=12)
BOM = b"\xef\xbb\xbf"


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(st.lists(words, min_size=3, max_size=3), max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_record_is_read_at_the_line_on_which_it_starts(
    rows: list[list[str]], end: str, bom: bool, quoting: int
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=quoting)
    writer.writerow(["a", "b", "c"])
    expected, line = [], 2
    for row in rows:
        before = out.getvalue().count("\n")
        writer.writerow(row)
        if any(cell and not cell.isspace() for cell in row):
            expected.append((line, [plain(cell) for cell in row]))
        line += out.getvalue().count("\n") - before
    content = (BOM if bom else b"") + out.getvalue().encode()
    found = list(read_lines(io.BytesIO(content), columns=("a", "b", "c")))
    assert [(one.number, list(one.cells.values())) for one in found if isinstance(one, Line)] == expected
    assert len(found) == len(expected)


@given(words)
def test_words_come_back_from_a_spreadsheet_as_they_went(text: str) -> None:
    assert plain(guarded(plain(text))) == plain(text)
    assert plain(text) == "" or guarded(plain(text))[0] not in "=+-@"


said = st.builds(Said, st.sampled_from(Met), st.sampled_from(Answer), st.sampled_from(Reason), note=words.map(plain))
some = st.fixed_dictionaries({}, optional=dict.fromkeys(Origin, said))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*(some for _code in CODES)), max_size=4))
def test_export_brought_into_an_empty_cohort_gives_the_same_figures(made: list[tuple[dict[Origin, Said], ...]]) -> None:
    cohort = Cohort(
        slug="one", title="One", programme_id="x", programme_version="1", starts_on=date(2027, 1, 1), created_at=None
    )
    cells = [tuple(decide(one) for one in school) for school in made]
    rows = tuple(Row(PROGRAMME, n, n, urn(n), "", REGIONS[n % 2], None, "", False, own) for n, own in enumerate(cells))
    exported = export_engagement(Record(cohort, PROGRAMME, (), rows)).text
    read: dict[tuple[str, str], Line] = {}
    for line in read_lines(io.BytesIO(exported.encode()), columns=COLUMNS):
        assert isinstance(line, Line), line
        read[line["urn"], line["component"]] = line
    again = tuple(
        Row(
            *(PROGRAMME, row.enrolment_id, row.school_id, row.urn, "", row.region, None, "", False),
            tuple(
                decide({Origin.IMPORTED: imported(read[row.urn, code])} if (row.urn, code) in read else {})
                for code in CODES
            ),
        )
        for row in rows
    )
    assert count_fidelity("one", PROGRAMME, again) == count_fidelity("one", PROGRAMME, rows)
    assert [cell.note for row in again for cell in row.cells] == [cell.note for row in rows for cell in row.cells]


def imported(line: Line) -> Said:
    return Said(Met(line["outcome"]), Answer(line["senior_leader"]), Reason(line["reason"]), line["note"])
