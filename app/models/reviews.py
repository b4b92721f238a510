"""A review: one school, one framework version, six stages."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of


class Depth(StrEnum):
    SHORT = "short"
    """The essential items: about an hour."""
    FULL = "full"


def as_shown(depth: str) -> Literal["short", "full"]:
    """A stored depth, as a framework is asked for its items."""
    return "short" if depth == Depth.SHORT else "full"


class Review(SQLModel, table=True):
    """Cancelling keeps everything; changing the depth only changes which items are shown."""

    __tablename__ = "review"
    __table_args__ = (
        one_of("depth", Depth),
        Index("uq_review_start_key", "school_id", "start_key", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    framework_id: str
    framework_version: str
    depth: str
    previous_id: int | None = Field(default=None, foreign_key="review.id")
    """The review that this one continues as the next cycle."""
    start_key: str | None = Field(default=None, max_length=64)
    """The mark of the form that started it: the same form sent twice starts one review."""
    started_at: datetime = Field(sa_type=UtcDateTime)
    started_by: str
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_by: str = ""
    cancelled_why: str = ""

    @property
    def shown(self) -> Literal["short", "full"]:
        return as_shown(self.depth)

    @property
    def is_open(self) -> bool:
        return self.cancelled_at is None
