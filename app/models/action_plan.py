"""A school's SEND Action Plan: one a review, its words as they stand, everything they ever were, and the versions that
were shared or agreed. Each priority, action and diary entry is a place in the book of texts (action_plan_fields).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from app.models.book_tables import StandingText, TextChange, key_of_texts, rules_of_changes
from app.models.columns import UtcDateTime, one_of


class PlanVersionKind(StrEnum):
    """What a version was made for, in the order in which a plan usually comes to it."""

    SHARED_WITH_FACILITATOR = "shared_with_facilitator"
    REFINED_AFTER_COACHING = "refined_after_coaching"
    AGREED_WITH_SLT = "agreed_with_slt"
    SHARED_WITH_GOVERNORS = "shared_with_governors"


FOR_GOVERNORS = frozenset({PlanVersionKind.AGREED_WITH_SLT, PlanVersionKind.SHARED_WITH_GOVERNORS})
"""Governors of the school read these, and none of the work towards them."""


class PlanState(StrEnum):
    """How far a plan has come: a draft, and then whatever its latest version was made for."""

    DRAFT = "draft"
    SHARED_WITH_FACILITATOR = PlanVersionKind.SHARED_WITH_FACILITATOR.value
    REFINED_AFTER_COACHING = PlanVersionKind.REFINED_AFTER_COACHING.value
    AGREED_WITH_SLT = PlanVersionKind.AGREED_WITH_SLT.value
    SHARED_WITH_GOVERNORS = PlanVersionKind.SHARED_WITH_GOVERNORS.value


class ActionPlan(SQLModel, table=True):
    """The plan of one review, from the day somebody began it."""

    __tablename__ = "action_plan"
    __table_args__ = (one_of("state", PlanState), Index("uq_action_plan_review_id", "review_id", unique=True))

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    state: str = PlanState.DRAFT
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str


class PlanText(StandingText, table=True):
    """One field as it stands now. `version` counts its saves from 1; a field never written has no row."""

    __tablename__ = "plan_text"
    __table_args__ = (key_of_texts("plan_id"),)

    plan_id: int = Field(foreign_key="action_plan.id", primary_key=True)


class PlanTextChange(TextChange, table=True):
    """One text that somebody sent for a field. The text before it is the row of the version below."""

    __tablename__ = "plan_text_change"
    __table_args__ = (
        *rules_of_changes("plan_text_change", "plan_id"),
        Index("ix_plan_text_change_of", "plan_id", "place", "field", "version"),
    )

    plan_id: int = Field(foreign_key="action_plan.id")


class ActionPlanVersion(SQLModel, table=True):
    """The whole plan as it was shared or agreed on a day. Never changed afterwards: the database refuses it."""

    __tablename__ = "action_plan_version"
    __table_args__ = (
        one_of("kind", PlanVersionKind),
        Index("uq_action_plan_version_number", "plan_id", "number", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="action_plan.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    number: int
    kind: str
    texts: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[[place, field, value, version], …] sorted by place and field."""
    findings: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """What its priorities came from, as it read that day: action_plan_sheet.Finding as JSON."""
    fingerprint: str = Field(max_length=64)
    """SHA-256 of `texts`, as printed on papers made from it."""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    note: str = ""
    """Who was there, or what was said of it, in the school's words."""
