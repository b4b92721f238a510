"""A school's own counts of pupils with SEND, by year group and by area of need: whole numbers, never a pupil.

Texts as everywhere else (services.texts), at one place, `counts`, with the fields of `pupil_counts_fields`.
"""

from sqlmodel import Field

from app.models.book_tables import StandingText, TextChange, key_of_texts, rules_of_changes


class PupilCount(StandingText, table=True):
    """One count as it stands now. `version` counts its saves from 1."""

    __tablename__ = "pupil_count"
    __table_args__ = (key_of_texts("review_id"),)

    review_id: int = Field(foreign_key="review.id", primary_key=True)


class PupilCountChange(TextChange, table=True):
    """One text that somebody sent for a count."""

    __tablename__ = "pupil_count_change"
    __table_args__ = rules_of_changes("pupil_count_change", "review_id")

    review_id: int = Field(foreign_key="review.id")
