"""Files of a cohort: good rows are taken, bad ones named by line and column; the same file again changes nothing."""

import csv
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app.db import Database
from app.models.accounts import Grant, Person
from app.models.programme import CohortRole, Enrolment, EnrolmentTie, ProgrammeChange, TieKind
from app.models.programme_engagement import Engagement
from app.models.schools import School
from app.services.programme_files import guarded, plain
from tests.architecture.rows import all_rows
from tests.programme.cohorts import (
    CODES,
    ENGAGEMENT,
    ENROLMENTS,
    PROGRAMME,
    add_schools,
    cell,
    enrol,
    figures,
    import_cells,
    run,
    start_cohort,
    urn,
    write_csv,
)

HEADER = ",".join(ENGAGEMENT)


def import_text(folder: Path, text: str | bytes, *, code: int = 0, kind: str = "engagement") -> dict[str, Any]:
    file = folder / "file.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    result = run("import", kind, file, "--cohort", "one", "--format", "json", code=code)
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_bad_rows_are_named_and_good_ones_kept(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 3)
    lines = [
        HEADER,
        f"{urn(0)},peer_review,met,yes,,Fine",
        f"{urn(0)},peer_review,missed,yes,,Again",
        "999999,peer_review,met,yes,,",
        f"{urn(1)},peer_revue,met,yes,,",
        f"{urn(1)},action_plan,attended,yes,,",
        f'{urn(1)},coaching_1,met,yes,,"Two',
        'lines"',
        f"{urn(1)},coaching_2,met,maybe,,",
        f"{urn(1)},engagement_day_1,missed,no,holiday,",
        f"{urn(1)},engagement_day_2,missed,no,illness",
        f"{urn(2)},engagement_day_2,missed,no,illness,{'x' * 2001}",
        "",
        f"{urn(2)},engagement_day_1,exception_missed,unknown,inspection,",
    ]
    report = import_text(tmp_path, "\n".join(lines), code=3)
    assert (report["read"], report["created"], report["updated"], report["unchanged"]) == (11, 3, 0, 0)
    assert [(one["line"], one["column"]) for one in report["rejected"]] == [
        (3, "urn"),
        (4, "urn"),
        (5, "component"),
        (6, "outcome"),
        (9, "senior_leader"),
        (10, "reason"),
        (11, ""),
        (12, "note"),
    ]
    assert "line 2" in report["rejected"][0]["reason"]
    before = all_rows(here)
    again = import_text(tmp_path, "\n".join(lines), code=3)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert all_rows(here) == before


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_do_not_matter(
    on_sqlite: Database, tmp_path: Path, head: bytes, end: str
) -> None:
    start_cohort(on_sqlite, tmp_path, 1)
    text = f"{HEADER}{end}{urn(0)}, peer_review ,MET,Yes,,'=1+1{end}"
    assert import_text(tmp_path, head + text.encode())["created"] == 1
    with on_sqlite.reading() as session:
        (row,) = session.exec(select(Engagement))
    assert (row.outcome, row.senior_leader, row.note) == ("met", "yes", "=1+1")
    assert "'=1+1" in run("export", "engagement", "--cohort", "one").stdout


def test_formula_is_guarded_on_the_way_out_and_never_twice() -> None:
    for note in ("=1", "+1", "-1", "@x", "'=1", "plain", "", "''=1"):
        assert plain(guarded(plain(note))) == plain(note)
        assert guarded(plain(note))[:1] not in tuple("=+-@")


@pytest.mark.parametrize(
    "header",
    ["", "urn,component,outcome,senior_leader,reason", HEADER + ",more", HEADER + ",note", "name,urn", "\0\0"],
)
def test_file_with_other_columns_is_refused_whole(on_sqlite: Database, tmp_path: Path, header: str) -> None:
    start_cohort(on_sqlite, tmp_path, 1)
    before = all_rows(on_sqlite)
    report = import_text(tmp_path, f"{header}\n{urn(0)},peer_review,met,yes,,\n" if header else "", code=1)
    assert report["error"]
    assert all_rows(on_sqlite) == before


def test_changed_row_keeps_what_was_there(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 1)
    import_cells(tmp_path, [cell(0, "coaching_2", "missed", reason="illness")])
    report = import_cells(tmp_path, [cell(0, "coaching_2", "met", senior_leader="yes")])
    assert report["updated"] == 1
    with here.reading() as session:
        first, second = session.exec(
            select(ProgrammeChange).where(ProgrammeChange.what == "imported").order_by(ProgrammeChange.id)
        ).all()
    assert (first.before, first.after["outcome"]) == ({}, "missed")
    assert (second.before["outcome"], second.before["reason"]) == ("missed", "illness")
    assert (second.after["outcome"], second.after["senior_leader"]) == ("met", "yes")


