"""Materials and recordings: who opened them, and a call and the materials for whoever was absent."""

import pytest
from sqlmodel import select

from app.db import Database
from app.models.programme_engagement import Attendance
from app.models.programme_events import MaterialOpening
from tests.accounts.letters import letters
from tests.people import People
from tests.programme.coming import BrowserOf, here
from tests.programme.world import CohortWorld
from tests.visits import text_of


def address(led: CohortWorld) -> str:
    return f"{here(led)}/{led.event_id}"


def test_opening_is_recorded_once_and_leads_on(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    senco, fay = browser_of("senco"), browser_of("facilitator")
    page = f"/schools/{people.school.id}/events/{led.event_id}"
    assert "https://slides.example" not in senco.get(page).text, "Opening goes through the button"
    for _ in range(2):
        opened = senco.post(f"{page}/materials/{led.material_id}/opening")
        assert '<meta http-equiv="refresh" content="0; url=https://slides.example/1">' in opened.text
    assert "Opened by 1 school: Ashgrove School" in text_of(fay.get(f"{address(led)}/materials").text)
    with database.reading() as session:
        assert len(session.exec(select(MaterialOpening)).all()) == 1
    fay.follow(fay.post(f"{address(led)}/materials/{led.material_id}/removal"))
    assert senco.post(f"{page}/materials/{led.material_id}/opening").status_code == 404
    assert "Slides" not in senco.get(page).text


NOWHERE = ["javascript:alert(1)", "//slides.example", "https://", "https://a b", "http://[", "https://x/" + "y" * 3000]


@pytest.mark.parametrize("link", NOWHERE)
def test_link_that_leads_nowhere_is_refused(browser_of: BrowserOf, led: CohortWorld, link: str) -> None:
    fay = browser_of("facilitator")
    refused = fay.post(f"{address(led)}/materials", {"kind": "recording", "title": "Film", "link": link})
    assert refused.status_code == 422
    assert "Enter the whole link" in refused.text
    assert 'value="Film"' in refused.text


def test_absent_school_is_offered_a_call_once_and_says_yes(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    assert "No absent school waits" in fay.get(f"{address(led)}/follow-up").text
    own = str(led.enrolment_id)
    form = {f"{own}.version": "0", f"{own}.outcome": "excused", f"{own}.reason": "illness"}
    fay.post(f"{address(led)}/register", form)
    assert "We missed your school at Engagement Day 1" in fay.get(f"{address(led)}/follow-up").text
    nobody = fay.post(f"{address(led)}/follow-up", {"school": str(led.other_enrolment_id)})
    assert "No further letter left" in fay.follow(nobody).text
    for _ in range(2):
        fay.post(f"{address(led)}/follow-up", {"school": own})
    (letter,) = letters(database)
    assert letter.to == "senco@ashgrove.example"
    page = f"/schools/{people.school.id}/events/{led.event_id}"
    assert page in letter.text
    assert "Yes, please call us" in senco.get(page).text
    assert "you would like the call" in senco.follow(senco.post(f"{page}/call", {"call": "yes"})).text
    with database.reading() as session:
        line = session.exec(select(Attendance)).one()
    assert (line.outcome, line.reason, line.follow_up_offered, line.follow_up_accepted, line.materials_sent) == (
        *("excused", "illness", True, True, True),
    )
    assert line.version == 3
