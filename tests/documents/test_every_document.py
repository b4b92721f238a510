"""Every document of a review, as PDF and as Word: valid, whole, and with the same words in both."""

from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from app.db import Database
from app.documents.paper import Bullets, Heading, Paper, Paragraph, Table, WritingSpace
from app.documents.pdf import render_pdf
from app.documents.word import to_docx
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.pages.documents import (
    BLANK_FRAMEWORK,
    BUILDERS,
    GOVERNORS_PAPER,
    OF_THE_PLAN,
    WORK_IN_PROGRESS,
    build_document,
    document_html,
)
from app.pages.documents_self_evaluation import marked
from app.services.reviews import list_reviews
from app.services.schools import find_school
from app.services.self_evaluation import framework_of, read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version, find_latest_version, sheet_of
from tests.documents import word_reading
from tests.documents.reading import faults, outline, spoken
from tests.people import People
from tests.plugins.house import ON_SQLITE

CODES = sorted(BUILDERS.keys() - OF_THE_PLAN)
"""Those of the plan have their own test, tests/shares/test_plan_papers.py."""
HOSTILE = "🎉 We heard <b>it</b> & “saw” it \x0b\ufffe ŵŷ 会议 " + "x" * 300 + "\n\nA new line. "


@pytest.fixture
def demo(demo_url: str) -> Iterator[tuple[Database, Review, School]]:
    """Fernhollow, where colleagues see four items otherwise than the school."""
    database = Database(demo_url)
    with database.reading() as session:
        school = find_school(session, "999901")
        assert school is not None
        review = list_reviews(session, school)[0]
        session.expunge_all()
    yield database, review, school
    database.close()


@cache
def pdf_of(html: str) -> bytes:
    """Rendered once, although each document is read from both kinds of database."""
    return render_pdf(html)


def both(database: Database, review: Review, school: School, code: str) -> tuple[Paper, bytes, bytes]:
    with database.reading() as session:
        paper, html = build_document(session, review, school, code), document_html(session, review, school, code)
    assert paper is not None
    assert html is not None
    return paper, pdf_of(html), to_docx(paper)


def missing(from_words: str, said: Iterable[str]) -> list[str]:
    """What is not in the words. A line may break after a hyphen, so spaces do not count."""
    words = "".join(from_words.split())
    return [one for one in said if "".join(one.split()) not in words]


def statements(paper: Paper) -> set[str]:
    """Each thing that the document says, with single spaces."""
    said: list[str] = [paper.title]
    for block in paper.blocks:
        match block:
            case Heading():
                said.append(block.text)
            case Paragraph():
                said.append(block.text)
            case Bullets():
                said += [one.text for one in block.items]
            case Table():
                said += [cell for row in (block.columns, *block.rows) for cell in row]
            case WritingSpace():
                said.append(block.label)
    return {" ".join(one.split()) for one in said} - {""}


@pytest.mark.parametrize("code", CODES)
def test_document_of_the_demo_is_valid_and_says_the_same_in_both_files(
    demo: tuple[Database, Review, School], code: str
) -> None:
    paper, pdf, word = both(*demo, code)
    assert faults(pdf) == []
    assert word_reading.faults(word) == []
    in_word, in_pdf = word_reading.words(word), spoken(pdf)
    assert missing(in_word, statements(paper)) == []
    assert len(statements(paper)) >= 3
    if code != GOVERNORS_PAPER:
        assert missing(in_pdf, statements(paper)) == []
    if code in WORK_IN_PROGRESS:
        assert "Draft" in word_reading.header(word)
    for known in ("Whole School SEND Review for mainstream schools", demo[2].urn):
        assert known in in_word
        assert known in in_pdf


def test_governors_paper_in_word_has_the_findings_and_questions_of_its_pdf(
    demo: tuple[Database, Review, School],
) -> None:
    paper, pdf, _word = both(*demo, GOVERNORS_PAPER)
    points = [one for block in paper.blocks if isinstance(block, Bullets) for one in block.items if one.source]
    questions = [one for block in paper.blocks if isinstance(block, Bullets) and block.numbered for one in block.items]
    said = spoken(pdf)
    assert len(points) >= 16
    # Six from the self-evaluation, two from the plan.
    assert len(questions) == 8
    assert missing(said, (one.text for one in points if "“" not in one.text)) == []
    assert missing(said, (one.text for one in questions)) == []
    assert all(one.source in said for one in points)


def test_full_self_evaluation_holds_every_word_and_each_item_with_its_code(
    demo: tuple[Database, Review, School],
) -> None:
    database, review, school = demo
    _paper, pdf, word = both(database, review, school, "self-evaluation")
    with database.reading() as session:
        version = find_latest_version(session, review)
        assert version is not None
        sheet = sheet_of(version)
    written = [
        str(value)
        for _place, field, value, _version in sheet.rows()
        if field in {"strengths", "developments", "summary"}
    ]
    assert len(written) >= 50
    for said in (spoken(pdf), word_reading.words(word)):
        assert missing(said, written) == []
        assert said.index("Strengths:") < said.index("Areas for development:")
        assert "Agreed version 1" in said


