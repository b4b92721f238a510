"""Where the report of a peer review stands, and the versions that both sides signed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of
from app.models.peer_review import Side


class ReportState(StrEnum):
    """Whose turn it is."""

    DRAFT = "draft"
    """The reviewer writes; nobody at the host sees a word."""
    CHECKING = "checking"
    """The host reads it for accuracy and comments passage by passage. Nothing in it changes meanwhile."""
    ANSWERING = "answering"
    """The reviewer reads the comments, answers them and changes what has to change."""
    SIGNING = "signing"
    """The reviewer has signed. The host signs too, or sends it back with a reason."""
    FINAL = "final"
    """Both have signed. Nothing changes any more, unless both agree to open it again."""


class PeerReport(SQLModel, table=True):
    """One row a peer review, from the day somebody first opens its report."""

    __tablename__ = "peer_report"
    __table_args__ = (
        one_of("state", ReportState),
        one_of("reopening_side", Side),
    )

    peer_review_id: int = Field(foreign_key="peer_review.id", primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    state: str = ReportState.DRAFT
    turn: int = 1
    """Counts every step; a decision names the turn it was made in, so that none is done twice."""
    round: int = 1
    """Counts the times that it was sent for checking."""
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was first sent: lateness is counted to this day."""
    sent_texts: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The report as it was last sent or signed, which is all that the host reads: rows as in a signed version."""
    turn_since: datetime = Field(sa_type=UtcDateTime)
    """When the state became what it is."""
    signed_by: str = ""
    """The reviewer who signed; empty unless signing or final."""
    signed_by_id: int | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_back_why: str = ""
    reopening_side: str | None = None
    """Who asks to open the final report again, while the other has not answered."""
    reopening_why: str = ""
    reopening_by: str = ""

    @property
    def asks_to_reopen(self) -> Side | None:
        return Side(self.reopening_side) if self.reopening_side else None


class PeerReportVersion(SQLModel, table=True):
    """The report as both sides signed it. Never changed afterwards: the database refuses it."""

    __tablename__ = "peer_report_version"
    __table_args__ = (Index("uq_peer_report_version_number", "peer_review_id", "number", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    peer_review_id: int = Field(foreign_key="peer_review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    number: int
    texts: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[[place, field, value, version], …] sorted by place and field."""
    fingerprint: str = Field(max_length=64)
    reviewer_signed_by: str
    reviewer_signed_at: datetime = Field(sa_type=UtcDateTime)
    host_signed_by: str
    host_signed_at: datetime = Field(sa_type=UtcDateTime)
