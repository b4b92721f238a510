"""Schools check themselves in with a code: on the day, by who may, and never over what a facilitator recorded."""

import re
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from app.db import Database
from app.models.programme import ProgrammeChange
from app.models.programme_engagement import Attendance
from app.services.programme_check_in import LETTERS, check_in
from app.services.programme_check_in import give_code as new_code
from tests.accounts.clocks import Clock
from tests.people import People
from tests.programme.coming import BrowserOf, here, schedule, stored
from tests.programme.world import CohortWorld
from tests.visits import Browser, text_of


def address(led: CohortWorld) -> str:
    return f"{here(led)}/{led.event_id}"


def code_of(fay: Browser, event: str) -> str:
    page = fay.follow(fay.post(f"{event}/check-in", {"code": "new"})).text
    (code,) = re.findall(r'class="big-code">([A-Z0-9]{3} [A-Z0-9]{3})<', page)
    return code


def line(database: Database) -> Attendance | None:
    with database.reading() as session:
        return session.exec(select(Attendance)).one_or_none()


def test_senco_checks_in_and_the_facilitator_corrects_it(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    code = code_of(fay, address(led))
    assert set(code) - {" "} <= set(LETTERS)
    done = senco.follow(senco.post("/check-in", {"code": code.lower().replace(" ", "-")}))
    assert "You are checked in" in done.text
    assert "Checked in by yourselves" in done.text
    found = line(database)
    assert found is not None
    assert (found.outcome, found.senior_leader, found.checked_in, found.by) == (
        *("attended", "unknown", True),
        "Asha Senco",
    )
    assert "Checked in by themselves" in fay.get(address(led)).text
    own = str(led.enrolment_id)
    form = {f"{own}.version": "1", f"{own}.outcome": "not_attended", f"{own}.senior_leader": "no", f"{own}.reason": ""}
    assert fay.post(f"{address(led)}/register", form).status_code == 303
    senco.follow(senco.post("/check-in", {"code": code}))
    found = line(database)
    assert found is not None
    assert (found.outcome, found.senior_leader, found.checked_in) == ("not_attended", "no", False)
    with database.reading() as session:
        changes = session.exec(select(ProgrammeChange).where(ProgrammeChange.what == "attendance")).all()
    assert [one.actor_name for one in changes] == ["Asha Senco", "Fay Facilitator"]


def test_senior_leader_is_the_deputy_until_the_senco_comes(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    code = code_of(browser_of("facilitator"), address(led))
    for who, outcome in (("senior_leader", "deputy_attended"), ("senco", "attended"), ("senior_leader", "attended")):
        assert browser_of(who).post("/check-in", {"code": code}).status_code == 303
        found = line(database)
        assert found is not None
        assert (found.outcome, found.senior_leader) == (outcome, "yes")
    assert found.version == 2, "Coming again changes nothing"


def test_page_made_before_a_school_checked_in_does_not_clash_with_it(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    fay = browser_of("facilitator")
    code = code_of(fay, address(led))
    browser_of("senco").post("/check-in", {"code": code})
    own = str(led.enrolment_id)
    left = {f"{own}.version": "0", f"{own}.outcome": "not_yet_known", f"{own}.senior_leader": "unknown"}
    assert fay.post(f"{address(led)}/register", {**left, f"{own}.reason": ""}).status_code == 303
    found = line(database)
    assert found is not None
    assert found.outcome == "attended"


def test_code_is_for_the_day_the_role_and_the_school(
    browser_of: BrowserOf, led: CohortWorld, database: Database, clock: Clock
) -> None:
    fay = browser_of("facilitator")
    first = code_of(fay, address(led))
    later = schedule(fay, led)
    other_day = code_of(fay, later)
    assert "It works on the day of the event only" in fay.get(f"{later}/check-in").text
    for who, code in (("senco", other_day), ("senco", ""), ("senco", "<b>🙂"), ("stranger", first), ("governor", "x")):
        refused = browser_of(who).post("/check-in", {"code": code})
        assert refused.status_code == 422
        assert "No event of today has this code" in refused.text, who
    for who in ("colleague", "governor", "school_admin"):
        assert "Your SENCO or a senior leader checks" in browser_of(who).post("/check-in", {"code": first}).text
    renewed = code_of(fay, address(led))
    assert browser_of("senior_leader").post("/check-in", {"code": first}).status_code == 422
    assert "no longer works" in fay.follow(fay.post(f"{address(led)}/check-in", {"code": "end"})).text
    assert browser_of("senior_leader").post("/check-in", {"code": renewed}).status_code == 422
    assert line(database) is None
    clock.move(days=1)
    assert browser_of("facilitator").post(f"{address(led)}/check-in", {"code": "new"}).status_code == 422


def test_guessing_comes_to_an_end(browser_of: BrowserOf, led: CohortWorld, database: Database) -> None:
    code = code_of(browser_of("facilitator"), address(led))
    senco = browser_of("senco")
    assert {senco.post("/check-in", {"code": f"AAAAA{n}"}).status_code for n in range(10)} == {422}
    last = senco.post("/check-in", {"code": code})
    assert last.status_code == 429
    assert "Wait a quarter of an hour" in text_of(last.text)
    assert line(database) is None


def test_two_who_check_in_at_once_fill_one_line(led: CohortWorld, people: People, database: Database) -> None:
    with database.writing() as session:
        code = new_code(session, session.merge(stored(database, address(led))))

    def come(who: str) -> None:
        with database.writing() as session:
            check_in(session, people[who], code)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(come, ("senco", "senior_leader", "senco", "senior_leader")))
    found = line(database)
    assert found is not None
    assert (found.outcome, found.senior_leader) == ("attended", "yes")
