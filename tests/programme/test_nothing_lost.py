"""What is typed into a form of an event is saved, or given back whole: too long, too late, or not theirs any more."""

import re

from sqlmodel import select

from app import clock as service_clock
from app.db import Database
from app.models.programme import CohortRole
from app.models.programme_engagement import CohortEvent
from tests.accounts.clocks import Clock
from tests.people import PASSWORD, People
from tests.plugins.house import ON_SQLITE
from tests.programme.coming import BrowserOf, here, own, schedule, stored
from tests.programme.world import CohortWorld
from tests.visits import Browser

pytestmark = ON_SQLITE
WHY = "Snow <b>everywhere</b> 🌨"


def written(browser: Browser, path: str) -> dict[str, str]:
    """The form of a page as it was made for whoever fetched it."""
    found = re.search(r'name="written_by" value="(\d+)"', browser.get(path).text)
    assert found, "The page does not say for whom it was made"
    return {"written_by": found[1], "why": WHY, "sequence": "0"}


def test_reason_that_is_too_long_is_given_back_whole(browser_of: BrowserOf, led: CohortWorld, people: People) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    event, long = schedule(fay, led), "Snow again. " * 20_000
    refused = fay.post(f"{event}/cancellation", {"why": long, "sequence": "0"})
    assert refused.status_code == 422
    assert "Shorten the reason to 2,000" in refused.text
    assert long in refused.text
    answer = senco.post(f"{own(event, people.school.id)}/reply", {"answer": "cannot", "why": long})
    assert answer.status_code == 422
    assert long in answer.text


def test_form_is_carried_through_the_sign_in(
    clock: Clock, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    form = written(fay, f"{event}/cancellation")
    clock.move(hours=2)
    late = fay.post(f"{event}/cancellation", form)
    assert late.status_code == 401
    carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', late.text))
    carried = {name: value.replace("&amp;", "&") for name, value in carried.items()}
    done = fay.post("/sign-in", {**carried, "email": people["facilitator"].email, "password": PASSWORD})
    assert done.status_code == 303
    assert stored(database, event).cancelled_why == WHY


def test_words_are_given_back_to_whoever_may_not_send_them_any_more(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    form = written(fay, f"{event}/cancellation")
    with database.writing() as session:
        role = session.exec(select(CohortRole).where(CohortRole.person_id == people["facilitator"].id)).one()
        role.ended_at = service_clock.now()
    gone = fay.post(f"{event}/cancellation", form)
    assert gone.status_code == 404
    assert "Snow &lt;b&gt;everywhere&lt;/b&gt; 🌨" in gone.text
    with database.reading() as session:
        assert not any(one.cancelled_at for one in session.exec(select(CohortEvent)))
    assert here(led) not in gone.text
