"""The check that the other tests here rely on can fail."""

import pytest
from sqlalchemy import Connection, text

from app.db import Database
from app.services.self_evaluation import save_answer
from app.services.texts import Clash
from tests.durability.ledger import Acknowledged, find_faults
from tests.people import People

PLACE = ("LEAD-1", "strengths")
LATEST = "(SELECT max(version) FROM answer_change WHERE kind = 'saved')"


@pytest.fixture
def told(database: Database, people: People) -> list[Acknowledged]:
    """Three texts that became current, and one that came too late."""
    told = []
    for number, base in enumerate([0, 1, 1, 2]):
        with database.writing() as session:
            words = f"text {number}"
            result = save_answer(session, people.review, *PLACE, words, base=base, by=people["senco"].actor)
            told.append(Acknowledged(PLACE, words, None if isinstance(result, Clash) else result.version))
    assert [one.version for one in told] == [1, 2, None, 3]
    return told


def test_nothing_is_said_when_everything_is_there(database: Database, people: People, told: list[Acknowledged]) -> None:
    assert people.review.id is not None
    assert find_faults(database, people.review.id, told) == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DELETE FROM answer_change WHERE version = 1", "acknowledged and not there"),
        ("DELETE FROM answer_change WHERE version = 2 AND kind = 'saved'", "the versions are [1, 3]"),
        ("DELETE FROM answer_change WHERE kind = 'set_aside'", "version=None"),
        (f"DELETE FROM answer_change WHERE version = {LATEST}", "not the latest version"),
        ("UPDATE answer_change SET value = 'text 0' WHERE version = 2 AND kind = 'saved'", "only repeats"),
        ("UPDATE answer SET value = 'text 1' WHERE place = 'LEAD-1'", "not the latest version"),
        ("DELETE FROM answer WHERE place = 'LEAD-1'", "not the latest version: None"),
    ],
)
def test_damage_is_noticed(
    database: Database, people: People, told: list[Acknowledged], damage: str, sentence: str
) -> None:
    with database.engine.begin() as connection:
        _execute(connection, damage)
    assert people.review.id is not None
    assert any(sentence in fault for fault in find_faults(database, people.review.id, told))


def test_index_without_its_rows_is_noticed(database: Database, people: People, told: list[Acknowledged]) -> None:
    """As after a torn write: the table says one thing and its index another."""
    if not database.is_sqlite:
        return  # PostgreSQL's own tools refuse to damage an index; amcheck's presence is what counts here.
    with database.engine.begin() as connection:
        _execute(connection, "PRAGMA writable_schema = ON")
        _execute(
            connection,
            "UPDATE sqlite_master SET sql = replace(sql, '''set_aside''', '''saved''') "
            "WHERE name = 'uq_answer_change_version'",
        )
        _execute(connection, "PRAGMA writable_schema = OFF")
    database.close()
    assert people.review.id is not None
    assert any("integrity_check" in fault for fault in find_faults(database, people.review.id, told))


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))