@pytest.mark.parametrize("code", CODES)
def test_document_of_an_empty_review_is_valid_and_a_draft_on_every_page(
    database: Database, people: People, code: str
) -> None:
    if code in WORK_IN_PROGRESS:
        with database.reading() as session:
            assert build_document(session, people.review, people.school, code) is None
            assert document_html(session, people.review, people.school, code) is None
        return
    paper, pdf, word = both(database, people.review, people.school, code)
    assert faults(pdf) == []
    assert word_reading.faults(word) == []
    assert paper.is_draft is (code != BLANK_FRAMEWORK)
    assert ("Draft" in word_reading.header(word)) is paper.is_draft
    assert people.school.name in word_reading.header(word)


@ON_SQLITE
def test_document_of_enormous_and_odd_text_is_valid_and_loses_nothing(database: Database, people: People) -> None:
    with database.writing() as session:
        review, by = people.review, people["senco"].actor
        text = (HOSTILE * 60)[:20_000]
        for place, field in (("LEAD-1", "strengths"), ("LEAD-1", "developments"), ("LEAD", "summary")):
            save_answer(session, review, place, field, text, base=0, by=by)
        save_answer(session, review, "LEAD-1", "judgement", "growing", base=0, by=by)
        agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)
        save_answer(session, review, "LEAD-1", "strengths", f"Otherwise. {text[:9_000]}", base=1, by=by)
    for code in ("self-evaluation", "summary", "changes", GOVERNORS_PAPER):
        _paper, pdf, word = both(database, people.review, people.school, code)
        assert faults(pdf) == [], code
        assert word_reading.faults(word) == [], code
        said = word_reading.words(word)
        assert "🎉 We heard <b>it</b> & “saw” it ŵŷ 会议" in said
        if code in {"self-evaluation", "summary"}:
            assert said.count("A new line.") >= 2 * text.count("A new line.")


def test_changes_mark_the_words_and_leave_the_rest(database: Database, people: People) -> None:
    with database.writing() as session:
        review, by = people.review, people["senco"].actor
        save_answer(session, review, "LEAD-1", "judgement", "growing", base=0, by=by)
        save_answer(session, review, "LEAD-1", "strengths", "Office staff know their part.", base=0, by=by)
        agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)
        save_answer(session, review, "LEAD-1", "strengths", "All staff know their part.", base=1, by=by)
        save_answer(session, review, "LEAD-1", "judgement", "secure", base=1, by=by)
    _paper, pdf, word = both(database, people.review, people.school, "changes")
    assert faults(pdf) == []
    runs = [run for one in word_reading.opened(word).paragraphs for run in one.runs]
    assert [run.text for run in runs if run.font.strike] == ["Growing", "Office"]
    assert [run.text for run in runs if run.font.underline] == ["Secure", "All"]
    for said in (word_reading.words(word), spoken(pdf)):
        assert "Version 1: Office staff know their part. LEAD-1" in said
        assert "Now: All staff know their part. LEAD-1" in said
    assert "Draft: changes since version 1" in word_reading.header(word)


def test_words_that_are_the_same_are_not_marked() -> None:
    before, now = marked("We meet each week in school.", "We meet each term in school, all of us.")
    assert [run.text for run in before if run.mark] == ["week", "school."]
    assert [run.text for run in now if run.mark] == ["term", "school, all of us."]
    assert "".join(run.text for run in now) == "We meet each term in school, all of us."
    assert marked("", "New.")[0] == ()


def test_lists_tables_and_headings_are_real_in_both_files(demo: tuple[Database, Review, School]) -> None:
    paper, pdf, word = both(*demo, GOVERNORS_PAPER)
    items = [one.text for block in paper.blocks if isinstance(block, Bullets) for one in block.items]
    assert len(word_reading.listed(word)) == len(items) >= 20
    assert len(word_reading.opened(word).tables) == 2
    kinds = {line.strip() for line in outline(pdf)}
    assert {"H1", "H2", "H3", "L", "Table", "TH"} <= kinds


def test_blank_framework_of_a_short_review_asks_the_essential_items_only(database: Database, people: People) -> None:
    assert people.review.depth == Depth.SHORT
    paper, _pdf, word = both(database, people.review, people.school, BLANK_FRAMEWORK)
    spaces = [block for block in paper.blocks if isinstance(block, WritingSpace)]
    tables = word_reading.opened(word).tables
    assert len(tables) == len(framework_of(people.review).essential_items)
    assert len(spaces) == 3 * len(tables) + 8
    assert people.review.started_by not in word_reading.words(word)
