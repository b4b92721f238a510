"""What facilitators keep of who needs them: rules that hold for a school and since when, notes, contacts, letters.

None of it is ever shown to a school.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of


class EntryKind(StrEnum):
    NOTE = "note"
    CONTACT = "contact"
    SNOOZE = "snooze"
    """A reason was put aside until a day, or taken up again."""


class Means(StrEnum):
    """How somebody was in touch with a school; empty for what is no contact."""

    NONE = ""
    CALL = "call"
    VISIT = "visit"
    EMAIL = "email"
    ONLINE = "online"


class AttentionLook(SQLModel, table=True):
    """When the rules were last held against the schools of a cohort."""

    __tablename__ = "attention_look"

    cohort_id: int = Field(foreign_key="cohort.id", primary_key=True)
    looked_at: datetime = Field(sa_type=UtcDateTime)


class AttentionFlag(SQLModel, table=True):
    """A rule held for a school from `since` until it was found not to. One school and rule has one in force at most."""

    __tablename__ = "attention_flag"
    __table_args__ = (
        Index(
            "uq_attention_flag_in_force",
            "enrolment_id",
            "rule",
            unique=True,
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    rule: str
    since: date
    """As the data said when it was found; it stays, whatever a later look would say."""
    found_at: datetime = Field(sa_type=UtcDateTime)
    cleared_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    snoozed_until: date | None = None
    """The day on which it shows again."""
    snoozed_why: str = ""
    snoozed_by: str = ""


class AttentionEntry(SQLModel, table=True):
    """A note about a school, or that somebody was in touch with it. Never changed afterwards."""

    __tablename__ = "attention_entry"
    __table_args__ = (
        one_of("kind", EntryKind),
        one_of("means", Means),
        UniqueConstraint("enrolment_id", "key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id")
    key: str = Field(max_length=64)
    """The mark of the form that sent it: the same form sent twice is one entry."""
    kind: str
    means: str = Means.NONE
    day: date
    text: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class AttentionMessage(SQLModel, table=True):
    """A letter to several schools: a draft of its author until it is sent, once."""

    __tablename__ = "attention_message"

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    author_name: str
    subject: str = ""
    text: str = ""
    enrolment_ids: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AttentionDelivery(SQLModel, table=True):
    """What one person was sent, word for word. Stays when their membership ends."""

    __tablename__ = "attention_delivery"
    __table_args__ = (UniqueConstraint("message_id", "enrolment_id", "email"),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="attention_message.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    name: str
    email: str
    subject: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