def test_preview_says_what_would_happen_and_changes_nothing(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 2)
    before = all_rows(here)
    file = write_csv(tmp_path / "e.csv", ENGAGEMENT, [cell(0, "peer_review", "met"), cell(9, "peer_review", "met")])
    result = run("import", "engagement", file, "--cohort", "one", "--preview", code=3)
    assert "1 would be created" in result.stdout
    assert "Line 3: urn" in result.stdout
    assert all_rows(here) == before


def test_export_into_an_empty_cohort_gives_the_same_figures(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 20)
    note = '=note, with\n"quotes"'
    outcomes = ("met", "missed", "exception_met", "exception_missed", "unknown")
    rows = [
        cell(n, code, outcomes[(n + place) % 5], senior_leader=("yes", "no", "unknown")[n % 3], note=note)
        for n in range(20)
        for place, code in enumerate(CODES)
        if (n * place) % 4
    ]
    import_cells(tmp_path, rows)
    file = tmp_path / "export.csv"
    run("export", "engagement", "--cohort", "one", "--out", file)
    run("create-cohort", "two", "--programme", PROGRAMME.id, "--starts", "2021-06-01")
    enrol(tmp_path, range(20), "two")
    run("import", "engagement", file, "--cohort", "two")
    one, two = figures(slug="one"), figures(slug="two")
    assert json.dumps(one).replace('"one"', '"two"') == json.dumps(two)
    exported = list(csv.DictReader(io.StringIO(file.read_bytes().decode())))
    assert len(exported) == len(rows)
    again = tmp_path / "again.csv"
    run("export", "engagement", "--cohort", "two", "--out", again)
    assert again.read_bytes() == file.read_bytes()


