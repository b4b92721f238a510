"""The first tables."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.models.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name=op.f("pk_attempt")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("held_until", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failed_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_subject"), ["subject"], unique=False)
        batch_op.create_index(
            "ix_job_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("urn", sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("la_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("la_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("establishment_number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phase", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("region", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("trust", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("postcode", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("fsm_percentage", sa.Float(), nullable=True),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("urn", name=op.f("uq_school_urn")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("job_title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "role IN ('school_admin', 'senco', 'senior_leader', 'colleague', 'governor')",
            name=op.f("ck_membership_role_known"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_membership_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_school_id"), ["school_id"], unique=False)
        batch_op.create_index(
            "uq_membership_in_force",
            ["person_id", "school_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("framework_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("depth", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("started_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("started_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cancelled_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cancelled_why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("depth IN ('short', 'full')", name=op.f("ck_review_depth_known")),
        sa.ForeignKeyConstraint(["previous_id"], ["review.id"], name=op.f("fk_review_previous_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_review_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_school_id"), ["school_id"], unique=False)

    op.create_table(
        "school_urn",
        sa.Column("urn", sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_urn_school_id_school")),
        sa.PrimaryKeyConstraint("urn", name=op.f("pk_school_urn")),
    )
    with op.batch_alter_table("school_urn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_urn_school_id"), ["school_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("device", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreed_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("depth", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("agreed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("present", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.CheckConstraint("depth IN ('short', 'full')", name=op.f("ck_agreed_version_depth_known")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_agreed_version_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_agreed_version_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_version")),
    )
    with op.batch_alter_table("agreed_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_version_school_id"), ["school_id"], unique=False)
        batch_op.create_index("uq_agreed_version_number", ["review_id", "number"], unique=True)

    op.create_table(
        "answer",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_answer_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_answer_school_id_school")),
        sa.PrimaryKeyConstraint("review_id", "place", "field", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_school_id"), ["school_id"], unique=False)

    op.create_table(
        "answer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("kind IN ('saved', 'set_aside', 'restored')", name=op.f("ck_answer_change_kind_known")),
        sa.CheckConstraint("actor_kind IN ('person', 'link')", name=op.f("ck_answer_change_actor_kind_known")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_answer_change_review_id_review")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_answer_change_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_change")),
    )
    with op.batch_alter_table("answer_change", schema=None) as batch_op:
        batch_op.create_index("ix_answer_change_of", ["review_id", "place", "field", "version"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_change_school_id"), ["school_id"], unique=False)
        batch_op.create_index(
            "uq_answer_change_version",
            ["review_id", "place", "field", "version"],
            unique=True,
            sqlite_where=sa.text("kind <> 'set_aside'"),
            postgresql_where=sa.text("kind <> 'set_aside'"),
        )

    op.create_table(
        "grant_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("cookie_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("job_title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("replaces_membership_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", app.models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", app.models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('invitation', 'reset')", name=op.f("ck_grant_link_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_grant_link_person_id_person")),
        sa.ForeignKeyConstraint(
            ["replaces_membership_id"], ["membership.id"], name=op.f("fk_grant_link_replaces_membership_id_membership")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_grant_link_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_grant_link_token_hash")),
    )
    with op.batch_alter_table("grant_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_link_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_link_school_id"), ["school_id"], unique=False)

    _never_change_an_agreed_version()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
    with op.batch_alter_table("grant_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_link_school_id"))
        batch_op.drop_index(batch_op.f("ix_grant_link_person_id"))

    op.drop_table("grant_link")
    with op.batch_alter_table("answer_change", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_answer_change_version",
            sqlite_where=sa.text("kind <> 'set_aside'"),
            postgresql_where=sa.text("kind <> 'set_aside'"),
        )
        batch_op.drop_index(batch_op.f("ix_answer_change_school_id"))
        batch_op.drop_index("ix_answer_change_of")

    op.drop_table("answer_change")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_school_id"))

    op.drop_table("answer")
    with op.batch_alter_table("agreed_version", schema=None) as batch_op:
        batch_op.drop_index("uq_agreed_version_number")
        batch_op.drop_index(batch_op.f("ix_agreed_version_school_id"))

    op.drop_table("agreed_version")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("school_urn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_urn_school_id"))

    op.drop_table("school_urn")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_school_id"))

    op.drop_table("review")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_in_force",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membership_school_id"))

    op.drop_table("membership")
    op.drop_table("school")
    op.drop_table("person")
    op.drop_table("letter")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_job_waiting",
            sqlite_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_job_subject"))

    op.drop_table("job")
    op.drop_table("attempt")


def _never_change_an_agreed_version() -> None:
    """The database itself refuses it, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER agreed_version_never_changes BEFORE UPDATE ON agreed_version "
            "BEGIN SELECT RAISE(ABORT, 'An agreed version never changes.'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'An agreed version never changes.'; END $$"
    )
    op.execute(
        "CREATE TRIGGER agreed_version_never_changes BEFORE UPDATE ON agreed_version "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
