"""A time is offered, taken, moved, cancelled; both sides get a letter, and a file that calendars accept."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from icalendar import Calendar
from sqlmodel import select

from app import clock
from app.db import Database
from app.jobs.letters import put_in_envelope
from app.models.coaching import CoachingEvent, CoachingSession
from app.models.jobs import Letter
from app.models.programme import Enrolment
from app.settings import Settings
from tests.coaching.test_walk import book_as_both
from tests.coaching.world import Coached, times
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser, text_of

As = Callable[[str], Browser]
pytestmark = ON_SQLITE


def letters(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.exec(select(Letter).order_by(Letter.id)))


def booked(database: Database) -> CoachingSession:
    with database.reading() as session:
        return session.exec(select(CoachingSession)).one()


def without_programme(coached: Coached, database: Database) -> None:
    with database.writing() as session:
        session.get_one(Enrolment, coached.led.enrolment_id).withdrawn_on = clock.today() - timedelta(days=1)


def event_in(text: str) -> Any:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def attached_to(letter: Letter, settings: Settings) -> tuple[str, str]:
    """The file that goes with a letter, and its method as mail programs read it."""
    (attached,) = put_in_envelope(letter, settings).message.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    return attached.get_content(), attached.get_param("method")


def test_booking_moving_and_cancelling_are_told_with_a_calendar_file(
    as_: As, coached: Coached, database: Database, settings: Settings
) -> None:
    senco, fay, path = as_("senco"), as_("facilitator"), coached.one
    book_as_both(as_, path)
    told = letters(database)
    files = [one for one in told if one.calendar]
    assert {one.to for one in files} >= {"senco@ashgrove.example", "facilitator@ashgrove.example"}
    file, method = attached_to(files[0], settings)
    first = event_in(file)
    assert method == "REQUEST"
    downloaded = event_in(senco.get(f"{path}/calendar.ics").text)
    assert (downloaded["uid"], downloaded["sequence"]) == (first["uid"], first["sequence"])

    # The SENCO asks for another time; the booked one stands until it is taken.
    senco.follow(senco.post(f"{path}/offers", times(8)))
    assert booked(database).state == "booked"
    other = re.findall(r'name="offer" type="radio" value="(\d+)"', fay.get(f"{path}/booking").text)
    assert len(other) == 1
    fay.follow(fay.post(f"{path}/booking", {"offer": other[0]}))
    fay.post(f"{path}/booking", {"offer": other[0]})
    moved = event_in(attached_to(letters(database)[-1], settings)[0])
    assert moved["uid"] == first["uid"]
    assert moved["sequence"] == first["sequence"] + 1, "Pressing twice moves it once"
    assert moved["dtstart"].dt.date() == date.fromisoformat(times(8)["day-1"])

    assert fay.post(f"{path}/cancellation", {"why": " "}).status_code == 422
    fay.follow(fay.post(f"{path}/cancellation", {"why": "An inspection."}))
    last = letters(database)[-1]
    file, method = attached_to(last, settings)
    cancelled = event_in(file)
    assert method == "CANCEL"
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", moved["sequence"] + 1)
    assert "An inspection." in last.text
    assert "An inspection." in senco.get(path).text
    assert "Offer times" in text_of(senco.get(path).text), "It is the next step again"
    assert senco.get(f"{path}/calendar.ics").status_code == 404


def test_two_who_take_different_times_end_with_one(as_: As, coached: Coached, database: Database) -> None:
    senco, ben, fay, path = as_("senco"), as_("senior_leader"), as_("facilitator"), coached.one
    fay.post(f"{path}/offers", times(3, 4))
    one, two = re.findall(r'name="offer" type="radio" value="(\d+)"', senco.get(f"{path}/booking").text)
    assert senco.post(f"{path}/booking", {"offer": one}).status_code == 303
    late = ben.post(f"{path}/booking", {"offer": two})
    assert late.status_code == 409
    assert "not offered any more" in late.text
    with database.reading() as session:
        kinds = [event.kind for event in session.exec(select(CoachingEvent).order_by(CoachingEvent.id))]
    assert kinds == ["offered", "booked"]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Enter at least one day and time"),
        ({"day-1": "tomorrow", "begins-1": "15:30"}, "Enter the day as year, month and day"),
        ({"day-1": "2027-03-03", "begins-1": "half past"}, "Enter when it begins"),
        ({"day-1": "2020-03-03", "begins-1": "15:30"}, "This time is over"),
        ({"day-1": "9999-12-31", "begins-1": "23:30"}, "Enter the day as year, month and day"),
        ({"day-1": "2099-03-03", "begins-1": "23:50"}, "ends on the day on which it begins"),
        ({"day-1": "2099-03-03", "begins-1": "15:30", "minutes": "999"}, "from 10 to 240 minutes"),
    ],
)
def test_time_that_cannot_be_is_given_back_as_typed(as_: As, coached: Coached, form: dict[str, str], says: str) -> None:
    answer = as_("facilitator").post(f"{coached.one}/offers", {**form, "place": "Room <4> 🙂"})
    assert answer.status_code == 422
    assert says in answer.text
    assert "Room &lt;4&gt; 🙂" in answer.text
    assert all(f'value="{value}"' in answer.text for value in form.values())


def test_own_offer_is_not_taken_by_its_own_side(as_: As, coached: Coached) -> None:
    fay = as_("facilitator")
    fay.post(f"{coached.one}/offers", times(3))
    assert as_("programme_manager").post(f"{coached.one}/booking", {"offer": "1"}).status_code == 409
    assert fay.post(f"{coached.one}/booking", {"offer": "x"}).status_code == 409


def test_school_without_a_programme_names_its_coach_books_and_records(
    as_: As, coached: Coached, database: Database, house: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_programme(coached, database)
    senco, path = as_("senco"), coached.two
    assert as_("facilitator").get(path).status_code == 404, "Who left the programme is not coached by it"
    assert "Name your coach" in senco.get(path).text
    assert senco.post(f"{path}/booking", times(3)).status_code == 409
    assert senco.post(f"{path}/coach", {"name": "", "email": "nobody"}).status_code == 422
    senco.follow(senco.post(f"{path}/coach", {"name": "Sam Coach", "email": "sam@trust.example"}))
    senco.follow(senco.post(f"{path}/booking", times(3)))
    row = booked(database)
    assert row.enrolment_id is None
    to_coach = [one for one in letters(database) if one.to == "sam@trust.example"]
    assert len(to_coach) == 1
    assert to_coach[0].calendar
    assert "http" not in to_coach[0].text.replace("https://meet.example/x", ""), "No link that only an account opens"
    form = {"coach.shared_notes": "Sam says: begin small.", "coach.shared_notes.version": "0"}
    assert "begin small" in senco.follow(senco.post(f"{path}/notes", form)).text
    came = {"outcome": "attended", "senior_leader": "yes"}
    early = senco.post(f"{path}/attendance", came)
    assert early.status_code == 422
    assert "has not begun yet" in early.text
    begun = row.starts_at
    assert begun is not None
    monkeypatch.setattr(clock, "_read", lambda: begun)
    senco = as_("senco")
    assert "Held" in senco.follow(senco.post(f"{path}/attendance", came)).text
