"""The meeting sheet on paper: who sees what in words, a page to each conversation, room for what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app import clock
from app.db import Database
from app.documents.paper import Heading, Paper, Table, WritingSpace
from app.documents.pdf import render_pdf
from app.documents.word import ROW_TO_WRITE_IN, to_docx
from app.pages.documents import MEETING_SHEET, build_document, document_html
from app.review_framework.loader import latest_framework
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.contributions.colleagues import give_views
from tests.documents import word_reading
from tests.documents.reading import page_count, spoken
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
FRAMEWORK = latest_framework("wss-mainstream")
SCALE = [level.code for level in FRAMEWORK.scale]
LABELS = [level.label for level in FRAMEWORK.scale]
ASKED = [item.code for item in FRAMEWORK.essential_items[:7]]
WIDEST = ASKED[2:]


@pytest.fixture
def seen(database: Database, people: People, settings: Settings) -> People:
    """Seven items at the lowest level for the school; on the last five a governor is furthest away."""
    with database.writing() as session:
        for item in ASKED:
            save_answer(session, people.review, item, "judgement", SCALE[0], base=0, by=people["senco"].actor)
        wide = dict.fromkeys(WIDEST, SCALE[-1])
        near = dict.fromkeys(ASKED[:2], SCALE[1])
        give_views(session, people.review, settings, "Gwen Okoro", "send_governor", wide | near)
        give_views(session, people.review, settings, "Hal Reed", "headteacher", {WIDEST[0]: SCALE[1]})
    return people


def paper_of(database: Database, people: People) -> Paper:
    with database.reading() as session:
        paper = build_document(session, people.review, people.school, MEETING_SHEET)
    assert paper is not None
    return paper


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def test_five_widest_each_open_a_page_in_the_order_of_the_framework(database: Database, seen: People) -> None:
    paper = paper_of(database, seen)
    opened = [block.text for block in paper.blocks if isinstance(block, Heading) and block.opens_page]
    assert opened == [f"{code}: {FRAMEWORK.item(code).statement}" for code in WIDEST]
    agenda = tables(paper)[0]
    assert [row[0] for row in agenda.rows] == WIDEST
    assert agenda.rows[0][2] == f"{LABELS[0]}, {LABELS[1]}, {LABELS[-1]}"
    with database.reading() as session:
        html = document_html(session, seen.review, seen.school, MEETING_SHEET)
    assert html is not None
    assert page_count(render_pdf(html)) == 1 + len(WIDEST)


def test_each_level_says_what_it_looks_like_and_who_sees_it_so(database: Database, seen: People) -> None:
    spread = next(table for table in tables(paper_of(database, seen)) if table.caption.startswith(WIDEST[0]))
    about = FRAMEWORK.item(WIDEST[0]).descriptors
    assert spread.rows == (
        (LABELS[0], about[SCALE[0]], "The school’s own view"),
        (LABELS[1], about[SCALE[1]], "Hal Reed (Headteacher)"),
        (LABELS[2], about[SCALE[2]], "–"),
        (LABELS[3], about[SCALE[3]], "Gwen Okoro (SEND governor)"),
    )


def test_there_is_room_for_notes_and_for_what_was_agreed_by_whom_and_when(database: Database, seen: People) -> None:
    paper = paper_of(database, seen)
    agreed = [table for table in tables(paper) if table.to_write_in]
    assert [table.columns for table in agreed] == [("Step", "What we agreed", "Who", "By when")] * len(WIDEST)
    notes = [block for block in paper.blocks if isinstance(block, WritingSpace) and block.label.startswith("Notes")]
    assert len(notes) == len(WIDEST)
    word = word_reading.opened(to_docx(paper))
    assert [round(row.height.mm) for row in word.tables[-1].rows[1:]] == [round(ROW_TO_WRITE_IN.mm)] * len(
        agreed[-1].rows
    )


def test_sheet_is_dated_by_the_newest_view_and_says_who_has_given_none(
    database: Database, seen: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(2036, 5, 9, 12, tzinfo=UTC))
    with database.writing() as session:
        give_views(session, seen.review, settings, "Tess Lane", "class_teacher", {WIDEST[0]: SCALE[0]})
    paper = paper_of(database, seen)
    assert paper.dated_in_words == "9 May 2036"
    words = word_reading.words(to_docx(paper))
    assert words.count("No view yet: Senior leaders, Colleagues.") == len(WIDEST) - 1
    assert "The school’s own view; Tess Lane (Class or subject teacher)" in words


def test_sheet_stays_a_draft_after_a_version_is_agreed(database: Database, seen: People) -> None:
    with database.writing() as session:
        checked = read_sheet(session, seen.review).fingerprint()
        agree_version(session, seen.review, checked=checked, present="", by=seen["senco"].actor)
    paper = paper_of(database, seen)
    assert paper.is_draft
    assert "Draft: for a conversation" in word_reading.header(to_docx(paper))
    with database.reading() as session:
        html = document_html(session, seen.review, seen.school, MEETING_SHEET)
    assert html is not None
    assert "Gwen Okoro (SEND governor)" in spoken(render_pdf(html))


def test_page_of_the_sheet_leads_to_its_paper(browser_of: BrowserOf, seen: People) -> None:
    colleague, review = browser_of("colleague"), f"/reviews/{seen.review.id}"
    address = f"{review}/documents/meeting-sheet"
    assert f'href="{address}"' in colleague.get(f"{review}/differences/meeting-sheet").text
    shown = text_of(colleague.get(address).text)
    assert "Work in progress" in shown
    word = colleague.client.get(f"{address}.docx")
    assert "-draft.docx" in word.headers["content-disposition"]
    assert "Gwen Okoro (SEND governor)" in word_reading.words(word.content)


def test_governors_get_no_sheet_before_or_after_a_version(
    browser_of: BrowserOf, database: Database, seen: People
) -> None:
    governor, documents = browser_of("governor"), f"/reviews/{seen.review.id}/documents"
    for _round in range(2):
        assert "Meeting sheet" not in text_of(governor.get(documents).text)
        for address in ("", ".docx", ".pdf"):
            assert governor.client.get(f"{documents}/meeting-sheet{address}").status_code == 403
        assert governor.post(f"{documents}/meeting-sheet/rendering").status_code == 403
        with database.writing() as session:
            checked = read_sheet(session, seen.review).fingerprint()
            agree_version(session, seen.review, checked=checked, present="", by=seen["senco"].actor)


def test_without_differences_the_list_says_what_it_waits_for(browser_of: BrowserOf, people: People) -> None:
    senco, review = browser_of("senco"), f"/reviews/{people.review.id}"
    listed = senco.get(f"{review}/documents").text
    assert "It follows once two people see the same item differently." in text_of(listed)
    assert "It follows once a version of the review is agreed." in text_of(listed)
    assert "meeting-sheet.docx" not in listed
    assert "documents/meeting-sheet" not in senco.get(f"{review}/differences/meeting-sheet").text
    assert senco.client.get(f"{review}/documents/meeting-sheet.docx").status_code == 404
