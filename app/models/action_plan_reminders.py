"""What the letters about plans have said, so that each thing is said to each person once, whatever crashes."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.columns import UtcDateTime


class PlanDigestWeek(SQLModel, table=True):
    """The letters of this week have left: all of them, since the row is written in their transaction."""

    __tablename__ = "plan_digest_week"

    monday: date = Field(primary_key=True)
    looked_at: datetime = Field(sa_type=UtcDateTime)


class PlanReminder(SQLModel, table=True):
    """Somebody was told of one thing in a plan. A date that is moved makes another thing of it."""

    __tablename__ = "plan_reminder"
    __table_args__ = (UniqueConstraint("person_id", "review_id", "matter"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    review_id: int = Field(foreign_key="review.id", index=True)
    matter: str = Field(max_length=300)
    """Such as `due/k3f9/2027-03-12`."""
    sent_at: datetime = Field(sa_type=UtcDateTime)
