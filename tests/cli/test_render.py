"""`send-review render`: every document as both kinds of file, and a sentence for whatever cannot be rendered."""

from collections.abc import Callable
from pathlib import Path

import page as pdf_checker
import pytest
from click.testing import Result

from app.cli.papers import Document
from app.db import Database
from app.models.reviews import Depth, Review
from app.pages.coaching_paper import COACHING_WORKSHEET
from app.pages.documents import BUILDERS, OF_THE_PLAN
from app.pages.peer_review_documents import PEER_BUILDERS
from app.review_framework.loader import latest_framework
from app.services.reviews import cancel_review, start_review
from tests.documents import word_reading
from tests.people import People, make_school

Run = Callable[..., Result]
SCALE = [level.code for level in latest_framework("wss-mainstream").scale]
FERNHOLLOW = "999901"


def start(database: Database, people: People, framework: str, *, previous: int | None = None) -> int:
    with database.writing() as session:
        before = session.get(Review, previous) if previous else None
        made = start_review(
            session,
            people.school,
            latest_framework(framework),
            Depth.SHORT,
            scope={},
            by=people["senco"].actor,
            previous=before,
        )
        assert made.id is not None
        return made.id


def words(file: Path) -> str:
    return word_reading.words(file.read_bytes())


def test_command_knows_every_document_and_no_other() -> None:
    assert [str(one) for one in Document] == [*BUILDERS, *PEER_BUILDERS, COACHING_WORKSHEET]


@pytest.mark.parametrize("document", sorted(BUILDERS.keys() - OF_THE_PLAN))
def test_every_document_is_written_as_pdf_and_as_word(run_on_demo: Run, tmp_path: Path, document: str) -> None:
    pdf, word = tmp_path / "new" / "folder" / "paper.pdf", tmp_path / "paper.docx"
    said = run_on_demo("render", document, "--school", FERNHOLLOW, "--out", str(pdf), "--format", "pdf").stdout
    assert f"{pdf} is written" in said
    assert pdf_checker.validate_pdf(str(pdf), profile="ua1").is_compliant
    run_on_demo("render", document, "--school", FERNHOLLOW, "--out", str(word), "--format", "docx")
    assert word_reading.faults(word.read_bytes()) == []
    assert "Fernhollow" in words(word)


def test_paper_of_a_plan_follows_once_there_is_one_and_its_form_is_there_before(
    run_on_demo: Run, tmp_path: Path
) -> None:
    word = tmp_path / "paper.docx"
    run_on_demo("render", "slt-summary", "--school", FERNHOLLOW, "--out", str(word), "--blank")
    assert "Summary for senior leaders, to fill in" in words(word)
    assert "Fernhollow" in words(word)


def test_format_follows_the_ending_and_the_option_goes_before_it(run_on_demo: Run, tmp_path: Path) -> None:
    word, odd = tmp_path / "paper.DOCX", tmp_path / "paper.docx.bak"
    run_on_demo("render", "summary", "--school", FERNHOLLOW, "--out", str(word))
    run_on_demo("render", "summary", "--school", FERNHOLLOW, "--out", str(odd), "--format", "docx")
    assert words(word) == words(odd)


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (("summary", "--school", "1"), 1, "No school here has the URN 1. Import the register first."),
        (("summary", "--school", FERNHOLLOW, "--review", "77"), 1, "(fictional) has no review 77."),
        (("summary", "--school", FERNHOLLOW, "--review", "first"), 2, "--review"),
        (("summary", "--school", FERNHOLLOW, "--blank"), 2, "There is no blank form of this document."),
        (
            ("summary", "--school", FERNHOLLOW, "--framework", "wss-specialist"),
            1,
            "no open review along wss-specialist.",
        ),
        (
            ("summary", "--school", FERNHOLLOW, "--framework", "x"),
            1,
            "no framework x here. There are: wss-mainstream, ",
        ),
        (("blank-framework", "--framework", "x"), 1, "There is no framework x here."),
        (("summary", "--framework", "wss-mainstream"), 2, "Only a blank framework can be made without a school."),
        (("summary",), 2, "Name a school with --school"),
        (("poem", "--school", FERNHOLLOW), 2, "'poem' is not one of"),
    ],
)
def test_what_cannot_be_rendered_is_said_in_a_sentence_and_leaves_no_file(
    run_on_demo: Run, tmp_path: Path, asked: tuple[str, ...], code: int, sentence: str
) -> None:
    out = tmp_path / "paper.pdf"
    said = " ".join(run_on_demo("render", *asked, "--out", str(out), code=code).output.split())
    assert sentence in said
    assert "Traceback" not in said
    assert not out.exists()


