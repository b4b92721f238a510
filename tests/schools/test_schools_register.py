"""What an import of the register leaves in the school table, and what it says that it did."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from app.db import Database
from app.models.schools import School, SchoolUrn
from app.services.schools_register import BATCH, ImportResult, import_schools
from app.services.schools_succession import succeed

Importer = Callable[..., ImportResult]
SchoolOf = Callable[[str], School]


def counts(result: ImportResult) -> tuple[int, int, int, int, int, int]:
    """read, created, updated, unchanged, skipped, rejected"""
    rejected = len(result.rejected)
    assert result.read == result.created + result.updated + result.unchanged + result.skipped + rejected
    return result.read, result.created, result.updated, result.unchanged, result.skipped, rejected


def test_school_has_every_fact_of_its_row(bring_in: Importer, school_of: SchoolOf) -> None:
    assert counts(bring_in({"Trusts (name)": "Larch Trust"})) == (1, 1, 0, 0, 0, 0)
    school = school_of("900001")
    assert school.model_dump(exclude={"id"}) == {
        "urn": "900001",
        "name": "Larch Hill Primary School",
        "la_code": "999",
        "la_name": "Larchshire",
        "establishment_number": "2001",
        "phase": "Primary",
        "type": "Community school",
        "region": "Yorkshire and the Humber",
        "trust": "Larch Trust",
        "postcode": "ZZ1 1AA",
        "easting": 430000,
        "northing": 433000,
        "pupils": 210,
        "fsm_percentage": 17.5,
        "status": "Open",
        "is_demo": False,
    }


def test_first_urn_is_in_force_since_nobody_knows_when(bring_in: Importer, database: Database) -> None:
    bring_in({})
    with database.reading() as session:
        dated = session.exec(select(SchoolUrn)).one()
    assert (dated.urn, dated.since, dated.until) == ("900001", None, None)


def test_second_run_of_the_same_file_changes_nothing(bring_in: Importer, everything: Callable[[], object]) -> None:
    rows = [{"URN": str(900001 + n), "PercentageFSM": n / 7} for n in range(100)]
    bring_in(*rows)
    before = everything()
    assert counts(bring_in(*rows)) == (100, 0, 0, 100, 0, 0)
    assert everything() == before


def test_later_file_updates_what_it_says_otherwise(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({}, {"URN": "900002"})
    assert counts(bring_in({}, {"URN": "900002", "NumberOfPupils": "199"})) == (2, 0, 1, 1, 0, 0)
    assert school_of("900002").pupils == 199


def test_missing_column_keeps_what_is_known(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({})
    result = bring_in({"EstablishmentName": "Larch Hill"}, without=("NumberOfPupils", "GOR (name)"))
    assert counts(result) == (1, 0, 1, 0, 0, 0)
    school = school_of("900001")
    assert (school.name, school.pupils, school.region) == ("Larch Hill", 210, "Yorkshire and the Humber")


def test_empty_cell_of_a_column_that_is_there_means_unknown(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({})
    bring_in({"NumberOfPupils": "", "Trusts (name)": ""})
    assert school_of("900001").pupils is None


def test_new_school_without_optional_columns_has_them_unknown(
    bring_in_bytes: Callable[[bytes], ImportResult], school_of: SchoolOf
) -> None:
    bring_in_bytes(b"URN,EstablishmentName\n900001,Larch Hill\n")
    school = school_of("900001")
    assert (school.pupils, school.region, school.status, school.is_demo) == (None, "", "Open", False)


@pytest.mark.parametrize("status", ["Closed", "closed", "Closed by the department"])
def test_closed_school_is_skipped(bring_in: Importer, database: Database, status: str) -> None:
    assert counts(bring_in({"EstablishmentStatus (name)": status})) == (1, 0, 0, 0, 1, 0)
    with database.reading() as session:
        assert session.exec(select(School)).all() == []


@pytest.mark.parametrize("status", ["Open", "Open, but proposed to close", "Proposed to open"])
def test_school_that_is_not_closed_is_taken(bring_in: Importer, status: str) -> None:
    assert bring_in({"EstablishmentStatus (name)": status}).created == 1


def test_closed_school_in_use_is_updated(
    bring_in: Importer, school_of: SchoolOf, put_in_use: Callable[[str], None]
) -> None:
    bring_in({})
    put_in_use("900001")
    closed = {"EstablishmentStatus (name)": "Closed", "NumberOfPupils": "0"}
    assert counts(bring_in(closed)) == (1, 0, 1, 0, 0, 0)
    assert (school_of("900001").status, school_of("900001").pupils) == ("Closed", 0)
    assert counts(bring_in(closed)) == (1, 0, 0, 1, 0, 0)


def test_closed_school_here_but_unused_is_skipped_and_shown_as_closed(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({})
    closed = {"EstablishmentStatus (name)": "Closed", "NumberOfPupils": "0"}
    assert counts(bring_in(closed)) == (1, 0, 0, 0, 1, 0)
    assert (school_of("900001").status, school_of("900001").pupils) == ("Closed", 210)


def test_urn_that_a_school_has_left_makes_no_second_school(
    bring_in: Importer, database: Database, school_of: SchoolOf
) -> None:
    bring_in({})
    with database.writing() as session:
        school = session.exec(select(School)).one()
        succeed(session, school, "900002", on=date(2026, 1, 5))
    academy = {"URN": "900002", "EstablishmentName": "Larch Hill Academy"}
    both = [{"EstablishmentStatus (name)": "Closed"}, academy]
    assert counts(bring_in(*both)) == (2, 0, 1, 1, 0, 0)
    assert counts(bring_in(*both)) == (2, 0, 0, 2, 0, 0)
    assert school_of("900002").name == "Larch Hill Academy"
    with database.reading() as session:
        assert len(session.exec(select(School)).all()) == 1


def test_number_of_statements_does_not_grow_with_the_rows(bring_in: Importer, database: Database) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *event_: statements.append(str(event_[2])))

    def cost(pupils: int, schools: int) -> int:
        statements.clear()
        bring_in(*({"URN": str(900001 + n), "NumberOfPupils": pupils} for n in range(schools)))
        return len(statements)

    assert cost(1, 2) == cost(1, 500) <= 8
    assert cost(2, 3) == cost(3, 500) <= 8


def test_others_can_write_between_batches(database: Database, register: Callable[..., Path]) -> None:
    path = register(*({"URN": str(900001 + n)} for n in range(3 * BATCH)))
    seen: list[int] = []

    def look(_read: int) -> None:
        with database.writing() as session:
            seen.append(len(session.exec(select(School.id)).all()))

    import_schools(database, path, on_progress=look)
    assert seen == [BATCH, 2 * BATCH, 3 * BATCH]


def test_progress_ends_at_the_size_of_the_file(database: Database, register: Callable[..., Path]) -> None:
    path = register({})
    told: list[int] = []
    import_schools(database, path, on_progress=told.append)
    assert told[-1] == path.stat().st_size


def test_two_imports_at_once_make_each_school_once(database: Database, register: Callable[..., Path]) -> None:
    path = register(*({"URN": str(900001 + n)} for n in range(2 * BATCH)))
    results: list[ImportResult] = []
    threads = [threading.Thread(target=lambda: results.append(import_schools(database, path))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(result.created for result in results) == 2 * BATCH
    assert sum(result.unchanged for result in results) == 4 * BATCH
