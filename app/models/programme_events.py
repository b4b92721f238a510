"""What hangs on an event of a cohort: who was invited, what their schools answered, reminders, materials."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of


class Reply(StrEnum):
    """What a school says of an event before it."""

    CAN_COME = "can_come"
    DEPUTY = "deputy"
    CANNOT = "cannot"


class ReminderKind(StrEnum):
    """How long before an event a reminder leaves."""

    WEEK = "week"
    DAY = "day"


class MaterialKind(StrEnum):
    MATERIAL = "material"
    RECORDING = "recording"


class EventInvitation(SQLModel, table=True):
    """Somebody was sent an invitation: once and only once for an event."""

    __tablename__ = "event_invitation"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="cohort_event.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    """The school that they were asked for."""
    sent_at: datetime = Field(sa_type=UtcDateTime)
    sent_by: str


class EventReply(SQLModel, table=True):
    """One school's answer, the latest."""

    __tablename__ = "event_reply"
    __table_args__ = (UniqueConstraint("event_id", "enrolment_id"), one_of("answer", Reply))

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="cohort_event.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    answer: str
    why: str = ""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class EventReminder(SQLModel, table=True):
    """A reminder left for somebody, for an event on this day: once, whatever crashes and however many look. An event
    that moves to another day is a new occasion.
    """

    __tablename__ = "event_reminder"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id", "kind", "held_on"),
        one_of("kind", ReminderKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="cohort_event.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    held_on: date
    sent_at: datetime = Field(sa_type=UtcDateTime)


class EventMaterial(SQLModel, table=True):
    """Something to read or to watch, elsewhere. One that was removed stays, with who opened it."""

    __tablename__ = "event_material"
    __table_args__ = (one_of("kind", MaterialKind),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="cohort_event.id", index=True)
    kind: str
    title: str
    link: str
    added_by: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MaterialOpening(SQLModel, table=True):
    """Somebody of a school pressed the button that opens a material; kept from the first time on."""

    __tablename__ = "material_opening"
    __table_args__ = (UniqueConstraint("material_id", "enrolment_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    material_id: int = Field(foreign_key="event_material.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)
