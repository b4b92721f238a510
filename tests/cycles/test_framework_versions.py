"""Two versions of a framework: what was said follows the items, and nothing that was said is lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from app.db import Database
from app.models.reviews import Review
from app.review_framework import Framework, check, compare, latest_framework
from app.review_framework.versions import Fate
from tests.cycles.conftest import Cycle
from tests.cycles.frameworks import SMALL_1_1, write_versions
from tests.people import People
from tests.review_framework.small_framework import SMALL, write
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
Versions = tuple[Framework, Framework]

SAID = {
    "TL-1.strengths": "Plans name pupils.",
    "TL-1.judgement": "early",
    "TL-2.strengths": "Pupils tell us each term.",
    "TL-2.judgement": "early",
    "LEAD-1.strengths": "Leaders visit every fortnight.",
    "LEAD-1.developments": "Governors have not come along yet.",
    "LEAD-1.judgement": "steady",
    "LEAD-1/k3f9.description": "The calendar of visits.",
    "LEAD-1/k3f9.dated": "2020-03-03",
}


def codes(items: object) -> list[str]:
    return [getattr(one, "item", one).code for one in items]  # type: ignore[attr-defined]


def test_each_item_is_kept_reworded_moved_new_or_dropped(small_versions: Versions) -> None:
    found = compare(*small_versions)
    assert codes(found.of_fate(Fate.REWORDED)) == ["TL-1"]
    assert codes(found.of_fate(Fate.MOVED)) == ["LEAD-2"]
    assert codes(found.added) == ["TL-3"]
    assert codes(found.dropped) == ["LEAD-1"]
    assert found.of_fate(Fate.KEPT) == ()
    assert found.same_scale


def test_every_item_is_accounted_for_once(small_versions: Versions) -> None:
    old, new = small_versions
    for a, b in ((old, new), (new, old), (old, old), (old, latest_framework("wss-mainstream"))):
        found = compare(a, b)
        followed = [one.code for match in found.matches for one in match.before]
        assert sorted([*followed, *codes(found.dropped)]) == sorted(codes(a.items))
        assert sorted([*codes(found.matches), *codes(found.added)]) == sorted(codes(b.items))


def test_same_version_keeps_every_item(small_versions: Versions) -> None:
    old, _new = small_versions
    found = compare(old, old)
    assert codes(found.of_fate(Fate.KEPT)) == codes(old.items)
    assert found.is_same


def test_code_of_another_framework_is_chance_and_a_statement_is_not(small_versions: Versions) -> None:
    old, _new = small_versions
    mainstream = latest_framework("wss-mainstream")
    assert compare(old, mainstream).matches == (), "Both have a TL-1 and a LEAD-1"
    content = old.model_dump(mode="json") | {"id": "other"}
    content["areas"][0]["items"][0]["statement"] = "Something else."
    other = Framework.model_validate_json(json.dumps(content))
    assert codes(compare(old, other).matches) == ["TL-2", "LEAD-1"]
    assert codes(compare(old, other).dropped) == ["TL-1"]


def test_items_joined_into_one_are_both_followed(small_versions: Versions) -> None:
    old, new = small_versions
    content = new.model_dump(mode="json")
    content["areas"][1]["items"][0]["previously"] = ["TL-2", "LEAD-1"]
    found = compare(old, Framework.model_validate_json(json.dumps(content)))
    match = found.before("LEAD-2")
    assert match is not None
    assert codes(match.before) == ["TL-2", "LEAD-1"]
    assert found.dropped == ()


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        ("[TL-1]", "item LEAD-2: TL-1 is still an item here, so it is no earlier code"),
        ("[LEAD-2]", "item LEAD-2: LEAD-2 is still an item here, so it is no earlier code"),
        ("[TL-2, TL-2]", "item LEAD-2: `previously` names TL-2 twice"),
        ("[tl2]", "`previously` is 'tl2', but it must be the code of an item, such as LEAD-3"),
        ("TL-2", "`previously` must be a list, but it is text"),
    ],
)
def test_checker_names_an_earlier_code_that_cannot_be_one(tmp_path: Path, earlier: str, told: str) -> None:
    text = SMALL_1_1.replace("previously: [TL-2]", f"previously: {earlier}")
    (fault,) = check(write(tmp_path, text, "small-1.1.yaml"))
    assert told in fault.message
    assert fault.line == text[: text.index("previously")].count("\n") + 1


def test_files_of_the_tests_have_no_fault(tmp_path: Path) -> None:
    for path in sorted(write_versions(tmp_path).iterdir()):
        assert [str(fault) for fault in check(path)] == []
    assert SMALL != SMALL_1_1


def test_starting_on_a_newer_version_says_what_is_different(
    small_versions: Versions, browser_of: BrowserOf, people: People, cycle: Cycle
) -> None:
    first = cycle(SAID, agree=True, framework=small_versions[0])
    senco = browser_of("senco")
    page = senco.get(f"/schools/{people.school.id}/reviews/new?previous={first.id}")
    told = text_of(page.text)
    assert "0 items are kept word for word, 1 is reworded, 1 has moved, 1 is new, 1 is no longer asked." in told
    link = f"/reviews/{first.id}/framework-changes?to=small%201.1"
    assert link in page.text
    changes = text_of(senco.get(link).text)
    assert "From A small framework (1.0) to A small framework (1.1)." in changes
    assert "Before, as TL-2: “Pupils can say what helps them to learn.”" in changes
    assert "Before, as TL-1: “Teachers plan with their pupils in mind.”" in changes
    assert "TL-3: New staff learn how we teach." in changes
    for words in ("Leaders visit every fortnight.", "Governors have not come along yet.", "The calendar of visits."):
        assert words in changes


def test_words_follow_a_moved_item_and_those_of_a_dropped_one_are_shown(
    small_versions: Versions, browser_of: BrowserOf, cycle: Cycle
) -> None:
    first = cycle(SAID, agree=True, framework=small_versions[0])
    second = cycle({}, previous=first, framework=small_versions[1])
    senco = browser_of("senco")
    lead = text_of(senco.get(f"/reviews/{second.id}/areas/LEAD").text)
    assert "This was asked as TL-2: “Pupils can say what helps them to learn.”" in lead
    assert "Pupils tell us each term." in lead
    teaching = text_of(senco.get(f"/reviews/{second.id}/areas/TL").text)
    assert "It was worded differently: “Teachers plan with their pupils in mind.”" in teaching
    assert "This item is new in the framework: it was not asked last time." in teaching
    shown = teaching + lead + text_of(senco.get(f"/reviews/{second.id}/framework-changes").text)
    assert [text for name, text in SAID.items() if name.endswith(("strengths", "developments"))] == [
        text for name, text in SAID.items() if name.endswith(("strengths", "developments")) and text in shown
    ]
    assert "1 item of last time is no longer asked" in text_of(senco.get(f"/reviews/{second.id}/change").text)


def test_moved_words_are_brought_over_under_the_new_code(
    small_versions: Versions, browser_of: BrowserOf, cycle: Cycle
) -> None:
    first = cycle(SAID, agree=True, framework=small_versions[0])
    second = cycle({}, previous=first, framework=small_versions[1])
    senco = browser_of("senco")
    sent = senco.post(f"/reviews/{second.id}/areas/LEAD", {"bring-over": "LEAD-2.strengths"})
    assert sent.headers["location"].endswith("notice=brought-over#LEAD-2")
    assert ">\nPupils tell us each term.</textarea>" in senco.follow(sent).text


def test_another_framework_may_be_continued_and_nothing_is_mixed_up(
    small_versions: Versions, browser_of: BrowserOf, people: People, cycle: Cycle, database: Database
) -> None:
    first = cycle(SAID, agree=True, framework=small_versions[0])
    sent = {"framework": "wss-mainstream 1.0", "depth": "full", "scope.why_now": "We grew.", "previous": str(first.id)}
    senco = browser_of("senco")
    senco.follow(senco.post(f"/schools/{people.school.id}/reviews", sent))
    with database.reading() as session:
        second = session.exec(select(Review).where(Review.previous_id == first.id)).one()
    changes = text_of(senco.get(f"/reviews/{second.id}/framework-changes").text)
    assert "These are two different frameworks." in changes
    assert "Leaders visit every fortnight." in changes
    area = text_of(senco.get(f"/reviews/{second.id}/areas/LEAD").text)
    assert "Leaders visit every fortnight." not in area, "Its LEAD-1 asks something else"
    assert "The two frameworks use different levels" in text_of(senco.get(f"/reviews/{second.id}/change").text)


def test_unknown_framework_is_not_found(browser_of: BrowserOf, people: People) -> None:
    for to in ("small 9.9", "x", "wss-mainstream"):
        assert browser_of("senco").get(f"/reviews/{people.review.id}/framework-changes?to={to}").status_code == 404
