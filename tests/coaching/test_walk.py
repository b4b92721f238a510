"""A SENCO and a facilitator from an offered time to a next step in the plan, each as themselves over HTTP."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from app import clock
from app.db import Database
from app.models.action_plan import PlanText
from app.models.coaching import CoachingAcceptance, CoachingSession
from app.models.jobs import Letter
from tests.coaching.world import Coached, at, autosave, times, with_versions
from tests.visits import Browser, text_of

As = Callable[[str], Browser]
STEP = "Ask two teaching assistants into the next planning meeting"


def book_as_both(as_: As, path: str) -> None:
    """The facilitator offers, the SENCO takes the first time."""
    fay, senco = as_("facilitator"), as_("senco")
    assert "You get a letter once one is taken" in fay.follow(fay.post(f"{path}/offers", times(3, 4))).text
    review = path.partition("/coaching/")[0]
    assert "Choose a time" in senco.get(review).text, "The first page of the review says what is next"
    booking = senco.get(f"{path}/booking").text
    first = re.findall(r'name="offer" type="radio" value="(\d+)"', booking)[0]
    assert "Booked. Both sides have a letter" in senco.follow(senco.post(f"{path}/booking", {"offer": first})).text


def test_coaching_from_an_offered_time_to_an_action(
    as_: As, coached: Coached, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = coached.two
    assert "Offer times" in text_of(as_("facilitator").get(f"{coached.cohort}/coaching").text), "It is the next step"
    assert "Offer times" in text_of(as_("senco").get(path).text), "And there"
    book_as_both(as_, path)
    fill_in_and_share(as_, path)
    with database.reading() as session:
        booked = session.exec(select(CoachingSession)).one()
    assert booked.starts_at is not None
    monkeypatch.setattr(clock, "_read", at(booked.starts_at))
    hold_the_session(as_, path)
    take_into_the_plan(as_, path)
    with database.reading() as session:
        assert len(session.exec(select(CoachingAcceptance)).all()) == 1
        written = session.exec(select(PlanText).where(PlanText.value == STEP)).all()
        assert [(one.field, one.version) for one in written] == [("what", 1)], "Carried, and never typed again"
        assert session.exec(select(PlanText.value).where(PlanText.field == "owner")).all() == ["Tess"]
        told = {one.to for one in session.exec(select(Letter))}
    assert told >= {"senco@ashgrove.example", "facilitator@ashgrove.example"}
    assert "In the plan since" in text_of(as_("facilitator").get(f"{path}/notes").text)


def fill_in_and_share(as_: As, path: str) -> None:
    """What the plan says is brought over once; the coach reads the worksheet only when it is shared."""
    senco, fay = as_("senco"), as_("facilitator")
    assert "Walk the corridors together" in senco.get(f"{path}/worksheet").text
    bring = {"bring": "distributed_leadership=leads"}
    brought = senco.follow(senco.post(f"{path}/worksheet/carryover", bring))
    assert "Every teacher a teacher of SEND: led by Ben Leader" in brought.text
    again = senco.post(f"{path}/worksheet/carryover", bring)
    assert "coaching-brought-before" in again.headers["location"]
    assert autosave(senco, path, "worksheet.improvement_plan", "in_part").status_code == 200
    assert "led by Ben Leader" not in fay.get(f"{path}/worksheet").text
    assert fay.get(f"{path}/documents/coaching-worksheet.docx").status_code == 403
    senco.follow(senco.post(f"{path}/worksheet/sharing"))
    shared = text_of(fay.get(f"{path}/worksheet").text)
    assert "led by Ben Leader" in shared
    assert "Yes, in part" in shared


def hold_the_session(as_: As, path: str) -> None:
    """Who came is two answers; notes and a next step are written."""
    fay = as_("facilitator")
    assert "Record who came" in fay.get(path).text
    came = {"outcome": "deputy_attended", "senior_leader": "no"}
    assert "Deputy attended" in text_of(fay.follow(fay.post(f"{path}/attendance", came)).text)
    note = {"next_steps/k3f9.text": STEP, "next_steps/k3f9.who": "Tess", "coach.shared_notes": "A calm start."}
    fay.follow(fay.post(f"{path}/notes", with_versions(note)))


def take_into_the_plan(as_: As, path: str) -> None:
    """In the words that it has, once, with a way to the action and back."""
    senco = as_("senco")
    notes = senco.get(f"{path}/notes").text
    assert STEP in notes
    assert "A calm start." in notes
    accepting = f"{path}/next-steps/k3f9/acceptance"
    assert STEP in senco.get(accepting).text
    assert senco.post(accepting, {"priority": "prio-nine"}).status_code == 422
    presses = [senco.post(accepting, {"priority": "prio-two"}) for _press in range(2)]
    done = senco.follow(presses[1])
    action = re.search(r'href="(/reviews/\d+/action-plan/actions/[^"]+)"', done.text)
    assert action
    assert f"{path}/notes#next-steps" in senco.get(action[1]).text
