"""Migrations: they make what the models say, on both databases, and go down and up on a database in use."""

import re
import shutil
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, String, Table, inspect, text
from sqlmodel import SQLModel

from app import migrate
from app.db import Database
from app.files.kinds import FileKind
from app.models import (
    accounts,
    action_plan,
    actors,
    attention,
    coaching,
    contributions,
    evidence,
    insight,
    jobs,
    peer_review,
    peer_review_report,
    programme,
    programme_engagement,
    programme_events,
    pupil_counts,
    reviews,
    schools,
    self_evaluation,
    shares,
)
from app.models.accounts import GrantKind, Role
from app.models.action_plan import PlanState, PlanVersionKind
from app.models.actors import ActorKind
from app.models.attention import EntryKind, Means
from app.models.coaching import CoachingHappened, CoachingSide, SessionState
from app.models.columns import one_of
from app.models.contributions import ContributionEvent, Outcome
from app.models.insight import GroupKind
from app.models.peer_review import Side
from app.models.peer_review_report import ReportState
from app.models.programme import Changed, ProgrammeRole, TieKind
from app.models.programme_engagement import Answer, Attended, Met, Reason, Source
from app.models.programme_events import MaterialKind, ReminderKind, Reply
from app.models.reviews import Depth
from app.models.self_evaluation import Change
from app.settings import Settings
from tests.architecture.lived_in import live_in
from tests.architecture.rows import row_counts
from tests.people import create_people
from tests.shares.world import CHECKED as checked_of_shares  # noqa: N811

MODULES = (
    accounts,
    action_plan,
    actors,
    coaching,
    attention,
    contributions,
    evidence,
    insight,
    jobs,
    peer_review,
    peer_review_report,
    programme,
    programme_engagement,
    programme_events,
    pupil_counts,
    reviews,
    schools,
    self_evaluation,
    shares,
)
"""Where the tables are."""

VERSIONS = migrate.MIGRATIONS / "versions"
NUMBERED = re.compile(r"\d{4}_[a-z0-9_]+\.py")

REGISTERED = {"outcome": Attended, "reason": Reason, "senior_leader": Answer}
CHECKED: dict[str, type[StrEnum]] = {
    **{f"{table}.{name}": enum for table in ("attendance", "coaching_session") for name, enum in REGISTERED.items()},
    "action_plan.state": PlanState,
    "action_plan_version.kind": PlanVersionKind,
    "plan_text_change.actor_kind": ActorKind,
    "plan_text_change.kind": Change,
    "agreed_version.depth": Depth,
    "coaching_event.actor_kind": ActorKind,
    "coaching_event.kind": CoachingHappened,
    "coaching_offer.side": CoachingSide,
    "coaching_session.state": SessionState,
    "coaching_text_change.actor_kind": ActorKind,
    "coaching_text_change.kind": Change,
    "attention_entry.kind": EntryKind,
    "attention_entry.means": Means,
    "cohort_role.role": ProgrammeRole,
    "engagement.outcome": Met,
    "engagement.reason": Reason,
    "engagement.senior_leader": Answer,
    "engagement.source": Source,
    "enrolment_tie.kind": TieKind,
    "group_lead_role.kind": GroupKind,
    "insight_block.group_kind": GroupKind,
    "programme_change.actor_kind": ActorKind,
    "programme_change.what": Changed,
    "answer_change.actor_kind": ActorKind,
    "answer_change.kind": Change,
    "evidence_file.actor_kind": ActorKind,
    "event_material.kind": MaterialKind,
    "event_reminder.kind": ReminderKind,
    "event_reply.answer": Reply,
    "evidence_file.kind": FileKind,
    "evidence_file.removed_by_kind": ActorKind,
    "contribution.outcome": Outcome,
    "contribution_change.actor_kind": ActorKind,
    "contribution_change.event": ContributionEvent,
    "grant_link.kind": GrantKind,
    "membership.role": Role,
    "peer_agreement.side": Side,
    "peer_confirmation.side": Side,
    "peer_event.actor_kind": ActorKind,
    "peer_report.reopening_side": Side,
    "peer_report.state": ReportState,
    "peer_text_change.actor_kind": ActorKind,
    "peer_text_change.kind": Change,
    "review.depth": Depth,
    **checked_of_shares,
}
"""Which columns hold the values of which enum."""

UNCHECKED = {
    "contribution.role": "a job title as its writer declares it",
    "link_opening.role": "as above",
    "grant_link.role": "empty for a reset",
    "peer_event.kind": "as below",
    "job.kind": "a newer process may queue what an older one does not know",
}
"""Columns that are called like an enum's, each with the reason for having no CHECK."""


def test_every_module_of_models_is_looked_at() -> None:
    modules = {path.stem for path in Path(accounts.__file__).parent.glob("*.py")}
    without_tables = {"__init__", "columns", "fields", "self_evaluation_sheet"}
    without_tables |= {"action_plan_sheet", "action_plan_parts"}
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
