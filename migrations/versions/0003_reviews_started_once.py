"""A form that is sent twice starts one review

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review", sa.Column("start_key", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True))
    op.create_index("uq_review_start_key", "review", ["school_id", "start_key"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_review_start_key", "review")
    op.drop_column("review", "start_key")
