"""Counts across schools, kept so that no school's answer can be worked out from them (docs/decisions/0018)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of


class GroupKind(StrEnum):
    """What a group lead leads; empty for schools that nobody leads as a group."""

    NONE = ""
    TRUST = "trust"
    LA = "la"


class InsightBlock(SQLModel, table=True):
    """Schools that are counted together or not at all. Its members never change."""

    __tablename__ = "insight_block"
    __table_args__ = (one_of("group_kind", GroupKind),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id", index=True)
    framework_id: str
    framework_version: str
    region_id: int | None = Field(default=None, foreign_key="cohort_region.id")
    """None for schools of several regions, which show in the cohort's figures only."""
    group_kind: str = GroupKind.NONE
    group_key: str = ""
    """The trust's name or the authority's code, if all of its schools are of one group that is led."""
    formed_in: str
    closed_in: str = ""
    """The term in which a school of it no longer took part; from then on it is not counted."""


class InsightMember(SQLModel, table=True):
    """A school is in one block at most, whatever cohorts it is in: so no two counts overlap in part."""

    __tablename__ = "insight_member"

    school_id: int = Field(foreign_key="school.id", primary_key=True)
    block_id: int = Field(foreign_key="insight_block.id", index=True)


class InsightSnapshot(SQLModel, table=True):
    """What is shown of a cohort for a term. Never changed afterwards: the database refuses it."""

    __tablename__ = "insight_snapshot"
    __table_args__ = (UniqueConstraint("cohort_id", "term"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    term: str
    """The school year and the term: 2026/27 autumn."""
    taken_at: datetime = Field(sa_type=UtcDateTime)
    counts: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[[block, row, [cuts], [counts], term the counts are of], …]; nothing finer is stored anywhere."""


class GroupLeadRole(SQLModel, table=True):
    """Somebody who leads SEND for a trust or a local authority. Ended rows stay."""

    __tablename__ = "group_lead_role"
    __table_args__ = (
        one_of("kind", GroupKind),
        Index(
            "uq_group_lead_role_in_force",
            *("person_id", "kind", "group_key"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    group_key: str
    title: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
