"""Who leads a cohort: regions handed over with notes, schools enrolled by hand."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from app.db import Database
from app.models.jobs import Letter
from app.models.programme import Enrolment, ProgrammeChange
from tests.people import People, make_school
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
NOTE = "Two schools share a minibus.\nRing Hill first."


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        return lead_cohort(session, people, more=2)


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}"


def handover(browser: Browser, led: CohortWorld, region: str = "London", **changed: str) -> dict[str, str]:
    page = browser.get(f"{here(led)}/people").text
    role = next(part.split('"')[0] for part in page.split('<option value="') if f">{region}, led by" in part[:80])
    return {"leading": role, "email": "gus", "name": "", "note": NOTE, **changed}


def test_region_is_handed_over_and_its_notes_are_read(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People
) -> None:
    mia, gus = browser_of("programme_manager"), browser_of("other_facilitator")
    school = f"{here(led)}/schools/{led.enrolment_id}"
    assert gus.get(school).status_code == 404
    form = handover(mia, led, email=people["other_facilitator"].email.upper())
    page = mia.follow(mia.post(f"{here(led)}/handovers", form))
    assert "Gus Facilitator" in page.text
    assert gus.get(school).status_code == 200
    first = text_of(gus.get(here(led)).text)
    assert "Ring Hill first." in first
    assert "Fay Facilitator, handed over on" in first
    assert browser_of("facilitator").get(school).status_code == 404
    assert "Ring Hill first." in text_of(mia.get(school).text), "The history of each school keeps it"
    with database.reading() as session:
        (letter,) = session.exec(select(Letter).where(Letter.to == people["other_facilitator"].email))
        assert NOTE in letter.text
        assert session.get_one(Enrolment, led.enrolment_id).facilitator_id == people["other_facilitator"].id
    assert "Ring Hill first." not in browser_of("evaluator").get(here(led)).text


def test_region_that_nobody_leads_is_given_to_somebody_new(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    mia = browser_of("programme_manager")
    form = {"leading": "nobody-south_west", "email": "nia@programme.example", "name": "Nia New", "note": "All new."}
    assert "Nia New" in mia.follow(mia.post(f"{here(led)}/handovers", form)).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"leading": "999"}, "Choose the region"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"note": " "}, "Write what the new facilitator should know"),
        ({"email": "facilitator@ashgrove.example"}, "leads the region already"),
    ],
)
def test_handover_that_cannot_be_keeps_what_was_typed(
    browser_of: BrowserOf, led: CohortWorld, database: Database, wrong: dict[str, str], words: str
) -> None:
    mia = browser_of("programme_manager")
    form = {**handover(mia, led), "email": "new@programme.example", "name": "Nia ✿", **wrong}
    answer = mia.post(f"{here(led)}/handovers", form)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Nia ✿" in answer.text
    with database.reading() as session:
        assert session.exec(select(ProgrammeChange).where(ProgrammeChange.note == NOTE)).all() == []


def test_school_is_enrolled_by_hand_in_ones_own_region(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People
) -> None:
    with database.writing() as session:
        new = make_school(session, "555555", "Newfield School").id
    fay = browser_of("facilitator")
    page = fay.get(f"{here(led)}/enrolments/new?q=55555")
    assert "Newfield School" in page.text
    assert "In the cohort already" in fay.get(f"{here(led)}/enrolments/new?q=Ashgrove").text
    elsewhere = fay.get(f"{here(led)}/enrolments/new?q=Otherfield").text
    assert "Otherfield School" not in elsewhere
    assert "in somebody else’s region" in elsewhere
    form = {"school": str(new), "region": "london", "facilitator": str(people["facilitator"].id), "q": "555"}
    for wrong in ({"region": "north_west"}, {"school": "x"}, {"facilitator": "999"}):
        answer = fay.post(f"{here(led)}/enrolments", {**form, **wrong})
        assert answer.status_code == 422
        assert "Newfield School" in answer.text
    row = fay.follow(fay.post(f"{here(led)}/enrolments", form))
    assert "Newfield School" in row.text
    again = fay.post(f"{here(led)}/enrolments", form)
    assert (again.status_code, "is in this cohort already" in again.text) == (422, True)
