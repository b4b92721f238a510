"""Schools that review each other: groups, peer reviews, what is written in them, their reports

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = (
    "peer_group",
    "peer_member",
    "peer_review",
    "peer_agreement",
    "peer_confirmation",
    "peer_event",
    "peer_report",
    "peer_report_version",
    "peer_text",
    "peer_text_change",
)
NEVER_CHANGES = ("peer_agreement", "peer_report_version")


def upgrade() -> None:
    _create_peer_group()
    _create_peer_member()
    _create_peer_review()
    _create_peer_agreement()
    _create_peer_confirmation()
    _create_peer_event()
    _create_peer_report()
    _create_peer_report_version()
    _create_peer_text()
    _create_peer_text_change()
    for table in NEVER_CHANGES:
        _never_change(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_what_was_signed()")


def _never_change(table: str) -> None:
    """The database itself refuses it, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'What was signed never changes.'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change_of_what_was_signed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'What was signed never changes.'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_what_was_signed()"
    )


def _create_peer_group() -> None:
    op.create_table(
        "peer_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("one_way", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_group")),
    )


def _create_peer_member() -> None:
    op.create_table(
        "peer_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("joined_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("joined_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("left_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("left_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("left_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_peer_member_group_id_peer_group")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_peer_member_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_member_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_member")),
    )
    op.create_index(op.f("ix_peer_member_group_id"), "peer_member", ["group_id"])
    op.create_index(op.f("ix_peer_member_review_id"), "peer_member", ["review_id"])
    op.create_index(op.f("ix_peer_member_school_id"), "peer_member", ["school_id"])
    op.create_index(
        "uq_peer_member_in_force",
        "peer_member",
        ["group_id", "school_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )


def _create_peer_review() -> None:
    op.create_table(
        "peer_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_school_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("shares_contributions", sa.Boolean(), nullable=False),
        sa.Column("shares_files", sa.Boolean(), nullable=False),
        sa.Column("shares_profile", sa.Boolean(), nullable=False),
        sa.Column("access_days", sa.Integer(), nullable=False),
        sa.Column("final_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ended_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("school_id <> reviewer_school_id", name=op.f("ck_peer_review_of_another_school")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_peer_review_group_id_peer_group")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_peer_review_review_id_review")),
        sa.ForeignKeyConstraint(
            ["reviewer_school_id"], ["school.id"], name=op.f("fk_peer_review_reviewer_school_id_school")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_review_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_review")),
    )
    op.create_index(op.f("ix_peer_review_group_id"), "peer_review", ["group_id"])
    op.create_index(op.f("ix_peer_review_review_id"), "peer_review", ["review_id"])
    op.create_index(op.f("ix_peer_review_reviewer_school_id"), "peer_review", ["reviewer_school_id"])
    op.create_index(op.f("ix_peer_review_school_id"), "peer_review", ["school_id"])
    op.create_index(
        "uq_peer_review_in_force",
        "peer_review",
        ["group_id", "school_id", "reviewer_school_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _create_peer_agreement() -> None:
    op.create_table(
        "peer_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("side", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("interests", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("wording", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("signed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('host', 'reviewer')", name=op.f("ck_peer_agreement_side_known")),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_agreement_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_peer_agreement_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_agreement_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_agreement")),
    )
    op.create_index(op.f("ix_peer_agreement_school_id"), "peer_agreement", ["school_id"])
    op.create_index("uq_peer_agreement_of", "peer_agreement", ["peer_review_id", "person_id"], unique=True)


def _create_peer_confirmation() -> None:
    op.create_table(
        "peer_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("side", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('host', 'reviewer')", name=op.f("ck_peer_confirmation_side_known")),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_confirmation_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_confirmation_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_confirmation")),
    )
    op.create_index(op.f("ix_peer_confirmation_peer_review_id"), "peer_confirmation", ["peer_review_id"])
    op.create_index(op.f("ix_peer_confirmation_school_id"), "peer_confirmation", ["school_id"])


def _create_peer_event() -> None:
    op.create_table(
        "peer_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("peer_review_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_peer_event_actor_kind_known")),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name=op.f("fk_peer_event_group_id_peer_group")),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_event_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_event_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_event")),
    )
    op.create_index(op.f("ix_peer_event_group_id"), "peer_event", ["group_id"])
    op.create_index(op.f("ix_peer_event_peer_review_id"), "peer_event", ["peer_review_id"])
    op.create_index(op.f("ix_peer_event_school_id"), "peer_event", ["school_id"])


def _create_peer_report() -> None:
    op.create_table(
        "peer_report",
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sent_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_texts", sa.JSON(), nullable=False),
        sa.Column("turn_since", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_back_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reopening_side", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reopening_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reopening_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "reopening_side IN ('host', 'reviewer')",
            name=op.f("ck_peer_report_reopening_side_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'checking', 'answering', 'signing', 'final')", name=op.f("ck_peer_report_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_report_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_report_school_id_school")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["person.id"], name=op.f("fk_peer_report_signed_by_id_person")),
        sa.PrimaryKeyConstraint("peer_review_id", name=op.f("pk_peer_report")),
    )
    op.create_index(op.f("ix_peer_report_school_id"), "peer_report", ["school_id"])


def _create_peer_report_version() -> None:
    op.create_table(
        "peer_report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("reviewer_signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reviewer_signed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("host_signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("host_signed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_report_version_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_report_version_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_report_version")),
    )
    op.create_index(op.f("ix_peer_report_version_school_id"), "peer_report_version", ["school_id"])
    op.create_index("uq_peer_report_version_number", "peer_report_version", ["peer_review_id", "number"], unique=True)


def _create_peer_text() -> None:
    op.create_table(
        "peer_text",
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_text_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_text_school_id_school")),
        sa.PrimaryKeyConstraint("peer_review_id", "place", "field", name=op.f("pk_peer_text")),
    )
    op.create_index(op.f("ix_peer_text_school_id"), "peer_text", ["school_id"])


def _create_peer_text_change() -> None:
    op.create_table(
        "peer_text_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_review_id", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_peer_text_change_actor_kind_known")),
        sa.CheckConstraint("kind IN ('saved', 'set_aside', 'restored')", name=op.f("ck_peer_text_change_kind_known")),
        sa.ForeignKeyConstraint(
            ["peer_review_id"], ["peer_review.id"], name=op.f("fk_peer_text_change_peer_review_id_peer_review")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_peer_text_change_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_text_change")),
    )
    op.create_index("ix_peer_text_change_of", "peer_text_change", ["peer_review_id", "place", "field", "version"])
    op.create_index(op.f("ix_peer_text_change_school_id"), "peer_text_change", ["school_id"])
    op.create_index(
        "uq_peer_text_change_version",
        "peer_text_change",
        ["peer_review_id", "place", "field", "version"],
        unique=True,
        sqlite_where=sa.text("kind <> 'set_aside'"),
        postgresql_where=sa.text("kind <> 'set_aside'"),
    )
