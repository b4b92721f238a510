"""What letters about action plans have said, and in which weeks they left

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_digest_week",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("looked_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_plan_digest_week")),
    )
    op.create_table(
        "plan_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("matter", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("sent_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_reminder_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_plan_reminder_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reminder")),
        sa.UniqueConstraint(
            "person_id", "review_id", "matter", name=op.f("uq_plan_reminder_person_id_review_id_matter")
        ),
    )
    op.create_index(op.f("ix_plan_reminder_review_id"), "plan_reminder", ["review_id"])


def downgrade() -> None:
    op.drop_table("plan_reminder")
    op.drop_table("plan_digest_week")
