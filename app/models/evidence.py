"""The files behind pieces of evidence. What is in them is in the file store; here is what is known of them."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.files.kinds import FileKind
from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of


class EvidenceFile(SQLModel, table=True):
    """A file that stands, or once stood, with a piece of evidence. One stands at a time; the others are its history."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        one_of("kind", FileKind),
        one_of("actor_kind", ActorKind),
        one_of("removed_by_kind", ActorKind),
        Index("ix_evidence_file_of", "review_id", "place"),
        Index(
            "uq_evidence_file_standing",
            "review_id",
            "place",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    place: str
    content_hash: str = Field(max_length=64, index=True)
    """SHA-256 of what is kept, under which the store has it."""
    name: str
    kind: str
    size: int
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)
    restores_id: int | None = Field(default=None, foreign_key="evidence_file.id")
    """The earlier row that this one puts back."""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_by_kind: str | None = None
    removed_by_id: int | None = None
    removed_by_name: str = ""
    """Also filled where another file took its place."""

    @property
    def is_image(self) -> bool:
        return FileKind(self.kind).is_image
