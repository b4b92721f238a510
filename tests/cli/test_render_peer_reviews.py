"""`send-review render` for a peer review: the school that is named is the one that is reviewed."""

from collections.abc import Callable
from pathlib import Path

import page as pdf_checker
import pytest
from click.testing import Result

from app.db import Database
from app.models.peer_review_report import ReportState
from tests.documents import word_reading
from tests.peer_review.report_papers import ORDINARY, write_report
from tests.peers import Peers
from tests.people import People

Run = Callable[..., Result]


@pytest.mark.parametrize("document", ["review-report", "report-summary"])
def test_final_report_is_written_as_pdf_and_as_word(
    run: Run, database: Database, people: People, peers: Peers, tmp_path: Path, document: str
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
    pdf, word = tmp_path / "report.pdf", tmp_path / "report.docx"
    assert "is written" in run("render", document, "--school", people.school.urn, "--out", str(pdf)).stdout
    assert pdf_checker.validate_pdf(str(pdf), profile="ua1").is_compliant
    number = str(peers.there.id)
    run("render", document, "--school", people.school.urn, "--peer-review", number, "--out", str(word))
    assert word_reading.faults(word.read_bytes()) == []
    assert "Final report" in word_reading.header(word.read_bytes())


def test_draft_that_was_not_sent_is_not_rendered(
    run: Run, database: Database, people: People, peers: Peers, tmp_path: Path
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.DRAFT)
    out = tmp_path / "report.pdf"
    asked = ("render", "review-report", "--out", str(out), "--school")
    assert "once Riverside School has sent the report" in run(*asked, people.school.urn, code=1).output
    assert "not reviewed by any school now" in run(*asked, "100002", code=1).output
    assert "not reviewed in a peer review 777" in run(*asked, people.school.urn, "--peer-review", "777", code=1).output
    assert "No school here has the URN 1." in run(*asked, "1", code=1).output
    assert not out.exists()


def test_report_sent_to_be_checked_is_rendered_as_a_draft(
    run: Run, database: Database, people: People, peers: Peers, tmp_path: Path
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.CHECKING)
    out = tmp_path / "report.docx"
    run("render", "review-report", "--school", people.school.urn, "--out", str(out))
    assert "Draft: sent to be checked" in word_reading.header(out.read_bytes())


def test_of_two_reports_one_has_to_be_named(
    run: Run, database: Database, people: People, peers: Peers, tmp_path: Path
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
        other = session.get_one(type(peers.former), peers.former.id)
        other.ended_at = None
        session.add(other)
        session.flush()
        write_report(session, people, other, {("report", "overall"): "Another."}, ReportState.FINAL)
    out = tmp_path / "report.docx"
    asked = ("render", "review-report", "--school", people.school.urn, "--out", str(out))
    said = run(*asked, code=2).output
    assert "Ashgrove School has several peer reviews. Say which:" in said
    assert f"--peer-review {peers.former.id}  by Fernbank School" in said
    run(*asked, "--peer-review", str(peers.former.id))
    assert "Another." in word_reading.words(out.read_bytes())
