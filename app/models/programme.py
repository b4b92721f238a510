"""Cohorts: schools that go through a programme together, who leads them, and all that ever changed in a cohort."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of

_IN_FORCE = text("ended_at IS NULL")
_IN_THE_WHOLE_COHORT = text("ended_at IS NULL AND region_id IS NULL")


class ProgrammeRole(StrEnum):
    """What somebody may do in a cohort; separate from what they may do in a school."""

    PROGRAMME_MANAGER = "programme_manager"
    FACILITATOR = "facilitator"
    EVALUATOR = "evaluator"


class TieKind(StrEnum):
    """What two schools have with each other. Stated by one of them, it holds both ways."""

    LOCKED = "locked"
    """They are in one group, whatever the distance."""
    PRIOR_CONTACT = "prior_contact"
    """They have worked together, so they do not review each other."""


class Changed(StrEnum):
    """What a row of a cohort's history is about."""

    COHORT = "cohort"
    PEOPLE = "people"
    ENROLMENT = "enrolment"
    IMPORTED = "imported"
    RULING = "ruling"
    EVENT = "event"
    ATTENDANCE = "attendance"


class Cohort(SQLModel, table=True):
    """Schools that start a programme together. They are counted by the exact version that they started with."""

    __tablename__ = "cohort"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=64)
    title: str
    programme_id: str
    programme_version: str
    starts_on: date
    ends_on: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class CohortRegion(SQLModel, table=True):
    """One delivery region of a cohort: of a published list, or under a name of its own."""

    __tablename__ = "cohort_region"
    __table_args__ = (UniqueConstraint("cohort_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    code: str = Field(max_length=64)
    label: str
    position: int


class CohortRole(SQLModel, table=True):
    """Somebody's role in a cohort; a facilitator has one row for each of their regions. Ended rows stay."""

    __tablename__ = "cohort_role"
    __table_args__ = (
        one_of("role", ProgrammeRole),
        # Two, because a missing region equals no other.
        Index(
            "uq_cohort_role_of_region",
            *("cohort_id", "person_id", "role", "region_id"),
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        Index(
            "uq_cohort_role_of_cohort",
            *("cohort_id", "person_id", "role"),
            unique=True,
            sqlite_where=_IN_THE_WHOLE_COHORT,
            postgresql_where=_IN_THE_WHOLE_COHORT,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    region_id: int | None = Field(default=None, foreign_key="cohort_region.id")
    """None for a role in the whole cohort."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    handover_note: str = ""
    """What whoever follows should know."""


class Enrolment(SQLModel, table=True):
    """A school in a cohort. Engagement belongs to it, and so outlives a withdrawal and a return."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("cohort_id", "school_id"), UniqueConstraint("cohort_id", "pseudonym"))

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    region_id: int = Field(foreign_key="cohort_region.id", index=True)
    facilitator_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    review_id: int | None = Field(default=None, foreign_key="review.id")
    """The review that its journeys in this cohort are about."""
    pseudonym: str = Field(max_length=16)
    """What an evaluator reads in place of the school's name; random, and the same for the cohort's whole life."""
    enrolled_on: date
    agreement_signed_on: date | None = None
    agreement_signed_by: str = ""
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    insight_consent: bool = False
    """Whether the school's counts may join those of others across cohorts. The school decides, and may change it."""

    def counts_on(self, day: date) -> bool:
        """True if the school is enrolled, and not withdrawn, on this day."""
        return self.enrolled_on <= day and not self.is_withdrawn_on(day)

    def is_withdrawn_on(self, day: date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= day


class EnrolmentTie(SQLModel, table=True):
    """What one school's enrolment states about another school. Read both ways; changed only by who stated it."""

    __tablename__ = "enrolment_tie"
    __table_args__ = (one_of("kind", TieKind),)

    enrolment_id: int = Field(foreign_key="enrolment.id", primary_key=True)
    kind: str = Field(primary_key=True)
    school_id: int = Field(foreign_key="school.id", primary_key=True, index=True)


class ProgrammeChange(SQLModel, table=True):
    """One thing that changed in a cohort: who, when, before, after. An empty side was not there."""

    __tablename__ = "programme_change"
    __table_args__ = (one_of("what", Changed), one_of("actor_kind", ActorKind))

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id", index=True)
    enrolment_id: int | None = Field(default=None, foreign_key="enrolment.id", index=True)
    what: str
    component: str = ""
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    note: str = ""
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)
