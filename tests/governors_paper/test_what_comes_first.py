"""The order of findings, the items named at the top, and the questions: each follows from what was answered."""

import re

import pytest

from app.models.fields import Key
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS
from app.models.self_evaluation_sheet import Sheet, Text
from app.pages.governors_paper_points import Reviewed, first, found, points
from app.pages.governors_paper_questions import MOST_QUESTIONS, in_a_sentence, questions
from app.review_framework.loader import latest_framework
from app.review_framework.types import Depth
from app.review_framework.vocabulary import vocabulary

FRAMEWORK = latest_framework("wss-mainstream")
CODE = re.compile(r"\(([A-Z]+-[0-9]+)\)$")


def reviewed(answers: dict[str, str], depth: Depth = "full") -> Reviewed:
    return Reviewed(
        FRAMEWORK,
        FRAMEWORK.items_for(depth),
        Sheet({Key.parse(name): Text(value, 1) for name, value in answers.items()}),
    )


def everything(judgement: str = "growing", owners: str = "class_teacher") -> dict[str, str]:
    """Each item answered in the same way, with something seen."""
    answers = {}
    for item in FRAMEWORK.items:
        answers |= {
            f"{item.code}.judgement": judgement,
            f"{item.code}.strengths": "It works.",
            f"{item.code}.developments": "More of it.",
            f"{item.code}.stakeholders": owners,
            f"{item.code}/aaaa.kind": "conversation_pupils",
            f"{item.code}/bbbb.kind": "conversation_parents_and_carers",
        }
    return answers


def order(answers: dict[str, str], field: str) -> list[str]:
    held = reviewed(answers)
    return [point.item_code for point in points(held, FRAMEWORK.area("OUT").items, field)]


def test_strengths_seen_or_heard_come_first_then_essential_ones() -> None:
    answers = {f"OUT-{number}.strengths": "It works." for number in (1, 2, 3, 4)}
    assert order(answers, STRENGTHS) == ["OUT-1", "OUT-3", "OUT-2", "OUT-4"]
    answers |= {"OUT-4/aaaa.kind": "lesson_visit", "OUT-1/aaaa.kind": "document"}
    assert order(answers, STRENGTHS) == ["OUT-4", "OUT-1", "OUT-3", "OUT-2"]


def test_developments_owned_beyond_the_senco_come_first_then_essential_ones() -> None:
    answers = {f"OUT-{number}.developments": "More of it." for number in (1, 2, 3, 4)}
    answers |= {"OUT-1.stakeholders": "senco deputy_senco pupils", "OUT-2.stakeholders": "senco pastoral_lead"}
    assert order(answers, DEVELOPMENTS) == ["OUT-2", "OUT-1", "OUT-3", "OUT-4"]


def test_level_decides_nothing_about_the_order_of_findings() -> None:
    for field in (STRENGTHS, DEVELOPMENTS):
        assert order(everything() | {"OUT-7.judgement": "shared"}, field) == order(everything(), field)


def test_items_at_the_top_are_in_place_or_next_to_grow_and_of_different_areas() -> None:
    held = reviewed(everything() | {"OUT-1.judgement": "secure", "OUT-3.judgement": "shared",
                                    "TL-4.judgement": "shared", "RES-3.judgement": "starting"})  # fmt: skip
    assert [one.item_code for one in found(held)] == ["OUT-1", "TL-4"]
    # RES-3 is only beginning; the other is the first of those that are growing.
    assert [one.item_code for one in first(held)] == ["RES-3", "TL-1"]
    assert found(reviewed({})) == first(reviewed({})) == ()


def test_nothing_answered_gives_no_questions() -> None:
    assert questions(reviewed({})) == ()
    assert questions(reviewed({"OUT-1.strengths": "It works."})) == ()


@pytest.mark.parametrize("judgement", ["starting", "growing", "secure", "shared"])
@pytest.mark.parametrize("owners", ["", "senco", "class_teacher"])
def test_full_review_gives_four_to_six_questions_of_different_items(judgement: str, owners: str) -> None:
    asked = questions(reviewed(everything(judgement, owners)))
    assert 4 <= len(asked) <= MOST_QUESTIONS
    codes = [code[1] for question in asked if (code := CODE.search(question))]
    assert len(set(codes)) == len(asked)
    for question in asked:
        assert "?" in question
        assert re.search("pupils|parents|us", question)
        assert not re.search(r"\b(Is|Are|Does|Do|Has|Have|Why)\b [a-z]", question.split("”")[-1])


def test_one_answer_gives_questions_about_it_and_about_what_is_to_come() -> None:
    asked = questions(reviewed({"LEAD-1.judgement": "growing"}, "short"))
    assert [CODE.search(question)[1] for question in asked] == ["OUT-1", "LEAD-1", "OUT-3"]
    assert "How will pupils’ own accounts shape our view" in asked[0]
    assert "What did we see in lessons, or hear from pupils" in asked[1]
    assert "When will we" in asked[2]


def test_judgement_on_paper_alone_asks_what_people_would_say() -> None:
    answers = everything() | {"VOICE-2/aaaa.kind": "document", "VOICE-2/bbbb.kind": "data"}
    assert any("VOICE-2" in question and "papers and figures" in question for question in questions(reviewed(answers)))


def test_senco_alone_asks_who_else_could_lead() -> None:
    answers = everything() | {"MON-2.stakeholders": "senco deputy_senco parents_and_carers"}
    assert any(
        "Who besides the SENCO" in question and "(MON-2)" in question for question in questions(reviewed(answers))
    )


def test_evidence_is_counted_in_words_that_fit_the_number() -> None:
    kinds = vocabulary("evidence_kinds")
    said = {(code, count): in_a_sentence(kinds.term(code).counted(count)) for code in kinds.codes for count in (1, 2)}
    assert said["document", 1] == "document"
    assert said["document", 2] == "documents"
    assert said["data", 1] == "set of data"
    assert said["conversation_senco", 2] == "conversations with the SENCO"
    assert all(said[code, 1] != said[code, 2] for code in kinds.codes)
