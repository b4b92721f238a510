"""Events: scheduled, changed, cancelled; schools are asked once, are told what changes, and answer in one click."""

from time import perf_counter

from fastapi import FastAPI
from sqlmodel import select

from app import clock as app_clock
from app.access.visible import VisibleEvent, whole_cohort
from app.db import Database
from app.models.accounts import Membership, Role
from app.models.programme import Enrolment, ProgrammeChange
from app.models.programme_engagement import CohortEvent
from app.models.programme_events import EventInvitation, EventReply
from app.models.schools import School
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol, withdraw
from app.services.programme_events import Planned
from app.services.programme_events import schedule as schedule_event
from app.services.programme_invitations import send_invitations
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters
from tests.architecture.statements import statements
from tests.people import People, make_member
from tests.plugins.house import ON_SQLITE
from tests.programme.coming import FORM, BrowserOf, calendar_in, here, invite, mails, own, schedule, stored
from tests.programme.world import CohortWorld
from tests.visits import text_of


def test_facilitator_is_offered_what_the_programme_plans(browser_of: BrowserOf, led: CohortWorld) -> None:
    fay = browser_of("facilitator")
    page = fay.get(here(led)).text
    assert "code=reviewer_training&amp;region=london" in page
    assert "region=north_west" not in page, "Of her own region only"
    assert "code=engagement_day_1" not in page, "It is scheduled"
    proposed = fay.get(f"{here(led)}/new?code=engagement_day_2&region=london").text
    assert 'value="2027-05-03"' in proposed, "The first of May is a Saturday"
    assert 'value="09:30"' in proposed
    assert fay.get(f"{here(led)}/new?code=nonsense&region=x").status_code == 200
    everywhere = browser_of("programme_manager").get(here(led)).text
    assert "code=cohort_meeting_june&amp;region=" in everywhere
    assert "region=north_west" in everywhere


def test_event_with_a_title_of_its_own(browser_of: BrowserOf, led: CohortWorld, database: Database) -> None:
    fay = browser_of("facilitator")
    refused = fay.post(here(led), {**FORM, "code": "other", "title": " ", "begins": "soon"})
    assert refused.status_code == 422
    assert "Give the event a title" in refused.text
    assert "Hall 3" in refused.text, "What was typed stays"
    for day in ("0001-01-01", "9999-12-31", "🙂"):
        assert "Enter the day as year" in fay.post(here(led), {**FORM, "date": day}).text
    event = stored(database, schedule(fay, led, code="other", title="Drop-in 🙂", mode="online"))
    assert (event.title, event.component, event.is_online) == ("Drop-in 🙂", "", True)
    assert "Drop-in" not in browser_of("evaluator").get(here(led)).text
    assert "Hall 3" not in browser_of("evaluator").get(f"{here(led)}/{event.id}").text


