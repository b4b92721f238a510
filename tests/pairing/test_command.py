"""`send-review pair`: shown, made once, and repaired after a withdrawal."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from app import clock
from app.db import Database
from app.models.actors import Actor, ActorKind
from app.models.peer_review import PeerMember, PeerReview
from app.models.programme import ProgrammeChange
from app.models.reviews import Depth
from app.models.schools import School, SchoolUrn
from app.review_framework.loader import latest_framework
from app.services.pairing import place
from app.services.pairing_cost import PairSchool, Weights
from app.services.pairing_rules import Judge, Settings
from app.services.programme import find_cohort
from app.services.programme_enrolments import find_enrolment, withdraw
from app.services.reviews import start_review
from tests.pairing.made_up import make_schools, outcome
from tests.programme.cohorts import ENROLMENTS, PROGRAMME, run, write_csv

BY = Actor(ActorKind.PERSON, None, "a test")
REGIONS = ("london", "north_west")


def start(
    database: Database,
    folder: Path,
    schools: Sequence[PairSchool],
    *,
    reviews: int = 0,
    ties: dict[str, dict[str, str]] | None = None,
) -> None:
    """A cohort of these schools; so many of them have begun a review."""
    framework = latest_framework("wss-mainstream")
    with database.writing() as session:
        for number, one in enumerate(schools):
            school = School(
                urn=one.urn,
                name=one.name,
                la_code=one.la,
                la_name=one.la,
                trust=one.trust,
                easting=one.easting,
                northing=one.northing,
                pupils=one.pupils,
                fsm_percentage=one.fsm,
            )
            session.add(school)
            session.flush()
            session.add(SchoolUrn(urn=one.urn, school_id=school.id or 0))
            if number < reviews:
                start_review(session, school, framework, Depth.SHORT, scope={}, by=BY)
    run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01")
    rows = [{"urn": one.urn, "region": one.region, **(ties or {}).get(one.urn, {})} for one in schools]
    run("import", "enrolments", write_csv(folder / "enrolments.csv", ENROLMENTS, rows), "--cohort", "one")


def pair(*options: object) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run("pair", "--cohort", "one", "--format", "json", *options).stdout)
    return report


def groups_of(report: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(group["urns"]) for group in report["groups"]}


def in_regions(schools: Iterable[PairSchool]) -> list[PairSchool]:
    """Without what the cohort would not know: themes, which a review would say."""
    return [replace(one, region=REGIONS[int(one.region[1:])], themes=frozenset()) for one in schools]


def test_report_says_what_the_programme_computes(here: Database, tmp_path: Path) -> None:
    schools = in_regions(make_schools(21, 4, regions=2, known=0.9))
    start(here, tmp_path, schools)
    report = pair()
    placement = place(schools, Judge())
    assert (len(report["unpaired"]), report["total_cost"]) == outcome(placement)
    assert report["total_km"] == placement.metres / 1_000
    assert sum(group["cost"] for group in report["groups"]) == report["total_cost"] == report["bound"]
    assert {"urns", "kind", "km", "cost", "reasons"} <= report["groups"][0].keys()
    assert pair() == report
    only_km = pair("--weights", "km=1,size=0,fsm=0,themes=0")
    assert only_km["total_cost"] == round(only_km["total_km"] * 1_000)
    assert only_km["total_cost"] == place(schools, Judge(Settings(weights=Weights(1, 0, 0, 0)))).cost
    with here.reading() as session:
        assert session.exec(select(PeerMember)).all() == [], "Showing makes nothing"


def test_groups_are_made_once_and_every_school_knows(here: Database, tmp_path: Path) -> None:
    schools = [replace(one, trust="", la=one.urn) for one in in_regions(make_schools(7, 4, side=20_000))]
    start(here, tmp_path, schools, reviews=4)
    before = pair("--apply")
    after = pair("--apply")
    assert groups_of(after) == groups_of(before)
    assert {group["state"] for group in after["groups"]} == {"existing"}
    assert after["total_cost"] == before["total_cost"]
    with here.reading() as session:
        members = session.exec(select(PeerMember)).all()
        by_id = {one.id: one.urn for one in session.exec(select(School))}
        running = session.exec(select(PeerReview)).all()
        history = [one for one in session.exec(select(ProgrammeChange)) if one.after.get("peer group")]
    assert sorted(by_id[one.school_id] for one in members) == sorted(one.urn for one in schools)
    assert sum(one.joined_at is not None for one in members) == 4, "Those without a review are asked"
    assert len(running) <= 4
    assert {(one.actor_name, bool(one.note)) for one in history} == {("the command line", True)}
    assert len(history) == len(schools)


def test_locks_hold_and_contact_keeps_apart(here: Database, tmp_path: Path) -> None:
    schools = [replace(one, trust="", la=one.urn) for one in in_regions(make_schools(8, 9, side=30_000))]
    free = {frozenset(group["urns"]) for group in (start(here, tmp_path, schools), pair())[1]["groups"]}
    met = sorted(next(iter(free)))
    far = max(schools, key=lambda one: one.easting or 0), min(schools, key=lambda one: one.easting or 0)
    rows = [
        {
            "urn": one.urn,
            "region": one.region,
            "prior_contact": met[1] if one.urn == met[0] else "",
            "locked_with": far[1].urn if one is far[0] else "",
        }
        for one in schools
    ]
    run("import", "enrolments", write_csv(tmp_path / "ties.csv", ENROLMENTS, rows), "--cohort", "one")
    report = pair("--max-km", "5")
    groups = {frozenset(group["urns"]): group for group in report["groups"]}
    locked = groups[frozenset(one.urn for one in far)]
    assert locked["state"] == "locked"
    assert any("further than the rule allows" in reason for reason in locked["reasons"])
    assert frozenset(met) not in groups or frozenset(met) == frozenset(one.urn for one in far)


def test_withdrawal_is_repaired_with_one_new_group(here: Database, tmp_path: Path) -> None:
    schools = [replace(one, trust="", la=one.urn) for one in in_regions(make_schools(7, 4, side=20_000))]
    start(here, tmp_path, schools, reviews=7)
    before = groups_of(pair("--apply"))
    gone = min(before, key=len)[0]
    with here.writing() as session:
        cohort = find_cohort(session, "one")
        school = session.exec(select(School).where(School.urn == gone)).one()
        assert cohort
        enrolment = find_enrolment(session, cohort, school)
        assert enrolment
        withdraw(session, cohort, enrolment, on=clock.today(), why="Inspection", by=BY)
    left = pair()
    assert ["Its partner has withdrawn" in one["why"] for one in left["unpaired"]] == [True]
    mended = pair("--repair", "--apply")
    assert mended["unpaired"] == []
    after = groups_of(mended)
    assert len(mended["changed"]) == 2, "Its own group, and the triad that the survivor shares"
    assert {len(group) for group in after} == {2}
    assert groups_of(pair("--repair", "--apply")) == after
    with here.reading() as session:
        member = session.exec(select(PeerMember).where(PeerMember.school_id == school.id)).one()
        assert member.left_why
        in_force = session.exec(select(PeerReview).where(col(PeerReview.ended_at).is_(None))).all()
    assert len(in_force) == 6


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--weights", "km=fast"], "is no weight"),
        (["--weights", "speed=1"], "There are: km, size, fsm, themes"),
        (["--weights", "km=nan"], "is no weight"),
        (["--rules", "same_region=maybe"], "There are: enrolled, same_region"),
        (["--max-km", "-1"], "is no distance"),
        (["--max-km", "inf"], "is no distance"),
    ],
)
def test_words_that_cannot_be_followed_are_named(on_sqlite: Database, options: list[str], says: str) -> None:
    assert says in run("pair", "--cohort", "one", *options, code=2).stderr
