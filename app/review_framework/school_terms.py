"""English school years and terms as data (`terms.yaml`). The dates are typical, and say so."""

import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.review_framework.types import SnakeCode, Text

FILE = Path(__file__).parent / "terms.yaml"


class SchoolTerm(BaseModel):
    """One term; both ends are school days, and the half-term break lies inside."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    code: SnakeCode
    label: Text
    starts: datetime.date
    half_term_starts: datetime.date
    half_term_ends: datetime.date
    ends: datetime.date

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        if not self.starts < self.half_term_starts <= self.half_term_ends < self.ends:
            raise ValueError(f"{self.label}: its days are not in order")
        return self

    def is_school_day(self, day: datetime.date) -> bool:
        """True on a weekday of the term outside half-term; bank holidays and training days are unknown."""
        in_break = self.half_term_starts <= day <= self.half_term_ends
        return self.starts <= day <= self.ends and not in_break and day.weekday() < 5


class AcademicYear(BaseModel):
    """A school year such as 2025/26. `typical` is true while no school or programme has set its own dates."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^20[0-9]{2}/[0-9]{2}$")]
    typical: bool
    terms: Annotated[tuple[SchoolTerm, ...], Field(min_length=1, strict=False)]


@cache
def academic_years() -> tuple[AcademicYear, ...]:
    """Every school year in the file, oldest first."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))["years"]
    return tuple(sorted((AcademicYear.model_validate(entry) for entry in entries), key=lambda year: year.code))


def academic_year(code: str) -> AcademicYear:
    """The school year with this code, such as "2025/26". Raises KeyError."""
    for year in academic_years():
        if year.code == code:
            return year
    raise KeyError(f"there is no school year {code!r} in terms.yaml")


def term_on(day: datetime.date) -> SchoolTerm | None:
    """The term that holds this day, half-term included; None in the holidays between terms."""
    for year in academic_years():
        for term in year.terms:
            if term.starts <= day <= term.ends:
                return term
    return None


def school_day_from(day: datetime.date) -> datetime.date:
    """The day itself if schools are open on it, else the next such day; beyond the years in the file, a weekday."""
    for later in range(60):
        candidate = day + datetime.timedelta(days=later)
        term = term_on(candidate)
        if term and term.is_school_day(candidate):
            return candidate
    saturday = 5
    return day if day.weekday() < saturday else day + datetime.timedelta(days=7 - day.weekday())
