"""A school's own words in a review: every answer as it stands, everything it ever was, and the versions agreed.

An answer is one field at one place. Places are `scope` (why the review happens, who stands behind it, by when), an area
(`LEAD`), an item (`LEAD-3`) or one piece of evidence for an item (`LEAD-3/k3f9`).
"""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from app.models.book_tables import StandingText, TextChange, key_of_texts, rules_of_changes
from app.models.columns import UtcDateTime, one_of
from app.models.reviews import Depth, as_shown

SCOPE = "scope"


class Answer(StandingText, table=True):
    """One field as it stands now. `version` counts its saves from 1; an answer never written has no row."""

    __tablename__ = "answer"
    __table_args__ = (key_of_texts("review_id"),)

    review_id: int = Field(foreign_key="review.id", primary_key=True)


class AnswerChange(TextChange, table=True):
    """One text that somebody sent for an answer. The text before it is the row of the version below."""

    __tablename__ = "answer_change"
    __table_args__ = (
        *rules_of_changes("answer_change", "review_id"),
        Index("ix_answer_change_of", "review_id", "place", "field", "version"),
    )

    review_id: int = Field(foreign_key="review.id")


class AgreedVersion(SQLModel, table=True):
    """The whole self-evaluation as agreed on a day. Never changed afterwards: the database refuses it."""

    __tablename__ = "agreed_version"
    __table_args__ = (
        one_of("depth", Depth),
        Index("uq_agreed_version_number", "review_id", "number", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    number: int
    depth: str
    agreed_at: datetime = Field(sa_type=UtcDateTime)
    agreed_by: str
    present: str = ""
    """Who else was part of agreeing it, in the school's words."""
    answers: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[[place, field, value, version], …] sorted by place and field."""
    fingerprint: str = Field(max_length=64)
    """SHA-256 of `answers`, as printed on documents made from it."""

    @property
    def shown(self) -> Literal["short", "full"]:
        return as_shown(self.depth)
