"""What the two tables of every book of texts have in common: the texts as they stand, and all that was ever sent."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint, text
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of


class Change(StrEnum):
    """What a row of history records."""

    SAVED = "saved"
    SET_ASIDE = "set_aside"
    """Sent against an older version than the current one: kept here until its writer chooses."""
    RESTORED = "restored"


class StandingText(SQLModel):
    """One field as it stands now. `version` counts its saves from 1; a field never written has no row."""

    place: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    value: str
    version: int
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


class TextChange(SQLModel):
    """One text that somebody sent for a field. The text before it is the row of the version below."""

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    place: str
    field: str
    version: int
    """The version this text became; for a text set aside, the version it was written against."""
    kind: str
    value: str
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)


def key_of_texts(owner: str) -> PrimaryKeyConstraint:
    """A text is found by whose book it is in, first of all."""
    return PrimaryKeyConstraint(owner, "place", "field")


def rules_of_changes(table: str, owner: str) -> tuple[Any, ...]:
    """A version of a text comes about once; texts that were set aside are beside the count."""
    counted = text("kind <> 'set_aside'")
    columns = (owner, "place", "field", "version")
    return (
        one_of("kind", Change),
        one_of("actor_kind", ActorKind),
        Index(f"uq_{table}_version", *columns, unique=True, sqlite_where=counted, postgresql_where=counted),
    )
