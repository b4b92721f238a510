"""Every vocabulary loads, is complete, and says where it comes from."""

import re

import pytest

from app.review_framework import vocabulary, vocabulary_names

# How many terms each has, counted from its source.
SIZES = {
    "regions": 9, "rsc_regions": 8, "phases": 6, "age_bands": 6, "school_types": 12, "school_identifiers": 2,
    "gias_columns": 13, "profile_measures": 10, "school_roles": 12, "programme_roles": 4, "access_roles": 10,
    "stakeholders": 16, "senco_qualification": 4, "slt_membership": 4, "years_in_role": 4,
    "governor_meetings": 5,
    "senco_context": 5, "review_areas": 8, "stages": 6, "evidence_kinds": 16, "visit_activities": 14,
    "timetable_ratings": 3, "visit_documents": 9, "focus_themes": 9, "change_status": 6, "review_outcomes": 4,
    "follow_through": 3,
    "blockers": 13, "change_domains": 6, "improvement_indicators": 7, "attendance_outcomes": 5,
    "senior_leader_attendance": 3, "absence_reasons": 7, "absence_follow_up": 4, "agreement_scale": 5,
    "la_self_rating": 10, "support_effectiveness": 3, "areas_of_need": 4, "theory_of_change": 26,
    "logic_model": 24,
    "fidelity_components": 11, "fidelity_bands": 4, "coaching_reflections": 8, "time_activities": 8,
    "attendance_units": 4, "surroundings": 2,
    "cost_ingredients": 4, "answers_without_level": 2,
}  # fmt: skip


def test_every_vocabulary_is_there_with_all_its_terms() -> None:
    assert {name: len(vocabulary(name)) for name in vocabulary_names()} == SIZES


@pytest.mark.parametrize("name", SIZES)
def test_codes_are_stable_words_and_every_term_has_a_source(name: str) -> None:
    for term in vocabulary(name):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", term.code)
        assert term.label.strip() == term.label
        assert term.source


def test_order_label_and_membership() -> None:
    stages = vocabulary("stages")
    assert stages.codes == (
        "identification", "self_evaluation", "preparation", "school_visit", "reporting", "follow_up",
    )  # fmt: skip
    assert [term.order for term in stages] == [1, 2, 3, 4, 5, 6]
    assert all(term.about for term in stages)
    assert stages.label("school_visit") == "School visit"
    assert "school_visit" in stages
    assert "party" not in stages
    assert list(stages.labels) == list(stages.codes)


def test_seven_fidelity_components_are_core() -> None:
    assert [term.order for term in vocabulary("fidelity_components").in_group("core")] == [
        2,
        3,
        4,
        5,
        7,
        8,
        10,
    ]


def test_stakeholders_hold_every_role_that_may_own_something() -> None:
    assert set(vocabulary("school_roles").codes) - {"other"} <= set(vocabulary("stakeholders").codes)
    assert {"pupils", "parents_and_carers", "head_of_department"} <= set(vocabulary("stakeholders").codes)


def test_evidence_is_on_paper_in_practice_or_heard() -> None:
    kinds = vocabulary("evidence_kinds")
    assert {term.group for term in kinds} == {"paper", "practice", "voice"}
    assert [term.code for term in kinds.in_group("paper")] == ["document", "data"]


def test_unknown_names_are_clear_key_errors() -> None:
    with pytest.raises(KeyError, match="there is no vocabulary 'colours'; there are: absence_follow_up"):
        vocabulary("colours")
    with pytest.raises(KeyError, match="vocabulary phases has no code 'nursery'"):
        vocabulary("phases").label("nursery")
    with pytest.raises(KeyError):
        vocabulary("../language/deficit")
