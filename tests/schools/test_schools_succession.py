"""A new URN keeps the school and everything it has."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from app import clock
from app.db import Database
from app.models.reviews import Review
from app.models.schools import School, SchoolUrn
from app.services.schools import find_school
from app.services.schools_register import ImportResult
from app.services.schools_succession import SuccessionRefused, succeed

Importer = Callable[..., ImportResult]
CONVERSION = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(2026, 10, 1, 9, tzinfo=UTC))


@pytest.fixture
def move(database: Database) -> Callable[..., None]:
    def move(old_urn: str, new_urn: str, on: date = CONVERSION) -> None:
        with database.writing() as session:
            school = find_school(session, old_urn)
            assert school
            succeed(session, school, new_urn, on=on)

    return move


def test_both_urns_find_the_school(bring_in: Importer, move: Callable[..., None], database: Database) -> None:
    bring_in({})
    move("900001", "900002")
    with database.reading() as session:
        found = [find_school(session, urn) for urn in ("900001", " 900002 ", "900003")]
        urns = session.exec(select(SchoolUrn).order_by(SchoolUrn.urn)).all()
    assert [school and school.urn for school in found] == ["900002", "900002", None]
    assert [(urn.urn, urn.since, urn.until) for urn in urns] == [
        ("900001", None, date(2026, 8, 31)),
        ("900002", CONVERSION, None),
    ]


def test_repeating_it_changes_nothing(
    bring_in: Importer, move: Callable[..., None], everything: Callable[[], object]
) -> None:
    bring_in({})
    move("900001", "900002")
    before = everything()
    move("900001", "900002", on=date(2026, 9, 20))
    assert everything() == before


def test_unused_school_of_the_new_urn_is_merged_away(
    bring_in: Importer,
    move: Callable[..., None],
    put_in_use: Callable[[str], None],
    database: Database,
) -> None:
    bring_in({}, {"URN": "900002", "EstablishmentName": "Larch Hill Academy"})
    put_in_use("900001")
    move("900001", "900002")
    with database.reading() as session:
        school = session.exec(select(School)).one()
        review = session.exec(select(Review)).one()
        urns = session.exec(select(SchoolUrn.school_id)).all()
    assert (school.urn, school.name) == ("900002", "Larch Hill Academy")
    assert review.school_id == school.id
    assert urns == [school.id, school.id]


def test_earlier_urns_of_a_merged_school_come_along(
    bring_in: Importer, move: Callable[..., None], database: Database
) -> None:
    bring_in({}, {"URN": "900002"})
    move("900002", "900003", on=date(2025, 9, 1))
    move("900001", "900003")
    with database.reading() as session:
        assert len(session.exec(select(School)).all()) == 1
        found = [find_school(session, urn) for urn in ("900001", "900002", "900003")]
    assert [school and school.urn for school in found] == ["900003"] * 3


def test_school_in_use_is_never_merged_away(
    bring_in: Importer,
    move: Callable[..., None],
    put_in_use: Callable[[str], None],
    everything: Callable[[], object],
) -> None:
    bring_in({}, {"URN": "900002", "EstablishmentName": "Elm School"})
    put_in_use("900002")
    before = everything()
    with pytest.raises(SuccessionRefused, match="900002 belongs to another school that is in use here, Elm"):
        move("900001", "900002")
    assert everything() == before


def test_urn_that_another_school_has_left_is_refused(bring_in: Importer, move: Callable[..., None]) -> None:
    bring_in({}, {"URN": "900002", "EstablishmentName": "Elm School"})
    move("900002", "900003")
    with pytest.raises(SuccessionRefused, match="earlier URN of another school, Elm School"):
        move("900001", "900002")


def test_school_cannot_go_back_to_a_urn(bring_in: Importer, move: Callable[..., None]) -> None:
    bring_in({})
    move("900001", "900002")
    with pytest.raises(SuccessionRefused, match="earlier URN of Larch Hill"):
        move("900002", "900001", on=date(2026, 9, 20))


@pytest.mark.parametrize("urn", ["", "12345", "abcdef", "1234567"])
def test_what_is_no_urn_is_refused(bring_in: Importer, move: Callable[..., None], urn: str) -> None:
    bring_in({})
    with pytest.raises(SuccessionRefused, match="six digits"):
        move("900001", urn)


def test_days_that_cannot_be_are_refused(bring_in: Importer, move: Callable[..., None]) -> None:
    bring_in({})
    with pytest.raises(SuccessionRefused, match="2 October 2026 is still to come"):
        move("900001", "900002", on=date(2026, 10, 2))
    move("900001", "900002")
    with pytest.raises(SuccessionRefused, match="in force since 1 September 2026"):
        move("900002", "900003", on=CONVERSION)


def test_school_without_a_dated_urn_gets_one(move: Callable[..., None], database: Database) -> None:
    with database.writing() as session:
        session.add(School(urn="900001", name="Larch Hill"))
    move("900001", "900002")
    with database.reading() as session:
        assert session.exec(select(SchoolUrn.urn).order_by(col(SchoolUrn.urn))).all() == ["900001", "900002"]
