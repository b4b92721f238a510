"""Schools that review each other. A group is a pair or a triad; a peer review is one direction of it: reviewer → host.

The host owns a peer review, so everything written in one carries the host's school. Groups belong to no one school.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.book_tables import StandingText, TextChange, key_of_texts, rules_of_changes
from app.models.columns import UtcDateTime, one_of

ACCESS_DAYS = 60
"""How long a reviewer can read on after the final report, unless the host says otherwise."""


class Side(StrEnum):
    """Whose part somebody takes in a peer review."""

    HOST = "host"
    REVIEWER = "reviewer"

    @property
    def other(self) -> "Side":
        return Side.REVIEWER if self is Side.HOST else Side.HOST


class PeerGroup(SQLModel, table=True):
    """A pair or a triad, as long as anybody is in it. Who is, and who reviews whom, is in the rows that name it."""

    __tablename__ = "peer_group"

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str
    one_way: bool = False
    """The school that was asked first reviews the second, and nobody reviews it in return."""


class PeerMember(SQLModel, table=True):
    """A school in a group: asked, then in it from `joined_at` until `left_at`. Rows of those who left stay."""

    __tablename__ = "peer_member"
    __table_args__ = (
        Index(
            "uq_peer_member_in_force",
            "group_id",
            "school_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="peer_group.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    review_id: int | None = Field(default=None, foreign_key="review.id", index=True)
    """The self-evaluation that the school brings; chosen when it joins."""
    asked_at: datetime = Field(sa_type=UtcDateTime)
    asked_by: str
    note: str = ""
    """What whoever asked says to the school."""
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    joined_by: str = ""
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    left_by: str = ""
    left_why: str = ""


class PeerReview(SQLModel, table=True):
    """One school reviews another: the host, whose `school_id` this is. Ended ones stay with the host."""

    __tablename__ = "peer_review"
    __table_args__ = (
        CheckConstraint("school_id <> reviewer_school_id", name="of_another_school"),
        Index(
            "uq_peer_review_in_force",
            "group_id",
            "school_id",
            "reviewer_school_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="peer_group.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    reviewer_school_id: int = Field(foreign_key="school.id", index=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    """The host's self-evaluation."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    shares_contributions: bool = False
    shares_files: bool = False
    shares_profile: bool = False
    access_days: int = ACCESS_DAYS
    final_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When both had signed the report; the reviewer's access ends `access_days` later."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was stopped before its time: the reviewer's access ended then."""
    ended_by: str = ""
    ended_why: str = ""

    @property
    def school_ids(self) -> tuple[int, int]:
        """Host and reviewer."""
        return self.school_id, self.reviewer_school_id


class PeerEvent(SQLModel, table=True):
    """Something that happened in a group or a peer review: its history, and what people are told about."""

    __tablename__ = "peer_event"
    __table_args__ = (one_of("actor_kind", ActorKind),)

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="peer_group.id", index=True)
    peer_review_id: int | None = Field(default=None, foreign_key="peer_review.id", index=True)
    school_id: int | None = Field(default=None, foreign_key="school.id", index=True)
    """The school that it is about; None where it is about the group."""
    kind: str
    """A member of services.peer_review_events.Happened."""
    why: str = ""
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)


class PeerAgreement(SQLModel, table=True):
    """What somebody put their name to before any word of the host was shown. Never changed afterwards."""

    __tablename__ = "peer_agreement"
    __table_args__ = (one_of("side", Side), Index("uq_peer_agreement_of", "peer_review_id", "person_id", unique=True))

    id: int | None = Field(default=None, primary_key=True)
    peer_review_id: int = Field(foreign_key="peer_review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    side: str
    person_id: int = Field(foreign_key="person.id")
    name: str
    interests: str = ""
    """Ties to the other school that a reviewer declares; empty for none."""
    wording: str
    """The whole text that was signed, as it was shown."""
    signed_at: datetime = Field(sa_type=UtcDateTime)


class PeerText(StandingText, table=True):
    """One field as it stands now. `version` counts its saves from 1; a field never written has no row."""

    __tablename__ = "peer_text"
    __table_args__ = (key_of_texts("peer_review_id"),)

    peer_review_id: int = Field(foreign_key="peer_review.id", primary_key=True)


class PeerTextChange(TextChange, table=True):
    """One text that somebody sent for a field. The text before it is the row of the version below."""

    __tablename__ = "peer_text_change"
    __table_args__ = (
        *rules_of_changes("peer_text_change", "peer_review_id"),
        Index("ix_peer_text_change_of", "peer_review_id", "place", "field", "version"),
    )

    peer_review_id: int = Field(foreign_key="peer_review.id")


class PeerConfirmation(SQLModel, table=True):
    """One side agrees to something as it stood: in force while its fingerprint is still that of what stands."""

    __tablename__ = "peer_confirmation"
    __table_args__ = (one_of("side", Side),)

    id: int | None = Field(default=None, primary_key=True)
    peer_review_id: int = Field(foreign_key="peer_review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    subject: str
    """What is confirmed: `agenda`, or that `ties` were read."""
    side: str
    fingerprint: str = Field(max_length=64)
    name: str
    at: datetime = Field(sa_type=UtcDateTime)
