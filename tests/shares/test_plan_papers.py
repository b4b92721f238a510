"""The papers of a plan: valid as PDF and as Word, with the same words in both, and one page where they say so."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db import Database
from app.documents.one_page import fits
from app.documents.paper_html import paper_to_html
from app.documents.pdf import render_pdf
from app.documents.word import to_docx
from app.models.action_plan import PlanVersionKind
from app.models.action_plan_sheet import Action, Measure, Plan, Priority, Stakeholder
from app.models.pupil_counts_fields import COUNTS, KINDS, YEARS, field_name, need_labels
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.models.shares import SharedDocument
from app.pages.documents import build_document
from app.pages.documents_plan import ShownPlan
from app.pages.documents_plan_blank import HAVE_A_BLANK, blank_plan_paper
from app.pages.documents_slt_summary import lay_out_slt_summary
from app.pages.documents_staff_briefing import lay_out_staff_briefing
from app.pages.shares_papers import shared_paper
from app.review_framework.loader import latest_framework
from app.services.pupil_counts import column_shown, counts_shown
from tests.action_plan.plans import sign_report, write
from tests.documents import word_reading
from tests.documents.reading import faults, page_count, spoken
from tests.documents.test_every_document import missing, statements
from tests.peers import Peers
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.shares.plans import agree_plan, agreed_plan

ONE_PAGE = frozenset({SharedDocument.STAFF_BRIEFING, SharedDocument.SLT_SUMMARY})
FRAMEWORK = latest_framework("wss-mainstream")
SCHOOL = School(id=1, urn="100001", name="Ashgrove School")
LONG = "We plan with teachers, and ask pupils what helps them. " * 40


def full_plan(words: str = LONG, *, priorities: int = 5) -> Plan:
    """As full as a plan can be."""
    when = date(2027, 3, 3)
    action = Action("a001", "p001", words, "Tess Teacher", "class_teacher", when, when, "some_change", ("time",), words)
    one = Priority(
        *("p001", 1, words[:300], (), words, (), words, words[:300], "middle_leader", words[:300], words, words),
        measures=(Measure("m001", words[:300], words[:300], words[:300], when, words[:300]),) * 4,
        stakeholders=(Stakeholder("s001", "teaching_assistant", words[:300]),) * 4,
        actions=(action,) * 8,
    )
    return Plan(words, words, tuple(replace(one, number=number) for number in range(1, priorities + 1)), ())


def shown(plan: Plan) -> ShownPlan:
    return ShownPlan(plan, FRAMEWORK, date(2027, 3, 20), 3, PlanVersionKind.AGREED_WITH_SLT, "Asha Senco")


@ON_SQLITE
def test_papers_of_an_agreed_plan_are_valid_and_say_the_same_in_both_files(
    database: Database, people: People, peers: Peers
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
        plan = agreed_plan(session, people)
        review = session.get_one(Review, people.review.id)
        before = {code: shared_paper(session, review, people.school, code) for code in SharedDocument}
        write(session, plan, people, priorities__p001_DOT_title="Lessons that all can join")
        after = {code: shared_paper(session, review, people.school, code) for code in SharedDocument}
        own = build_document(session, review, people.school, "action-plan")
        agree_plan(session, plan, people, kind=PlanVersionKind.SHARED_WITH_GOVERNORS)
        later = shared_paper(session, review, people.school, SharedDocument.ACTION_PLAN)
        fixed = shared_paper(session, review, people.school, SharedDocument.ACTION_PLAN, version=1)
        none = shared_paper(session, review, people.school, SharedDocument.ACTION_PLAN, version=7)
    for code, one in before.items():
        assert one is not None
        pdf, word = render_pdf(one.html), to_docx(one.paper)
        assert faults(pdf) == []
        assert word_reading.faults(word) == []
        for words in (word_reading.words(word), spoken(pdf)):
            assert missing(words, statements(one.paper)) == []
        assert page_count(pdf) == 1 if code in ONE_PAGE else page_count(pdf) <= 5
    assert after == before, "What nobody has agreed yet is in no link"
    assert own is not None
    (title,) = [one for one in own.blocks if getattr(one, "label", "") == "Title:"]
    assert [run.mark for run in title.runs if run.mark] == ["removed", "added"]
    assert later is not None
    assert later.version == "plan 2"
    assert fixed is not None
    assert fixed.paper == before[SharedDocument.ACTION_PLAN].paper
    assert none is None
    plan_words = spoken(render_pdf(before[SharedDocument.ACTION_PLAN].html))
    for trail in ("We do not ask the office.", "Your self-evaluation, LEAD-1", "Eleven teachers asked."):
        assert trail in plan_words, "Each priority says what it came from, and what that rests on"
    assert "Timeline of the plan" in plan_words, "The picture has its name, and its words are real ones"
    governors = spoken(render_pdf(before[SharedDocument.GOVERNORS_PAPER].html))
    for said in ("Year 7", "fewer than 5", "Because we found:", "14 of 20", "Next term’s targets"):
        assert said in governors
    assert "Year 9" not in governors


@pytest.mark.parametrize("lay_out", [lay_out_staff_briefing, lay_out_slt_summary])
@pytest.mark.parametrize("plan", [full_plan(), full_plan("W" * 3000), full_plan("🎉" * 400), Plan("", "", (), ())])
def test_one_page_is_one_page_and_says_what_it_left_out(lay_out: object, plan: Plan) -> None:
    paper = lay_out(shown(plan), SCHOOL)
    assert fits(paper)
    assert page_count(render_pdf(paper_to_html(paper))) == 1
    cut = any("Shortened to one page" in getattr(one, "text", "") for one in paper.blocks)
    assert cut is bool(plan.priorities)


@pytest.mark.parametrize("code", sorted(HAVE_A_BLANK))
def test_form_to_fill_in_is_valid(code: str) -> None:
    paper = blank_plan_paper(code, FRAMEWORK, school=SCHOOL)
    pdf = render_pdf(paper_to_html(paper))
    assert faults(pdf) == []
    assert word_reading.faults(to_docx(paper)) == []
    assert code not in ONE_PAGE or page_count(pdf) == 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=8))
def test_no_small_count_follows_from_what_is_shown(counts: list[int | None]) -> None:
    *rows, total = column_shown(counts, hides=True)
    for count, said in zip(counts, rows, strict=True):
        assert (said == str(count)) == (count is not None and not 0 < count < 5) or said == "not shown"
    hidden = [one for one in rows if one in {"fewer than 5", "not shown"}]
    others = [one for one in counts if one]
    assert len(hidden) != 1 or len(others) == 1
    assert not hidden or total == "not shown", "4 and 4 would follow from 8, and 1 and 5 from 6"
    assert column_shown(counts, hides=False)[:-1] == ["–" if one is None else str(one) for one in counts]


def test_sum_of_one_table_does_not_give_away_a_count_of_the_other() -> None:
    years = {field_name(YEARS[0], KINDS[0]): "3", field_name(YEARS[1], KINDS[0]): "20"}
    needs = {field_name(code, KINDS[0]): str(count) for code, count in zip(need_labels(), (9, 14), strict=False)}
    shown = counts_shown(Sheet.of_rows((COUNTS, name, value, 1) for name, value in {**years, **needs}.items()))
    first = [[row[1] for row in table] for table in (shown.by_year, shown.by_need)]
    assert first == [["fewer than 5", "not shown", "not shown"], ["not shown", "not shown", "not shown"]]
