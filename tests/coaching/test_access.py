"""Who sees what of coaching: regions are apart, a school shares its worksheet, a coach's own notes stay theirs."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.programme import Cohort, CohortRegion, Enrolment
from app.services.programme_people import hand_over
from app.settings import Settings
from tests.architecture.access_table_coaching import COACHING, SENT_COACHING, WHO
from tests.architecture.lived_in import LivedIn, live_in
from tests.coaching.lived import SHARED, STEP, WORKSHEET
from tests.coaching.world import PRIVATE, autosave
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser

As = Callable[[str], Browser]
SCHOOL = ("senco", "senior_leader", "colleague", "governor", "school_admin")
COACHES = ("facilitator", "programme_manager")


@pytest.fixture
def lived(database: Database, people: People, settings: Settings) -> LivedIn:
    return live_in(database, people, settings)


@pytest.fixture
def as_(house: FastAPI, lived: LivedIn) -> As:
    return lambda who: Browser(house, lived.people.sign_in(house.state.database, who))


@pytest.fixture
def path(lived: LivedIn) -> str:
    return f"/reviews/{lived.people.review.id}/coaching/coaching_2"


def answers(lived: LivedIn, browser: Browser) -> dict[tuple[str, str], Any]:
    return {
        (method, pattern): browser.get(lived.path(pattern))
        if method == "GET"
        else browser.post(lived.path(pattern), **SENT_COACHING.get((method, pattern), {}))
        for method, pattern in COACHING
    }


def words_of(answer: Any) -> str:
    """All that an answer says, inside of a Word file too."""
    if answer.content[:2] != b"PK":
        return str(answer.text)
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_everybody_gets_what_the_table_says_and_no_school_a_private_note(lived: LivedIn, as_: As) -> None:
    said = {}
    # The coaches first: the school takes its worksheet back on the way.
    for who in sorted(WHO, key=lambda one: one not in COACHES):
        found = answers(lived, as_(who))
        assert {route: answer.status_code for route, answer in found.items()} == {
            route: row[who] for route, row in COACHING.items()
        }, who
        said[who] = "".join(map(words_of, found.values()))
    assert [who for who in WHO if PRIVATE in said[who]] == list(COACHES)
    for word in (SHARED, STEP, WORKSHEET):
        assert {who for who in WHO if word in said[who]} == {"senco", "senior_leader", "school_admin", *COACHES}


def test_private_note_is_nobody_s_to_write_but_the_coach_s(as_: As, path: str) -> None:
    senco = as_("senco")
    assert autosave(senco, path, "coach.private_notes", "guess").status_code == 403
    assert autosave(senco, path, "coach.private_notes", PRIVATE, 1).status_code == 403, "A right guess is not told"
    form = {"coach.private_notes": PRIVATE, "coach.private_notes.version": "1"}
    assert senco.post(f"{path}/notes", form).status_code == 404
    assert autosave(as_("facilitator"), path, "worksheet.senco_role", "x").status_code == 403


def test_worksheet_is_the_school_s_again_once_it_is_taken_back(as_: As, path: str) -> None:
    senco, fay = as_("senco"), as_("facilitator")
    assert WORKSHEET in fay.get(f"{path}/worksheet").text
    senco.follow(senco.post(f"{path}/worksheet/sharing/withdrawal"))
    assert WORKSHEET not in fay.get(f"{path}/worksheet").text
    assert fay.get(f"{path}/documents/coaching-worksheet").status_code == 403
    assert fay.get(f"{path}/documents/coaching-worksheet-blank.docx").status_code == 200
    assert WORKSHEET not in fay.get(path).text


def test_handover_closes_the_door_behind_the_former_facilitator(
    lived: LivedIn, as_: As, path: str, database: Database
) -> None:
    fay = as_("facilitator")
    assert fay.get(path).status_code == 200
    with database.writing() as session:
        enrolment = session.get_one(Enrolment, lived.programme.enrolment_id)
        cohort, region = (
            session.get_one(Cohort, enrolment.cohort_id),
            session.get_one(CohortRegion, enrolment.region_id),
        )
        before, after = lived.people["facilitator"], lived.people["other_facilitator"]
        hand_over(session, cohort, region, before=before, after=after, note="", by=before.actor)
    assert fay.get(path).status_code == 404
    gus = as_("other_facilitator").get(f"{path}/notes")
    assert PRIVATE in gus.text, "Whoever follows reads what was noted"
    assert "Gus Facilitator" in as_("senco").get(path).text


@ON_SQLITE
def test_each_side_puts_back_its_own_earlier_texts_and_never_sees_the_others(as_: As, path: str) -> None:
    senco, fay = as_("senco"), as_("facilitator")
    assert autosave(senco, path, "worksheet.senco_role", "Overwritten.", 1).status_code == 200
    page = senco.get(f"{path}/history?of=worksheet").text
    assert WORKSHEET in page
    assert "Current" in page
    for place in ("worksheet", "coach"):
        assert WORKSHEET not in fay.get(f"{path}/history", params={"of": place}).text, "Also while it is shared"
        assert PRIVATE not in senco.get(f"{path}/history", params={"of": place}).text
    assert PRIVATE in fay.get(f"{path}/history?of=coach").text
    (back,) = re.findall(r'action="([^"]+/restoration)"', page)
    assert fay.post(back, {"version": "2"}).status_code == 404
    assert senco.post(back, {"version": "1"}).status_code == 409, "Somebody changed it since"
    assert WORKSHEET in senco.follow(senco.post(back, {"version": "2"})).text
    assert senco.get(f"{path}/history?of=nowhere").status_code == 404
