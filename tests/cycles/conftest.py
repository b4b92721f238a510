"""Ashgrove's first cycle, written and agreed, and a framework of the tests' own in two versions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db import Database
from app.models.reviews import Depth, Review
from app.review_framework.loader import add_folder, get_framework, latest_framework, remove_folder
from app.review_framework.types import Framework
from app.services.reviews import start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.cycles.frameworks import write_versions
from tests.people import People

Answers = dict[str, str]
Cycle = Callable[..., Review]


@pytest.fixture
def small_versions(tmp_path: Path) -> Iterator[tuple[Framework, Framework]]:
    """Both versions of the small framework, known to the app for one test."""
    folder = write_versions(tmp_path)
    add_folder(folder)
    yield get_framework("small", "1.0"), get_framework("small", "1.1")
    remove_folder(folder)


@pytest.fixture
def cycle(people: People, database: Database) -> Cycle:
    """`cycle({"LEAD-1.strengths": "…"}, agree=True, previous=first)`: a full review of Ashgrove with these answers."""

    def start(
        answers: Answers | None = None,
        *,
        agree: bool = False,
        previous: Review | None = None,
        framework: Framework | None = None,
        depth: Depth = Depth.FULL,
    ) -> Review:
        by = people["senco"].actor
        with database.writing() as session:
            review = start_review(
                session,
                people.school,
                framework or latest_framework("wss-mainstream"),
                depth,
                scope={"why_now": "It is time."},
                by=by,
                previous=previous,
            )
            for name, value in (answers or {}).items():
                place, _dot, field = name.rpartition(".")
                save_answer(session, review, place, field, value, base=0, by=by)
            if agree:
                checked = read_sheet(session, review).fingerprint()
                agree_version(session, review, checked=checked, present="", by=by)
        return review

    return start
