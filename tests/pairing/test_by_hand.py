"""Facilitators bring schools together by hand, and change a group: nearest first, held against the rules, with reason
and history.
"""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from app import clock
from app.db import Database
from app.models.accounts import Role
from app.models.jobs import Letter
from app.models.peer_review import PeerMember, PeerReview
from app.models.programme import Enrolment, EnrolmentTie, ProgrammeChange, TieKind
from app.models.reviews import Depth
from app.models.schools import School
from app.review_framework.loader import latest_framework
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol
from app.services.reviews import start_review
from tests.architecture.statements import statements
from tests.people import People, make_member
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
WHY = "Near each other."


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    """Ashgrove and four schools of London, 3 km further each; the last has no review."""
    with database.writing() as session:
        led = lead_cohort(session, people, more=4)
        rows = session.exec(
            select(Enrolment, School).join(School, School.id == Enrolment.school_id).order_by(School.name)
        ).all()
        framework = latest_framework("wss-mainstream")
        for place, (_enrolment, school) in enumerate(rows[:5]):
            school.easting, school.northing = 530_000 + 3_000 * place, 180_000
            session.add(school)
            if 0 < place < 4:
                by = people["facilitator"].actor
                start_review(session, school, framework, Depth.SHORT, scope={"why_now": "x"}, by=by)
                make_member(session, school, f"hill{place}", f"Hill {place}", Role.SENCO)
        session.add(EnrolmentTie(enrolment_id=rows[0][0].id, kind=TieKind.PRIOR_CONTACT, school_id=rows[1][1].id))
        session.add(EnrolmentTie(enrolment_id=rows[2][0].id, kind=TieKind.LOCKED, school_id=rows[3][1].id))
        return led


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/pairing"


@pytest.fixture
def ids(database: Database, led: CohortWorld) -> dict[str, str]:
    """Of schools, by a short name."""
    names = {"ash": "Ashgrove School", "other": "Otherfield School"}
    names |= {str(n): f"Hill School {n:02}" for n in range(4)}
    with database.reading() as session:
        return {
            key: str(session.exec(select(School.id).where(School.name == name)).one()) for key, name in names.items()
        }


def make(browser: Browser, database: Database, led: CohortWorld, *schools: str, why: str = WHY) -> str:
    """Where the group is changed."""
    answer = browser.post(f"{here(led)}/own-group", {"school": list(schools), "why": why})
    assert answer.status_code == 303, text_of(answer.text)
    with database.reading() as session:
        group = session.exec(
            select(PeerMember.group_id)
            .where(PeerMember.school_id == int(schools[0]), PeerMember.left_at.is_(None))
            .order_by(PeerMember.id.desc())
        ).first()
    return f"{here(led)}/groups/{group}"


def running(session: Session) -> list[PeerReview]:
    return list(session.exec(select(PeerReview).where(PeerReview.ended_at.is_(None))))


def test_partners_are_offered_the_nearest_first_and_held_against_the_rules(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str]
) -> None:
    page = text_of(browser_of("facilitator").get(f"{here(led)}/own-group?school={ids['ash']}").text)
    places = [page.index(f"Hill School {n:02}") for n in range(4)]
    assert places == sorted(places)
    assert "London · 3.0 km · Ashgrove School and Hill School 00 have worked together before." in page
    assert "6.0 km · keeps every rule · is to be with Hill School 02: worth talking about" in page
    assert "12.0 km · keeps every rule · has no open review yet · nobody of it is here yet" in page
    assert "Otherfield" not in page, "It is in nobody's region but Gus's"


