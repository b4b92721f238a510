"""SEND Action Plans: one a review, their words and history, the versions that were shared or agreed

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = "'shared_with_facilitator', 'refined_after_coaching', 'agreed_with_slt', 'shared_with_governors'"


def upgrade() -> None:
    _create_action_plan()
    _create_plan_text()
    _create_plan_text_change()
    _create_action_plan_version()
    _never_change("action_plan_version")


def downgrade() -> None:
    for table in ("action_plan_version", "plan_text_change", "plan_text", "action_plan"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_plan_version()")


def _never_change(table: str) -> None:
    """The database itself refuses it, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'A version of a plan never changes.'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change_of_plan_version() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'A version of a plan never changes.'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_plan_version()"
    )


def _create_action_plan() -> None:
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(f"state IN ('draft', {KINDS})", name=op.f("ck_action_plan_state_known")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_action_plan_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_action_plan_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
    )
    op.create_index("uq_action_plan_review_id", "action_plan", ["review_id"], unique=True)
    op.create_index(op.f("ix_action_plan_school_id"), "action_plan", ["school_id"])


def _create_plan_text() -> None:
    op.create_table(
        "plan_text",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_plan_text_plan_id_action_plan")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_plan_text_school_id_school")),
        sa.PrimaryKeyConstraint("plan_id", "place", "field", name=op.f("pk_plan_text")),
    )
    op.create_index(op.f("ix_plan_text_school_id"), "plan_text", ["school_id"])


def _create_plan_text_change() -> None:
    op.create_table(
        "plan_text_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('saved', 'set_aside', 'restored')", name=op.f("ck_plan_text_change_kind_known")),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_plan_text_change_actor_kind_known")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_plan_text_change_plan_id_action_plan")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_plan_text_change_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_text_change")),
    )
    of = ["plan_id", "place", "field", "version"]
    op.create_index("ix_plan_text_change_of", "plan_text_change", of)
    op.create_index(op.f("ix_plan_text_change_school_id"), "plan_text_change", ["school_id"])
    op.create_index(
        "uq_plan_text_change_version",
        "plan_text_change",
        of,
        unique=True,
        sqlite_where=sa.text("kind <> 'set_aside'"),
        postgresql_where=sa.text("kind <> 'set_aside'"),
    )


def _create_action_plan_version() -> None:
    op.create_table(
        "action_plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_action_plan_version_kind_known")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_action_plan_version_plan_id_action_plan")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_action_plan_version_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan_version")),
    )
    op.create_index("uq_action_plan_version_number", "action_plan_version", ["plan_id", "number"], unique=True)
    op.create_index(op.f("ix_action_plan_version_school_id"), "action_plan_version", ["school_id"])
