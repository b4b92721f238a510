"""The figures of a cohort, against published ones and against a second way of counting them."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app import clock
from app.access.visible import whole_cohort
from app.db import Database
from app.models.actors import Actor, ActorKind
from app.models.programme import Cohort, Enrolment
from app.models.programme_engagement import Answer, Attendance, Attended, CohortEvent, Met, Reason
from app.services import fidelity_journeys
from app.services.fidelity import Row, count_fidelity
from app.services.fidelity_cells import Cell, Origin, decide
from app.services.fidelity_journeys import Said
from app.services.fidelity_record import Record, read_record
from app.services.programme_enrolments import come_back, withdraw
from app.services.programme_rulings import Ruling, rule, take_back_ruling
from tests.architecture.statements import statements
from tests.fidelity.naive import naive_figures
from tests.programme.cohorts import CODES, PROGRAMME, REGIONS, cell, figures, import_cells, start_cohort, urn

PUBLISHED = (60, 67, 67, 60, 65, 65, 65, 51, 35, 62, 22)
"""Of 68 schools, by component: WSS Review programme evaluation (EEF, June 2025)."""
BY = Actor(ActorKind.PERSON, None, "Fay Facilitator")

outcomes = st.sampled_from([*(str(one) for one in Met), "nothing"])
answers = st.sampled_from([str(one) for one in Answer])


def record_of(database: Database, slug: str = "one") -> Record:
    with database.reading() as session:
        cohort = session.exec(select(Cohort).where(Cohort.slug == slug)).one()
        return read_record(session, whole_cohort(cohort), on=clock.today())


def cell_of(database: Database, number: int, component: str) -> Cell:
    return next(row for row in record_of(database).rows if row.urn == urn(number)).cell(component)


def test_published_attendance_of_68_schools_comes_out(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 68)
    rows = [
        cell(number, code, "met" if number < met else "missed")
        for code, met in zip(CODES, PUBLISHED, strict=True)
        for number in range(68)
    ]
    random.Random(5).shuffle(rows)
    assert import_cells(tmp_path, rows)["created"] == 68 * 11
    report = figures()
    assert [one["met"] for one in report["components"]] == list(PUBLISHED)
    assert [one["missed"] for one in report["components"]] == [68 - met for met in PUBLISHED]
    assert report["compliant"] == 67
    assert sum(report["bands"].values()) == report["schools"] == 68
    assert sum(one["schools"] for one in report["by_region"].values()) == 68
    expected = naive_figures(
        [urn(n) for n in range(68)], {(one["urn"], one["component"]): (one["outcome"], "unknown") for one in rows}
    )
    assert {key: report[key] for key in expected} == expected


def test_shape_is_exactly_what_was_agreed(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 5)
    report = figures()
    keys = [
        *("cohort", "schools", "components", "missed_distribution", "core_missed_distribution", "bands"),
        *("compliant", "senior_leader", "withdrawn", "by_region"),
    ]
    assert list(report) == keys
    assert list(report["missed_distribution"]) == [str(n) for n in range(12)]
    assert list(report["core_missed_distribution"]) == [str(n) for n in range(8)]
    assert list(report["bands"]) == ["excellent", "very_good", "adequate", "poor", "not_yet_known"]
    assert list(report["components"][0]) == ["code", "core", "met", "missed", "unknown", "exceptions"]
    assert set(report["by_region"]) == set(REGIONS)
    assert all(list(one) == keys[:-1] for one in report["by_region"].values())
    assert report["bands"]["not_yet_known"] == 5


def test_empty_cohort_counts_nothing(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 0)
    report = figures()
    assert report["schools"] == 0
    assert report["by_region"] == {}
    assert set(report["missed_distribution"].values()) == {0}


@settings(max_examples=150, deadline=None)
@given(
    st.integers(min_value=0, max_value=12).flatmap(
        lambda schools: st.tuples(
            st.just(schools),
            st.lists(st.tuples(outcomes, answers), min_size=schools * 11, max_size=schools * 11),
            st.lists(st.booleans(), min_size=schools, max_size=schools),
        )
    )
)
def test_any_cohort_is_counted_as_by_hand(made: tuple[int, list[tuple[str, str]], list[bool]]) -> None:
    schools, values, withdrawn = made
    rows, cells = [], {}
    for number in range(schools):
        own = values[number * 11 : (number + 1) * 11]
        for code, (outcome, answer) in zip(CODES, own, strict=True):
            if outcome != "nothing":
                cells[urn(number), code] = (outcome, answer)
        decided = tuple(
            decide({} if outcome == "nothing" else {Origin.IMPORTED: Said(Met(outcome), Answer(answer))})
            for outcome, answer in own
        )
        region = REGIONS[number % 2]
        rows.append(Row(PROGRAMME, number, number, urn(number), "", region, None, "", withdrawn[number], decided))
    for include in (False, True):
        counted = [n for n in range(schools) if include or not withdrawn[n]]
        report = count_fidelity("one", PROGRAMME, rows, include_withdrawn=include).as_json()
        expected = naive_figures([urn(n) for n in counted], cells)
        assert {key: report[key] for key in expected} == expected
        assert report["withdrawn"] == sum(withdrawn)
        for place in (0, 1):
            if region := report["by_region"].get(REGIONS[place]):
                expected = naive_figures([urn(n) for n in counted if n % 2 == place], cells)
                assert {key: region[key] for key in expected} == expected


@given(st.dictionaries(st.sampled_from(Origin), st.tuples(st.sampled_from(Met), st.sampled_from(Answer))))
def test_precedence_is_ruling_then_import_then_journeys(said: dict[Origin, tuple[Met, Answer]]) -> None:
    decided = decide({origin: Said(*answers) for origin, answers in said.items()})
    order = [Origin.RULING, Origin.IMPORTED, Origin.JOURNEY, Origin.REGISTER]
    known = [said[one][0] for one in order if one in said and (one is Origin.RULING or said[one][0] != Met.UNKNOWN)]
    assert decided.outcome == (known[0] if known else Met.UNKNOWN)
    leaders = [said[one][1] for one in order if one in said and said[one][1] != Answer.UNKNOWN]
    assert decided.senior_leader == (leaders[0] if leaders else Answer.UNKNOWN)


def test_unknown_that_cannot_change_the_band_does_not_hide_it() -> None:
    missed, unknown, met = (Cell(one) for one in (Met.MISSED, Met.UNKNOWN, Met.MET))

    def row(*core: Cell) -> Row:
        given = iter(core)
        cells = tuple(next(given) if one.core else unknown for one in PROGRAMME.components)
        return Row(PROGRAMME, 1, 1, "", "", "london", None, "", False, cells)

    assert row(*[met] * 7).band == "excellent"
    assert row(*[missed] * 3, *[unknown] * 4).band == "poor"
    one_open = row(*[met] * 6, unknown)
    assert (one_open.band, one_open.best, one_open.worst) == ("not_yet_known", "excellent", "very_good")
    wide = row(*[unknown] * 7)
    assert (wide.band, wide.best, wide.worst) == ("not_yet_known", "excellent", "poor")


def test_journey_import_and_ruling_stand_in_this_order(
    here: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_cohort(here, tmp_path, 2)

    def reports(_session: object, enrolments: list[Enrolment]) -> dict[tuple[int, str], Said]:
        return {(one.id or 0, "peer_review"): Said(Met.MET, path="/peer-reviews/1/report") for one in enrolments}

    assert cell_of(here, 0, "peer_review").outcome == Met.UNKNOWN
    monkeypatch.setattr(fidelity_journeys, "JOURNEYS", (reports,))
    assert cell_of(here, 0, "peer_review").origin is Origin.JOURNEY
    import_cells(tmp_path, [cell(0, "peer_review", "unknown", note="Assumed")])
    assert cell_of(here, 0, "peer_review").outcome == Met.MET, "An imported unknown masks nothing"
    import_cells(tmp_path, [cell(0, "peer_review", "missed")])
    differs = cell_of(here, 0, "peer_review")
    assert (differs.outcome, differs.origin, differs.disagreeing) == (Met.MISSED, Origin.IMPORTED, (Origin.JOURNEY,))
    with here.writing() as session:
        cohort = session.exec(select(Cohort)).one()
        enrolment = session.exec(select(Enrolment).order_by(Enrolment.id)).first()
        assert enrolment is not None
        ruling = Ruling(Met.EXCEPTION_MET, "Visited by a SENCO from a third school.")
        rule(session, cohort, enrolment, "peer_review", ruling=ruling, by=BY)
    ruled = cell_of(here, 0, "peer_review")
    assert (ruled.outcome, ruled.origin, ruled.disagreeing) == (Met.EXCEPTION_MET, Origin.RULING, (Origin.IMPORTED,))
    counted = figures()["components"][2]
    assert (counted["met"], counted["exceptions"]) == (2, 1)
    with here.writing() as session:
        take_back_ruling(session, cohort, enrolment, "peer_review", by=BY)
    assert cell_of(here, 0, "peer_review").outcome == Met.MISSED


@pytest.mark.parametrize(
    ("attended", "outcome", "deputy"),
    [
        (Attended.ATTENDED, Met.MET, False),
        (Attended.DEPUTY_ATTENDED, Met.MET, True),
        (Attended.NOT_ATTENDED, Met.MISSED, False),
        (Attended.EXCUSED, Met.MISSED, False),
        (Attended.NOT_YET_KNOWN, Met.UNKNOWN, False),
    ],
)
def test_register_says_what_the_rules_say(
    here: Database, tmp_path: Path, attended: Attended, outcome: Met, deputy: bool
) -> None:
    start_cohort(here, tmp_path, 1)
    add_line(here, "engagement_day_1", attended)
    found = cell_of(here, 0, "engagement_day_1")
    assert (found.outcome, found.is_deputy, found.reason) == (outcome, deputy, Reason.ILLNESS)


def test_second_chance_counts(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 1)
    for attended, outcome in (
        (Attended.NOT_ATTENDED, Met.MISSED),
        (Attended.NOT_YET_KNOWN, Met.UNKNOWN),
        (Attended.ATTENDED, Met.MET),
        (Attended.NOT_ATTENDED, Met.MET),
    ):
        add_line(here, "regional_meeting", attended)
        assert cell_of(here, 0, "regional_meeting").outcome == outcome


def add_line(database: Database, component: str, attended: Attended) -> None:
    with database.writing() as session:
        enrolment = session.exec(select(Enrolment)).one()
        event = CohortEvent(
            cohort_id=enrolment.cohort_id,
            code=component,
            component=component,
            title="Event",
            starts_at=clock.now(),
            ends_at=clock.now(),
        )
        session.add(event)
        session.flush()
        assert event.id is not None
        assert enrolment.id is not None
        session.add(
            Attendance(
                event_id=event.id,
                enrolment_id=enrolment.id,
                outcome=attended,
                reason=Reason.ILLNESS,
                by="Fay",
                at=clock.now(),
            )
        )


def test_withdrawn_are_counted_beside_and_come_back(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 10)
    import_cells(tmp_path, [cell(n, "reviewer_training", "met") for n in range(10)])
    with here.writing() as session:
        cohort = session.exec(select(Cohort)).one()
        first = session.exec(select(Enrolment).order_by(Enrolment.id)).first()
        assert first is not None
        withdraw(session, cohort, first, on=clock.today(), why="A new headteacher.", by=BY)
    report = figures()
    assert (report["schools"], report["withdrawn"], report["compliant"]) == (9, 1, 9)
    both = figures("--include-withdrawn")
    assert (both["schools"], both["withdrawn"], both["compliant"]) == (10, 1, 10)
    with here.writing() as session:
        come_back(session, cohort, session.get_one(Enrolment, first.id), by=BY)
    assert figures()["compliant"] == 10


def test_number_of_statements_is_the_same_for_7_and_for_70_schools(here: Database, tmp_path: Path) -> None:
    sent: list[int] = []
    for count, slug in ((7, "one"), (70, "two")):
        if count == 7:
            start_cohort(here, tmp_path, 70, "two")
            from tests.programme.cohorts import enrol, run

            run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01")
            enrol(tmp_path, range(7), "one")
        import_cells(tmp_path, [cell(n, code, "met") for n in range(count) for code in CODES], slug=slug)
        with here.reading() as session, statements(here) as seen:
            cohort = session.exec(select(Cohort).where(Cohort.slug == slug)).one()
            assert len(read_record(session, whole_cohort(cohort), on=clock.today()).rows) == count
        sent.append(len(seen))
    assert sent[0] == sent[1] <= 10


def test_ruling_needs_a_note(here: Database, tmp_path: Path) -> None:
    from app.services.programme_rulings import RulingRefused

    start_cohort(here, tmp_path, 1)
    with here.writing() as session:
        cohort, enrolment = session.exec(select(Cohort)).one(), session.exec(select(Enrolment)).one()
        with pytest.raises(RulingRefused):
            rule(session, cohort, enrolment, "peer_review", ruling=Ruling(Met.MET, "  "), by=BY)


def test_every_format_holds_the_same_figures(on_sqlite: Database, tmp_path: Path) -> None:
    from tests.programme.cohorts import run

    start_cohort(on_sqlite, tmp_path, 12)
    import_cells(tmp_path, [cell(n, code, "met", note='=HYPERLINK("x")') for n in range(12) for code in CODES[:4]])
    report: dict[str, Any] = figures()
    lines = run("fidelity", "--cohort", "one", "--format", "csv").stdout.splitlines()
    assert lines[0] == "region,table,item,measure,schools"
    for one in report["components"]:
        assert f",components,{one['code']},met,{one['met']}" in lines
    assert f"london,cohort,,schools,{report['by_region']['london']['schools']}" in lines
    assert json.dumps(report)