def test_pair_becomes_a_triad_and_a_school_moves_with_a_reason(
    browser_of: BrowserOf, led: CohortWorld, database: Database, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    group = make(fay, database, led, ids["ash"], ids["1"])
    assert group in fay.get(here(led)).text, "The proposal leads to the groups that stand"
    shown = text_of(fay.get(group).text)
    assert "6.0 km" in shown
    assert "Make it a triad" in shown
    assert fay.post(f"{group}/schools", {"third": ids["2"], "why_third": ""}).status_code == 422
    assert fay.post(f"{group}/schools", {"third": ids["other"], "why_third": "x"}).status_code == 422
    fay.follow(fay.post(f"{group}/schools", {"third": ids["2"], "why_third": "One short."}))
    assert "Make it a triad" not in fay.get(group).text, "It is full"
    with database.reading() as session:
        assert len(running(session)) == 3, "A ring"
        told = [one for one in session.exec(select(Letter)) if "One short." in one.text]
        assert {one.subject for one in told} >= {"Your pair becomes a triad"}
    for wrong in ({"school": ids["ash"], "why": " "}, {"school": ids["0"], "why": "x"}):
        assert fay.post(f"{group}/departures", wrong).status_code == 422
    answer = fay.post(f"{group}/departures", {"school": ids["ash"], "why": "Too far to drive."})
    assert answer.headers["location"].startswith(f"{here(led)}/own-group?")
    assert "Who could be with Ashgrove School" in text_of(fay.follow(answer).text)
    assert make(fay, database, led, ids["ash"], ids["0"], why="Nearer.") != group
    with database.reading() as session:
        assert len(running(session)) == 4, "Two pairs"
        left = session.exec(select(PeerMember).where(PeerMember.left_at.is_not(None))).one()
        assert (left.left_by, left.left_why) == ("Fay Facilitator", "Too far to drive.")
        notes = session.exec(select(ProgrammeChange.note).where(ProgrammeChange.enrolment_id == led.enrolment_id)).all()
        assert [one for one in notes if one in (WHY, "Too far to drive.", "Nearer.")] == [
            WHY,
            "Too far to drive.",
            "Nearer.",
        ]
        assert any("Too far to drive." in one.text for one in session.exec(select(Letter)))


def test_school_left_alone_is_free_and_its_group_of_one_ends_with_a_new_partner(
    browser_of: BrowserOf, led: CohortWorld, database: Database, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    group = make(fay, database, led, ids["ash"], ids["0"])
    row = f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}"
    page = fay.follow(fay.post(f"{row}/withdrawal", {"why": "A new head."}))
    assert "Left without a partner: Hill School 00." in text_of(page.text)
    assert group in page.text
    assert "Ashgrove School has withdrawn from the programme." in text_of(fay.get(group).text)
    waiting = f"/cohorts/{led.cohort.id}/waiting"
    assert "Hill School 00" not in _without_partner(fay, waiting)
    fay.follow(fay.post(f"{group}/departures", {"school": ids["ash"], "why": "Withdrawn."}))
    assert fay.get(group).status_code == 404, "Nobody is together in it"
    assert "Hill School 00" in _without_partner(fay, waiting)
    make(fay, database, led, ids["0"], ids["1"])
    with database.reading() as session:
        present = session.exec(select(PeerMember.school_id).where(PeerMember.left_at.is_(None))).all()
    assert sorted(present) == sorted([int(ids["0"]), int(ids["1"])])


def _without_partner(browser: Browser, path: str) -> str:
    return " ".join(text_of(card) for card in browser.get(path).text.split("<article") if "no partner" in card)


def test_group_is_reached_only_by_who_sees_all_of_its_schools(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str], database: Database
) -> None:
    within = make(browser_of("facilitator"), database, led, ids["0"], ids["1"])
    assert browser_of("other_facilitator").get(within).status_code == 404
    across = make(browser_of("programme_manager"), database, led, ids["ash"], ids["other"])
    fay = browser_of("facilitator")
    assert fay.get(across).status_code == 404
    assert fay.post(f"{across}/departures", {"school": ids["ash"], "why": "x"}).status_code == 404
    page = fay.get(here(led)).text
    assert "It is in a group already, with a school that is not among these." in text_of(page)
    assert "Otherfield" not in page
    assert browser_of("senco").get(within).status_code == 404


def test_pages_ask_as_much_for_five_schools_as_for_forty(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    paths = [make(fay, database, led, ids["0"], ids["1"]), f"{here(led)}/own-group?school={ids['ash']}"]
    paths += [f"/cohorts/{led.cohort.id}/{one}" for one in ("waiting", "trend", "report", "fidelity.csv", "files")]

    def counts() -> list[int]:
        found = []
        for path in paths:
            with statements(database) as sent:
                assert fay.get(path).status_code == 200
            found.append(len(sent))
        return found

    few = counts()
    with database.writing() as session:
        london = next(one for one in list_regions(session, led.cohort) if one.code == "london")
        for number in range(40):
            school = School(urn=str(400_000 + number), name=f"Dale School {number}")
            session.add(school)
            session.flush()
            enrol(session, led.cohort, school, region=london, on=clock.today(), by=people["facilitator"].actor)
    assert counts() == few
