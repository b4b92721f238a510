"""What colleagues write through a link. It stands beside the school's own words, and never over them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of

EVERYTHING = ""
"""The place of a link that asks about the whole review."""

TEXTS = ("strengths", "developments", "basis")


class Outcome(StrEnum):
    """What became of a view. Its writer reads it too."""

    NEW = "new"
    READ = "read"
    QUOTED = "quoted"
    FOLDED_IN = "folded_in"


class ContributionEvent(StrEnum):
    """What a row of a view's history records."""

    SAVED = "saved"
    SET_ASIDE = "set_aside"
    """Sent against an older version, from another window of the same person: kept here until they choose."""
    HANDLED = "handled"
    """The school read it, used it or replied."""


class ContributionLink(SQLModel, table=True):
    """What a link asks for, beside the grant that carries its token, its end and whom it is for."""

    __tablename__ = "contribution_link"

    grant_id: int = Field(foreign_key="grant_link.id", primary_key=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    place: str = EVERYTHING
    """The code of an item or of an area, or empty for the whole review."""
    role_wanted: str = ""
    """A code of the school_roles vocabulary, or empty."""
    note: str = ""
    """What the school says to whoever it asks."""
    reminders: int = 0
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    wants_reminders: bool = True


class Contribution(SQLModel, table=True):
    """One person's view of one item as it stands now. `version` counts its saves from 1."""

    __tablename__ = "contribution"
    __table_args__ = (
        one_of("outcome", Outcome),
        Index("uq_contribution_of", "opening_id", "item", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    grant_id: int = Field(foreign_key="grant_link.id", index=True)
    opening_id: int = Field(foreign_key="link_opening.id")
    item: str
    judgement: str = ""
    """A level's code, or empty where the writer leaves it open."""
    strengths: str = ""
    developments: str = ""
    basis: str = ""
    name: str
    role: str
    version: int
    at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = Outcome.NEW
    reply: str = ""


class ContributionChange(SQLModel, table=True):
    """A view as it stood after somebody saved it, or after the school did something with it."""

    __tablename__ = "contribution_change"
    __table_args__ = (one_of("event", ContributionEvent), one_of("actor_kind", ActorKind))

    id: int | None = Field(default=None, primary_key=True)
    contribution_id: int = Field(foreign_key="contribution.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    event: str
    version: int
    judgement: str
    strengths: str
    developments: str
    basis: str
    outcome_then: str
    reply: str
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)