def test_invitation_leaves_once_for_a_person_and_an_event(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, settings: Settings
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    preview = text_of(fay.get(f"{event}/invitations").text)
    assert "1 person gets a letter" in preview
    assert "Invitation: Introduction to coaching 1" in preview
    assert "16 March 2027, 16:00 to 17:00" in preview
    assert letters(database) == [], "Looking sends nothing"
    invite(fay, event, database)
    again = fay.post(f"{event}/invitations", {"person": str(people["senco"].id)})
    assert "everybody here has theirs" in fay.follow(again).text
    (mail,) = mails(database, settings)
    assert mail["To"] == "senco@ashgrove.example"
    assert own(event, people.school.id) in mail.get_body(("plain",)).get_content()
    method, entry = calendar_in(mail)
    assert (method, entry["starts"], entry["location"]) == ("REQUEST", "2027-03-16T16:00:00+00:00", "Hall 3")
    assert entry["attendee"] == "mailto:senco@ashgrove.example"
    with database.reading() as session:
        assert session.exec(select(EventInvitation.person_id)).all() == [people["senco"].id]


@ON_SQLITE
def test_seven_hundred_schools_are_invited_in_few_statements(
    led: CohortWorld, people: People, database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        cohort = session.get_one(CohortEvent, led.event_id).cohort_id
        london = next(one for one in list_regions(session, led.cohort) if one.code == "london")
        for number in range(700):
            school = School(urn=str(500_000 + number), name=f"Vale School {number:03}")
            session.add(school)
            session.flush()
            make_member(session, school, f"vale{number}", f"Vale {number}", Role.SENCO)
            own_place = {"cohort_id": cohort, "school_id": school.id, "region_id": london.id}
            session.add(Enrolment(**own_place, pseudonym=f"V{number}", enrolled_on=app_clock.today()))
        asked = set(session.exec(select(Membership.person_id).where(Membership.role == Role.SENCO)))
    by, begun = people["facilitator"].actor, perf_counter()
    with database.writing() as session, statements(database) as sent:
        seen = VisibleEvent(whole_cohort(led.cohort), session.get_one(CohortEvent, led.event_id))
        assert send_invitations(session, seen, asked, by=by, settings=settings) == 701
        assert send_invitations(session, seen, asked, by=by, settings=settings) == 0
    assert len(sent) < 30
    assert perf_counter() - begun < 5
    assert len(letters(database)) == 701


def test_forged_invitation_reaches_nobody_else(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    forged = [str(people[who].id) for who in ("stranger", "governor", "operator")]
    fay.post(f"{event}/invitations", {"person": [*forged, "x", "9" * 30]})
    assert letters(database) == []


def test_senior_leader_is_asked_where_the_component_wants_one_and_an_administrator_stands_in(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    with database.writing() as session:
        event = session.get_one(CohortEvent, led.event_id)
        event.component, event.starts_at = "coaching_2", event.ends_at
        session.add(event)
        for one in session.exec(select(Membership).where(Membership.person_id == people["senco"].id)):
            one.ended_at = event.ends_at
            session.add(one)
    page = text_of(browser_of("facilitator").get(f"{here(led)}/{led.event_id}/invitations").text)
    assert "2 people get a letter" in page
    assert "Ben Leader" in page
    assert "Erin Admin" in page, "There is no SENCO"


def test_school_that_comes_later_is_invited_later(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, clock: Clock
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    invite(fay, event, database)
    with database.writing() as session:
        school = School(urn="300900", name="Hill School")
        session.add(school)
        session.flush()
        london = next(one for one in list_regions(session, led.cohort) if one.code == "london")
        enrol(session, led.cohort, school, region=london, on=clock.now.date(), by=people["facilitator"].actor)
    assert "Nobody here to ask yet" in fay.get(f"{event}/invitations").text
    with database.writing() as session:
        make_member(session, school, "hill", "Hilda Hill", Role.SENCO)
    page = text_of(fay.get(f"{event}/invitations").text)
    assert "1 person gets a letter" in page
    assert "Hilda Hill" in page
    invite(fay, event, database)
    assert [letter.to for letter in letters(database)] == ["senco@ashgrove.example", "hill@ashgrove.example"]


def test_change_and_cancellation_reach_those_who_were_invited(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, settings: Settings
) -> None:
    fay = browser_of("facilitator")
    event = schedule(fay, led)
    invite(fay, event, database)
    form = {"title": "Introduction to coaching 1", "date": "2027-04-20", "begins": "15:30", "ends": "16:30"}
    form |= {"mode": "online", "place": "https://meet.example/1", "sequence": "0"}
    assert fay.post(f"{event}/change", {**form, "ends": "10:00"}).status_code == 422
    assert "Whoever was invited is told" in fay.follow(fay.post(f"{event}/change", form)).text
    fay.follow(fay.post(f"{event}/change", {**form, "sequence": "1"}))
    overtaken = fay.post(f"{event}/change", {**form, "begins": "15:00"})
    assert overtaken.status_code == 409
    assert "15:00" in overtaken.text, "What was typed stays"
    assert fay.post(f"{event}/cancellation", {"why": " ", "sequence": "1"}).status_code == 422
    fay.follow(fay.post(f"{event}/cancellation", {"why": "Snow 🌨", "sequence": "1"}))
    assert fay.post(f"{event}/cancellation", {"why": "Again", "sequence": "2"}).status_code == 422
    assert fay.post(f"{event}/change", {**form, "sequence": "2"}).status_code == 422
    asked, changed, cancelled = mails(database, settings)
    entries = [calendar_in(one) for one in (asked, changed, cancelled)]
    assert [method for method, _entry in entries] == ["REQUEST", "REQUEST", "CANCEL"], "No change, no letter"
    assert [entry["sequence"] for _method, entry in entries] == ["0", "1", "2"]
    assert len({entry["uid"] for _method, entry in entries}) == 1
    assert entries[1][1]["starts"] == "2027-04-20T15:30:00+01:00"
    assert entries[2][1]["status"] == "CANCELLED"
    assert "Snow" in cancelled.get_body(("plain",)).get_content()
    page = text_of(browser_of("senco").get(own(event, people.school.id)).text)
    assert "This event is cancelled Why: Snow" in page
    assert "We can come" not in page
    with database.reading() as session:
        changes = session.exec(select(ProgrammeChange).where(ProgrammeChange.what == "event")).all()
    assert changes[-1].note == "Snow 🌨"


def test_event_of_the_whole_cohort_is_its_manager_s_to_change(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    with database.writing() as session:
        event = session.get_one(CohortEvent, led.event_id)
        event.region_id = None
        session.add(event)
    address = f"{here(led)}/{led.event_id}"
    for page in ("change", "cancellation", "invitations", "materials", "check-in"):
        refused = browser_of("facilitator").get(f"{address}/{page}")
        assert refused.status_code == 403
        assert "those of the whole cohort by the programme manager" in refused.text
        assert browser_of("programme_manager").get(f"{address}/{page}").status_code == 200
    assert browser_of("other_facilitator").get(address).status_code == 200
    assert "Ashgrove" not in browser_of("other_facilitator").get(f"{address}/follow-up").text


def test_school_answers_in_one_click_and_its_facilitator_sees_it(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database
) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    event = schedule(fay, led)
    page = own(event, people.school.id)
    silent = senco.post(f"{page}/reply", {"answer": "cannot", "why": "  "})
    assert silent.status_code == 422
    assert "Say in a few words why" in silent.text
    senco.follow(senco.post(f"{page}/reply", {"answer": "cannot", "why": "Ofsted <b>"}))
    assert "Answered: cannot come: Ofsted <b>" in text_of(fay.get(event).text)
    assert "Ofsted" not in browser_of("evaluator").get(event).text
    leader = browser_of("senior_leader")
    answered = text_of(leader.follow(leader.post(f"{page}/reply", {"answer": "deputy"})).text)
    assert "A deputy comes, said by Ben Leader on 3 March 2027" in answered
    shown = text_of(fay.get(event).text)
    assert "can come: 0, a deputy comes: 1, cannot come: 0, no answer yet: 0." in shown
    with database.reading() as session:
        assert len(session.exec(select(EventReply)).all()) == 1


def test_school_finds_its_events_and_no_others(
    browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, clock: Clock
) -> None:
    fay, senco = browser_of("facilitator"), browser_of("senco")
    event = schedule(fay, led)
    school = f"/schools/{people.school.id}"
    for page in (f"{school}/events", school, f"/reviews/{people.review.id}"):
        assert "Introduction to coaching 1" in senco.get(page).text, page
        assert "Introduction to coaching 1" not in browser_of("governor").get(page).text, page
    elsewhere = schedule(browser_of("programme_manager"), led, region="north_west")
    assert senco.get(own(elsewhere, people.school.id)).status_code == 404
    assert browser_of("stranger").get(own(event, people.school.id)).status_code == 404
    clock.move(days=30)
    senco = browser_of("senco")
    assert "Nothing is to come" in senco.get(f"{school}/events").text
    assert senco.post(f"{own(event, people.school.id)}/reply", {"answer": "can_come"}).status_code == 422
    with database.writing() as session:
        line = session.get_one(Enrolment, led.enrolment_id)
        withdraw(session, led.cohort, line, on=clock.now.date(), why="Left", by=people["facilitator"].actor)
    assert senco.get(own(event, people.school.id)).status_code == 404


@ON_SQLITE
def test_lists_of_events_cost_the_same_however_many_there_are(
    house: FastAPI, browser_of: BrowserOf, led: CohortWorld, people: People, database: Database, clock: Clock
) -> None:
    paths = [(who, path) for who, path in _paths(led, people)]
    browsers = {who: browser_of(who) for who in ("senco", "facilitator")}

    def counts() -> dict[str, int]:
        found = {}
        for who, path in paths:
            with statements(house.state.database) as sent:
                assert browsers[who].get(path).status_code in {200, 303}
            found[path] = len(sent)
        return found

    few = counts()
    with database.writing() as session:
        london = next(one for one in list_regions(session, led.cohort) if one.code == "london")
        for number in range(20):
            school = School(urn=str(400_000 + number), name=f"Dale School {number}")
            session.add(school)
            session.flush()
            enrol(session, led.cohort, school, region=london, on=clock.now.date(), by=people["senco"].actor)
            make_member(session, school, f"dale{number}", "Dale", Role.SENCO)
            starts = clock.now.replace(day=10 + number % 9)
            planned = Planned("", "", f"Event {number}", starts, starts.replace(hour=12), False)
            by = people["senco"].actor
            schedule_event(session, whole_cohort(led.cohort), planned, region=london, by=by)
    assert counts() == few


def _paths(led: CohortWorld, people: People) -> list[tuple[str, str]]:
    school, event = f"/schools/{people.school.id}", f"{here(led)}/{led.event_id}"
    pages = [("senco", one) for one in (f"{school}/events", school, "/", f"{school}/events/{led.event_id}")]
    more = ("", "/invitations", "/materials", "/follow-up", "/change")
    return [*pages, ("facilitator", here(led)), *(("facilitator", f"{event}{one}") for one in more)]
