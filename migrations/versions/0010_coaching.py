"""Coaching: sessions, times that were offered, what happened, what was accepted, the words of both

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_coaching_session()
    _create_coaching_acceptance()
    _create_coaching_event()
    _create_coaching_offer()
    _create_coaching_text()
    _create_coaching_text_change()


def downgrade() -> None:
    for name in (
        "coaching_text_change",
        "coaching_text",
        "coaching_offer",
        "coaching_event",
        "coaching_acceptance",
        "coaching_session",
    ):
        op.drop_table(name)


def _create_coaching_session() -> None:
    op.create_table(
        "coaching_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("definition_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("definition_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("coach_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("coach_email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("senior_leader", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("shared_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("shared_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('attended', 'deputy_attended', 'not_attended', 'excused', 'not_yet_known')",
            name=op.f("ck_coaching_session_outcome_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('', 'illness', 'staff_shortage', 'restriction', 'inspection', 'emergency', 'travel', 'other')",
            name=op.f("ck_coaching_session_reason_known"),
        ),
        sa.CheckConstraint(
            "senior_leader IN ('yes', 'no', 'unknown')", name=op.f("ck_coaching_session_senior_leader_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'booked', 'held', 'not_held')", name=op.f("ck_coaching_session_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_coaching_session_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_coaching_session_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_session_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_session")),
        sa.UniqueConstraint("review_id", "code", name=op.f("uq_coaching_session_review_id_code")),
    )
    op.create_index(op.f("ix_coaching_session_enrolment_id"), "coaching_session", ["enrolment_id"])
    op.create_index(op.f("ix_coaching_session_school_id"), "coaching_session", ["school_id"])


def _create_coaching_acceptance() -> None:
    op.create_table(
        "coaching_acceptance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("priority", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_coaching_acceptance_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_acceptance_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_acceptance_session_id_coaching_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "key", name=op.f("pk_coaching_acceptance")),
    )
    op.create_index(op.f("ix_coaching_acceptance_review_id"), "coaching_acceptance", ["review_id"])
    op.create_index(op.f("ix_coaching_acceptance_school_id"), "coaching_acceptance", ["school_id"])


def _create_coaching_event() -> None:
    op.create_table(
        "coaching_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("actor_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_coaching_event_actor_kind_known")),
        sa.CheckConstraint(
            "kind IN ('offered', 'booked', 'moved', 'cancelled', 'recorded', 'shared', 'taken_back', 'coach_named')",
            name=op.f("ck_coaching_event_kind_known"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_event_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_event_session_id_coaching_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_event")),
    )
    op.create_index(op.f("ix_coaching_event_school_id"), "coaching_event", ["school_id"])
    op.create_index(op.f("ix_coaching_event_session_id"), "coaching_event", ["session_id"])


def _create_coaching_offer() -> None:
    op.create_table(
        "coaching_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("side", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("offered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("offered_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("side IN ('school', 'coach')", name=op.f("ck_coaching_offer_side_known")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_offer_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_offer_session_id_coaching_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_offer")),
    )
    op.create_index(op.f("ix_coaching_offer_school_id"), "coaching_offer", ["school_id"])
    op.create_index(op.f("ix_coaching_offer_session_id"), "coaching_offer", ["session_id"])


def _create_coaching_text() -> None:
    op.create_table(
        "coaching_text",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_text_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_text_session_id_coaching_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "place", "field", name=op.f("pk_coaching_text")),
    )
    op.create_index(op.f("ix_coaching_text_school_id"), "coaching_text", ["school_id"])


def _create_coaching_text_change() -> None:
    op.create_table(
        "coaching_text_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_coaching_text_change_actor_kind_known")),
        sa.CheckConstraint(
            "kind IN ('saved', 'set_aside', 'restored')", name=op.f("ck_coaching_text_change_kind_known")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_coaching_text_change_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_text_change_session_id_coaching_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_text_change")),
    )
    op.create_index("ix_coaching_text_change_of", "coaching_text_change", ["session_id", "place", "field", "version"])
    op.create_index(op.f("ix_coaching_text_change_school_id"), "coaching_text_change", ["school_id"])
    op.create_index(
        "uq_coaching_text_change_version",
        "coaching_text_change",
        ["session_id", "place", "field", "version"],
        unique=True,
        sqlite_where=sa.text("kind <> 'set_aside'"),
        postgresql_where=sa.text("kind <> 'set_aside'"),
    )
