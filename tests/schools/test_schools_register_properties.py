"""Whatever the bytes: a result or a clear refusal, and the same file twice changes nothing."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app.db import Database
from app.models.schools import School
from app.services.schools_register import ImportResult, import_schools
from app.services.schools_register_rows import COLUMNS, Unreadable

# The database is shared by the examples of one test on purpose: a file is brought into whatever is there.
ONE_DATABASE = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

headers = st.permutations([column.heading for column in COLUMNS]).map(",".join)
awkward = st.sampled_from(['"', ",", "\n", "\r\n", "\r", "\0", "'", "=", "900001", "SUPP", "1", "é", "\x81"])
cells = st.one_of(st.text(max_size=12), awkward, st.lists(awkward, max_size=6).map("".join))


@st.composite
def almost_registers(draw: st.DrawFn) -> bytes:
    """A proper header, and rows that are anything from sound to noise."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
    rows = draw(st.lists(st.lists(cells, min_size=1, max_size=len(COLUMNS) + 1).map(",".join), max_size=8))
    text = "\n".join([draw(headers), *rows])
    return text.encode(encoding, errors="replace") + draw(st.binary(max_size=20))


@st.composite
def sound_rows(draw: st.DrawFn) -> bytes:
    """Rows that are mostly taken, in Windows-1252 or UTF-8."""
    lines = ["URN,EstablishmentName,NumberOfPupils,PercentageFSM,EstablishmentStatus (name)"]
    for urn in draw(st.lists(st.integers(900000, 900050), max_size=20)):
        name = draw(st.text("abcé’ ZÉ'", max_size=10))
        status = draw(st.sampled_from(["Open", "Closed", ""]))
        lines.append(f"{urn},{name},{draw(st.integers(-1, 2000))},{draw(st.floats(0, 101, width=32)):.3f},{status}")
    return "\n".join(lines).encode(draw(st.sampled_from(["utf-8", "cp1252"])))


def attempt(database: Database, path: Path, content: bytes) -> ImportResult | None:
    path.write_bytes(content)
    try:
        result = import_schools(database, path)
    except Unreadable:
        return None
    taken = result.created + result.updated + result.unchanged + result.skipped
    assert result.read == taken + len(result.rejected)
    assert all(rejection.reason for rejection in result.rejected)
    lines = [rejection.line for rejection in result.rejected]
    assert lines == sorted(set(lines))
    assert all(2 <= line <= content.count(b"\n") + 1 for line in lines)
    return result


@ONE_DATABASE
@given(content=st.one_of(st.binary(max_size=400), almost_registers()))
def test_no_file_crashes_the_import(database: Database, tmp_path: Path, content: bytes) -> None:
    attempt(database, tmp_path / "any.csv", content)


@ONE_DATABASE
@given(content=st.one_of(sound_rows(), almost_registers()))
def test_second_run_finds_everything_unchanged(database: Database, tmp_path: Path, content: bytes) -> None:
    first = attempt(database, tmp_path / "twice.csv", content)
    if first is None:
        return
    with database.reading() as session:
        before = [school.model_dump() for school in session.exec(select(School).order_by(School.urn))]
    again = attempt(database, tmp_path / "twice.csv", content)
    assert again is not None
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == first.created + first.updated + first.unchanged
    assert (again.read, again.skipped, again.rejected) == (first.read, first.skipped, first.rejected)
    with database.reading() as session:
        assert before == [school.model_dump() for school in session.exec(select(School).order_by(School.urn))]
