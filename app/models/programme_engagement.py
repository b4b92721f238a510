"""What is known of each school's components: rows from a file, what facilitators rule, and registers of events."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime, one_of


class Met(StrEnum):
    """What became of a component. An exception counts as what its name says, and is counted beside, too."""

    MET = "met"
    MISSED = "missed"
    EXCEPTION_MET = "exception_met"
    EXCEPTION_MISSED = "exception_missed"
    UNKNOWN = "unknown"
    """Never shown as missed."""


class Answer(StrEnum):
    """Whether a senior leader took part: an answer of its own, whatever became of the component."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a school was absent; the codes of the vocabulary `absence_reasons`, and empty while nobody said."""

    NOT_SAID = ""
    ILLNESS = "illness"
    STAFF_SHORTAGE = "staff_shortage"
    RESTRICTION = "restriction"
    INSPECTION = "inspection"
    EMERGENCY = "emergency"
    TRAVEL = "travel"
    OTHER = "other"


class Source(StrEnum):
    """Who said it. What a facilitator rules stands before what was imported."""

    RULING = "ruling"
    IMPORTED = "imported"


class Attended(StrEnum):
    """What a register says; the codes of the vocabulary `attendance_outcomes`."""

    ATTENDED = "attended"
    DEPUTY_ATTENDED = "deputy_attended"
    NOT_ATTENDED = "not_attended"
    EXCUSED = "excused"
    NOT_YET_KNOWN = "not_yet_known"


class Engagement(SQLModel, table=True):
    """What one source says of one component of one school."""

    __tablename__ = "engagement"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "component", "source"),
        one_of("source", Source),
        one_of("outcome", Met),
        one_of("senior_leader", Answer),
        one_of("reason", Reason),
    )

    id: int | None = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id")
    component: str
    source: str
    outcome: str
    senior_leader: str = Answer.UNKNOWN
    reason: str = Reason.NOT_SAID
    note: str = ""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class CohortEvent(SQLModel, table=True):
    """Something that schools come to: in one region, or the whole cohort. Its register decides its component."""

    __tablename__ = "cohort_event"

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id", index=True)
    region_id: int | None = Field(default=None, foreign_key="cohort_region.id")
    code: str
    """The programme's own code of this event, or empty for one that was added."""
    component: str = ""
    title: str
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    is_online: bool = False
    place: str = ""
    """An address, or a link to join."""
    sequence: int = 0
    """Grows with each change: calendars take the highest, and a form made for a lower one is not saved."""
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_why: str = ""
    check_in_code: str = ""
    """With which schools check themselves in on the day; empty while they cannot."""


class Attendance(SQLModel, table=True):
    """One school's line of one register. `version` counts its saves from 1."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "enrolment_id"),
        one_of("outcome", Attended),
        one_of("senior_leader", Answer),
        one_of("reason", Reason),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="cohort_event.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    outcome: str = Attended.NOT_YET_KNOWN
    senior_leader: str = Answer.UNKNOWN
    reason: str = Reason.NOT_SAID
    note: str = ""
    follow_up_offered: bool = False
    follow_up_accepted: bool = False
    materials_sent: bool = False
    recording_watched: bool = False
    checked_in: bool = False
    """The school said so itself, with the event's code, and no facilitator has said otherwise since."""
    version: int = 1
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
