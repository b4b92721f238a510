"""The programme report as PDF and Excel: the same figures, and nothing that somebody typed is worked out."""

import io
import zipfile
from pathlib import Path

import pikepdf

from app.db import Database
from tests.programme.cohorts import CODES, cell, import_cells, run, start_cohort


def test_report_is_an_accessible_pdf(on_sqlite: Database, tmp_path: Path) -> None:
    start_cohort(on_sqlite, tmp_path, 12)
    import_cells(tmp_path, [cell(n, code, "met" if n % 3 else "missed") for n in range(12) for code in CODES[:9]])
    file = tmp_path / "report.pdf"
    run("fidelity", "--cohort", "one", "--format", "pdf", "--out", file)
    with pikepdf.open(file) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"


def test_sheets_hold_every_table_and_no_formula(on_sqlite: Database, tmp_path: Path) -> None:
    start_cohort(on_sqlite, tmp_path, 3)
    with on_sqlite.writing() as session:
        from sqlmodel import select

        from app.models.schools import School

        school = session.exec(select(School)).first()
        assert school is not None
        school.name = '=HYPERLINK("http://x.example","Hill School")'
        session.add(school)
    file = tmp_path / "report.xlsx"
    run("fidelity", "--cohort", "one", "--format", "xlsx", "--out", file)
    book = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 15
    everything = "".join(book.read(name).decode() for name in (*sheets, "xl/sharedStrings.xml"))
    assert "<f>" not in everything
    assert "hyperlink " not in everything
    assert "Hill School" in everything
    first = file.read_bytes()
    run("fidelity", "--cohort", "one", "--format", "xlsx", "--out", file)
    assert file.read_bytes() == first
