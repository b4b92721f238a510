"""Coaching sessions: when, with whom, who came; times that were offered; what was accepted; and the words of both."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.book_tables import StandingText, TextChange, key_of_texts, rules_of_changes
from app.models.columns import UtcDateTime, one_of
from app.models.programme_engagement import Answer, Attended, Reason


class CoachingSide(StrEnum):
    """Whose part somebody takes in a coaching session."""

    SCHOOL = "school"
    COACH = "coach"

    @property
    def other(self) -> "CoachingSide":
        return CoachingSide.COACH if self is CoachingSide.SCHOOL else CoachingSide.SCHOOL


class SessionState(StrEnum):
    OPEN = "open"
    """No time is agreed yet, or not any more."""
    BOOKED = "booked"
    HELD = "held"
    NOT_HELD = "not_held"
    """It was booked, and did not take place."""


class CoachingHappened(StrEnum):
    """What the history of a session tells."""

    OFFERED = "offered"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RECORDED = "recorded"
    SHARED = "shared"
    TAKEN_BACK = "taken_back"
    COACH_NAMED = "coach_named"


class CoachingSession(SQLModel, table=True):
    """One session of one review; there is a row from the first time that anybody does something for it."""

    __tablename__ = "coaching_session"
    __table_args__ = (
        UniqueConstraint("review_id", "code"),
        one_of("state", SessionState),
        one_of("outcome", Attended),
        one_of("senior_leader", Answer),
        one_of("reason", Reason),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    school_id: int = Field(foreign_key="school.id", index=True)
    enrolment_id: int | None = Field(default=None, foreign_key="enrolment.id", index=True)
    """The school's place in a cohort, whose facilitator is the coach; None for a coach of the school's own."""
    code: str
    definition_id: str
    definition_version: str
    """The exact coaching that its worksheet was begun with."""
    coach_name: str = ""
    coach_email: str = ""
    """A coach of the school's own, who needs no account; empty in a programme."""
    state: str = SessionState.OPEN
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    minutes: int = 0
    place: str = ""
    """An address, or a link to join."""
    sequence: int = 0
    """Counts every change of the time, so that a calendar knows the later file."""
    outcome: str = Attended.NOT_YET_KNOWN
    """Who came for the SENCO's side."""
    senior_leader: str = Answer.UNKNOWN
    reason: str = Reason.NOT_SAID
    recorded_by: str = ""
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shared_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when the facilitator may read the worksheet; None while it is the school's own."""
    shared_by: str = ""

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def is_booked(self) -> bool:
        return self.state == SessionState.BOOKED

    @property
    def is_recorded(self) -> bool:
        return self.state in (SessionState.HELD, SessionState.NOT_HELD)


class CoachingOffer(SQLModel, table=True):
    """A time that one side offers and the other may take: in force until one is taken or all are withdrawn."""

    __tablename__ = "coaching_offer"
    __table_args__ = (one_of("side", CoachingSide),)

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="coaching_session.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    side: str
    starts_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int
    place: str = ""
    offered_by: str
    offered_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CoachingEvent(SQLModel, table=True):
    """Something that happened to a session; never changed afterwards."""

    __tablename__ = "coaching_event"
    __table_args__ = (one_of("kind", CoachingHappened), one_of("actor_kind", ActorKind))

    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="coaching_session.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    kind: str
    why: str = ""
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)


class CoachingAcceptance(SQLModel, table=True):
    """A next step that the school took into its action plan: there once, however often the button is pressed."""

    __tablename__ = "coaching_acceptance"

    session_id: int = Field(foreign_key="coaching_session.id", primary_key=True)
    key: str = Field(primary_key=True)
    """Of the next step."""
    school_id: int = Field(foreign_key="school.id", index=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    priority: str
    action: str
    """Keys of the priority and of the action that it became."""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class CoachingText(StandingText, table=True):
    """One field as it stands now. `version` counts its saves from 1; a field never written has no row."""

    __tablename__ = "coaching_text"
    __table_args__ = (key_of_texts("session_id"),)

    session_id: int = Field(foreign_key="coaching_session.id", primary_key=True)


class CoachingTextChange(TextChange, table=True):
    """One text that somebody sent for a field. The text before it is the row of the version below."""

    __tablename__ = "coaching_text_change"
    __table_args__ = (
        *rules_of_changes("coaching_text_change", "session_id"),
        Index("ix_coaching_text_change_of", "session_id", "place", "field", "version"),
    )

    session_id: int = Field(foreign_key="coaching_session.id")
