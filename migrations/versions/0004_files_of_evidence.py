"""Files with pieces of evidence

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("actor_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("restores_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("removed_by_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_by_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pdf', 'png', 'jpeg', 'webp', 'docx', 'xlsx', 'pptx', 'text', 'csv')",
            name=op.f("ck_evidence_file_kind_known"),
        ),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_evidence_file_actor_kind_known")),
        sa.CheckConstraint(
            "removed_by_kind IN ('person', 'link')", name=op.f("ck_evidence_file_removed_by_kind_known")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_evidence_file_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_evidence_file_school_id_school")),
        sa.ForeignKeyConstraint(
            ["restores_id"], ["evidence_file.id"], name=op.f("fk_evidence_file_restores_id_evidence_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_file_of", ["review_id", "place"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_file_content_hash"), ["content_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_file_school_id"), ["school_id"], unique=False)
        batch_op.create_index(
            "uq_evidence_file_standing",
            ["review_id", "place"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("evidence_file")
