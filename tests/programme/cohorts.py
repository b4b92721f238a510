"""A cohort of made-up schools for a test, its files, and the commands that somebody types."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlmodel import Session
from typer.testing import CliRunner

from app.cli import app
from app.db import Database
from app.models.schools import School, SchoolUrn
from app.review_framework.programme_loader import latest_programme

PROGRAMME = latest_programme("wss-review-programme")
CODES = tuple(PROGRAMME.by_code)
REGIONS = ("north_west", "london", "south_west", "east_midlands", "north_east")
ENGAGEMENT = ("urn", "component", "outcome", "senior_leader", "reason", "note")
ENROLMENTS = ("urn", "region", "facilitator_email", "locked_with", "prior_contact")

Row = Mapping[str, str]


def urn(number: int) -> str:
    return str(200_000 + number)


def add_schools(session: Session, count: int) -> None:
    schools = [School(urn=urn(number), name=f"School {number:03}") for number in range(count)]
    session.add_all(schools)
    session.flush()
    session.add_all(SchoolUrn(urn=one.urn, school_id=one.id or 0) for one in schools)


def run(*words: object, code: int = 0, text: str | None = None) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words], input=text)
    assert result.exit_code == code, (result.exit_code, result.output, result.exception)
    return result


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    text = io.StringIO()
    out = csv.DictWriter(text, columns, restval="")
    out.writeheader()
    out.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def cell(number: int, component: str, outcome: str, **more: str) -> dict[str, str]:
    return {"urn": urn(number), "component": component, "outcome": outcome, "senior_leader": "unknown", **more}


def start_cohort(database: Database, folder: Path, count: int, slug: str = "one") -> None:
    """A cohort of so many schools, in five regions with a facilitator each."""
    with database.writing() as session:
        add_schools(session, count)
    run("create-cohort", slug, "--programme", PROGRAMME.id, "--starts", "2021-06-01")
    enrol(folder, range(count), slug)


def enrol(folder: Path, numbers: Iterable[int], slug: str = "one") -> None:
    rows = [
        {"urn": urn(n), "region": REGIONS[n % 5], "facilitator_email": f"{REGIONS[n % 5]}@programme.example"}
        for n in numbers
    ]
    run("import", "enrolments", write_csv(folder / "enrolments.csv", ENROLMENTS, rows), "--cohort", slug)


def import_cells(folder: Path, rows: Iterable[Row], *, slug: str = "one", code: int = 0) -> dict[str, Any]:
    file = write_csv(folder / "engagement.csv", ENGAGEMENT, rows)
    result = run("import", "engagement", file, "--cohort", slug, "--format", "json", code=code)
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def figures(*options: str, slug: str = "one") -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run("fidelity", "--cohort", slug, "--format", "json", *options).stdout)
    return report