def test_25_000_rows_with_bad_ones_are_sorted_out_in_little_memory(on_sqlite: Database, tmp_path: Path) -> None:
    start_cohort(on_sqlite, tmp_path, 700)
    good = [cell(n, code, "met") for n in range(700) for code in CODES]
    bad = [cell(n, "nothing", "met") if n % 2 else cell(n, "peer_review", "?") for n in range(25_000 - len(good))]
    tracemalloc.start()
    report = import_cells(tmp_path, [*bad, *good], code=3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (report["read"], report["created"]) == (25_000, 7_700 - 350)
    assert peak < 150_000_000
    assert figures()["components"][0]["met"] == 700


def test_enrolments_are_taken_with_their_facilitators(here: Database, tmp_path: Path) -> None:
    with here.writing() as session:
        add_schools(session, 4)
    run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01")
    lines = [
        ",".join(ENROLMENTS),
        f"{urn(0)},North West,Pat.Lee@programme.example,{urn(1)},{urn(2)} {urn(3)}",
        f"{urn(1)},north_west,pat.lee@programme.example,,",
        f"{urn(2)},Atlantis,,,",
        f"{urn(3)},London,not an address,,",
        f"{urn(2)},London,,999999,",
        "999998,London,,,",
        f"{urn(3)},London,,,{urn(3)}",
    ]
    report = import_text(tmp_path, "\n".join(lines), code=3, kind="enrolments")
    assert (report["read"], report["created"]) == (7, 2)
    assert [(one["line"], one["column"]) for one in report["rejected"]] == [
        (4, "region"),
        (5, "facilitator_email"),
        (6, "urn"),
        (7, "urn"),
        (8, "urn"),
    ]
    assert report["new_people"] == ["pat.lee@programme.example"]
    with here.reading() as session:
        ids = {one.urn: one.id or 0 for one in session.exec(select(School))}
        person = session.exec(select(Person)).one()
        assert (person.name, session.exec(select(CohortRole)).one().person_id) == ("Pat Lee", person.id)
        ties = session.exec(
            select(EnrolmentTie.kind, Enrolment.school_id, EnrolmentTie.school_id).join(Enrolment)  # type: ignore[arg-type]  # Three columns.
        ).all()
        known = {(kind, frozenset((one, other))) for kind, one, other in ties}
        assert known == {
            (TieKind.LOCKED, frozenset((ids[urn(0)], ids[urn(1)]))),
            (TieKind.PRIOR_CONTACT, frozenset((ids[urn(0)], ids[urn(2)]))),
            (TieKind.PRIOR_CONTACT, frozenset((ids[urn(0)], ids[urn(3)]))),
        }
    before = all_rows(here)
    again = import_text(tmp_path, "\n".join(lines), code=3, kind="enrolments")
    assert again["unchanged"] == 2
    assert all_rows(here) == before
    moved = import_text(tmp_path, f"{lines[0]}\n{urn(0)},London,,,\n", kind="enrolments")
    assert moved["updated"] == 1
    with here.reading() as session:
        assert session.exec(select(EnrolmentTie)).all() == []


def test_senco_of_a_row_is_invited_once(here: Database, tmp_path: Path) -> None:
    with here.writing() as session:
        add_schools(session, 2)
    run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01")
    header = ",".join((*ENROLMENTS, "senco_name", "senco_email"))
    text = f"{header}\n{urn(0)},London,,,,Asha Senco,Asha@school.example\n{urn(1)},London,,,,Ben,\n"
    file = tmp_path / "file.csv"
    file.write_text(text)
    preview = run("import", "enrolments", file, "--cohort", "one", "--preview", code=3).stdout
    assert "Invitations to: asha@school.example" in preview
    with here.reading() as session:
        assert session.exec(select(Grant)).all() == []
    for _again in range(2):
        report = import_text(tmp_path, text, code=3, kind="enrolments")
        assert [(one["line"], one["column"]) for one in report["rejected"]] == [(3, "senco_email")]
    with here.reading() as session:
        (grant,) = session.exec(select(Grant)).all()
        assert (grant.email, grant.role) == ("asha@school.example", "senco")


def test_commands_say_what_is_missing(on_sqlite: Database, tmp_path: Path) -> None:
    assert "no programme x" in run("create-cohort", "one", "--programme", "x", "--starts", "2021-06-01", code=1).stderr
    for slug in ("One", "a b", "", "-"):
        run("create-cohort", "--programme", PROGRAMME.id, "--starts", "2021-06-01", "--", slug, code=1)
    run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01", "--region", "Our North")
    assert (
        "already" in run("create-cohort", "one", "--programme", PROGRAMME.id, "--starts", "2021-06-01", code=1).stderr
    )
    assert "no cohort two" in run("fidelity", "--cohort", "two", code=1).stderr
    assert "cannot be read" in run("import", "engagement", tmp_path / "none.csv", "--cohort", "one", code=1).stderr
    run("cohort-role", "eve@programme.example", "--cohort", "one", "--as", "evaluator")
    run("cohort-role", "fay@programme.example", "--cohort", "one", "--as", "facilitator", "--region", "our north")
    run("cohort-role", "fay@programme.example", "--cohort", "one", "--as", "facilitator", code=1)
    run("cohort-role", "fay@programme.example", "--cohort", "one", "--as", "facilitator", "--region", "X", code=1)


def test_row_may_name_any_number_of_schools(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 3)
    many = " ".join(str(300_000 + number) for number in range(15_000))
    text = f"{','.join(ENROLMENTS)}\n{urn(0)},London,,,{many}\n{urn(1)},London,,{urn(2)},\n"
    report = import_text(tmp_path, text, code=3, kind="enrolments")
    assert [(one["line"], one["column"]) for one in report["rejected"]] == [(2, "prior_contact")]
    assert report["updated"] == 1


def test_region_is_handed_over_with_a_note(here: Database, tmp_path: Path) -> None:
    start_cohort(here, tmp_path, 10)
    words = ("hand-over-region", "London", "--cohort", "one", "--from", "london@programme.example")
    moved = run(*words, "--to", "nia.new@programme.example", "--note", "Two schools share a minibus.")
    assert "2 schools are now with Nia New." in moved.stdout
    with here.reading() as session:
        people = {person.email: person.id for person in session.exec(select(Person))}
        roles = session.exec(select(CohortRole).where(CohortRole.handover_note != "")).all()
        assert [(one.person_id, one.ended_at is not None) for one in roles] == [
            (people["london@programme.example"], True)
        ]
        led = [one.facilitator_id for one in session.exec(select(Enrolment))]
        assert led.count(people["nia.new@programme.example"]) == 2
        notes = session.exec(select(ProgrammeChange.note).where(ProgrammeChange.what == "enrolment")).all()
        assert notes.count("Two schools share a minibus.") == 2
    run(*words[:1], "Atlantis", *words[2:], "--to", "x@programme.example", "--note", "x", code=1)
