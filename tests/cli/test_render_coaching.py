"""`send-review render coaching-worksheet`: the school's own, or a blank form."""

from collections.abc import Callable
from pathlib import Path

import page as pdf_checker
import pytest
from click.testing import Result

from app.db import Database
from tests.coaching.lived import SHARED, STEP, WORKSHEET, live_coached
from tests.coaching.world import PRIVATE
from tests.documents import word_reading
from tests.documents.reading import spoken
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.world import lead_cohort

Run = Callable[..., Result]
pytestmark = ON_SQLITE


@pytest.fixture
def coached(database: Database, people: People) -> People:
    with database.writing() as session:
        lead_cohort(session, people)
        live_coached(session, people)
    return people


def test_worksheet_has_the_school_s_words_and_no_private_note(run: Run, coached: People, tmp_path: Path) -> None:
    pdf, word = tmp_path / "worksheet.pdf", tmp_path / "worksheet.docx"
    for out in (pdf, word):
        run("render", "coaching-worksheet", "--school", coached.school.urn, "--out", str(out))
    assert pdf_checker.validate_pdf(str(pdf), profile="ua1").is_compliant
    assert word_reading.faults(word.read_bytes()) == []
    said = spoken(pdf.read_bytes())
    assert [one for one in (WORKSHEET, SHARED, STEP, "Fay Facilitator") if one not in said] == []
    assert PRIVATE not in said
    assert PRIVATE.encode() not in pdf.read_bytes() + word.read_bytes()


@pytest.mark.parametrize("code", ["coaching_1", "coaching_2"])
def test_blank_worksheet_has_nobody_s_words(run: Run, coached: People, tmp_path: Path, code: str) -> None:
    pdf, word = tmp_path / "blank.pdf", tmp_path / "blank.docx"
    asked = ("render", "coaching-worksheet", "--school", coached.school.urn, "--blank", "--session", code)
    for out in (pdf, word):
        run(*asked, "--out", str(out))
    assert pdf_checker.validate_pdf(str(pdf), profile="ua1").is_compliant
    assert word_reading.faults(word.read_bytes()) == []
    said = spoken(pdf.read_bytes())
    assert "What would you like to talk about" in said
    assert [one for one in (WORKSHEET, SHARED, STEP, PRIVATE) if one in said] == []


def test_session_that_is_none_is_named(run: Run, coached: People, tmp_path: Path) -> None:
    asked = ("render", "coaching-worksheet", "--school", coached.school.urn, "--out", str(tmp_path / "x.pdf"))
    for more in ((), ("--blank",)):
        assert "There are: coaching_1, coaching_2" in run(*asked, "--session", "coaching_9", *more, code=2).output
