"""Whose rows of a cohort somebody may see. Nothing else makes a `VisibleCohort`; queries across schools need one."""

from dataclasses import dataclass

from app.models.programme import Cohort


@dataclass(frozen=True, slots=True)
class VisibleCohort:
    """A cohort with the part of it that somebody may see."""

    cohort: Cohort
    region_ids: frozenset[int] | None = None
    """Only schools of these regions; None for every region."""
    enrolment_id: int | None = None
    """Only this school's own row."""
    pseudonyms: bool = False
    """Schools and people are shown under pseudonyms."""


def whole_cohort(cohort: Cohort) -> VisibleCohort:
    """All of it: for the command line, which holds the database anyway."""
    return VisibleCohort(cohort)
