"""Who needs a facilitator and why, what was said and sent; counts across schools in terms, and who leads a group

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    "attention_look",
    "attention_flag",
    "attention_entry",
    "attention_message",
    "attention_delivery",
    "insight_block",
    "insight_member",
    "insight_snapshot",
    "group_lead_role",
)


def upgrade() -> None:
    _create_attention_look()
    _create_attention_flag()
    _create_attention_entry()
    _create_attention_message()
    _create_attention_delivery()
    _create_insight_block()
    _create_insight_member()
    _create_insight_snapshot()
    _create_group_lead_role()
    _never_change_snapshots()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_a_snapshot()")


def _never_change_snapshots() -> None:
    """The database itself refuses it, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER insight_snapshot_never_changes BEFORE UPDATE ON insight_snapshot "
            "BEGIN SELECT RAISE(ABORT, 'What was shown for a term never changes.'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_a_snapshot() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'What was shown for a term never changes.'; END $$"
    )
    op.execute(
        "CREATE TRIGGER insight_snapshot_never_changes BEFORE UPDATE ON insight_snapshot "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_a_snapshot()"
    )


def _create_attention_look() -> None:
    op.create_table(
        "attention_look",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_attention_look_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_attention_look")),
    )


def _create_attention_flag() -> None:
    op.create_table(
        "attention_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("rule", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("found_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snoozed_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("snoozed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attention_flag_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_flag")),
    )
    op.create_index(op.f("ix_attention_flag_enrolment_id"), "attention_flag", ["enrolment_id"])
    op.create_index(
        "uq_attention_flag_in_force",
        "attention_flag",
        ["enrolment_id", "rule"],
        unique=True,
        sqlite_where=sa.text("cleared_at IS NULL"),
        postgresql_where=sa.text("cleared_at IS NULL"),
    )


def _create_attention_entry() -> None:
    op.create_table(
        "attention_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("means", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('note', 'contact', 'snooze')", name=op.f("ck_attention_entry_kind_known")),
        sa.CheckConstraint(
            "means IN ('', 'call', 'visit', 'email', 'online')", name=op.f("ck_attention_entry_means_known")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attention_entry_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_entry")),
        sa.UniqueConstraint("enrolment_id", "key", name=op.f("uq_attention_entry_enrolment_id_key")),
    )


def _create_attention_message() -> None:
    op.create_table(
        "attention_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("enrolment_ids", sa.JSON(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_attention_message_author_id_person")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_attention_message_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_message")),
    )
    op.create_index(op.f("ix_attention_message_cohort_id"), "attention_message", ["cohort_id"])


def _create_attention_delivery() -> None:
    op.create_table(
        "attention_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attention_delivery_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["attention_message.id"], name=op.f("fk_attention_delivery_message_id_attention_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_delivery")),
        sa.UniqueConstraint(
            "message_id", "enrolment_id", "email", name=op.f("uq_attention_delivery_message_id_enrolment_id_email")
        ),
    )
    op.create_index(op.f("ix_attention_delivery_enrolment_id"), "attention_delivery", ["enrolment_id"])


def _create_insight_block() -> None:
    op.create_table(
        "insight_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("framework_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("group_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("group_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("formed_in", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("closed_in", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("group_kind IN ('', 'trust', 'la')", name=op.f("ck_insight_block_group_kind_known")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_insight_block_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["cohort_region.id"], name=op.f("fk_insight_block_region_id_cohort_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_block")),
    )
    op.create_index(op.f("ix_insight_block_cohort_id"), "insight_block", ["cohort_id"])


def _create_insight_member() -> None:
    op.create_table(
        "insight_member",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["insight_block.id"], name=op.f("fk_insight_member_block_id_insight_block")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_insight_member_school_id_school")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_insight_member")),
    )
    op.create_index(op.f("ix_insight_member_block_id"), "insight_member", ["block_id"])


def _create_insight_snapshot() -> None:
    op.create_table(
        "insight_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("term", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("taken_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_insight_snapshot_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_snapshot")),
        sa.UniqueConstraint("cohort_id", "term", name=op.f("uq_insight_snapshot_cohort_id_term")),
    )


def _create_group_lead_role() -> None:
    op.create_table(
        "group_lead_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("group_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('', 'trust', 'la')", name=op.f("ck_group_lead_role_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_lead_role_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_lead_role")),
    )
    op.create_index(
        "uq_group_lead_role_in_force",
        "group_lead_role",
        ["person_id", "kind", "group_key"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
