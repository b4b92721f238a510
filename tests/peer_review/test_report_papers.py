"""The report of a peer review, with its page for the head: valid whatever was written, by side and state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app import migrate
from app.db import Database
from app.documents.paper import Chart, Paper
from app.documents.paper_html import paper_to_html
from app.documents.pdf import render_pdf
from app.documents.pool import RenderPool
from app.documents.word import to_docx
from app.jobs.papers import render_paper
from app.models.jobs import Job
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import PeerReportVersion, ReportState
from app.pages.peer_review_documents import PEER_BUILDERS, REPORT_SUMMARY, REVIEW_REPORT, build_peer_document
from app.pages.peer_review_report_paper import build_review_report
from app.services.jobs import RENDER_PAPER
from app.services.peer_review_documents import take_seat
from tests.documents import word_reading
from tests.documents.reading import faults, kinds, page_count, spoken
from tests.peer_review.report_papers import ORDINARY, enormous, judge_ourselves, write_report
from tests.peer_review.reports import sign_and_reopen, write
from tests.peers import Peers, create_peers
from tests.people import People, create_people
from tests.visits import Browser, text_of

BOTH = (REVIEW_REPORT, REPORT_SUMMARY)
SIZES = ("little", "ordinary", "enormous")


@dataclass(frozen=True)
class Made:
    paper: Paper
    pdf: bytes
    word: bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Made]:
    """Each document in each size, rendered once; the little one is a draft, as its reviewer has it."""
    found = {}
    for size in SIZES:
        database = Database(f"sqlite:///{tmp_path_factory.mktemp(size) / 'papers.sqlite3'}")
        migrate.upgrade(database)
        with database.writing() as session:
            people = create_people(session)
            peers = create_peers(session, people)
            judge_ourselves(session, people)
            texts = {"little": {("report", "overall"): "Only this."}, "ordinary": ORDINARY}.get(size)
            state = ReportState.DRAFT if size == "little" else ReportState.FINAL
            write_report(session, people, peers.there, texts or enormous(session, peers.there), state)
            seat = take_seat(session, peers.there, Side.REVIEWER if size == "little" else Side.HOST)
            for code in BOTH:
                paper = build_peer_document(session, seat, code)
                assert paper is not None
                found[code, size] = Made(paper, render_pdf(paper_to_html(paper)), to_docx(paper))
        database.close()
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", BOTH)
def test_document_is_valid_in_both_files(made: dict[tuple[str, str], Made], code: str, size: str) -> None:
    one = made[code, size]
    assert faults(one.pdf) == []
    assert word_reading.faults(one.word) == []
    for said in (spoken(one.pdf), word_reading.words(one.word)):
        assert "Ashgrove School" in said
        assert "Riverside School" in said
        assert "zq" not in said, "A note’s words or a person’s name are in the report"


@pytest.mark.parametrize("size", SIZES)
def test_summary_is_one_page_however_long_the_report(made: dict[tuple[str, str], Made], size: str) -> None:
    assert page_count(made[REPORT_SUMMARY, size].pdf) == 1


def test_summary_of_an_enormous_report_names_what_stands_nowhere_on_it(made: dict[tuple[str, str], Made]) -> None:
    said = spoken(made[REPORT_SUMMARY, "enormous"].pdf)
    assert said.index("What is strong") < said.index("What the reviewer recommends")
    assert "Recommendation 1 " in said
    assert "more are in the whole report." in said


def test_report_has_strengths_first_and_what_each_recommendation_rests_on(made: dict[tuple[str, str], Made]) -> None:
    one = made[REVIEW_REPORT, "ordinary"]
    for said in (spoken(one.pdf), word_reading.words(one.word)):
        assert said.index("What is strong") < said.index("The review as a whole") < said.index("Areas for development")
        assert "Recommendation 2. Give each head of department one line of the SEND plan to lead." in said
        assert "Learning walk, Conversation with leaders (3 March 2027)" in said
        assert "Pupil conversation (3 March 2027), 2 times" in said
        assert "LEAD-1, the school’s evidence: Document (12 January 2027)" in said
        assert "Ravi Reviewer, " in said
        assert "Asha Senco, " in said
        assert "designated safeguarding lead" in said
        assert "Meeting with the head or a senior leader" in said
        assert "Tour" not in said, "A row taken out of the agenda is told of"


def test_chart_says_both_judgements_in_words_and_in_its_alternative_text(made: dict[tuple[str, str], Made]) -> None:
    one = made[REVIEW_REPORT, "ordinary"]
    html = paper_to_html(one.paper)
    assert html.count('<svg class="judgement-track"') == 3
    assert html.count("><title>") == html.count("<desc>") == 3
    said = spoken(one.pdf)
    assert "1 level apart. School: Growing. Reviewer: Secure." in said
    assert "Both see the same level. School: Growing. Reviewer: Growing." in said
    assert kinds(one.pdf).count("Figure") == 3
    assert "Growing Secure" in word_reading.words(one.word)
    charts = [block for block in one.paper.blocks if isinstance(block, Chart)]
    assert [row.label[:5] for chart in charts for row in chart.rows] == ["OUT-1", "OUT-2", "LEAD-"]
    assert "style=" not in html


def test_enormous_report_loses_no_recommendation(made: dict[tuple[str, str], Made]) -> None:
    for said in (spoken(made[REVIEW_REPORT, "enormous"].pdf), word_reading.words(made[REVIEW_REPORT, "enormous"].word)):
        missing = [number for number in range(1, 63) if f"Recommendation {number}." not in said]
        assert missing == []
        assert "We saw <b>it</b> & “heard” it" in said
    assert "مرحبا بالعالم" in said, "Word keeps right-to-left words in the order in which they are read"


def test_draft_says_so_on_every_page(made: dict[tuple[str, str], Made]) -> None:
    for code in BOTH:
        assert "Draft" in word_reading.header(made[code, "little"].word)
        assert "draft" in paper_to_html(made[code, "little"].paper)
        assert "Draft" not in word_reading.header(made[code, "ordinary"].word)


def status(browser: Browser, path: str) -> int:
    return int(browser.get(path).status_code)


STATUSES = {
    None: (404, 404, 403),
    ReportState.DRAFT: (200, 404, 403),
    ReportState.CHECKING: (200, 200, 403),
    ReportState.ANSWERING: (200, 200, 403),
    ReportState.SIGNING: (200, 200, 403),
    ReportState.FINAL: (200, 200, 200),
}
"""What the reviewer, the host and the host's governor are answered."""