def test_school_without_an_open_review_is_named(run: Run, database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        make_school(session, "100077", "Hill School")
    out = tmp_path / "paper.pdf"
    said = run("render", "summary", "--school", "100077", "--out", str(out), code=1).output
    assert "Hill School has no open review." in " ".join(said.split())
    assert not out.exists()


def test_nothing_to_show_yet_says_what_it_waits_for(run: Run, people: People, tmp_path: Path) -> None:
    asked = ("--school", people.school.urn, "--out", str(tmp_path / "paper.docx"))
    assert "once a version of the review is agreed" in run("render", "changes", *asked, code=1).output
    assert "once two people see the same item differently" in run("render", "meeting-sheet", *asked, code=1).output
    assert not (tmp_path / "paper.docx").exists()


def test_file_that_cannot_be_written_is_named(run: Run, people: People, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for out in ("/proc/nowhere/paper.docx", str(tmp_path / "file" / "paper.docx"), "/dev/full"):
        asked = ("render", "summary", "--school", people.school.urn, "--out", out, "--format", "docx")
        said = run(*asked, code=1).output
        assert f"{out} cannot be written: " in said
    # A box is drawn round the sentence, which breaks it at any width.
    said = run(*asked[:-3], str(tmp_path), code=2).output.replace("│", " ")
    assert "is a directory" in " ".join(said.split())


def test_of_two_open_reviews_one_has_to_be_named(run: Run, database: Database, people: People, tmp_path: Path) -> None:
    other = start(database, people, "wss-specialist")
    out = tmp_path / "paper.docx"
    asked = ("render", "summary", "--school", people.school.urn, "--out", str(out))
    said = run(*asked, code=2).output
    assert "Ashgrove School has several open reviews. Say which:" in said
    assert f"--review {people.review.id}  Whole School SEND Review for mainstream schools" in said
    assert f"--review {other}  " in said
    assert not out.exists()
    for named in (("--review", str(other)), ("--framework", "wss-specialist")):
        out.unlink(missing_ok=True)
        run(*asked, *named)
        assert latest_framework("wss-specialist").title in words(out)


def test_newest_cycle_stands_for_those_before_it(run: Run, database: Database, people: People, tmp_path: Path) -> None:
    start(database, people, "wss-mainstream", previous=people.review.id)
    out = tmp_path / "paper.docx"
    asked = ("render", "summary", "--school", people.school.urn, "--out", str(out))
    run(*asked)
    assert "A new SENCO starts in September." not in words(out)
    run(*asked, "--review", str(people.review.id))
    assert "A new SENCO starts in September." in words(out)


def test_cancelled_review_is_rendered_only_when_it_is_named(
    run: Run, database: Database, people: People, tmp_path: Path
) -> None:
    with database.writing() as session:
        cancel_review(session, session.get_one(Review, people.review.id), why="Why", by=people["senco"].actor)
    asked = ("render", "summary", "--school", people.school.urn, "--out", str(tmp_path / "paper.docx"))
    assert "has no open review" in run(*asked, code=1).output
    run(*asked, "--review", str(people.review.id))


def test_blank_framework_needs_no_review_and_no_school(run: Run, people: People, tmp_path: Path) -> None:
    specialist, out = latest_framework("wss-specialist"), tmp_path / "blank.docx"
    run("render", "blank-framework", "--framework", specialist.id, "--out", str(out))
    nobodys = words(out)
    assert [item.code for item in specialist.items if f"{item.code}: {item.statement}" not in nobodys] == []
    run("render", "blank-framework", "--framework", specialist.id, "--school", people.school.urn, "--out", str(out))
    assert people.school.name in words(out)
    assert people.school.name not in nobodys
    pdf = tmp_path / "blank.pdf"
    run("render", "blank-framework", "--framework", specialist.id, "--out", str(pdf))
    assert pdf_checker.validate_pdf(str(pdf), profile="ua1").is_compliant


def test_framework_of_the_installation_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.review_framework.check import FRAMEWORKS
    from app.review_framework.loader import remove_folder

    folder, out = tmp_path / "own", tmp_path / "blank.docx"
    folder.mkdir()
    text = (FRAMEWORKS / "wss-specialist-1.0.yaml").read_text()
    (folder / "ours-1.0.yaml").write_text(text.replace("id: wss-specialist", "id: ours", 1))
    monkeypatch.setenv("SEND_REVIEW_FRAMEWORKS_DIR", str(folder))
    try:
        run("render", "blank-framework", "--framework", "ours", "--out", str(out))
    finally:
        remove_folder(folder)
    assert out.stat().st_size > 10_000
