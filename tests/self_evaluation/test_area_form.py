"""The page of an area as a plain form: one button, nothing lost."""

import html
import re
from collections.abc import Callable

import pytest

from app.db import Database
from app.services.self_evaluation import read_sheet
from tests.people import People
from tests.self_evaluation.test_answers import save
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def sent(**values: tuple[str, int]) -> dict[str, str]:
    """A form of LEAD-1: field → its text and the version it was written against."""
    form = {}
    for field, (value, version) in values.items():
        form |= {f"LEAD-1.{field}": value, f"LEAD-1.{field}.version": str(version)}
    return form


def values(database: Database, people: People, *fields: str) -> list[str]:
    with database.reading() as session:
        sheet = read_sheet(session, people.review)
    return [sheet.value("LEAD-1", field) for field in fields]


def test_one_button_saves_everything(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco, area = browser_of("senco"), f"/reviews/{people.review.id}/areas/LEAD"
    form = sent(judgement=("growing", 0), strengths=("Leaders ask.\r\nOften.", 0), stakeholders=("", 0))
    page = senco.follow(senco.post(area, form))
    assert "Everything on this page is saved." in page.text
    assert values(database, people, "judgement", "strengths") == ["growing", "Leaders ask.\nOften."]


def test_fault_in_one_field_keeps_the_others(browser_of: BrowserOf, people: People, database: Database) -> None:
    form = sent(strengths=("Leaders ask.", 0), judgement=("splendid", 0))
    response = browser_of("senco").post(f"/reviews/{people.review.id}/areas/LEAD", form)
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert values(database, people, "strengths", "judgement") == ["Leaders ask.", ""]


def test_untouched_field_does_not_undo_what_somebody_else_wrote(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    save(browser_of("senco"), people, "LEAD-1.strengths", "old")
    save(browser_of("senior_leader"), people, "LEAD-1.strengths", "new", 1)
    form = sent(strengths=("old", 1), developments=("Minutes.", 0))
    assert browser_of("senco").post(f"/reviews/{people.review.id}/areas/LEAD", form).status_code == 303
    assert values(database, people, "strengths", "developments") == ["new", "Minutes."]


def test_clash_shows_both_texts_and_either_can_be_kept(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    area = f"/reviews/{people.review.id}/areas/LEAD"
    save(browser_of("senior_leader"), people, "LEAD-1.strengths", "theirs")
    response = browser_of("senco").post(area, sent(strengths=("mine", 0)))
    assert response.status_code == 409
    assert "theirs" in text_of(response.text)
    assert "mine" in text_of(response.text)
    keep_theirs = sent(strengths=("mine", 1)) | {"choose": "LEAD-1.strengths=theirs"}
    assert browser_of("senco").post(area, keep_theirs).status_code == 303
    assert values(database, people, "strengths") == ["theirs"]
    keep_mine = sent(strengths=("mine", 1)) | {"choose": "LEAD-1.strengths=mine"}
    assert browser_of("senco").post(area, keep_mine).status_code == 303
    assert values(database, people, "strengths") == ["mine"]


def test_evidence_is_removed_and_put_back(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco, area = browser_of("senco"), f"/reviews/{people.review.id}/areas/LEAD"
    save(senco, people, "LEAD-1/k3f9.description", "Minutes of two meetings")
    senco.post(area, {"remove-evidence": "LEAD-1/k3f9"})
    with database.reading() as session:
        assert read_sheet(session, people.review).evidence("LEAD-1") == []
    assert "Removed: Minutes of two meetings Put it back" in text_of(senco.get(area).text)
    senco.post(area, {"restore-evidence": "LEAD-1/k3f9"})
    with database.reading() as session:
        (evidence,) = read_sheet(session, people.review).evidence("LEAD-1")
    assert evidence.description == "Minutes of two meetings"


def test_history_leads_on_to_the_oldest_text(
    browser_of: BrowserOf, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour of typing is hundreds of saves: none of them may be out of reach."""
    for module in ("app.services.texts", "app.pages.self_evaluation_history"):
        monkeypatch.setattr(f"{module}.MOST_CHANGES", 2)
    senco, path = browser_of("senco"), f"/reviews/{people.review.id}"
    for version in range(5):
        sent = {"name": "LEAD-1.strengths", "value": f"text {version}", "version": version}
        assert senco.post(f"{path}/answers", sent).status_code == 200
    address, seen = f"{path}/history?of=LEAD-1.strengths", []
    while address:
        page = senco.get(address).text
        seen += re.findall(r"<blockquote>(text \d)</blockquote>", page)
        further = re.search(r'href="([^"]*before=\d+)"', page)
        address = html.unescape(further[1]) if further else ""
    assert seen == [f"text {version}" for version in (4, 3, 2, 1, 0)]


def test_history_of_an_item_holds_every_text_and_restores_it(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, review = browser_of("senco"), f"/reviews/{people.review.id}"
    save(senco, people, "LEAD-1.strengths", "first")
    save(browser_of("colleague"), people, "LEAD-1.strengths", "second", 1)
    save(senco, people, "LEAD-1/k3f9.description", "Minutes")
    history = senco.get(f"{review}/history?of=LEAD-1")
    assert [word in text_of(history.text) for word in ("first", "second", "Minutes", "Cara Colleague")] == [True] * 4
    change = history.text.split(f'action="{review}/history/')[1].split("/")[0]
    assert senco.post(f"{review}/history/{change}/restoration", {"version": "2"}).status_code == 303
    assert values(database, people, "strengths") == ["first"]
    late = browser_of("colleague").post(f"{review}/history/{change}/restoration", {"version": "1"})
    assert late.status_code == 303, "What is current already needs no restoring."


def test_form_of_another_area_is_not_found(browser_of: BrowserOf, people: People) -> None:
    response = browser_of("senco").post(f"/reviews/{people.review.id}/areas/TL", sent(strengths=("x", 0)))
    assert response.status_code == 404
