"""The school profile: checked, converted, kept as it was typed, and shown to nobody with whom it is not shared."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.peer_review import PeerReview, Side
from app.models.schools import School
from app.pages.peer_review_brief_paper import build_brief
from app.services.peer_review_texts import read_seat_texts
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.architecture.statements import statements
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def here(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}/profile"


def send(browser: Browser, here: str, **values: str) -> Any:
    """Measures of a profile that nobody has written in yet; two underscores part a measure from its part."""
    data = {}
    for name, value in values.items():
        data |= {f"profile.{name}": value, f"profile.{name}.version": "0"}
    return browser.post(here, data)


def share(database: Database, peers: Peers) -> None:
    with database.writing() as session:
        session.get_one(PeerReview, peers.there.id).shares_profile = True


def stored(database: Database, peers: Peers) -> dict[str, str]:
    with database.reading() as session:
        sheet = read_seat_texts(session, peers.seat(Side.HOST))
        return {key.field: sheet.value(key.place, key.field) for key in sheet.keys() if key.place == "profile"}  # noqa: SIM118  A sheet is no mapping.


def test_absence_in_days_is_shown_in_every_other_unit(browser_of: BrowserOf, here: str) -> None:
    senco = browser_of("senco")
    sent = send(
        senco,
        here,
        attendance="11",
        attendance_unit="days_missed",
        attendance_possible="380",
        attendance_period="A year",
    )
    shown = text_of(senco.follow(sent).text)
    assert "94.2 per cent attended; 5.8 per cent missed; 22 half-day sessions missed per pupil" in shown


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"attendance": "94.2"}, "Choose the unit"),
        ({"attendance": "194", "attendance_unit": "per_cent_attended"}, "between 0 and 100 per cent"),
        ({"attendance": "11", "attendance_unit": "days_missed"}, "how many sessions were possible"),
        (
            {"attendance": "200", "attendance_unit": "days_missed", "attendance_possible": "380"},
            "more than the 380 sessions that were possible",
        ),
        ({"pupils_on_roll": "0"}, "at least one pupil"),
        ({"pupils_on_roll": "100", "fsm": "101"}, "more than the 100 pupils on roll"),
        ({"pupils_on_roll": "100", "eal": "101"}, "more than the 100 pupils on roll"),
        ({"pupils_on_roll": "100", "sen_support": "60", "ehcp": "41"}, "make 101 pupils together"),
        (
            {"pupils_on_roll": "100", "suspensions_and_exclusions_permanent": "101"},
            "more permanent exclusions than pupils",
        ),
        ({"pupils_on_roll": "100", "pupils_on_roll_date": "2099-01-01"}, "still to come"),
    ],
)
def test_what_does_not_add_up_is_said_and_kept_and_not_shown_to_the_reviewer(
    browser_of: BrowserOf, database: Database, peers: Peers, here: str, values: dict[str, str], says: str
) -> None:
    share(database, peers)
    answer = send(browser_of("senco"), here, **values)
    assert answer.status_code == 422
    assert says in text_of(answer.text)
    assert stored(database, peers) == values, "Nothing typed is lost"
    facts = text_of(browser_of("reviewer").get(here).text)
    wrong = {"attendance": "Attendance", "fsm": "free school meals", "eal": "additional language", "ehcp": "care plan"}
    assert [label for code, label in wrong.items() if code in values and label in facts] == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("pupils_on_roll", "about 400", "is not a count"),
        ("attendance", "ninety", "is not a number"),
        ("attendance", "-3", "is not a number"),
        ("attendance", "94.123", "is not a number"),
        ("attendance_unit", "weeks", "not one of the choices"),
        ("ehcp_date", "May", "is not a date"),
    ],
)
def test_what_cannot_stand_in_a_field_is_shown_again_as_it_was_typed(
    browser_of: BrowserOf, database: Database, peers: Peers, here: str, name: str, value: str, says: str
) -> None:
    answer = send(browser_of("senco"), here, **{name: value, "eal_source": "Census"})
    assert answer.status_code == 422
    assert says in text_of(answer.text)
    assert value in answer.text or name == "attendance_unit"
    assert stored(database, peers) == {"eal_source": "Census"}


def test_edges_add_up(browser_of: BrowserOf, here: str) -> None:
    senco = browser_of("senco")
    sent = send(
        senco,
        here,
        pupils_on_roll="200",
        sen_support="150",
        ehcp="50",
        suspensions_and_exclusions="7",
        attendance="94,20 %",
        attendance_unit="per_cent_attended",
    )
    shown = text_of(senco.follow(sent).text)
    assert "3.5 suspensions for every 100 pupils" in shown
    assert "75 per cent of pupils on roll" in shown
    assert "5.8 per cent missed" in shown


def test_autosave_says_at_once_what_does_not_add_up(browser_of: BrowserOf, peers: Peers, here: str) -> None:
    senco, texts = browser_of("senco"), f"/peer-reviews/{peers.there.id}/texts"
    send(senco, here, pupils_on_roll="100")
    answer = senco.post(texts, {"name": "profile.ehcp", "value": "101", "version": "0"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert "more than the 100 pupils on roll" in answer.text


def test_register_is_suggested_and_stored_only_when_asked_for(
    browser_of: BrowserOf, database: Database, peers: Peers, here: str
) -> None:
    with database.writing() as session:
        school = session.get_one(School, peers.people.school.id)
        school.pupils, school.fsm_percentage = 412, 25.0
    senco = browser_of("senco")
    assert "The school register says 25 per cent, about 103 pupils." in text_of(senco.get(here).text)
    assert stored(database, peers) == {}
    senco.follow(senco.post(here, {"use": "pupils_on_roll"}))
    assert stored(database, peers) == {"pupils_on_roll": "412", "pupils_on_roll_source": "School register"}
    senco.post(here, {"profile.pupils_on_roll": "409", "profile.pupils_on_roll.version": "1", "use": "pupils_on_roll"})
    assert stored(database, peers)["pupils_on_roll"] == "409", "Never over somebody's own number"
    assert senco.post(here, {"use": "ehcp"}).status_code == 404


def agree(database: Database, peers: Peers) -> None:
    with database.writing() as session:
        review, by = peers.people.review, peers.people["senco"].actor
        save_answer(session, review, "LEAD-1", "judgement", "secure", base=0, by=by)
        agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)


def test_unshared_profile_is_nowhere_for_the_reviewer(
    browser_of: BrowserOf, database: Database, peers: Peers, here: str
) -> None:
    agree(database, peers)
    peer = f"/peer-reviews/{peers.there.id}"
    send(browser_of("senco"), here, pupils_on_roll="98765", attainment="zqattainment")
    reviewer = browser_of("reviewer")
    refused = reviewer.get(here)
    assert refused.status_code == 403
    assert "has not shared its profile" in text_of(refused.text)
    for path in ("", "/brief", "/requests"):
        shown = reviewer.get(f"{peer}{path}").text
        assert "98765" not in shown, path
        assert "zqattainment" not in shown, path
    for value in ("98765", "1"):
        data = {"name": "profile.pupils_on_roll", "value": value, "version": "0"}
        answer = reviewer.post(f"{peer}/texts", data, headers={"X-Autosave": "1"})
        assert answer.status_code == 403, "Whatever is guessed"
        assert "98765" not in answer.text
    with database.reading() as session:
        assert "zqattainment" not in repr(build_brief(session, peers.seat(Side.REVIEWER)))
    share(database, peers)
    assert "98765 pupils" in text_of(reviewer.get(here).text)
    assert "98765 pupils" in text_of(reviewer.get(f"{peer}/brief").text)
    with database.reading() as session:
        seat = peers.seat(Side.REVIEWER)
        seat.review.shares_profile = True
        assert "zqattainment" in repr(build_brief(session, seat))


def test_profile_costs_the_same_however_much_is_filled_in(browser_of: BrowserOf, house: FastAPI, here: str) -> None:
    senco, database = browser_of("senco"), house.state.database
    with statements(database) as few:
        senco.get(here)
    send(senco, here, pupils_on_roll="100", sen_support="10", ehcp="3", fsm="20", eal="5", attainment="x")
    with statements(database) as many:
        senco.get(here)
    assert len(many) == len(few) <= 12
