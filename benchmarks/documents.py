"""How long each document of a whole review takes: its PDF by a warm worker, and its Word file, which is made in the
request, both against WeasyPrint alone in the same run.

Run it with `python -m benchmarks.documents [--runs N]`. Times are medians, in milliseconds.
"""

import argparse
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from app import migrate
from app.db import Database
from app.documents.paper import Paper
from app.documents.paper_html import paper_to_html
from app.documents.pdf import _write
from app.documents.pool import RenderPool
from app.documents.word import to_docx
from app.models.action_plan import PlanVersionKind
from app.models.action_plan_sheet import Action, Finding, Measure, Plan, PlanReview, Priority, Stakeholder
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import ReportState
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents import BUILDERS, OF_THE_PLAN, build_document, document_html
from app.pages.documents_action_plan import lay_out_action_plan
from app.pages.documents_governors import lay_out_full_paper
from app.pages.documents_plan import ShownPlan
from app.pages.documents_slt_summary import lay_out_slt_summary
from app.pages.documents_staff_briefing import lay_out_staff_briefing
from app.pages.peer_review_report import report_shown
from app.pages.peer_review_report_on_paper import ReportOnPaper
from app.pages.peer_review_report_paper import lay_out_report
from app.pages.peer_review_summary_paper import lay_out_summary
from app.review_framework.loader import latest_framework
from app.services.demo import load_demo
from app.services.peer_review import Seat
from app.services.reviews import list_reviews
from app.services.schools import find_school
from benchmarks.paper import MAX_RUNS, medians

TARGET_MS = 1500.0
SENTENCE = "Pupils whom we met could say what helps them to learn, and who plans it with them."
PASSAGE = " ".join([SENTENCE] * 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help=f"times each (at most {MAX_RUNS})")
    runs = min(parser.parse_args().runs, MAX_RUNS)
    pool = RenderPool()
    with tempfile.TemporaryDirectory() as directory:
        database = Database(f"sqlite:///{Path(directory) / 'demo.sqlite3'}")
        migrate.upgrade(database)
        try:
            with database.writing() as session:
                load_demo(session)
            pool.warm()
            for code in (one for one in BUILDERS if one not in OF_THE_PLAN):
                paper, html = of_demo(database, code)
                measure(pool, code, paper, html, runs)
            report = whole_report()
            for code, made in (("review-report", lay_out_report(report)), ("report-summary", lay_out_summary(report))):
                measure(pool, code, made, paper_to_html(made), runs)
            for code, made in papers_of_a_plan(database).items():
                measure(pool, code, made, paper_to_html(made), runs)
        finally:
            pool.close()
            database.close()


def of_demo(database: Database, code: str) -> tuple[Paper, str]:
    with database.reading() as session:
        school = find_school(session, "999901")
        assert school is not None
        review = list_reviews(session, school)[0]
        paper, html = build_document(session, review, school, code), document_html(session, review, school, code)
    assert paper is not None
    assert html is not None
    return paper, html


def whole_report() -> ReportOnPaper:
    """Every item judged by both and commented on, every area with all its passages and three recommendations."""
    framework = latest_framework("wss-mainstream")
    levels = [level.code for level in framework.scale]
    ours, theirs = [], [["report", "overall", PASSAGE, 1], ["notes/walk", "activity", "learning_walk", 1]]
    for number, item in enumerate(framework.items):
        ours.append([item.code, "judgement", levels[number % 4], 1])
        theirs.append([f"report/{item.code}", "judgement", levels[number % 3], 1])
        theirs.append([f"report/{item.code}", "comment", SENTENCE, 1])
    for area in framework.areas:
        theirs += [[f"report/{area.code}", field, PASSAGE, 1] for field in ("strengths", "developments")]
        for number in range(3):
            place = f"report/{area.code}/next{number}"
            theirs += [[place, "text", SENTENCE, 1], [place, "rests_on", "notes/walk", 1]]
    host, reviewer = School(id=1, urn="999901", name="Host School"), School(id=2, urn="999902", name="Visiting School")
    review = PeerReview(
        id=1, group_id=1, school_id=1, reviewer_school_id=2, review_id=1, created_at=datetime(2027, 3, 1, tzinfo=UTC)
    )
    return ReportOnPaper(
        Seat(review, Side.HOST, host, reviewer),
        framework,
        report_shown(framework, Sheet.of_rows(ours), Sheet.of_rows(theirs)),
        ReportState.SIGNING,
        None,
        "",
        date(2027, 3, 20),
        date(2027, 3, 3),
        date(2027, 3, 24),
        ["Learning walk", "Pupil conversation"],
    )


def papers_of_a_plan(database: Database) -> dict[str, Paper]:
    """Three priorities as full as plans come: five actions and three measures each, every field written in."""
    when, words = date(2027, 3, 3), PASSAGE
    actions = tuple(
        Action(f"a00{n}", "p001", SENTENCE, "Tess Teacher", "class_teacher", when, when, "some_change", (), SENTENCE)
        for n in range(5)
    )
    finding = Finding(
        "self/LEAD/LEAD-1/development", "LEAD", "Leadership", "Your self-evaluation", words, item="LEAD-1"
    )
    priority = Priority(
        *(
            "p001",
            1,
            SENTENCE,
            (finding,),
            words,
            (),
            words,
            "Priority 2",
            "middle_leader",
            "Mina Middle",
            words,
            words,
        ),
        measures=tuple(Measure(f"m00{n}", SENTENCE, "11 of 20", "18 of 20", when, "14 of 20") for n in range(3)),
        stakeholders=(Stakeholder("s001", "teaching_assistant", SENTENCE),) * 3,
        actions=actions,
        reviews=tuple(PlanReview(f"r00{n}", when, "continue", SENTENCE) for n in range(3)),
    )
    plan = Plan(words, SENTENCE, tuple(replace(priority, number=number) for number in (1, 2, 3)), ())
    framework = latest_framework("wss-mainstream")
    shown = ShownPlan(plan, framework, date(2027, 3, 20), 3, PlanVersionKind.AGREED_WITH_SLT, "Asha Senco")
    with database.reading() as session:
        school = find_school(session, "999901")
        assert school is not None
        full = lay_out_full_paper(session, list_reviews(session, school)[0], school, shown)
    papers = (lay_out_action_plan, lay_out_slt_summary, lay_out_staff_briefing)
    codes = ("action-plan", "slt-summary", "staff-briefing")
    return {code: lay_out(shown, school) for code, lay_out in zip(codes, papers, strict=True)} | {
        "governors-paper (full)": full
    }


def measure(pool: RenderPool, code: str, paper: Paper, html: str, runs: int) -> None:
    taken = medians(
        {
            "floor": lambda: _write(html, "en-GB", set()),
            "pdf": lambda: pool.render(html),
            "word": lambda: to_docx(paper),
        },
        runs,
    )
    verdict = "met" if taken["pdf"] < TARGET_MS else "MISSED"
    floor, pdf, word = taken["floor"], len(pool.render(html)) // 1000, len(to_docx(paper)) // 1000
    print(f"{code}: floor (WeasyPrint alone, no after-pass) {floor:.0f} ms, {runs} runs")
    print(
        f"  PDF  {taken['pdf']:7.1f} ms, {taken['pdf'] / floor:5.2f} x floor, {pdf:4} kB; {TARGET_MS:.0f} ms: {verdict}"
    )
    print(f"  Word {taken['word']:7.1f} ms, {taken['word'] / floor:5.2f} x floor, {word:4} kB")


if __name__ == "__main__":
    main()
