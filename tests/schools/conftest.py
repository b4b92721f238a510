"""A migrated database, and files as the national register makes them."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app import clock, migrate
from app.db import Database
from app.models.reviews import Depth, Review
from app.models.schools import School, SchoolUrn
from app.services.schools_register import ImportResult, import_schools

Row = dict[str, object]
Writer = Callable[..., Path]
Importer = Callable[..., ImportResult]

LARCH = {
    "URN": "900001",
    "EstablishmentName": "Larch Hill Primary School",
    "LA (code)": "999",
    "LA (name)": "Larchshire",
    "EstablishmentNumber": "2001",
    "PhaseOfEducation (name)": "Primary",
    "TypeOfEstablishment (name)": "Community school",
    "GOR (name)": "Yorkshire and The Humber",
    "Trusts (name)": "",
    "Postcode": "ZZ1 1AA",
    "Easting": "430000",
    "Northing": "433000",
    "NumberOfPupils": "210",
    "PercentageFSM": "17.5",
    "EstablishmentStatus (name)": "Open",
}


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    assert request.param == "sqlite"
    database = Database(f"sqlite:///{tmp_path}/schools.sqlite3")
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture
def register(tmp_path: Path) -> Writer:
    """Writes rows (each Larch Hill but for what it says) as an extract, leaving out the columns `without`."""

    def write(*rows: Row, without: tuple[str, ...] = (), encoding: str = "utf-8", end: str = "\r\n") -> Path:
        headings = list(dict.fromkeys([*LARCH, *(heading for row in rows for heading in row)]))
        headings = [heading for heading in headings if heading not in without]
        text = io.StringIO()
        out = csv.DictWriter(text, headings, extrasaction="ignore", lineterminator=end)
        out.writeheader()
        out.writerows({**LARCH, **row} for row in rows)
        path = tmp_path / "register.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def bring_in(database: Database, register: Writer) -> Importer:
    """Imports rows as `register` writes them."""

    def bring_in(*rows: Row, **how: Any) -> ImportResult:
        return import_schools(database, register(*rows, **how))

    return bring_in


@pytest.fixture
def bring_in_bytes(database: Database, tmp_path: Path) -> Callable[[bytes], ImportResult]:
    def bring_in_bytes(content: bytes) -> ImportResult:
        path = tmp_path / "bytes.csv"
        path.write_bytes(content)
        return import_schools(database, path)

    return bring_in_bytes


@pytest.fixture
def school_of(database: Database) -> Callable[[str], School]:
    """The school that has this URN now."""

    def school_of(urn: str) -> School:
        with database.reading() as session:
            return session.exec(select(School).where(School.urn == urn)).one()

    return school_of


@pytest.fixture
def everything(database: Database) -> Callable[[], list[tuple[object, ...]]]:
    """All rows of both tables, to compare before and after."""

    def everything() -> list[tuple[object, ...]]:
        with database.reading() as session:
            schools = session.exec(select(School).order_by(School.urn)).all()
            urns = session.exec(select(SchoolUrn).order_by(SchoolUrn.urn)).all()
        return [tuple(row.model_dump().values()) for row in (*schools, *urns)]

    return everything


@pytest.fixture
def put_in_use(database: Database) -> Callable[[str], None]:
    """The school has a review from now on."""

    def put_in_use(urn: str) -> None:
        with database.writing() as session:
            school = session.exec(select(School).where(School.urn == urn)).one()
            assert school.id is not None
            session.add(
                Review(
                    school_id=school.id,
                    framework_id="wss-mainstream",
                    framework_version="1",
                    depth=Depth.SHORT,
                    started_at=clock.now(),
                    started_by="Alice Ash",
                )
            )

    return put_in_use
