"""What colleagues write through a link, and links that many may open

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = "kind IN ('invitation', 'reset', 'contribution')"
KINDS_BEFORE = "kind IN ('invitation', 'reset')"


def upgrade() -> None:
    _allow_kinds(KINDS)
    op.create_table(
        "link_token",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_link.id"], name=op.f("fk_link_token_grant_id_grant_link")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link_token")),
    )
    op.create_index(op.f("ix_link_token_grant_id"), "link_token", ["grant_id"])
    op.create_table(
        "link_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cookie_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("opened_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_link.id"], name=op.f("fk_link_opening_grant_id_grant_link")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_link_opening_school_id_school")),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["link_opening.id"], name=op.f("fk_link_opening_continues_id_link_opening")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_opening")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_link_opening_cookie_hash")),
    )
    op.create_index(op.f("ix_link_opening_grant_id"), "link_opening", ["grant_id"])
    op.create_index(op.f("ix_link_opening_school_id"), "link_opening", ["school_id"])
    _create_contribution_link()
    _create_contribution()
    _create_contribution_change()


def downgrade() -> None:
    op.drop_table("contribution_change")
    op.drop_table("contribution")
    op.drop_table("contribution_link")
    op.drop_table("link_opening")
    op.drop_table("link_token")
    # What an earlier version does not know is kept as an invitation that was taken back.
    op.execute(
        "UPDATE grant_link SET kind = 'invitation', revoked_at = COALESCE(revoked_at, created_at) "
        "WHERE kind = 'contribution'"
    )
    _allow_kinds(KINDS_BEFORE)


def _allow_kinds(check: str) -> None:
    with op.batch_alter_table("grant_link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grant_link_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_grant_link_kind_known"), sa.text(check))


def _create_contribution_link() -> None:
    op.create_table(
        "contribution_link",
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role_wanted", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("wants_reminders", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_link.id"], name=op.f("fk_contribution_link_grant_id_grant_link")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_contribution_link_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contribution_link_school_id_school")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_contribution_link")),
    )
    op.create_index(op.f("ix_contribution_link_review_id"), "contribution_link", ["review_id"])
    op.create_index(op.f("ix_contribution_link_school_id"), "contribution_link", ["school_id"])


def _create_contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        *_texts("item", "judgement", "strengths", "developments", "basis", "name", "role"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        *_texts("outcome", "reply"),
        sa.CheckConstraint(
            "outcome IN ('new', 'read', 'quoted', 'folded_in')", name=op.f("ck_contribution_outcome_known")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_contribution_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contribution_school_id_school")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_link.id"], name=op.f("fk_contribution_grant_id_grant_link")),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["link_opening.id"], name=op.f("fk_contribution_opening_id_link_opening")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index("uq_contribution_of", "contribution", ["opening_id", "item"], unique=True)
    for column in ("review_id", "school_id", "grant_id"):
        op.create_index(op.f(f"ix_contribution_{column}"), "contribution", [column])


def _create_contribution_change() -> None:
    op.create_table(
        "contribution_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        *_texts("event"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("judgement", "strengths", "developments", "basis", "outcome_then", "reply", "actor_kind"),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        *_texts("actor_name"),
        sa.Column("at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "event IN ('saved', 'set_aside', 'handled')", name=op.f("ck_contribution_change_event_known")
        ),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_contribution_change_actor_kind_known")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_contribution_change_contribution_id_contribution")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contribution_change_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_change")),
    )
    for column in ("contribution_id", "school_id"):
        op.create_index(op.f(f"ix_contribution_change_{column}"), "contribution_change", [column])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False) for name in names]
