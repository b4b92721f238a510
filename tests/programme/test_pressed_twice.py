"""What is sent twice is there once, also when both arrive at the same moment; a forged version breaks nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from sqlmodel import col, func, select

from app.db import Database
from app.models.jobs import Letter
from app.models.programme_engagement import Attendance, CohortEvent
from app.models.programme_events import EventMaterial
from tests.people import People
from tests.programme.coming import FORM, BrowserOf, here, schedule
from tests.programme.world import CohortWorld
from tests.visits import Browser

PRESSES = 4


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return int(session.exec(select(func.count()).select_from(model)).one())


def press(house: FastAPI, database: Database, people: People, path: str, data: dict[str, str]) -> list[int]:
    """The answers to a form that is sent several times at the same moment."""
    browsers = [Browser(house, people.sign_in(database, "facilitator")) for _press in range(PRESSES)]
    with ThreadPoolExecutor(PRESSES) as pool:
        return [one.status_code for one in pool.map(lambda browser: browser.client.post(path, data=data), browsers)]


def test_forms_of_an_event_that_are_sent_at_the_same_moment(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    assert set(press(house, database, people, here(led), FORM)) == {303}
    assert count(database, CohortEvent) == 2, "With the one that was there"
    fay = browser_of("facilitator")
    cancelled = schedule(fay, led)
    fay.post(f"{cancelled}/cancellation", {"why": "Snow", "sequence": "0"})
    assert schedule(fay, led) != cancelled, "Scheduled anew after it was cancelled"

    event = f"{here(led)}/{led.event_id}"
    material = {"kind": "material", "title": "Slides", "link": "https://slides.example/1"}
    assert set(press(house, database, people, f"{event}/materials", material)) == {303}
    assert count(database, EventMaterial) == 1

    line = {f"{led.enrolment_id}.version": "0", f"{led.enrolment_id}.outcome": "excused"}
    assert set(press(house, database, people, f"{event}/register", line)) == {303}
    with database.reading() as session:
        assert session.exec(select(Attendance)).one().version == 1

    assert set(press(house, database, people, f"{event}/follow-up", {"school": str(led.enrolment_id)})) == {303}
    with database.reading() as session:
        offers = session.exec(select(Letter).where(col(Letter.subject).startswith("A call after"))).all()
    assert [one.to for one in offers] == ["senco@ashgrove.example"]


@pytest.mark.parametrize("version", ["9" * 5_000, "²", "-1", ""])
def test_line_against_a_version_that_never_was_is_shown_again(
    browser_of: BrowserOf, led: CohortWorld, version: str
) -> None:
    own = led.enrolment_id
    line = {f"{own}.version": version, f"{own}.outcome": "excused", f"{own}.note": "Ill 🤧"}
    answer = browser_of("facilitator").post(f"{here(led)}/{led.event_id}/register", line)
    assert answer.status_code == 409
    assert "Ill 🤧" in answer.text
