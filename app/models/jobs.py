"""Work done after the response, and letters on their way out. Both are written with the change itself."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime

_WAITING = text("done_at IS NULL AND failed_at IS NULL")


class Job(SQLModel, table=True):
    """Done once `done_at` is set; given up once `failed_at` is. A worker holds it until `held_until`."""

    __tablename__ = "job"
    # Only what waits: a worker looks every second, and must not wade through a month of jobs that are done.
    __table_args__ = (Index("ix_job_waiting", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str = Field(default="", index=True)
    """What it is about (`review:7`), to find it again."""
    payload: dict[str, str | int | None] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = ""


class Letter(SQLModel, table=True):
    """One e-mail in the outbox. Its words are blanked once sent, because they may carry a link."""

    __tablename__ = "letter"

    id: int | None = Field(default=None, primary_key=True)
    to: str
    subject: str
    text: str
    calendar: str | None = None
    """A calendar file (RFC 5545) that goes with it; blanked with the text."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
