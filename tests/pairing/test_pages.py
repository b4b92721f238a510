"""A facilitator's pages of pairing: proposed, checked, made once; by hand, with the rules said; repaired."""

import html
import re
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app import clock
from app.db import Database
from app.models.actors import Actor, ActorKind
from app.models.jobs import Letter
from app.models.peer_review import PeerGroup, PeerMember, PeerReview, PeerText
from app.models.programme import Enrolment, EnrolmentTie, ProgrammeChange, TieKind
from app.models.reviews import Depth
from app.models.schools import School
from app.models.self_evaluation import Answer
from app.pages import pairing as pairing_page
from app.review_framework.loader import latest_framework
from app.services.programme_enrolments import withdraw
from app.services.reviews import start_review
from tests.architecture.statements import statements
from tests.pairing.made_up import make_schools
from tests.pairing.world import enrol_made_up
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

As = Callable[[str], Browser]
WHY = "Close to each other, and they asked for it."


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    """Ten schools each in London and the North West, besides the one that was there."""
    with database.writing() as session:
        world = lead_cohort(session, people)
        enrol_made_up(session, world.cohort, people, make_schools(20, 3, las=4, side=50_000))
        return world


@pytest.fixture
def as_(house: FastAPI, led: CohortWorld, people: People) -> As:
    return lambda who: Browser(house, people.sign_in(house.state.database, who))


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/pairing"


