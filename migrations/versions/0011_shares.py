"""Read-only links to one paper, who has been told of the plan, and the school's counts of pupils

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = "kind IN ('invitation', 'reset', 'contribution', 'calendar', 'share')"
KINDS_BEFORE = "kind IN ('invitation', 'reset', 'contribution', 'calendar')"
DOCUMENTS = "document IN ('action-plan', 'governors-paper', 'staff-briefing', 'slt-summary')"
AUDIENCES = (
    "audience IN ('senior_leaders', 'governors', 'middle_leaders', 'teachers', 'teaching_assistants', "
    "'pastoral_staff', 'other_staff')"
)
ACTORS = "actor_kind IN ('person', 'link')"
TABLES = (
    "pupil_count_change",
    "pupil_count",
    "plan_telling",
    "share_question_change",
    "share_question",
    "share_reading",
    "share",
)


def upgrade() -> None:
    _allow_kinds(KINDS)
    _create_share()
    _create_share_reading()
    _create_share_question()
    _create_share_question_change()
    _create_plan_telling()
    _create_pupil_count()
    _create_pupil_count_change()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    # What an earlier version does not know is kept as an invitation that was taken back.
    op.execute(
        "UPDATE grant_link SET kind = 'invitation', revoked_at = COALESCE(revoked_at, created_at) WHERE kind = 'share'"
    )
    _allow_kinds(KINDS_BEFORE)


def _allow_kinds(check: str) -> None:
    with op.batch_alter_table("grant_link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grant_link_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_grant_link_kind_known"), sa.text(check))


def _create_share() -> None:
    op.create_table(
        "share",
        _number("grant_id"),
        _number("review_id"),
        _number("school_id"),
        *_texts("document", "audience"),
        _number("version", nullable=True),
        *_texts("note", "passcode_hash"),
        _number("wrong_passcodes"),
        _moment("wrong_passcode_at", nullable=True),
        *_texts("revoked_by"),
        sa.CheckConstraint(DOCUMENTS, name=op.f("ck_share_document_known")),
        sa.CheckConstraint(AUDIENCES, name=op.f("ck_share_audience_known")),
        *_of("share", grant_id="grant_link", review_id="review", school_id="school"),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_share")),
    )
    _index("share", "review_id", "school_id")


def _create_share_reading() -> None:
    op.create_table(
        "share_reading",
        _number("id"),
        _number("opening_id"),
        _number("grant_id"),
        _number("school_id"),
        *_texts("of_version"),
        _moment("read_at"),
        *_of("share_reading", opening_id="link_opening", grant_id="grant_link", school_id="school"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_reading")),
    )
    op.create_index("uq_share_reading_of", "share_reading", ["opening_id", "of_version"], unique=True)
    _index("share_reading", "grant_id", "school_id")


def _create_share_question() -> None:
    op.create_table(
        "share_question",
        _number("id"),
        _number("grant_id"),
        _number("review_id"),
        _number("school_id"),
        _number("opening_id"),
        *_texts("name", "question"),
        _moment("asked_at"),
        *_texts("answer"),
        _number("version"),
        sa.Column("for_everybody", sa.Boolean(), nullable=False),
        *_texts("answered_by"),
        _moment("answered_at", nullable=True),
        *_of(
            "share_question", grant_id="grant_link", review_id="review", school_id="school", opening_id="link_opening"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_question")),
    )
    _index("share_question", "grant_id", "review_id", "school_id", "opening_id")


def _create_share_question_change() -> None:
    op.create_table(
        "share_question_change",
        _number("id"),
        _number("question_id"),
        _number("school_id"),
        *_texts("event"),
        _number("version"),
        *_texts("words"),
        sa.Column("for_everybody", sa.Boolean(), nullable=False),
        *_by_whom(),
        sa.CheckConstraint(
            "event IN ('asked', 'answered', 'set_aside')", name=op.f("ck_share_question_change_event_known")
        ),
        sa.CheckConstraint(ACTORS, name=op.f("ck_share_question_change_actor_kind_known")),
        *_of("share_question_change", question_id="share_question", school_id="school"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_question_change")),
    )
    _index("share_question_change", "question_id", "school_id")


def _create_plan_telling() -> None:
    op.create_table(
        "plan_telling",
        _number("id"),
        _number("review_id"),
        _number("school_id"),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        *_texts("audience", "how"),
        sa.Column("told_on", sa.Date(), nullable=False),
        _number("people"),
        *_texts("added_by"),
        _moment("added_at"),
        *_texts("removed_by"),
        _moment("removed_at", nullable=True),
        sa.CheckConstraint(AUDIENCES, name=op.f("ck_plan_telling_audience_known")),
        sa.CheckConstraint("people BETWEEN 1 AND 2000", name=op.f("ck_plan_telling_people_counted")),
        *_of("plan_telling", review_id="review", school_id="school"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_telling")),
    )
    op.create_index("uq_plan_telling_key", "plan_telling", ["review_id", "key"], unique=True)
    _index("plan_telling", "review_id", "school_id")


def _create_pupil_count() -> None:
    op.create_table(
        "pupil_count",
        _number("review_id"),
        *_texts("place", "field"),
        _number("school_id"),
        *_texts("value"),
        _number("version"),
        *_texts("changed_by"),
        _moment("changed_at"),
        *_of("pupil_count", review_id="review", school_id="school"),
        sa.PrimaryKeyConstraint("review_id", "place", "field", name=op.f("pk_pupil_count")),
    )
    _index("pupil_count", "school_id")


def _create_pupil_count_change() -> None:
    op.create_table(
        "pupil_count_change",
        _number("id"),
        _number("review_id"),
        _number("school_id"),
        *_texts("place", "field"),
        _number("version"),
        *_texts("kind", "value"),
        *_by_whom(),
        sa.CheckConstraint("kind IN ('saved', 'set_aside', 'restored')", name=op.f("ck_pupil_count_change_kind_known")),
        sa.CheckConstraint(ACTORS, name=op.f("ck_pupil_count_change_actor_kind_known")),
        *_of("pupil_count_change", review_id="review", school_id="school"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil_count_change")),
    )
    op.create_index(
        "uq_pupil_count_change_version",
        "pupil_count_change",
        ["review_id", "place", "field", "version"],
        unique=True,
        sqlite_where=sa.text("kind <> 'set_aside'"),
        postgresql_where=sa.text("kind <> 'set_aside'"),
    )
    _index("pupil_count_change", "school_id")


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, app.models.columns.UtcDateTime(timezone=True), nullable=nullable)


def _by_whom() -> list[sa.Column[object]]:
    return [*_texts("actor_kind"), _number("actor_id", nullable=True), *_texts("actor_name"), _moment("at")]


def _of(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
