"""Who sees what of a cohort: regions are apart, an evaluator reads no name, a school reads its own row."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from app.db import Database
from app.settings import Settings
from tests.architecture.access_table_pairing import PAIRING
from tests.architecture.access_table_programme import PROGRAMME, WHO
from tests.architecture.lived_in import LivedIn, live_in
from tests.people import People
from tests.programme.world import CANNOT_COME, NOTE, TITLE
from tests.visits import Browser

ROUTES = {**PROGRAMME, **PAIRING}
NAMES = ("Ashgrove", "Fay Facilitator", "Asha Senco", "100001", NOTE, CANNOT_COME)


@pytest.fixture
def lived(database: Database, people: People, settings: Settings) -> LivedIn:
    return live_in(database, people, settings)


@pytest.fixture
def as_(house: FastAPI, lived: LivedIn) -> Callable[[str], Browser]:
    return lambda who: Browser(house, lived.people.sign_in(house.state.database, who))


def answers(lived: LivedIn, browser: Browser) -> dict[tuple[str, str], Any]:
    return {
        (method, path): browser.get(lived.path(path)) if method == "GET" else browser.post(lived.path(path))
        for method, path in ROUTES
    }


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(lived: LivedIn, as_: Callable[[str], Browser], who: str) -> None:
    found = {route: answer.status_code for route, answer in answers(lived, as_(who)).items()}
    assert found == {route: row[who] for route, row in ROUTES.items()}


@pytest.mark.parametrize("who", ["other_facilitator", "evaluator"])
def test_name_of_the_school_and_its_notes_stay_away(lived: LivedIn, as_: Callable[[str], Browser], who: str) -> None:
    for route, answer in answers(lived, as_(who)).items():
        assert [name for name in NAMES if name in answer.text] == [], f"{who}: {route}"
        if answer.headers.get("content-type", "").endswith("sheet"):
            assert_sheets_hold_none(answer.content)


def assert_sheets_hold_none(content: bytes) -> None:
    book = zipfile.ZipFile(io.BytesIO(content))
    words = "".join(book.read(name).decode() for name in book.namelist())
    assert [name for name in NAMES if name in words] == []


def test_names_looked_for_are_there_to_be_found(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    everything = "".join(
        answer.text for answer in answers(lived, as_("facilitator")).values() if answer.text[:1] == "<"
    )
    assert [name for name in ("Ashgrove", "Fay Facilitator", NOTE) if name not in everything] == []


def test_evaluator_reads_pseudonyms(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    page = as_("evaluator").get(lived.path("/cohorts/{cohort_id}/matrix"))
    assert lived.programme.pseudonym in page.text


def test_facilitator_of_one_region_counts_their_own_schools_only(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    for who, schools in (("facilitator", 1), ("other_facilitator", 1), ("programme_manager", 2), ("evaluator", 2)):
        page = as_(who).get(lived.path("/cohorts/{cohort_id}/fidelity"))
        words = "1 school is counted." if schools == 1 else f"{schools} schools are counted."
        assert words in page.text, who


def test_school_of_another_region_is_nobody_s_to_rule(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    other = f"/cohorts/{lived.programme.cohort.id}/schools/{lived.programme.other_enrolment_id}"
    assert as_("facilitator").get(other).status_code == 404
    assert as_("facilitator").post(f"{other}/rulings").status_code == 404
    assert as_("stranger").get(other).status_code == 200, "It is the stranger's own school"
    assert as_("senco").get(other).status_code == 404


def test_row_is_reached_under_its_own_cohort_only(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    assert as_("programme_manager").get(f"/cohorts/999/schools/{lived.programme.enrolment_id}").status_code == 404


def test_everybody_finds_the_way(lived: LivedIn, as_: Callable[[str], Browser]) -> None:
    here = f"/cohorts/{lived.programme.cohort.id}"
    for who in ("facilitator", "evaluator", "programme_manager"):
        assert as_(who).get("/").headers["location"] == here
    own = as_("senco").get(f"/schools/{lived.people.school.id}").text
    assert f"{here}/schools/{lived.programme.enrolment_id}" in own
    assert TITLE in own
    assert f"{here}/schools" not in as_("colleague").get(f"/schools/{lived.people.school.id}").text


MAKES_ONE = re.compile(r"\b(VisibleCohort|VisibleEnrolment|VisibleEvent)\(")


def makers(sources: dict[str, str]) -> set[str]:
    return {path for path, text in sources.items() if MAKES_ONE.search(re.sub(r"class \w+\(?", "", text))}


def test_only_access_says_what_somebody_may_see() -> None:
    app = Path(__file__).parents[2] / "app"
    sources = {str(path.relative_to(app)): path.read_text("utf-8") for path in app.rglob("*.py")}
    assert makers(sources) == {"access/programme.py", "access/visible.py", "services/programme_demo.py"}
    everything = {path for path, text in sources.items() if "import whole_cohort" in text}
    assert everything == {
        "cli/fidelity.py",
        "cli/pairing.py",
        "cli/programme.py",
        "services/attention_look.py",
    }, "Only the command line holds a whole cohort, and the daily look, which shows nobody anything"


def test_maker_elsewhere_is_noticed() -> None:
    assert makers({"pages/x.py": "record = read_record(session, VisibleCohort(cohort), on=today)"}) == {"pages/x.py"}
