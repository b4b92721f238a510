"""A file with a piece of evidence: added, seen, replaced, removed, put back; and who may."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app import clock
from app.db import Database
from app.files.store import StoreAway
from app.models.evidence import EvidenceFile
from app.pages.evidence_views import age_of
from app.services.reviews import cancel_review
from app.services.self_evaluation import read_sheet, save_answer
from app.settings import Settings
from tests.evidence.conftest import PLACE
from tests.evidence.made_files import image
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
Send = Callable[..., Any]


def files(database: Database) -> list[EvidenceFile]:
    with database.reading() as session:
        return sorted(session.exec(select(EvidenceFile)), key=lambda one: one.id or 0)


def on_disk(settings: Settings) -> list[Path]:
    return [path for path in (settings.var_dir / "files").rglob("*") if path.is_file()]


def describe(session: Session, people: People, text: str = "The new plan", dated: str = "") -> None:
    for field, value in (("description", text), ("dated", dated)):
        save_answer(session, people.review, PLACE, field, value, base=0, by=people["senco"].actor)


def test_file_is_added_and_seen_beside_its_evidence(
    browser_of: BrowserOf, people: People, database: Database, here: str, send: Send
) -> None:
    with database.writing() as session:
        describe(session, people)
    senco, area = browser_of("senco"), f"/reviews/{people.review.id}/areas/LEAD"
    assert "provision.txt" not in senco.get(area).text
    page = senco.follow(send(senco, "provision.csv.txt", b"Maps of provision"))
    assert "The file is added to this evidence" in page.text
    (file,) = files(database)
    for path in (area, here, f"/reviews/{people.review.id}/history?of=LEAD-1"):
        assert "provision.csv.txt" in browser_of("colleague").get(path).text, path
    download = browser_of("colleague").get(f"/reviews/{people.review.id}/evidence-files/{file.id}")
    assert download.content == b"Maps of provision"
    assert (file.actor_kind, file.actor_id, file.actor_name) == ("person", people["senco"].id, "Asha Senco")
    assert file.school_id == people.school.id


def test_file_alone_is_a_piece_of_evidence(
    browser_of: BrowserOf, people: People, database: Database, send: Send
) -> None:
    send(browser_of("colleague"), "Provision map.txt", b"Maps")
    with database.reading() as session:
        (evidence,) = read_sheet(session, people.review).evidence("LEAD-1")
    assert (evidence.place, evidence.description) == (PLACE, "Provision map.txt")


def test_way_to_the_file_saves_what_was_typed(browser_of: BrowserOf, people: People, here: str) -> None:
    senco, area = browser_of("senco"), f"/reviews/{people.review.id}/areas/LEAD"
    sent = {"evidence-file": PLACE, f"{PLACE}.description": "Typed before", f"{PLACE}.description.version": "0"}
    assert senco.post(area, sent).headers["location"] == here
    assert "Typed before" in senco.get(here).text
    assert senco.post(area, {"evidence-file": "LEAD-1"}).status_code == 404
    assert senco.post(area, {"evidence-file": "//elsewhere.example"}).status_code == 404


def test_replaced_and_removed_files_are_kept_and_can_be_put_back(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, here: str, send: Send
) -> None:
    senco, ben = browser_of("senco"), browser_of("senior_leader")
    send(senco, "first.txt", b"first")
    send(ben, "second.txt", b"second")
    first, second = files(database)
    assert (first.removed_by_name, first.removed_by_id) == ("Ben Leader", people["senior_leader"].id)
    assert second.removed_at is None
    of = f"/reviews/{people.review.id}/evidence-files"
    assert "can be put back" in senco.follow(senco.post(f"{of}/{second.id}/removal")).text
    assert all(one.removed_at for one in files(database))
    senco.post(f"{of}/{first.id}/restoration")
    *_, back = files(database)
    assert (back.content_hash, back.name, back.restores_id) == (first.content_hash, "first.txt", first.id)
    assert [one.name for one in files(database) if one.removed_at is None] == ["first.txt"]
    assert len(on_disk(settings)) == 2
    page = senco.get(here).text
    for said in ("Put back by Asha Senco", "removed or replaced by Ben Leader", "second.txt"):
        assert said in page, said


def test_button_pressed_twice_does_it_once(
    browser_of: BrowserOf, people: People, database: Database, send: Send
) -> None:
    senco, of = browser_of("senco"), f"/reviews/{people.review.id}/evidence-files"
    for _twice in range(2):
        send(senco, "plan.txt", b"plan")
    (file,) = files(database)
    for _twice in range(2):
        assert senco.post(f"{of}/{file.id}/removal").status_code == 303
    ended = files(database)[0].removed_at
    assert ended is not None
    assert len(files(database)) == 1


def test_file_of_a_cancelled_review_is_read_and_not_changed(
    browser_of: BrowserOf, people: People, database: Database, here: str, send: Send
) -> None:
    senco = browser_of("senco")
    send(senco, "plan.txt", b"plan")
    (file,) = files(database)
    with database.writing() as session:
        review = session.merge(people.review)
        cancel_review(session, review, why="Twice", by=people["senco"].actor)
    of = f"/reviews/{people.review.id}/evidence-files/{file.id}"
    assert senco.get(of).content == b"plan"
    assert "<form method" not in senco.get(here).text.partition("<main")[2].partition("</main")[0]
    for response in (send(senco, "b.txt", b"b"), senco.post(f"{of}/removal"), senco.post(f"{of}/restoration")):
        assert response.status_code == 403
    assert len(files(database)) == 1


def test_nothing_chosen_is_said_so(browser_of: BrowserOf, database: Database, here: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    sent = {"content": body, "headers": {"Content-Type": "multipart/form-data; boundary=x"}}
    response = browser_of("senco").client.post(here, **sent)
    assert response.status_code == 422
    assert "No file was chosen" in response.text
    assert files(database) == []


def test_page_made_for_somebody_else_adds_nothing(
    browser_of: BrowserOf, people: People, database: Database, here: str, send: Send
) -> None:
    response = send(browser_of("colleague"), "a.txt", b"a", written_by=str(people["senco"].id))
    assert response.status_code == 303
    assert response.headers["location"].startswith("/sign-in?next=")
    assert files(database) == []
    assert send(browser_of("colleague"), "a.txt", b"a", written_by=str(people["colleague"].id)).status_code == 303
    assert len(files(database)) == 1


def test_signed_out_sender_comes_back_to_the_form(browser_of: BrowserOf, here: str, send: Send) -> None:
    response = send(browser_of("anonymous"), "a.txt", b"a")
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/sign-in?next=" + here.replace("/", "%2F"),
    )


def test_file_that_the_store_has_lost_is_said_so(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, send: Send
) -> None:
    senco = browser_of("senco")
    send(senco, "a.txt", b"words")
    (file,) = files(database)
    path = f"/reviews/{people.review.id}/evidence-files/{file.id}"
    (kept,) = on_disk(settings)
    kept.write_bytes(b"other")
    assert (senco.get(path).status_code, "other" in senco.get(path).text) == (503, False)
    kept.unlink()
    assert "missing from the store" in senco.get(path).text


def test_nothing_is_listed_that_could_not_be_stored(
    house: FastAPI, browser_of: BrowserOf, database: Database, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_content: bytes) -> str:
        raise StoreAway

    monkeypatch.setattr(house.state.file_store, "put", full)
    answer = send(browser_of("senco"), "a.txt", b"words")
    assert answer.status_code == 503
    assert "The file could not be kept just now" in answer.text
    assert files(database) == []


def test_picture_may_be_looked_at_and_its_name_harms_no_header(
    browser_of: BrowserOf, people: People, database: Database, send: Send
) -> None:
    senco = browser_of("senco")
    send(senco, 'Café "map"; filename=x.exe\r\nX-Bad: 1.png', image())
    (file,) = files(database)
    served = senco.get(f"/reviews/{people.review.id}/evidence-files/{file.id}")
    assert served.headers["content-type"] == "image/png"
    disposition = served.headers["content-disposition"]
    assert disposition.startswith('inline; filename="')
    assert disposition.count('"') == 2
    assert "x-bad" not in served.headers
    assert "Caf%C3%A9" in disposition


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (date(2026, 11, 23), "Dated 23 November 2026, today"),
        (date(2026, 11, 22), "Dated 22 November 2026, 1 day ago"),
        (date(2026, 10, 24), "Dated 24 October 2026, 30 days ago"),
        (date(2026, 10, 23), "Dated 23 October 2026, 1 month ago"),
        (date(2026, 3, 3), "Dated 3 March 2026, 8 months ago"),
        (date(2025, 11, 24), "Dated 24 November 2025, 11 months ago"),
        (date(2025, 11, 23), "Dated 23 November 2025, a year ago"),
        (date(2025, 11, 22), "Dated 22 November 2025, more than a year old"),
        (date(2019, 1, 1), "Dated 1 January 2019, more than a year old"),
        (date(2027, 1, 1), "Dated 1 January 2027"),
    ],
)
def test_age_of_evidence_in_words(dated: date, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert age_of(dated) == said


def test_age_stands_on_the_area_and_on_the_page_of_the_file(
    browser_of: BrowserOf, people: People, database: Database, here: str
) -> None:
    with database.writing() as session:
        describe(session, people, dated="2020-03-03")
    for path in (here, f"/reviews/{people.review.id}/areas/LEAD"):
        assert "Dated 3 March 2020, more than a year old" in browser_of("colleague").get(path).text, path
