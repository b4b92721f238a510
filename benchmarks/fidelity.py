"""Fidelity of a cohort of 700 schools with every component said by a file, against a floor in the same run, on both
databases: the figures as JSON, and the page with the matrix, as the server takes for them.

The floor is the least that a program can do: one statement that fetches the same cells, counted into a dictionary.

    python -m benchmarks.fidelity [--schools 700] [--runs 20]
"""

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session, select

from app import clock, migrate
from app.access.visible import VisibleCohort, whole_cohort
from app.db import Database
from app.models.actors import Actor, ActorKind
from app.models.programme import Cohort, Enrolment
from app.models.programme_engagement import Engagement, Met, Source
from app.models.schools import School
from app.pages.fidelity import FiguresPage
from app.pages.fidelity_matrix import MatrixPage
from app.review_framework.programme_loader import latest_programme
from app.services.fidelity_record import read_record
from app.services.programme import create_cohort, list_regions, listed_regions
from app.services.programme_enrolments import new_pseudonym
from tests.plugins.postgres import throwaway_postgres

FLOOR = text(
    "SELECT e.region_id, g.component, g.outcome, g.senior_leader FROM engagement g "
    "JOIN enrolment e ON e.id = g.enrolment_id WHERE e.cohort_id = :cohort"
)
BUDGET_MS = 200


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--schools", type=int, default=700)
    arguments.add_argument("--runs", type=int, default=20)
    asked = arguments.parse_args()
    for kind, database in databases():
        visible = whole_cohort(fill(database, asked.schools))
        # As the server does once it has started.
        gc.collect()
        gc.freeze()
        print(f"{kind}: {asked.schools} schools, {11 * asked.schools:,} cells")
        report(database, visible, asked.runs)


def report(database: Database, visible: VisibleCohort, runs: int) -> None:
    ways: dict[str, Callable[[Session], object]] = {
        "floor": lambda session: count_naively(session, visible.cohort),
        "figures as JSON": lambda session: json.dumps(
            read_record(session, visible, on=clock.today()).fidelity().as_json()
        ),
        "figures, page": lambda session: FiguresPage.of(session, visible, {}),
        "matrix, page": lambda session: MatrixPage.of(session, visible, {}),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs + 1):
        # In turn, so that a machine that slows down slows all of them.
        for name, way in ways.items():
            begun = time.perf_counter()
            with database.reading() as session:
                way(session)
            taken[name].append(1000 * (time.perf_counter() - begun))
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    for name, median in medians.items():
        worst = sorted(taken[name][1:])[int(0.95 * runs)]
        ratio = median / medians["floor"]
        over = "" if name == "floor" or median < BUDGET_MS else f"  over {BUDGET_MS} ms"
        print(f"  {name:<18}{median:>8.1f} ms  (95 %: {worst:.1f} ms)  {ratio:.1f} times the floor{over}")


def count_naively(session: Session, cohort: Cohort) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row) for row in session.execute(FLOOR, {"cohort": cohort.id}))


def fill(database: Database, schools: int) -> Cohort:
    migrate.upgrade(database)
    programme = latest_programme("wss-review-programme")
    outcomes = list(Met)
    with database.writing() as session:
        cohort = create_cohort(
            session,
            "bench",
            programme=programme,
            starts_on=clock.today(),
            regions=listed_regions("regions"),
            by=Actor(ActorKind.PERSON, None, "bench"),
        )
        regions = list_regions(session, cohort)
        made = [School(urn=str(500_000 + n), name=f"School {n:04}") for n in range(schools)]
        session.add_all(made)
        session.flush()
        enrolled = [
            Enrolment(
                cohort_id=cohort.id or 0,
                school_id=school.id or 0,
                region_id=regions[n % len(regions)].id or 0,
                pseudonym=new_pseudonym(),
                enrolled_on=clock.today(),
            )
            for n, school in enumerate(made)
        ]
        session.add_all(enrolled)
        session.flush()
        session.add_all(
            Engagement(
                enrolment_id=one.id or 0,
                component=component.code,
                source=Source.IMPORTED,
                outcome=outcomes[(n * 7 + place * 3) % 5],
                note=f"As line {n} of the register says." if place % 3 == 0 else "",
                by="bench",
                at=clock.now(),
            )
            for n, one in enumerate(enrolled)
            for place, component in enumerate(programme.components)
        )
    with database.reading() as session:
        return session.exec(select(Cohort)).one()


def databases() -> Iterator[tuple[str, Database]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        yield "SQLite", database
        database.close()
    with throwaway_postgres() as server:
        database = Database(server.url(server.create_database()))
        yield "PostgreSQL", database
        database.close()


if __name__ == "__main__":
    main()
