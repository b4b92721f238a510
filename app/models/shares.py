"""Read-only links to one paper, what came back through them, and who has been told of the plan in other ways."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.models.actors import ActorKind
from app.models.columns import UtcDateTime, one_of


class SharedDocument(StrEnum):
    """What can be shared: one paper a link."""

    ACTION_PLAN = "action-plan"
    GOVERNORS_PAPER = "governors-paper"
    STAFF_BRIEFING = "staff-briefing"
    SLT_SUMMARY = "slt-summary"


class Audience(StrEnum):
    """Whom a paper is for, by what they do in the school: in the order of the register."""

    SENIOR_LEADERS = "senior_leaders"
    GOVERNORS = "governors"
    MIDDLE_LEADERS = "middle_leaders"
    TEACHERS = "teachers"
    TEACHING_ASSISTANTS = "teaching_assistants"
    PASTORAL_STAFF = "pastoral_staff"
    OTHER_STAFF = "other_staff"


class Share(SQLModel, table=True):
    """What a link lets its holders read, beside the grant that carries its token, its end and its name."""

    __tablename__ = "share"
    __table_args__ = (one_of("document", SharedDocument), one_of("audience", Audience))

    grant_id: int = Field(foreign_key="grant_link.id", primary_key=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    document: str
    audience: str
    version: int | None = None
    """The number of the plan's version that it shows for good; None for the latest agreed one of each day."""
    note: str = ""
    """What the school says to those who read it."""
    passcode_hash: str = ""
    wrong_passcodes: int = 0
    wrong_passcode_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_by: str = ""


class ShareReading(SQLModel, table=True):
    """Somebody said that they have read the paper as it stood: in words, which state that was."""

    __tablename__ = "share_reading"
    __table_args__ = (Index("uq_share_reading_of", "opening_id", "of_version", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    opening_id: int = Field(foreign_key="link_opening.id")
    grant_id: int = Field(foreign_key="grant_link.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    of_version: str
    """The version shown, such as `plan 3`: a later one is read anew."""
    read_at: datetime = Field(sa_type=UtcDateTime)


class ShareQuestion(SQLModel, table=True):
    """A question that came back through a link, and its answer as it stands. `version` counts the answer's saves."""

    __tablename__ = "share_question"

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_link.id", index=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    opening_id: int = Field(foreign_key="link_opening.id", index=True)
    name: str
    """As given, or empty."""
    question: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answer: str = ""
    version: int = 0
    for_everybody: bool = False
    """Whether all who hold this link read question and answer, without the name."""
    answered_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class QuestionEvent(StrEnum):
    """What a row of a question's history records."""

    ASKED = "asked"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    """An answer sent against an older one: kept here until its writer chooses."""


class ShareQuestionChange(SQLModel, table=True):
    """Every question and every answer that was ever sent, as it was."""

    __tablename__ = "share_question_change"
    __table_args__ = (one_of("event", QuestionEvent), one_of("actor_kind", ActorKind))

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="share_question.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    event: str
    version: int
    words: str
    for_everybody: bool
    actor_kind: str
    actor_id: int | None = None
    actor_name: str
    at: datetime = Field(sa_type=UtcDateTime)


class Telling(SQLModel, table=True):
    """A group was told of the plan in another way than by a link: how, when, and how many people; never who."""

    __tablename__ = "plan_telling"
    __table_args__ = (
        one_of("audience", Audience),
        CheckConstraint("people BETWEEN 1 AND 2000", name="people_counted"),
        Index("uq_plan_telling_key", "review_id", "key", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    key: str = Field(max_length=64)
    """The mark of the form that added it: the same form sent twice adds one."""
    audience: str
    how: str
    told_on: date
    people: int
    added_by: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_by: str = ""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