@pytest.mark.parametrize("state", STATUSES)
def test_who_has_the_report_follows_its_state(
    database: Database,
    people: People,
    peers: Peers,
    browser_of: Callable[[str], Browser],
    state: ReportState | None,
) -> None:
    reviewer, host, governor = STATUSES[state]
    if state:
        with database.writing() as session:
            write_report(session, people, peers.there, ORDINARY, state)
    expected = {"reviewer": reviewer, "senco": host, "colleague": host, "governor": governor}
    expected |= dict.fromkeys(
        ("stranger", "operator", "former_reviewer", "reviewer_colleague", "reviewer_governor"), 404
    )
    for code in BOTH:
        path = f"/peer-reviews/{peers.there.id}/documents/{code}"
        assert {who: status(browser_of(who), path) for who in expected} == expected
        assert {who: status(browser_of(who), f"{path}.docx") for who in expected} == expected


def test_host_reads_what_was_sent_and_not_what_is_written_since(
    database: Database, people: People, peers: Peers, browser_of: Callable[[str], Browser]
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.ANSWERING)
        write_report(session, people, peers.there, {("report/VOICE", "strengths"): "Written later."}, ReportState.DRAFT)
    path = f"/peer-reviews/{peers.there.id}/documents/review-report.docx"
    ours, theirs = (browser_of(who).get(path).content for who in ("senco", "reviewer"))
    assert "Written later." not in word_reading.words(ours)
    assert "Written later." in word_reading.words(theirs)
    assert "Draft: comments being answered" in word_reading.header(ours)


def test_documents_page_says_what_follows_and_when(
    database: Database, people: People, peers: Peers, browser_of: Callable[[str], Browser]
) -> None:
    path = f"/peer-reviews/{peers.there.id}/documents"
    assert "once Riverside School has sent the report" in text_of(browser_of("senco").get(path).text)
    assert "once the report is final" in text_of(browser_of("governor").get(path).text)
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
    for who in ("senco", "governor", "reviewer"):
        assert f'href="{path}/review-report"' in browser_of(who).get(path).text
    assert f'href="{path}"' in browser_of("senco").get(f"/peer-reviews/{peers.there.id}").text
    assert status(browser_of("senco"), f"{path}/no-such-paper") == 404


