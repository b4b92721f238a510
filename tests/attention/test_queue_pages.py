"""The queue as facilitators use it: narrowed by its address, noted in, put aside; unseen by every school."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from app import clock
from app.db import Database
from app.models.accounts import Membership, Person
from app.models.attention import AttentionEntry, AttentionFlag
from app.models.programme import Cohort, Enrolment
from app.models.schools import School
from app.services.attention_look import look
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol
from tests.architecture.rows import all_rows
from tests.architecture.statements import statements
from tests.attention.conftest import As
from tests.people import People
from tests.programme.world import CohortWorld
from tests.visits import Browser, text_of

NOTE = "zqattentionnote"


@pytest.fixture(autouse=True)
def looked(led: CohortWorld, database: Database) -> None:
    """Every school was enrolled sixty days ago with the people it has, and nobody has signed in since."""
    with database.writing() as session:
        for one in session.exec(select(Enrolment)):
            one.enrolled_on = clock.today() - timedelta(days=60)
        for member in session.exec(select(Membership)):
            member.created_at -= timedelta(days=90)
        session.flush()
        look(session, session.get_one(Cohort, led.cohort.id))


def school(queue: str, led: CohortWorld) -> str:
    return f"{queue}/schools/{led.enrolment_id}"


def test_queue_says_who_why_since_when_and_what_next(fay: Browser, queue: str) -> None:
    words = text_of(fay.get(queue).text)
    assert "5 schools, longest waiting first." in words
    assert "Nobody has signed in for 30 days" in words
    assert "Ask whether the SENCO can get in" in words
    assert "No contact recorded yet." in words
    assert "Otherfield" not in words, "A school of another region"


def test_view_narrows_by_its_address(fay: Browser, as_: As, queue: str, led: CohortWorld, people: People) -> None:
    mia = as_("programme_manager")
    assert "6 schools" in mia.get(queue).text
    assert "1 school," in mia.get(f"{queue}?region=north_west").text
    assert "5 schools" in mia.get(f"{queue}?facilitator={people['facilitator'].id}").text
    assert "Nobody is in this view" in fay.get(f"{queue}?rule=partner_gone").text
    assert "Nobody is in this view" in fay.get(f"{queue}?show=snoozed").text
    for odd in ("?part=x", "?part=99", "?region=%00", "?rule=%F0%9F%90%B8", f"?show={'x' * 999}"):
        assert fay.get(f"{queue}{odd}").status_code == 200


def test_looking_writes_nothing(fay: Browser, queue: str, led: CohortWorld, database: Database) -> None:
    before = all_rows(database)
    for path in (queue, f"{queue}/rules", school(queue, led), f"{queue}/messages"):
        assert fay.get(path).status_code == 200
    assert all_rows(database) == before


def test_contact_and_note_are_shown_in_the_queue_and_kept_once(
    fay: Browser, queue: str, led: CohortWorld, database: Database
) -> None:
    page = fay.get(school(queue, led)).text
    keys = re.findall(r'name="key" value="([^"]+)"', page)
    assert len(set(keys)) == 2
    contact = {"key": keys[0], "means": "call", "on": "", "text": "Rang Asha"}
    for _twice in range(2):
        assert "The contact is recorded" in fay.follow(fay.post(f"{school(queue, led)}/contacts", contact)).text
        fay.post(f"{school(queue, led)}/notes", {"key": keys[1], "text": f"{NOTE} 🐸"})
    with database.reading() as session:
        assert len(session.exec(select(AttentionEntry)).all()) == 2
    words = text_of(fay.get(queue).text)
    assert "Last contact: call on" in words
    assert "Rang Asha" in words
    for _twice in range(2):
        fay.post(f"{school(queue, led)}/notes", {"key": keys[1], "text": "Back in the browser, and written anew"})
    assert text_of(fay.get(school(queue, led)).text).count("written anew") == 1
    assert f"{NOTE} 🐸" in words


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("notes", {"text": " "}, "Write the note"),
    ("notes", {"text": "x" * 4001}, "Shorten this to 4,000"),
    ("contacts", {"means": "pigeon", "text": "Typed"}, "Choose how you were in touch"),
    ("contacts", {"means": "call", "on": "2999-01-01", "text": "Typed"}, "today or before"),
    ("snoozes", {"rule": "no_sign_in", "until": "soon", "why": "Typed"}, "Enter a day after today"),
    ("snoozes", {"rule": "no_sign_in", "until": "2999-01-01", "why": "Typed"}, "within half a year"),
    ("snoozes", {"rule": "no_sign_in", "until": ""}, "why this can wait"),
]


def test_what_is_wrong_comes_back_as_typed(fay: Browser, queue: str, led: CohortWorld) -> None:
    for way, sent, words in WRONG:
        answer = fay.post(f"{school(queue, led)}/{way}", sent)
        assert answer.status_code == 422, words
        assert words in text_of(answer.text)
        assert sent.get("why", sent.get("text", "")).strip() in answer.text


def test_reason_put_aside_waits_until_its_day(fay: Browser, queue: str, led: CohortWorld, database: Database) -> None:
    until = clock.today() + timedelta(days=14)
    put = {"rule": "no_sign_in", "until": str(until), "why": "Half-term"}
    assert "put aside" in fay.follow(fay.post(f"{school(queue, led)}/snoozes", put)).text
    assert "Ashgrove" not in fay.get(queue).text
    aside = text_of(fay.get(f"{queue}?show=snoozed").text)
    assert "Ashgrove" in aside
    assert "Half-term" in aside
    with database.writing() as session:
        look(session, session.get_one(Cohort, led.cohort.id))
    assert "Ashgrove" not in fay.get(queue).text, "A look does not wake it"
    with database.writing() as session:
        for flag in session.exec(select(AttentionFlag).where(AttentionFlag.enrolment_id == led.enrolment_id)):
            flag.snoozed_until = clock.today()
    assert "Ashgrove" in fay.get(queue).text, "On its day"
    fay.post(f"{school(queue, led)}/snoozes", put)
    assert "in the queue again" in fay.follow(fay.post(f"{school(queue, led)}/snoozes/no_sign_in/removal")).text
    assert "Ashgrove" in fay.get(queue).text
    assert "Back in the queue" in fay.get(school(queue, led)).text
    gone = fay.follow(fay.post(f"{school(queue, led)}/snoozes", {**put, "rule": "partner_gone"})).text
    assert "no longer holds" in gone


def test_sign_in_clears_it_at_the_next_look(fay: Browser, queue: str, database: Database, people: People) -> None:
    with database.writing() as session:
        session.get_one(Person, people["colleague"].id).signed_in_at = clock.now()
    assert "Ashgrove" in fay.get(queue).text, "The page shows the record"
    answer = fay.follow(fay.post(f"{queue}/looks"))
    assert "just now" in answer.text
    assert "Ashgrove" not in answer.text


def test_no_school_ever_sees_a_note(fay: Browser, as_: As, queue: str, led: CohortWorld, people: People) -> None:
    fay.post(f"{school(queue, led)}/notes", {"text": NOTE})
    assert NOTE in fay.get(school(queue, led)).text
    row = f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}"
    for who in ("senco", "school_admin", "governor", "stranger", "other_facilitator", "evaluator"):
        for path in (queue, school(queue, led), row, f"/schools/{people.school.id}", f"/cohorts/{led.cohort.id}"):
            assert NOTE not in as_(who).get(path).text, f"{who}: {path}"


def test_seven_hundred_schools_cost_what_seven_do(
    fay: Browser, queue: str, led: CohortWorld, database: Database, people: People
) -> None:
    def cost() -> int:
        with statements(database) as sent:
            assert fay.client.get(queue).status_code == 200
        return len(sent)

    few = cost()
    with database.writing() as session:
        cohort = session.get_one(Cohort, led.cohort.id)
        london = next(one for one in list_regions(session, cohort) if one.code == "london")
        schools = [School(urn=str(500_000 + n), name=f"Many School {n:03}") for n in range(700)]
        session.add_all(schools)
        session.flush()
        on, by = clock.today() - timedelta(days=60), people["facilitator"].actor
        for one in schools:
            enrol(session, cohort, one, region=london, on=on, by=by)
        look(session, cohort)
    assert cost() == few
    page = fay.get(queue)
    assert "705 schools" in page.text
    assert 'aria-label="Page 15"' in page.text
    assert len(page.content) < 200_000
