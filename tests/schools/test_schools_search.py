"""Searching by fragment of a name, by URN, by postcode."""

from collections.abc import Callable
from datetime import date

import pytest

from app.db import Database
from app.services.schools import find_school, search_schools
from app.services.schools_register import ImportResult
from app.services.schools_succession import succeed

Search = Callable[..., list[str]]


@pytest.fixture
def search(database: Database, bring_in: Callable[..., ImportResult]) -> Search:
    """URNs found among a few schools."""
    bring_in(
        {},
        {"URN": "900002", "EstablishmentName": "École Élysée", "Postcode": "ZZ10 2BB"},
        {"URN": "900003", "EstablishmentName": "St Mary’s 100% School", "Postcode": ""},
        {"URN": "900004", "EstablishmentName": "St Mary's_Junior\\Infant", "Postcode": ""},
        {"URN": "910005", "EstablishmentName": "Larch Valley", "Postcode": "ZZ1 1AB"},
    )

    def search(text: str, **how: int) -> list[str]:
        with database.reading() as session:
            return [school.urn for school in search_schools(session, text, **how)]

    return search


@pytest.mark.parametrize(
    ("text", "urns"),
    [
        ("larch", ["900001", "910005"]),
        ("  LARCH   hill ", ["900001"]),
        ("école", ["900002"]),
        ("éCOLE éLYSÉE", ["900002"]),
        ("ecole", []),
        ("st mary's", ["900003", "900004"]),
        ("ST MARY’S", ["900003", "900004"]),
        ("%", ["900003"]),
        ("_", ["900004"]),
        ("\\", ["900004"]),
        ("900001", ["900001"]),
        ("9000", ["900002", "900001", "900003", "900004"]),
        ("zz1 1aa", ["900001"]),
        ("zz11a", ["900001", "910005"]),
        ("zz102BB", ["900002"]),
        ("", []),
        ("   ", []),
        ("' OR 1=1 --", []),
        ("ß\0", []),
    ],
)
def test_search_finds(search: Search, text: str, urns: list[str]) -> None:
    assert sorted(search(text)) == sorted(urns)


def test_search_gives_no_more_than_the_limit(search: Search) -> None:
    assert search("larch", limit=1) == ["900001"]
    assert len(search("mary’s", limit=1)) == 1


def test_open_schools_come_first(search: Search, bring_in: Callable[..., ImportResult]) -> None:
    bring_in({"EstablishmentStatus (name)": "Closed"})
    assert search("larch") == ["910005", "900001"]


def test_former_urn_finds_the_school(search: Search, database: Database) -> None:
    with database.writing() as session:
        school = find_school(session, "900001")
        assert school
        succeed(session, school, "920001", on=date(2026, 1, 5))
    assert search("900001") == ["920001"]