def test_page_of_the_report_shows_both_judgements_too(
    database: Database, people: People, peers: Peers, browser_of: Callable[[str], Browser]
) -> None:
    with database.writing() as session:
        judge_ourselves(session, people)
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
    shown = browser_of("senco").get(f"/peer-reviews/{peers.there.id}/documents/review-report").text
    assert shown.count('class="judgement-track"') == 3
    assert "School: Growing · Reviewer: Secure" in text_of(shown)


def test_earlier_signed_version_stays_as_it_was(database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        judge_ourselves(session, people)
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
        review = session.get_one(PeerReview, peers.there.id)
        first = session.get_one(PeerReportVersion, 1)
        changed = [[*row[:2], "Otherwise.", 2] if row[:2] == ["report", "overall"] else row for row in first.texts]
        session.add(PeerReportVersion(**{**first.model_dump(exclude={"id"}), "number": 2, "texts": changed}))
        session.flush()
        seat = take_seat(session, review, Side.HOST)
        latest, earlier = (words_of(build_review_report(session, seat, number=number)) for number in (None, 1))
        assert build_review_report(session, seat, number=3) is None
    assert "Otherwise." in latest
    assert "Otherwise." not in earlier
    assert "Final report, version 2" in latest
    assert "Final report, version 1" in earlier


def words_of(paper: Paper | None) -> str:
    assert paper is not None
    return f"{paper.status} {word_reading.words(to_docx(paper))}"


class Printer:
    """Stands in for the pool of renderers, which has tests of its own."""

    def render(self, html: str) -> bytes:
        return f"%PDF of {len(html)} letters".encode()


def test_pdf_is_asked_for_made_and_opened(
    database: Database, people: People, peers: Peers, house: FastAPI, browser_of: Callable[[str], Browser]
) -> None:
    with database.writing() as session:
        write_report(session, people, peers.there, ORDINARY, ReportState.FINAL)
    governor, path = browser_of("governor"), f"/peer-reviews/{peers.there.id}/documents/review-report"
    assert governor.get(f"{path}.pdf").headers["location"] == path
    assert "Make the PDF" in governor.get(path).text
    for _twice in range(2):
        waiting = governor.follow(governor.post(f"{path}/rendering"))
    assert "The PDF is being made." in text_of(waiting.text)
    with database.reading() as session:
        job = session.exec(select(Job).where(Job.kind == RENDER_PAPER)).one()
    render_paper(database, cast(RenderPool, Printer()), house.state.paper_cache, job)
    assert "The PDF is ready." in text_of(governor.get(path).text)
    opened = governor.get(f"{path}.pdf")
    assert opened.content.startswith(b"%PDF of ")
    assert f'filename="review-report-{people.school.urn}-' in opened.headers["content-disposition"]


def test_every_document_has_a_builder_that_survives_an_unbegun_review(session_of: Session, peers: Peers) -> None:
    for side in Side:
        seat = take_seat(session_of, session_of.get_one(PeerReview, peers.there.id), side)
        for code in BOTH:
            assert PEER_BUILDERS[code](session_of, seat) is None


@pytest.fixture
def session_of(database: Database) -> Iterator[Session]:
    with database.reading() as session:
        yield session


def test_governor_keeps_the_signed_report_while_it_is_open_again(
    database: Database, peers: Peers, people: People, browser_of: Callable[[str], Browser]
) -> None:
    governor, here = browser_of("governor"), f"/peer-reviews/{peers.there.id}"
    school = f"/schools/{people.school.id}"
    assert here not in governor.get(school).text
    with database.writing() as session:
        sign_and_reopen(session, peers, "As both signed it.")
        write(session, peers, "report/LEAD", "strengths", "Written after it was opened again.")
    landed = governor.get(school).text
    assert f'href="{here}/report/versions/1"' in landed
    assert f'href="{here}/documents"' in landed
    assert governor.get(f"{here}/report/versions/1").status_code == 200
    assert f'href="{here}/documents/review-report"' in governor.get(f"{here}/documents").text
    theirs, draft = (browser_of(who).get(f"{here}/documents/review-report.docx") for who in ("governor", "reviewer"))
    assert "Final report, version 1" in word_reading.header(theirs.content)
    assert "Written after it was opened again." not in word_reading.words(theirs.content)
    assert "Written after it was opened again." in word_reading.words(draft.content)
    assert status(governor, f"{here}/documents/signed-review-report") == 404
