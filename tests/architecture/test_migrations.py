"""Migrations: they make what the models say, on both databases, and go down and up on a database in use."""

import re
import shutil
from collections.abc import Iterable
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, String, Table, inspect, text
from sqlmodel import SQLModel

import app.models
from app import migrate
from app.db import Database
from app.models import accounts
from app.models.accounts import Role
from app.models.columns import one_of
from app.settings import Settings
from tests.architecture.checked_columns import CHECKED, UNCHECKED
from tests.architecture.lived_in import live_in
from tests.architecture.rows import row_counts
from tests.people import create_people

MODULES = tuple(import_module(f"app.models.{name}") for name in (*app.models.__all__, "actors"))
"""Where the tables are."""

VERSIONS = migrate.MIGRATIONS / "versions"
NUMBERED = re.compile(r"\d{4}_[a-z0-9_]+\.py")


def test_every_module_of_models_is_looked_at() -> None:
    modules = {path.stem for path in Path(accounts.__file__).parent.glob("*.py")}
    without_tables = {"__init__", "columns", "fields", "self_evaluation_sheet"}
    without_tables |= {"action_plan_sheet", "action_plan_parts", "book_tables"}
    modules = {one for one in modules if not one.endswith("_fields") and "_fields_" not in one}
    assert modules - without_tables == {module.__name__.rpartition(".")[2] for module in MODULES}


def revisions() -> list[str]:
    """The numbers of all migrations, the first one first."""
    script = ScriptDirectory(str(migrate.MIGRATIONS))
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def differences(database: Database, metadata: MetaData) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return [one for one in compare_metadata(context, metadata) if not _is_alembic_s_own(one)]


def _is_alembic_s_own(difference: object) -> bool:
    return "alembic_version" in str(difference)


@pytest.fixture
def empty(empty_database_url: str) -> Database:
    return Database(empty_database_url)


def test_migrations_make_exactly_what_the_models_say(empty: Database) -> None:
    migrate.upgrade(empty)
    assert len(SQLModel.metadata.tables) >= 12
    assert differences(empty, SQLModel.metadata) == []
    assert migrate.is_current(empty)
    migrate.upgrade(empty)
    empty.close()


def test_model_that_no_migration_makes_is_noticed(empty: Database) -> None:
    migrate.upgrade(empty)
    more = MetaData(naming_convention=SQLModel.metadata.naming_convention)
    for table in SQLModel.metadata.tables.values():
        table.to_metadata(more)
    Table("forgotten", more, Column("id", Integer, primary_key=True))
    more.tables["person"].append_column(Column("nickname", String))
    found = [one[0] for one in differences(empty, more)]
    assert sorted(found) == ["add_column", "add_table"]
    empty.close()


def test_database_in_use_goes_down_and_up_again(empty: Database, tmp_path: Path) -> None:
    migrate.upgrade(empty)
    settings = Settings.model_validate({"DATABASE_URL": str(empty.url), "var_dir": tmp_path})
    with empty.writing() as session:
        people = create_people(session)
    live_in(empty, people, settings)
    assert sum(counts(empty).values()) >= 50
    down = list(reversed(["base", *revisions()]))[1:]
    for revision in down:
        before = counts(empty)
        migrate.downgrade(empty, revision)
        assert_kept(before, counts(empty))
    assert counts(empty) == {}, "Nothing is left at the bottom"
    for revision in [*reversed(down), "head"]:
        if revision != "base":
            before = counts(empty)
            migrate.upgrade(empty, revision)
            assert_kept(before, counts(empty))
    assert differences(empty, SQLModel.metadata) == []
    assert migrate.is_current(empty)
    empty.close()


def test_lost_row_is_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_kept({"answer": 3, "job": 1}, {"answer": 2})


def counts(database: Database) -> dict[str, int]:
    """How many rows there are in each table that is there."""
    with database.engine.connect() as connection:
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in sorted(inspect(connection).get_table_names())
            if name != "alembic_version"
        }


def assert_kept(before: dict[str, int], after: dict[str, int]) -> None:
    assert {name: after[name] for name in before if name in after} == {
        name: rows for name, rows in before.items() if name in after
    }


def test_migration_that_would_orphan_rows_is_refused(migrated_sqlite: Path, tmp_path: Path) -> None:
    """On SQLite, where foreign keys are off meanwhile; PostgreSQL refuses the statement itself."""
    shutil.copy(migrated_sqlite, tmp_path / "copy.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    with database.writing() as session:
        create_people(session)

    def orphan() -> None:
        with migrate._connection(database) as connection:
            connection.execute(text("DELETE FROM school"))
            migrate._check_references(connection)

    with pytest.raises(RuntimeError, match="refer to nothing"):
        orphan()
    assert row_counts(database)["school"] == 2
    database.close()


def misnamed(names: Iterable[str]) -> list[str]:
    return [name for name in names if not NUMBERED.fullmatch(name)]


def test_migrations_are_numbered_one_after_the_other() -> None:
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert names
    assert misnamed(names) == []
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)] == revisions()
    assert migrate.newest() == ScriptDirectory(str(migrate.MIGRATIONS)).get_current_head()


def test_misnamed_migration_is_noticed() -> None:
    names = ["1a2b3c_x.py", "0002.py", "0002-x.py", "0002_The_x.py"]
    assert misnamed([*names, "0001_the_first_tables.py"]) == names


def values_in(check: str, column: str) -> set[str]:
    """What the text of a CHECK allows, as either database gives it back."""
    return set(re.findall(r"'([^']*)'", check)) if re.search(rf"\b{column}\b", check) else set()


def enums_of_the_models() -> set[type[StrEnum]]:
    return {
        thing
        for module in MODULES
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
    }


def test_column_of_an_enum_takes_its_values_and_no_other(database: Database) -> None:
    inspector = inspect(database.engine)
    for column, enum in CHECKED.items():
        table, name = column.split(".")
        allowed = [values_in(check["sqltext"], name) for check in inspector.get_check_constraints(table)]
        assert set(enum) in allowed, f"{column}: {allowed}"
    assert set(CHECKED.values()) >= enums_of_the_models()
    assert len(enums_of_the_models()) >= 5


def test_column_called_like_that_of_an_enum_is_one_or_says_why_not() -> None:
    names = {column.partition(".")[2] for column in CHECKED}
    found = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name in names
    }
    assert found == set(CHECKED) | set(UNCHECKED)


def test_check_that_misses_a_value_is_noticed() -> None:
    check = one_of("role", [one for one in Role if one != Role.GOVERNOR])
    assert isinstance(check, CheckConstraint)
    assert values_in(str(check.sqltext), "role") == set(Role) - {"governor"}
    assert values_in(str(one_of("role", Role).sqltext), "role") == set(Role)
