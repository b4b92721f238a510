"""When somebody signed in, and the time before: what is news to them."""

import sqlalchemy as sa
from alembic import op

import app.models.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("signed_in_at", app.models.columns.UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("signed_in_before_at", app.models.columns.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("signed_in_before_at")
        table.drop_column("signed_in_at")
