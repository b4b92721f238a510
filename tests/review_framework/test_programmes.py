"""Programmes as data: the shipped one is whole, and each fault is named with the line where it is."""

from pathlib import Path

import pytest

from app.review_framework.fault import BrokenFramework
from app.review_framework.programme_check import PROGRAMMES, check_programme, check_programmes
from app.review_framework.programme_loader import get_programme, latest_programme, load_programme
from app.review_framework.vocabulary import vocabulary

SHIPPED = PROGRAMMES / "wss-review-programme-1.0.yaml"

SMALL = """\
id: small
version: "1.0"
title: A small programme
source_note: Ours.
compliance: day
components:
  - code: day
    title: Attended the day
    short: Day
    kind: attendance
    core: true
    must_attend: [senco]
    window: {opens: 0, closes: 1}
  - code: plan
    title: Wrote a plan
    short: Plan
    kind: product
    core: true
    must_attend: [senco, senior_leader]
    window:
      opens: 1
      closes: 2
bands:
  - {code: good, label: Good, from_missed: 0}
  - {code: poor, label: Poor, from_missed: 1}
events:
  - code: day
    title: The day
    component: day
    held_for: cohort
    mode: online
    minutes: 60
    window: {opens: 0, closes: 1}
"""

FAULTS = [
    ('version: "1.0"\n', "version: 1.0\n", 2, "`version` must be text, but it is a number; put it in quotes"),
    ("compliance: day", "compliance: night", 5, "`compliance` is night, which is no component here"),
    ("compliance: day\n", "compliance: day\nowner: x\n", 6, "there is no such key as `owner`"),
    ("    short: Plan\n", "", 14, "component plan: the key `short` is missing"),
    ("code: plan", "code: day", 14, "the component code day is used twice; it is already on line 7"),
    ("kind: product", "kind: produce", 17, "component plan: `kind` must be one of"),
    ("[senco, senior_leader]", "[senco, boss]", 19, "component plan: the vocabulary school_roles has no 'boss'"),
    ("      opens: 1", "      opens: 3", 22, "component plan: its window closes before it opens"),
    ("      opens: 1", "      opens: 1.5", 21, "component plan: `opens` must be a whole number, but it is a number"),
    ("      opens: 1", "      opens: 0x1F", 21, "component plan: `opens` must be a whole number"),
    ("      closes: 2", "      closes: 61", 22, "component plan: `closes` must be at most 60"),
    ("Good, from_missed: 0", "Good, from_missed: 1", 24, "band good: the first band is for schools that missed none"),
    ("Poor, from_missed: 1", "Poor, from_missed: 0", 25, "band poor: each band begins with more missed"),
    ("Poor, from_missed: 1", "Poor, from_missed: 3", 25, "there are 2 core components, so no school can miss 3"),
    ("code: poor", "code: not_yet_known", 25, "`not_yet_known` is a word that the app keeps for itself"),
    ("component: day", "component: plan", 29, "event day: plan is a product, so no register decides it"),
    ("    component: day\n", "", 7, "component day: no event is scheduled that it could be met at"),
    ("minutes: 60", "minutes: 1", 32, "event day: `minutes` must be at least 5"),
]


def test_shipped_programmes_have_no_fault() -> None:
    assert check_programmes() == []


def test_shipped_programme_says_what_the_vocabularies_say() -> None:
    programme = latest_programme("wss-review-programme")
    known = vocabulary("fidelity_components")
    assert [one.code for one in programme.components] == list(known.codes)
    assert [one.title for one in programme.components] == list(known.labels.values())
    assert {one.code for one in programme.core} == {term.code for term in known.in_group("core")}
    assert [one.code for one in programme.bands] == list(vocabulary("fidelity_bands").codes)
    assert [programme.band_of(missed).code for missed in range(8)] == ["excellent", "very_good", "adequate"] + [
        "poor"
    ] * 5
    assert {one.component for one in programme.events} == {
        one.code for one in programme.components if one.kind == "attendance"
    }


def test_published_programme_cannot_change(tmp_path: Path) -> None:
    for name in ("published.yaml", SHIPPED.name):
        (tmp_path / name).write_bytes((PROGRAMMES / name).read_bytes())
    copy = tmp_path / SHIPPED.name
    copy.write_text(copy.read_text().replace("core: false", "core: true", 1))
    (fault,) = check_programme(copy)
    assert "is published and its content has changed" in fault.message


def test_small_programme_has_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "small-1.0.yaml"
    file.write_text(SMALL)
    assert check_programmes(tmp_path) == []
    programme = get_programme("small", "1.0", folder=tmp_path)
    assert programme.band_of(2).code == "poor"
    assert [one.wants_senior_leader for one in programme.components] == [False, True]


@pytest.mark.parametrize(("before", "after", "line", "words"), FAULTS)
def test_fault_is_named_with_its_line(tmp_path: Path, before: str, after: str, line: int, words: str) -> None:
    assert SMALL.count(before) == 1, before
    file = tmp_path / "small-1.0.yaml"
    file.write_text(SMALL.replace(before, after))
    faults = check_programme(file)
    assert any(fault.line == line and words in fault.message for fault in faults), faults
    with pytest.raises(BrokenFramework):
        load_programme(file)


def test_programme_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="no programme nothing"):
        latest_programme("nothing")
