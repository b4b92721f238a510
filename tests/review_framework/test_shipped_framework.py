"""What ships is good: it passes the checker, and holds what a program can hold of the promise made for it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from app.review_framework import (
    Framework,
    check,
    check_folder,
    find_deficit_language,
    latest_framework,
    vocabulary,
)
from app.review_framework.check import FRAMEWORKS
from app.review_framework.check_versions import version_files
from app.review_framework.readability import MAX_AGE_OF_AN_ITEM, reading_age, words_in

SHIPPED = ("wss-mainstream", "wss-specialist")


@pytest.fixture(scope="module", params=SHIPPED)
def framework(request: pytest.FixtureRequest) -> Framework:
    return latest_framework(request.param)


@pytest.fixture(scope="module")
def mainstream() -> Framework:
    return latest_framework("wss-mainstream")


@pytest.mark.parametrize("path", version_files(FRAMEWORKS), ids=lambda path: path.name)
def test_shipped_file_has_no_fault(path: Path) -> None:
    assert [str(fault) for fault in check(path)] == []


def test_shipped_folder_has_no_fault() -> None:
    assert len(version_files(FRAMEWORKS)) >= 1
    assert [str(fault) for fault in check_folder()] == []


def test_areas_are_the_eight_of_the_review(framework: Framework) -> None:
    assert [area.title for area in framework.areas] == list(vocabulary("review_areas").labels.values())
    assert {"TL", "LEAD"} <= {area.code for area in framework.areas}


def test_every_area_has_items_and_a_short_review(framework: Framework) -> None:
    for area in framework.areas:
        assert 4 <= len(area.items) <= 8, area.code
        assert 1 <= len(area.items_for("short")) <= 3, area.code
    assert 0.25 <= len(framework.essential_items) / len(framework.items) <= 0.4


def test_frameworks_share_no_sentence() -> None:
    said = [
        {text for i in latest_framework(one).items for text in (i.statement, i.why, *i.descriptors.values())}
        for one in SHIPPED
    ]
    assert all(len(one) > 150 for one in said)
    assert said[0] & said[1] == set()


def test_every_mainstream_area_has_five_to_eight_items_and_a_short_review(mainstream: Framework) -> None:
    for area in mainstream.areas:
        assert 5 <= len(area.items) <= 8, area.code
        assert 2 <= len(area.items_for("short")) <= 3, area.code


def test_short_review_takes_about_an_hour(mainstream: Framework) -> None:
    assert 16 <= len(mainstream.essential_items) <= 18


def test_scale_is_ours(framework: Framework) -> None:
    assert [level.code for level in framework.scale] == ["starting", "growing", "secure", "shared"]


def test_every_item_can_be_looked_at_in_three_to_five_ways(framework: Framework) -> None:
    for item in framework.items:
        assert 3 <= len(item.look_at) <= 5, item.code
        assert 3 <= len(item.ask) <= 5, item.code
        assert len({look.kind for look in item.look_at}) == len(item.look_at), item.code


def test_pupils_or_families_are_asked_about_most_items(framework: Framework) -> None:
    voices = {term.code for term in vocabulary("stakeholders").in_group("voices")}
    heard = [item for item in framework.items if voices.intersection(item.ask)]
    assert len(heard) / len(framework.items) > 0.6


def test_the_senco_is_never_the_first_to_be_asked(framework: Framework) -> None:
    assert [item.code for item in framework.items if item.ask[0] == "senco"] == []


def test_case_studies_tell_what_adults_did_and_describe_nobody(framework: Framework) -> None:
    stories = [look.what for item in framework.items for look in item.look_at if look.kind == "case_study"]
    assert stories
    assert [what for what in stories if not what.endswith("tell what adults did and describe nobody")] == []


def test_reasons_are_one_or_two_short_sentences(framework: Framework) -> None:
    for item in framework.items:
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", item.why)) <= 2, item.code
        assert len(words_in(item.why)) <= 30, item.code


def test_reading_age_of_the_middle_item_is_twelve_at_most(framework: Framework) -> None:
    ages = sorted(reading_age(" ".join((i.statement, i.why, *i.descriptors.values()))) for i in framework.items)
    assert ages[len(ages) // 2] <= 12
    assert ages[-1] <= MAX_AGE_OF_AN_ITEM


def test_no_descriptor_stands_twice(framework: Framework) -> None:
    texts = Counter(text for item in framework.items for text in item.descriptors.values())
    assert [text for text, count in texts.items() if count > 1] == []


def test_duties_named_by_the_code_of_practice_are_items_with_source_and_date(mainstream: Framework) -> None:
    duties = {item.code: item.duty for item in mainstream.items if item.duty}
    assert set(duties) == {
        "OUT-7", "LEAD-4", "LEAD-5", "LEAD-8", "RES-4", "RES-5",
        "VOICE-1", "VOICE-2", "VOICE-4", "PROV-1", "PROV-2",
    }  # fmt: skip
    assert all(duty and duty.dated >= "2010" for duty in duties.values())


def test_abbreviations_are_expanded(framework: Framework) -> None:
    texts = [
        t for i in framework.items for t in (i.statement, i.why, *i.descriptors.values(), *(x.what for x in i.look_at))
    ]
    shouted = {word for text in texts for word in re.findall(r"\b[A-Z]{2,}\b", text)}
    assert shouted <= {"SEND", "SEN", "SENCO", "NPQ"}
    assert {"SEND means", "SENCO is"} <= {p for p in ("SEND means", "SENCO is") if p in framework.source_note}


def test_source_note_says_whose_the_words_are(framework: Framework) -> None:
    assert "The eight areas are those of the Whole School SEND Review" in framework.source_note
    assert "are ours" in framework.source_note


def test_spelling_is_british(framework: Framework) -> None:
    text = framework.model_dump_json()
    assert re.findall(r"\b\w*(?:[^sp]ize[ds]?|izing|ization|avior|olor|enter)\b(?<!size)(?<!enter)", text) == []


def test_vocabularies_use_no_deficit_language() -> None:
    assert [f.found for t in vocabulary("stakeholders") for f in find_deficit_language(t.label)] == []
