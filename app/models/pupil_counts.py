"""A school's own counts of pupils with SEND, by year group and by area of need: whole numbers, never a pupil.

Texts as everywhere else (services.texts), at one place, `counts`, with the fields of `pupil_counts_fields`.
"""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of
from app.models.self_evaluation import Change


class PupilCount(SQLModel, table=True):
    """One count as it stands now. `version` counts its saves from 1."""

    __tablename__ = "pupil_count"

    review_id: int = Field(foreign_key="review.id", primary_key=True)
    place: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    value: str
    version: int
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


class PupilCountChange(SQLModel, table=True):
    """One text that somebody sent for a count."""

    __tablename__ = "pupil_count_change"
    __table_args__ = (
        one_of("kind", Change),
        one_of("actor_kind", ActorKind),
        Index(
            "uq_pupil_count_change_version",
            "review_id",
            "place",
            "field",
            "version",
            unique=True,
            sqlite_where=text("kind <> 'set_aside'"),
            postgresql_where=text("kind <> 'set_aside'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    place: str
    field: str
    version: int
    kind: str
    value: str
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)
