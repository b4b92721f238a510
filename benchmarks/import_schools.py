"""How long 25,000 schools take to bring in, twice, beside the least that could be done in the same run.

    python benchmarks/import_schools.py [DATABASE_URL]

Without an address a new SQLite file is used. With one, the tables of an EMPTY PostgreSQL database are made
and filled. The floor reads the same file with the CSV module and inserts the rows with one bare executemany,
with the same durability. The targets: under 20 s and under 300 MB, and the second run changes nothing.
"""

import csv
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlmodel import select

from app import migrate
from app.db import Database
from app.models.schools import School, SchoolUrn
from app.services.schools_register import ImportResult, import_schools
from app.services.schools_register_rows import COLUMNS, REGIONS

T = TypeVar("T")

ROWS = 25_000
MOST_SECONDS, MOST_MB = 20, 300
OTHER_HEADINGS = [f"Register column {number}" for number in range(1, 61)]
"""The real extract has more than a hundred columns that we do not read."""
TREES = (
    "Alder",
    "Ash",
    "Beech",
    "Cedar",
    "Elm",
    "Hawthorn",
    "Hazel",
    "Larch",
    "Maple",
    "Rowan",
    "Ôak",
    "Yew",
)
PLACES = ("Bank", "Corner", "Green", "Hill", "Lane", "Mead", "Park", "Rise", "St Nobody’s", "Vale", "Wood")
PHASES = ("Nursery", "Primary", "Secondary", "All-through", "16 plus", "Not applicable")
TYPES = ("Community school", "Academy converter", "Free schools", "Foundation special school")
FAULTS = (
    {"URN": "12"},
    {"EstablishmentName": ""},
    {"Easting": "far"},
    {"PercentageFSM": "140"},
    {"URN": "800000"},
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        faults = write_register(path)
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/schools.sqlite3"
        database = Database(url)
        migrate.upgrade(database)
        print(
            f"{ROWS:,} rows, {faults} of them bad, {path.stat().st_size / 1e6:.1f} MB, "
            f"{database.url.get_backend_name()}"
        )
        floor = seconds(lambda: insert_bare(database, path))[0]
        print(f"floor            {floor:6.2f} s")
        first_s, first = run("first import", database, path, floor)
        before = fingerprint(database)
        second_s, second = run("second import", database, path, floor)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        same = fingerprint(database) == before and first.rejected == second.rejected
        same = same and second.unchanged == first.created and second.skipped == first.skipped
        same = same and len(first.rejected) == faults
        database.close()
    print(f"peak memory      {peak_mb:6.0f} MB")
    print(f"same result      {'yes' if same else 'NO'}")
    sys.exit(0 if same and max(first_s, second_s) < MOST_SECONDS and peak_mb < MOST_MB else 1)


def run(name: str, database: Database, path: Path, floor: float) -> tuple[float, ImportResult]:
    took, result = seconds(lambda: import_schools(database, path))
    print(
        f"{name:16} {took:6.2f} s  {took / floor:4.1f} × floor   created {result.created:,}, updated "
        f"{result.updated:,}, unchanged {result.unchanged:,}, skipped {result.skipped:,}, "
        f"rejected {len(result.rejected):,}"
    )
    return took, result


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done


def write_register(path: Path) -> int:
    """Writes ROWS plainly fictional schools in Windows-1252, as the register does; says how many are bad."""
    chance = random.Random(2027)
    faults = 0
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.DictWriter(file, [column.heading for column in COLUMNS] + OTHER_HEADINGS, restval="Not recorded")
        out.writeheader()
        for number in range(ROWS):
            row = fictional_school(number, chance)
            if number % 500 == 499:
                row |= FAULTS[faults % len(FAULTS)]
                faults += 1
            out.writerow(row)
    return faults


def fictional_school(number: int, chance: random.Random) -> dict[str, object]:
    authority = chance.randrange(150)
    return {
        "URN": 800000 + number,
        "EstablishmentName": f"{chance.choice(TREES)} {chance.choice(PLACES)} School, No {number}",
        "LA (code)": 700 + authority,
        "LA (name)": f"Nowhereshire {authority}",
        "EstablishmentNumber": 1000 + number % 9000,
        "PhaseOfEducation (name)": chance.choice(PHASES),
        "TypeOfEstablishment (name)": chance.choice(TYPES),
        "GOR (name)": chance.choice(REGIONS),
        "Trusts (name)": chance.choice(("", "Imaginary Trust")),
        "Postcode": f"ZZ{number % 90 + 10} {number % 9 + 1}ZZ",
        "Easting": chance.randrange(200_000, 650_000),
        "Northing": chance.randrange(50_000, 600_000),
        "NumberOfPupils": chance.choice(("", "SUPP", chance.randrange(20, 1800))),
        "PercentageFSM": f"{chance.uniform(0, 60):.1f}",
        "EstablishmentStatus (name)": "Closed" if number % 10 == 9 and number % 500 != 499 else "Open",
    }


def insert_bare(database: Database, path: Path) -> None:
    """The least: read the file, put fifteen columns of each row into a table without keys, commit."""
    names = ", ".join(f"c{place}" for place in range(len(COLUMNS)))
    marks = ", ".join("?" if database.is_sqlite else "%s" for _ in COLUMNS)
    with path.open(encoding="cp1252", newline="") as file, database.engine.begin() as connection:
        reader = csv.reader(file)
        next(reader)
        columns = ", ".join(f"c{place} TEXT" for place in range(len(COLUMNS)))
        connection.exec_driver_sql(f"CREATE TABLE floor ({columns})")
        cursor = connection.connection.cursor()
        rows = [row[: len(COLUMNS)] for row in reader]
        cursor.executemany(f"INSERT INTO floor ({names}) VALUES ({marks})", rows)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE floor")


def fingerprint(database: Database) -> str:
    digest = hashlib.sha256()
    with database.reading() as session:
        for school in session.exec(select(School).order_by(School.urn)):
            digest.update(repr(school.model_dump()).encode())
        for urn in session.exec(select(SchoolUrn).order_by(SchoolUrn.urn)):
            digest.update(repr(urn.model_dump()).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
