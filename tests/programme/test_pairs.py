"""Facilitators bring schools together by hand, and part them: nearest first, gently warned, with reason and history."""

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
from app.services.programme_pairs import distance_m
from app.services.reviews import start_review
from tests.architecture.statements import statements
from tests.people import People, make_member
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


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
        first = rows[0][0]
        session.add(EnrolmentTie(enrolment_id=first.id, kind=TieKind.PRIOR_CONTACT, school_id=rows[1][1].id))
        session.add(EnrolmentTie(enrolment_id=rows[2][0].id, kind=TieKind.LOCKED, school_id=rows[3][1].id))
        return led


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/pairs"


def enrolment_of(session: Session, name: str) -> str:
    return str(session.exec(select(Enrolment.id).join(School).where(School.name == name)).one())


@pytest.fixture
def ids(database: Database, led: CohortWorld) -> dict[str, str]:
    names = {"ash": "Ashgrove School", "other": "Otherfield School"}
    names |= {str(n): f"Hill School {n:02}" for n in range(4)}
    with database.reading() as session:
        return {key: enrolment_of(session, name) for key, name in names.items()}


def pair(browser: Browser, led: CohortWorld, first: str, *partners: str, why: str = "Near.") -> str:
    answer = browser.post(here(led), {"school": first, "partners": list(partners), "why": why})
    assert answer.status_code == 303, text_of(answer.text)
    return str(answer.headers["location"].partition("?")[0])


def test_partners_are_offered_the_nearest_first_with_what_is_worth_knowing(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str]
) -> None:
    page = text_of(browser_of("facilitator").get(f"{here(led)}/new?school={ids['ash']}").text)
    assert [page.index(f"Hill School {n:02}") for n in range(4)] == sorted(
        page.index(f"Hill School {n:02}") for n in range(4)
    )
    assert "London · 3.0 km · they have worked together before: worth talking about" in page
    assert "6.0 km · is to be with Hill School 02: worth talking about" in page
    assert "12.0 km · has no open review yet · nobody of it is here yet" in page
    assert "Otherfield" not in page, "It is in nobody's region but Gus's"


def test_pair_becomes_a_triad_and_is_parted_with_a_reason(
    browser_of: BrowserOf, led: CohortWorld, database: Database, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    group = pair(fay, led, ids["ash"], ids["1"])
    assert "6.0 km" in text_of(fay.get(group).text)
    fay.follow(fay.post(f"{group}/schools", {"third": ids["2"], "why": "One short."}))
    with database.reading() as session:
        running = session.exec(select(PeerReview).where(PeerReview.ended_at.is_(None))).all()
        assert len(running) == 3, "A ring"
    assert fay.post(f"{group}/departures", {"school": ids["ash"], "why": " "}).status_code == 422
    answer = fay.post(f"{group}/departures", {"school": ids["ash"], "why": "Too far to drive."})
    assert answer.headers["location"].startswith(f"{here(led)}/new?")
    assert "Ashgrove School" in fay.follow(answer).text
    moved = pair(fay, led, ids["ash"], ids["0"], why="Nearer.")
    assert moved != group
    with database.reading() as session:
        assert len(session.exec(select(PeerReview).where(PeerReview.ended_at.is_(None))).all()) == 4, "Two pairs"
        left = session.exec(select(PeerMember).where(PeerMember.left_at.is_not(None))).one()
        assert (left.left_by, left.left_why) == ("Fay Facilitator", "Too far to drive.")
        notes = session.exec(select(ProgrammeChange.note).where(ProgrammeChange.enrolment_id == int(ids["ash"]))).all()
        assert [one for one in notes if one in ("Near.", "Too far to drive.", "Nearer.")] == [
            "Near.",
            "Too far to drive.",
            "Nearer.",
        ]
        assert any("Too far to drive." in one.text for one in session.exec(select(Letter)))


@pytest.mark.parametrize(
    ("partners", "words"),
    [
        ((), "Choose one school for a pair"),
        (("0", "1", "2"), "Choose one school for a pair"),
        (("ash",), "cannot review itself"),
        (("3",), "has no open review"),
        (("other",), "Choose one school for a pair"),
    ],
)
def test_schools_that_cannot_be_together_stay_as_they_are(
    browser_of: BrowserOf,
    led: CohortWorld,
    database: Database,
    ids: dict[str, str],
    partners: tuple[str, ...],
    words: str,
) -> None:
    form = {"school": ids["ash"], "partners": [ids[one] for one in partners], "why": "Typed"}
    answer = browser_of("facilitator").post(here(led), form)
    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert "Typed" in answer.text
    with database.reading() as session:
        assert session.exec(select(PeerMember)).all() == []


def test_school_with_a_partner_is_not_given_another(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    pair(fay, led, ids["ash"], ids["0"])
    answer = fay.post(here(led), {"school": ids["1"], "partners": [ids["0"]]})
    assert (answer.status_code, "has a partner already" in answer.text) == (422, True)


def test_withdrawal_shows_the_partner_that_is_left(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str], database: Database
) -> None:
    fay = browser_of("facilitator")
    group = pair(fay, led, ids["ash"], ids["0"])
    row = f"/cohorts/{led.cohort.id}/schools/{ids['ash']}"
    page = fay.follow(fay.post(f"{row}/withdrawal", {"why": "A new head."}))
    assert "Left without a partner: Hill School 00." in text_of(page.text)
    assert group in page.text
    assert "Ashgrove School has withdrawn from the programme" in text_of(fay.get(here(led)).text)
    fay.follow(fay.post(f"{group}/departures", {"school": ids["ash"], "why": "Withdrawn."}))
    assert "its partner has left, or has not come yet" in text_of(fay.get(here(led)).text)
    pair(fay, led, ids["0"], ids["1"])
    assert "its partner has left" not in text_of(fay.get(here(led)).text), "The group of one has ended"


def test_group_is_reached_only_by_who_sees_all_of_its_schools(
    browser_of: BrowserOf, led: CohortWorld, ids: dict[str, str]
) -> None:
    within = pair(browser_of("facilitator"), led, ids["0"], ids["1"])
    assert browser_of("other_facilitator").get(within).status_code == 404
    across = pair(browser_of("programme_manager"), led, ids["ash"], ids["other"])
    fay = browser_of("facilitator")
    assert fay.get(across).status_code == 404
    page = fay.get(here(led)).text
    assert "a school that is not in your part of the cohort" in page
    assert "Otherfield" not in page
    assert browser_of("senco").get(within).status_code == 404


def test_pages_of_pairs_ask_as_much_for_five_schools_as_for_forty(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People, ids: dict[str, str]
) -> None:
    fay = browser_of("facilitator")
    pair(fay, led, ids["0"], ids["1"])
    paths = (here(led), f"{here(led)}/new?school={ids['ash']}", f"/cohorts/{led.cohort.id}/waiting")
    paths += tuple(f"/cohorts/{led.cohort.id}/{one}" for one in ("trend", "report", "fidelity.csv", "files"))

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


def test_distance_is_in_whole_metres_and_unknown_without_a_place() -> None:
    one, other = School(urn="1", name="A", easting=0, northing=0), School(urn="2", name="B", easting=3, northing=4)
    assert distance_m(one, other) == 5
    assert distance_m(one, School(urn="3", name="C")) is None
