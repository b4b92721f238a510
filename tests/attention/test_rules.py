"""Each rule comes and goes with its data, once a school and rule, however many look at once."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, col, select

from app import clock as app_clock
from app.db import Database
from app.jobs.reminders import Reminders
from app.models.accounts import Membership, Person, Role
from app.models.attention import AttentionFlag
from app.models.coaching import CoachingSession, SessionState
from app.models.programme import Cohort, Enrolment
from app.models.programme_engagement import Met
from app.models.reviews import Review
from app.review_framework.attention_rules import FILE, attention_rules, check_attention_rules
from app.services.accounts_people import add_member
from app.services.attention_look import look
from app.services.peer_review import leave
from app.services.programme import list_regions
from app.services.programme_enrolments import come_back, enrol, withdraw
from app.services.programme_rulings import Ruling, rule, take_back_ruling
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.accounts.clocks import Clock
from tests.architecture.statements import statements
from tests.attention.world import add_hills, book_coaching, share_plan
from tests.peers import create_peers
from tests.people import People, _person
from tests.programme.world import CohortWorld, lead_cohort


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def world(clock: Clock, database: Database, people: People) -> CohortWorld:
    """Ashgrove and Otherfield, in a cohort that started in August 2026, on 3 March 2027."""
    with database.writing() as session:
        return lead_cohort(session, people)


def held(database: Database, world: CohortWorld, *, of: int | None = None) -> dict[str, date]:
    """After a look: the rules in force for Ashgrove, or for another enrolment, with since when."""
    with database.writing() as session:
        look(session, session.get_one(Cohort, world.cohort.id))
    with database.reading() as session:
        flags = session.exec(
            select(AttentionFlag).where(AttentionFlag.enrolment_id == (of or world.enrolment_id))
        ).all()
    in_force = [flag for flag in flags if flag.cleared_at is None]
    assert len({flag.rule for flag in in_force}) == len(in_force), "Once a school and rule"
    return {flag.rule: flag.since for flag in in_force}


def change(database: Database, world: CohortWorld, what: Callable[[Session, Cohort, Enrolment], object]) -> None:
    with database.writing() as session:
        what(session, session.get_one(Cohort, world.cohort.id), session.get_one(Enrolment, world.enrolment_id))


def test_missed_events_come_and_go(database: Database, world: CohortWorld, people: People) -> None:
    by = people["facilitator"].actor
    missed, met = Ruling(Met.MISSED, "No"), Ruling(Met.MET, "Yes")

    def ruled(component: str, ruling: Ruling) -> None:
        change(database, world, lambda s, c, e: rule(s, c, e, component, ruling=ruling, by=by))

    ruled("training_introduction", met)
    ruled("reviewer_training", missed)
    assert "missed_last_events" not in held(database, world), "One, and what is unknown is not missed"
    ruled("engagement_day_1", missed)
    assert "missed_last_events" in held(database, world)
    ruled("regional_meeting", met)
    assert "missed_last_events" not in held(database, world)


def test_school_without_a_sign_in_for_thirty_days(
    database: Database, world: CohortWorld, people: People, clock: Clock
) -> None:
    clock.move(days=29)
    assert "no_sign_in" not in held(database, world)
    clock.move(days=1)
    assert held(database, world)["no_sign_in"] == date(2027, 4, 2), "Thirty days after it was enrolled"
    with database.writing() as session:
        session.get_one(Person, people["governor"].id).signed_in_at = app_clock.now()
    assert "no_sign_in" not in held(database, world), "Anybody of the school"
    clock.move(days=31)
    assert "no_sign_in" in held(database, world)


def test_overdue_components(database: Database, world: CohortWorld, people: People, clock: Clock) -> None:
    by, other = people["facilitator"].actor, world.other_enrolment_id
    assert "report_overdue" not in held(database, world), "A facilitator has ruled"
    assert held(database, world, of=other)["report_overdue"] == date(2027, 1, 1), "The day after its window"
    change(database, world, lambda s, c, e: take_back_ruling(s, c, e, "peer_review", by=by))
    assert "report_overdue" in held(database, world)
    assert "plan_overdue" not in held(database, world)
    clock.move(days=90)
    assert held(database, world)["plan_overdue"] == date(2027, 6, 1)
    change(database, world, lambda session, _c, _e: share_plan(session, people.review))
    assert "plan_overdue" not in held(database, world), "The school has shared its plan"


def test_coaching_is_looked_for_four_weeks_before_its_time_ends(
    database: Database, world: CohortWorld, people: People, clock: Clock
) -> None:
    clock.move(days=61)
    assert "coaching_1_not_booked" not in held(database, world), "On 3 May"
    clock.move(days=1)
    assert held(database, world)["coaching_1_not_booked"] == date(2027, 5, 4)
    assert "coaching_2_not_booked" not in held(database, world)
    booked = book_coaching(people.review, world.enrolment_id)
    change(database, world, lambda session, _c, _e: session.add(booked))
    assert "coaching_1_not_booked" not in held(database, world), "A time is agreed"
    clock.move(days=3)
    assert "coaching_1_not_booked" not in held(database, world), "It is over: who came waits elsewhere"
    with database.writing() as session:
        session.get_one(CoachingSession, booked.id).state = SessionState.OPEN
    assert "coaching_1_not_booked" in held(database, world), "Cancelled"
    clock.move(days=122)
    assert "coaching_2_not_booked" in held(database, world), "Window over, and still not known"


def test_new_senco_is_welcomed_for_sixty_days(
    database: Database, world: CohortWorld, people: People, clock: Clock
) -> None:
    clock.move(days=3)
    assert "new_senco" not in held(database, world), "There was one before it was enrolled"
    with database.writing() as session:
        add_member(session, people.school, _person(session, "new", "Nia New"), Role.SENCO)
    assert held(database, world)["new_senco"] == date(2027, 3, 6)
    with database.writing() as session:
        (newest,) = session.exec(select(Membership).order_by(col(Membership.id).desc()).limit(1))
        newest.ended_at = app_clock.now()
    assert "new_senco" not in held(database, world), "They are gone again"
    with database.writing() as session:
        session.get_one(Membership, newest.id).ended_at = None
    clock.move(days=59)
    assert "new_senco" in held(database, world)
    clock.move(days=1)
    assert "new_senco" not in held(database, world)


def test_partner_behind_then_gone_then_another(
    database: Database, world: CohortWorld, people: People, clock: Clock
) -> None:
    by = people["facilitator"].actor
    change(database, world, lambda s, c, e: take_back_ruling(s, c, e, "peer_review", by=by))
    with database.writing() as session:
        peers = create_peers(session, people)
    assert not {"partner_behind", "partner_gone"} & held(database, world).keys(), "One left, another came"
    agree(database, people.review, people)
    clock.move(days=20)
    assert "partner_behind" not in held(database, world)
    clock.move(days=1)
    assert held(database, world)["partner_behind"] == date(2027, 3, 24)
    agree(database, peers.own_review, people)
    assert "partner_behind" not in held(database, world)
    with database.writing() as session:
        group = session.merge(peers.group)
        leave(session, group, session.merge(peers.school), why="Closed", by=people["reviewer"].actor)
    assert held(database, world)["partner_gone"] == date(2027, 3, 24)
    change(database, world, lambda s, c, e: rule(s, c, e, "peer_review", ruling=Ruling(Met.MET, "Done"), by=by))
    assert "partner_gone" not in held(database, world)


def test_partner_that_withdraws_from_the_programme_is_gone(
    database: Database, world: CohortWorld, people: People
) -> None:
    by = people["facilitator"].actor
    change(database, world, lambda s, c, e: take_back_ruling(s, c, e, "peer_review", by=by))
    with database.writing() as session:
        peers = create_peers(session, people)
        cohort = session.get_one(Cohort, world.cohort.id)
        region = list_regions(session, cohort)[0]
        partner = enrol(session, cohort, peers.school, region=region, on=app_clock.today(), by=by)
        withdraw(session, cohort, partner, on=app_clock.today(), why="Staffing", by=by)
        id_ = partner.id
    assert "partner_gone" in held(database, world)
    assert held(database, world, of=id_) == {}, "Nobody is asked about a school that has withdrawn"
    change(database, world, lambda s, c, _e: come_back(s, c, s.get_one(Enrolment, id_), by=by))
    assert "partner_gone" not in held(database, world)


def agree(database: Database, review: Review, people: People) -> None:
    with database.writing() as session:
        found, by = session.get_one(Review, review.id), people["senco"].actor
        save_answer(session, found, "LEAD-1", "judgement", "secure", base=0, by=by)
        checked = read_sheet(session, found).fingerprint()
        agree_version(session, found, checked=checked, present="", by=by)


def test_since_stays_while_it_holds_and_history_is_kept(
    database: Database, world: CohortWorld, people: People, clock: Clock
) -> None:
    clock.move(days=40)
    first = held(database, world)["no_sign_in"]
    clock.move(days=40)
    assert held(database, world)["no_sign_in"] == first
    with database.writing() as session:
        session.get_one(Person, people["senco"].id).signed_in_at = app_clock.now()
    held(database, world)
    clock.move(days=31)
    again = held(database, world)["no_sign_in"]
    assert again > first
    with database.reading() as session:
        flags = session.exec(select(AttentionFlag).where(AttentionFlag.rule == "no_sign_in")).all()
    own = [flag for flag in flags if flag.enrolment_id == world.enrolment_id]
    assert [flag.cleared_at is None for flag in own] == [False, True]


def test_two_workers_that_look_together_write_it_once(
    database: Database, world: CohortWorld, clock: Clock, settings: Settings
) -> None:
    clock.move(days=40)
    together, failed = Barrier(4), []

    def work() -> None:
        reminders = Reminders(database, settings)
        together.wait()
        try:
            reminders.step()
        except Exception as error:  # noqa: BLE001  Whatever it is fails the test.
            failed.append(error)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with database.reading() as session:
        keys = [(flag.enrolment_id, flag.rule) for flag in session.exec(select(AttentionFlag))]
    assert (world.enrolment_id, "no_sign_in") in keys
    assert len(keys) == len(set(keys))


def test_daily_look_happens_in_august_too(
    database: Database, world: CohortWorld, clock: Clock, settings: Settings
) -> None:
    clock.move(days=160)
    assert app_clock.today().month == 8
    Reminders(database, settings).step()
    with database.reading() as session:
        assert session.exec(select(AttentionFlag)).first()


def test_look_costs_the_same_for_any_cohort(database: Database, world: CohortWorld, people: People) -> None:
    def cost() -> int:
        with database.writing() as session, statements(database) as sent:
            look(session, session.get_one(Cohort, world.cohort.id))
        return len(sent)

    cost()
    few = cost()
    with database.writing() as session:
        add_hills(session, session.get_one(Cohort, world.cohort.id), people, 30)
    cost()
    assert cost() == few


FAULTS = {
    "looks_for: no_sign_in\n    days: 30": ("looks_for: no_sign_in", "needs `days`"),
    "looks_for: partner_gone": ("looks_for: partner_gone\n    days: 3", "has no use for `days`"),
    "code: new_senco": ("code: no_sign_in", "used twice"),
    "looks_for: missed_events": ("looks_for: missed_lessons", "one of"),
    "events: 2": ("events: 0", "at least 1"),
}


@pytest.mark.parametrize("right", FAULTS)
def test_wrong_rule_is_named_with_its_line(tmp_path: Path, right: str) -> None:
    wrong, words = FAULTS[right]
    text = FILE.read_text("utf-8")
    assert right in text
    file = tmp_path / "rules.yaml"
    file.write_text(text.replace(right, wrong), "utf-8")
    (fault,) = check_attention_rules(file)
    assert words in str(fault)
    assert fault.line > 1


def test_shipped_rules_have_no_fault() -> None:
    assert check_attention_rules() == []
    assert len(attention_rules()) == 9
    assert timedelta(days=attention_rules()["no_sign_in"].days or 0) == timedelta(days=30)
