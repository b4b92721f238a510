"""Cohorts of a programme, who leads them, the schools in them, and what is known of each component

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_cohort()
    _create_cohort_region()
    _create_cohort_event()
    _create_cohort_role()
    _create_enrolment()
    _create_attendance()
    _create_engagement()
    _create_enrolment_tie()
    _create_programme_change()


def downgrade() -> None:
    for table in (
        "programme_change",
        "enrolment_tie",
        "engagement",
        "attendance",
        "enrolment",
        "cohort_role",
        "cohort_event",
        "cohort_region",
        "cohort",
    ):
        op.drop_table(table)


def _create_cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("programme_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("programme_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("slug", name=op.f("uq_cohort_slug")),
    )


def _create_cohort_region() -> None:
    op.create_table(
        "cohort_region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_region_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_region")),
        sa.UniqueConstraint("cohort_id", "code", name=op.f("uq_cohort_region_cohort_id_code")),
    )


def _create_cohort_event() -> None:
    op.create_table(
        "cohort_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("component", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("materials", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recording", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cancelled_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_event_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["cohort_region.id"], name=op.f("fk_cohort_event_region_id_cohort_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_event")),
    )
    op.create_index(op.f("ix_cohort_event_cohort_id"), "cohort_event", ["cohort_id"])


def _create_cohort_role() -> None:
    op.create_table(
        "cohort_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("handover_note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "role IN ('programme_manager', 'facilitator', 'evaluator')", name=op.f("ck_cohort_role_role_known")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_role_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cohort_role_person_id_person")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["cohort_region.id"], name=op.f("fk_cohort_role_region_id_cohort_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_role")),
    )
    op.create_index(op.f("ix_cohort_role_cohort_id"), "cohort_role", ["cohort_id"])
    op.create_index(op.f("ix_cohort_role_person_id"), "cohort_role", ["person_id"])
    op.create_index(
        "uq_cohort_role_of_cohort",
        "cohort_role",
        ["cohort_id", "person_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND region_id IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND region_id IS NULL"),
    )
    op.create_index(
        "uq_cohort_role_of_region",
        "cohort_role",
        ["cohort_id", "person_id", "role", "region_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _create_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("pseudonym", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("agreement_signed_on", sa.Date(), nullable=True),
        sa.Column("agreement_signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("insight_consent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrolment_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["person.id"], name=op.f("fk_enrolment_facilitator_id_person")),
        sa.ForeignKeyConstraint(["region_id"], ["cohort_region.id"], name=op.f("fk_enrolment_region_id_cohort_region")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_enrolment_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_enrolment_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("cohort_id", "pseudonym", name=op.f("uq_enrolment_cohort_id_pseudonym")),
        sa.UniqueConstraint("cohort_id", "school_id", name=op.f("uq_enrolment_cohort_id_school_id")),
    )
    op.create_index(op.f("ix_enrolment_facilitator_id"), "enrolment", ["facilitator_id"])
    op.create_index(op.f("ix_enrolment_region_id"), "enrolment", ["region_id"])
    op.create_index(op.f("ix_enrolment_school_id"), "enrolment", ["school_id"])


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("senior_leader", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("follow_up_offered", sa.Boolean(), nullable=False),
        sa.Column("follow_up_accepted", sa.Boolean(), nullable=False),
        sa.Column("materials_sent", sa.Boolean(), nullable=False),
        sa.Column("recording_watched", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('attended', 'deputy_attended', 'not_attended', 'excused', 'not_yet_known')",
            name=op.f("ck_attendance_outcome_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('', 'illness', 'staff_shortage', 'restriction', 'inspection', 'emergency', 'travel', 'other')",
            name=op.f("ck_attendance_reason_known"),
        ),
        sa.CheckConstraint("senior_leader IN ('yes', 'no', 'unknown')", name=op.f("ck_attendance_senior_leader_known")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["event_id"], ["cohort_event.id"], name=op.f("fk_attendance_event_id_cohort_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("event_id", "enrolment_id", name=op.f("uq_attendance_event_id_enrolment_id")),
    )
    op.create_index(op.f("ix_attendance_enrolment_id"), "attendance", ["enrolment_id"])


def _create_engagement() -> None:
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("component", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("senior_leader", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('met', 'missed', 'exception_met', 'exception_missed', 'unknown')",
            name=op.f("ck_engagement_outcome_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('', 'illness', 'staff_shortage', 'restriction', 'inspection', 'emergency', 'travel', 'other')",
            name=op.f("ck_engagement_reason_known"),
        ),
        sa.CheckConstraint("senior_leader IN ('yes', 'no', 'unknown')", name=op.f("ck_engagement_senior_leader_known")),
        sa.CheckConstraint("source IN ('ruling', 'imported')", name=op.f("ck_engagement_source_known")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_engagement_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
        sa.UniqueConstraint(
            "enrolment_id", "component", "source", name=op.f("uq_engagement_enrolment_id_component_source")
        ),
    )


def _create_enrolment_tie() -> None:
    op.create_table(
        "enrolment_tie",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('locked', 'prior_contact')", name=op.f("ck_enrolment_tie_kind_known")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_tie_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_enrolment_tie_school_id_school")),
        sa.PrimaryKeyConstraint("enrolment_id", "kind", "school_id", name=op.f("pk_enrolment_tie")),
    )
    op.create_index(op.f("ix_enrolment_tie_school_id"), "enrolment_tie", ["school_id"])


def _create_programme_change() -> None:
    op.create_table(
        "programme_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("component", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_programme_change_actor_kind_known")),
        sa.CheckConstraint(
            "what IN ('cohort', 'people', 'enrolment', 'imported', 'ruling', 'event', 'attendance')",
            name=op.f("ck_programme_change_what_known"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_programme_change_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_programme_change_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_change")),
    )
    op.create_index(op.f("ix_programme_change_cohort_id"), "programme_change", ["cohort_id"])
    op.create_index(op.f("ix_programme_change_enrolment_id"), "programme_change", ["enrolment_id"])
