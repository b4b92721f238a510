"""Events of a cohort: invitations, replies, reminders, materials, checking in; calendars to subscribe to

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("event_invitation", "event_reply", "event_reminder", "event_material", "material_opening")
KINDS = "kind IN ('invitation', 'reset', 'contribution', 'calendar')"
KINDS_BEFORE = "kind IN ('invitation', 'reset', 'contribution')"
TEXT = sqlmodel.sql.sqltypes.AutoString()
MOMENT = app.models.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    _allow_kinds(KINDS)
    _add("person", wants_reminders=(sa.Boolean(), sa.true()))
    _add("attendance", checked_in=(sa.Boolean(), sa.false()))
    _add("cohort_event", sequence=(sa.Integer(), "0"), cancelled_why=(TEXT, ""), check_in_code=(TEXT, ""))
    with op.batch_alter_table("cohort_event") as table:
        table.add_column(sa.Column("changed_at", MOMENT, nullable=True))
        # Nothing ever wrote them: materials are rows of their own now.
        table.drop_column("materials")
        table.drop_column("recording")
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("calendar", sa.JSON(), nullable=True))
    _create_event_invitation()
    _create_event_reply()
    _create_event_reminder()
    _create_event_material()
    _create_material_opening()


def downgrade() -> None:
    for table_name in reversed(TABLES):
        op.drop_table(table_name)
    with op.batch_alter_table("letter") as table:
        table.drop_column("calendar")
    _add("cohort_event", materials=(TEXT, ""), recording=(TEXT, ""))
    with op.batch_alter_table("cohort_event") as table:
        for name in ("changed_at", "check_in_code", "cancelled_why", "sequence"):
            table.drop_column(name)
    with op.batch_alter_table("attendance") as table:
        table.drop_column("checked_in")
    with op.batch_alter_table("person") as table:
        table.drop_column("wants_reminders")
    # The older version knows no feed. As invitations that were taken back they open nothing.
    op.execute(
        "UPDATE grant_link SET kind = 'invitation', revoked_at = COALESCE(revoked_at, created_at) "
        "WHERE kind = 'calendar'"
    )
    _allow_kinds(KINDS_BEFORE)


def _allow_kinds(check: str) -> None:
    with op.batch_alter_table("grant_link") as table:
        table.drop_constraint(table.f("ck_grant_link_kind_known"), type_="check")
        table.create_check_constraint(table.f("ck_grant_link_kind_known"), sa.text(check))


def _add(table_name: str, **columns: tuple[sa.types.TypeEngine, object]) -> None:
    """The columns are there, filled in every row, and without a default that new rows would take."""
    with op.batch_alter_table(table_name) as table:
        for name, (kind, value) in columns.items():
            table.add_column(sa.Column(name, kind, nullable=False, server_default=value))
    with op.batch_alter_table(table_name) as table:
        for name, (kind, _value) in columns.items():
            table.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)


def _create_event_invitation() -> None:
    op.create_table(
        "event_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by", TEXT, nullable=False),
        *_refers("event_invitation", event_id="cohort_event", person_id="person", enrolment_id="enrolment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_invitation")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_event_invitation_event_id_person_id")),
    )
    op.create_index(op.f("ix_event_invitation_enrolment_id"), "event_invitation", ["enrolment_id"])
    op.create_index(op.f("ix_event_invitation_person_id"), "event_invitation", ["person_id"])


def _create_event_reply() -> None:
    op.create_table(
        "event_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("answer IN ('can_come', 'deputy', 'cannot')", name=op.f("ck_event_reply_answer_known")),
        *_refers("event_reply", event_id="cohort_event", enrolment_id="enrolment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reply")),
        sa.UniqueConstraint("event_id", "enrolment_id", name=op.f("uq_event_reply_event_id_enrolment_id")),
    )
    op.create_index(op.f("ix_event_reply_enrolment_id"), "event_reply", ["enrolment_id"])


def _create_event_reminder() -> None:
    once = ("event_id", "person_id", "kind", "held_on")
    op.create_table(
        "event_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('week', 'day')", name=op.f("ck_event_reminder_kind_known")),
        *_refers("event_reminder", event_id="cohort_event", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reminder")),
        sa.UniqueConstraint(*once, name=op.f("uq_event_reminder_event_id_person_id_kind_held_on")),
    )
    op.create_index(op.f("ix_event_reminder_person_id"), "event_reminder", ["person_id"])


def _create_event_material() -> None:
    op.create_table(
        "event_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("link", TEXT, nullable=False),
        sa.Column("added_by", TEXT, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('material', 'recording')", name=op.f("ck_event_material_kind_known")),
        *_refers("event_material", event_id="cohort_event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_material")),
    )
    op.create_index(op.f("ix_event_material_event_id"), "event_material", ["event_id"])


def _create_material_opening() -> None:
    once = ("material_id", "enrolment_id", "person_id")
    op.create_table(
        "material_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        *_refers("material_opening", material_id="event_material", enrolment_id="enrolment", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_opening")),
        sa.UniqueConstraint(*once, name=op.f("uq_material_opening_material_id_enrolment_id_person_id")),
    )
    op.create_index(op.f("ix_material_opening_enrolment_id"), "material_opening", ["enrolment_id"])
    op.create_index(op.f("ix_material_opening_person_id"), "material_opening", ["person_id"])


def _refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns.items()
    ]