def form_on(page: str) -> dict[str, str]:
    """The hidden fields of the page's form, with a reason."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in fields if name != "next"} | {"why": WHY}


def groups_in(database: Database) -> list[frozenset[str]]:
    """By names of schools."""
    with database.reading() as session:
        rows = session.exec(
            select(PeerMember.group_id, School.name)
            .join(School, col(School.id) == col(PeerMember.school_id))
            .where(col(PeerMember.left_at).is_(None))
        ).all()
    return [frozenset(name for group, name in rows if group == number) for number in sorted({row[0] for row in rows})]


def names_of(led: CohortWorld, database: Database, region: str) -> list[str]:
    with database.reading() as session:
        rows = session.exec(
            select(School.name, Enrolment.region_id).join(Enrolment, col(Enrolment.school_id) == col(School.id))
        ).all()
        own = next(
            row[1] for row in rows if row[0] == {"london": "Ashgrove School", "north": "Otherfield School"}[region]
        )
    return [name for name, region_id in rows if region_id == own]


def test_groups_are_made_from_what_was_shown_and_only_once(as_: As, led: CohortWorld, database: Database) -> None:
    fay = as_("facilitator")
    shown = text_of(fay.get(here(led)).text)
    assert "Every school has a place." in shown or "left over" in shown
    form = form_on(fay.get(f"{here(led)}/groups/new").text)
    assert fay.post(f"{here(led)}/groups", data={**form, "why": " "}).status_code == 422
    made = fay.post(f"{here(led)}/groups", data=form)
    assert made.status_code == 303
    assert "The groups are made." in fay.get(made.headers["location"]).text
    groups = groups_in(database)
    placed = set().union(*groups)
    assert placed <= set(names_of(led, database, "london")), "Only schools of their own region"
    assert len(placed) >= 10
    again = fay.post(f"{here(led)}/groups", data=form)
    assert again.status_code == 409
    assert "nothing was made" in text_of(again.text)
    assert groups_in(database) == groups
    with database.reading() as session:
        history = [one for one in session.exec(select(ProgrammeChange)) if "peer group" in one.after]
        assert {(one.actor_name, one.note) for one in history} == {("Fay Facilitator", WHY)}
        assert session.exec(select(PeerGroup.created_by)).all() == ["Fay Facilitator"] * len(groups)
        to_senco = [one for one in session.exec(select(Letter)) if "partner for peer review" in one.subject]
    assert len(to_senco) == len({one.to for one in to_senco}), "Nobody is told twice"
    assert all(WHY in one.text for one in to_senco)


def test_two_who_make_the_groups_at_once_make_them_once(as_: As, led: CohortWorld, database: Database) -> None:
    browsers = as_("facilitator"), as_("programme_manager")
    forms = [form_on(one.get(f"{here(led)}/groups/new?region=london").text) for one in browsers]
    start, statuses = Barrier(2), []

    def make(browser: Browser, form: dict[str, str]) -> None:
        start.wait()
        statuses.append(browser.client.post(f"{here(led)}/groups", data=form, follow_redirects=False).status_code)

    threads = [Thread(target=make, args=pair) for pair in zip(browsers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(statuses) == [303, 409]
    grouped = [name for group in groups_in(database) for name in group]
    assert len(grouped) >= 10
    assert len(grouped) == len(set(grouped)), "Nobody is in two groups"


def test_facilitator_sees_the_schools_of_their_own_regions_only(as_: As, led: CohortWorld, database: Database) -> None:
    others = set(names_of(led, database, "north"))
    pages = ["", "?region=north_west", "/groups/new", "/own-group", "/repair", "?chosen=yes&rule=different_la"]
    for path in pages:
        page = html.unescape(as_("facilitator").get(here(led) + path).text)
        assert [name for name in others if re.search(rf"\b{name}\b", page)] == [], path
    whole = html.unescape(as_("programme_manager").get(here(led)).text)
    assert all(name in whole for name in others)


def test_group_by_hand_is_held_against_the_rules(as_: As, led: CohortWorld, database: Database) -> None:
    fay = as_("facilitator")
    with database.writing() as session:
        rows = session.exec(select(School, Enrolment).join(Enrolment, col(Enrolment.school_id) == col(School.id))).all()
        london = next(one.region_id for school, one in rows if school.name == "Ashgrove School")
        inside = [school for school, one in rows if one.region_id == london and school.la_code]
        other = next(school for school, one in rows if one.region_id != london and school.la_code)
        a, b = inside[0], next(one for one in inside[1:] if one.la_code == inside[0].la_code)
        ids, names, foreign = (a.id, b.id), (a.name, b.name), other.id
    checked = fay.get(f"{here(led)}/own-group?school={ids[0]}&school={ids[1]}")
    assert f"{names[0]} and {names[1]} are in the same local authority." in text_of(checked.text)
    assert "It breaks a rule." in text_of(checked.text)
    twice = fay.post(f"{here(led)}/own-group", data={"school": [ids[0], ids[0]], "why": WHY})
    assert twice.status_code == 422
    assert fay.post(f"{here(led)}/own-group", data={"school": [ids[0], foreign], "why": WHY}).status_code == 422
    kept = fay.post(f"{here(led)}/own-group", data={"school": list(ids), "why": "x" * 1_001})
    assert kept.status_code == 422
    assert "x" * 1_001 in kept.text
    assert groups_in(database) == []
    assert fay.post(f"{here(led)}/own-group", data={"school": list(ids), "why": WHY}).status_code == 303
    assert groups_in(database) == [frozenset(names)]
    after = text_of(fay.get(here(led)).text)
    assert f"{names[0]} and {names[1]} are in the same local authority." in after, "It stays, and stays explained"
    again = fay.post(f"{here(led)}/own-group", data={"school": [ids[0], inside[2].id], "why": WHY})
    assert again.status_code == 422
    assert "in no group yet" in text_of(again.text)


def test_lock_with_a_school_elsewhere_holds_and_names_nobody(as_: As, led: CohortWorld, database: Database) -> None:
    with database.writing() as session:
        session.add(
            EnrolmentTie(
                enrolment_id=led.enrolment_id,
                kind=TieKind.LOCKED,
                school_id=session.get_one(Enrolment, led.other_enrolment_id).school_id,
            )
        )
    page = as_("facilitator").get(here(led)).text
    assert "It is locked with a school that you do not see here" in text_of(page)
    assert "Otherfield" not in page
    assert "They are locked with each other" in text_of(as_("programme_manager").get(here(led)).text)


def test_withdrawal_is_repaired_and_what_has_begun_stays(as_: As, led: CohortWorld, database: Database) -> None:
    fay = as_("facilitator")
    with database.writing() as session:
        framework = latest_framework("wss-mainstream")
        for enrolment in session.exec(select(Enrolment)).all():
            school = session.get_one(School, enrolment.school_id)
            if school.urn >= "400000":
                by = Actor(ActorKind.PERSON, None, "a test")
                start_review(session, school, framework, Depth.SHORT, scope={}, by=by)
    fay.post(f"{here(led)}/groups", data=form_on(fay.get(f"{here(led)}/groups/new").text))
    before = groups_in(database)
    with database.writing() as session:
        reviews = session.exec(select(PeerReview)).all()
        begun = reviews[0]
        session.add(
            PeerText(
                peer_review_id=begun.id or 0,
                place="terms",
                field="report_due",
                school_id=begun.school_id,
                value="2027-03-03",
                version=1,
                changed_by="Somebody",
                changed_at=clock.now(),
            )
        )
        kept = {session.get_one(School, id_).name for id_ in begun.school_ids}
        gone = next(one for one in reviews if one.group_id != begun.group_id)
        enrolment = session.exec(select(Enrolment).where(Enrolment.school_id == gone.school_id)).one()
        away = session.get_one(School, gone.school_id).name
        by = Actor(ActorKind.PERSON, None, "a test")
        withdraw(session, led.cohort, enrolment, on=clock.today(), why="Inspection", by=by)
    assert "A school has withdrawn that is still in a group." in text_of(fay.get(here(led)).text)
    page = fay.get(f"{here(led)}/repair")
    assert away in page.text
    assert fay.post(f"{here(led)}/repair", data=form_on(page.text)).status_code == 303
    after = groups_in(database)
    assert all(away not in group for group in after)
    assert any(kept <= group for group in after)
    changed = set().union(*(group for group in before if group not in after))
    assert changed < set().union(*before), "Not everybody, and only those of whom the page spoke"
    assert all(name in page.text for name in changed)
    assert "Nothing needs repair" in text_of(fay.get(f"{here(led)}/repair").text)
    assert fay.post(f"{here(led)}/repair", data=form_on(page.text)).status_code == 409


def test_rules_and_weights_stand_in_the_address(as_: As, led: CohortWorld) -> None:
    fay = as_("facilitator")
    strict = fay.get(f"{here(led)}?max_km=0.5")
    assert "Without the rule “not too far” it could be with" in text_of(strict.text)
    page = fay.get(f"{here(led)}?chosen=yes&rule=same_region&size=0&max_km=0.5&region=nowhere")
    assert page.status_code == 200
    carried = html.unescape(fay.get(f"{here(led)}/groups/new?chosen=yes&rule=same_region&size=0").text)
    assert '<input type="hidden" name="size" value="0">' in carried
    assert '<input type="hidden" name="rule" value="same_region">' in carried
    assert 'name="rule" value="different_la"' not in carried
    wrong = fay.get(f"{here(led)}?km=1e999&max_km=%F0%9F%98%80&themes=-1&rule=%00")
    assert wrong.status_code == 422
    assert wrong.text.count("is no weight") >= 2
    assert "is no distance" in wrong.text


def test_themes_of_the_review_speak_for_a_group(as_: As, led: CohortWorld, people: People, database: Database) -> None:
    with database.writing() as session:
        # Ashgrove has its review from before; another school of London looks at the same theme.
        other = session.exec(select(School).where(School.urn == "400000")).one()
        framework = latest_framework("wss-mainstream")
        by = people["programme_manager"].actor
        for school in (other, people.school):
            review = start_review(session, school, framework, Depth.SHORT, scope={"focus_themes": "language"}, by=by)
            session.get_one(Enrolment, led.enrolment_id).review_id = review.id
        name = other.name
        assert session.exec(select(Answer).where(Answer.value == "language")).all()
        ids = other.id, people.school.id
    page = as_("facilitator").get(f"{here(led)}/own-group?school={ids[0]}&school={ids[1]}")
    assert name in page.text
    assert "All of them look at: Language." in text_of(page.text)


def test_pages_cost_the_same_statements_for_more_schools(
    as_: As, led: CohortWorld, people: People, database: Database
) -> None:
    mia = as_("programme_manager")
    paths = [here(led), f"{here(led)}/groups/new", f"{here(led)}/own-group", f"{here(led)}/repair"]

    def costs() -> list[int]:
        counted = []
        for path in paths:
            with statements(database) as sent:
                assert mia.get(path).status_code == 200
            counted.append(len(sent))
        return counted

    before = costs()
    with database.writing() as session:
        enrol_made_up(session, led.cohort, people, make_schools(30, 9), first_urn=410_000)
    assert costs() == before


def test_too_many_schools_are_asked_for_by_region(as_: As, led: CohortWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing_page, "MOST_AT_ONCE", 15)
    mia = as_("programme_manager")
    assert "Choose one region" in text_of(mia.get(here(led)).text)
    assert "Every group, and why" in text_of(mia.get(f"{here(led)}?region=london").text)
