"""What somebody may see of a cohort. Only `access` makes these values; a query across schools cannot do without one."""

from dataclasses import dataclass

from app.models.action_plan import FOR_GOVERNORS, ActionPlan, ActionPlanVersion
from app.models.programme import Cohort, Enrolment
from app.models.programme_engagement import CohortEvent
from app.models.reviews import Review


@dataclass(frozen=True, slots=True)
class VisibleCohort:
    """A cohort with the part of it that somebody may see."""

    cohort: Cohort
    region_ids: frozenset[int] | None = None
    """Only schools of these regions; None for every region."""
    enrolment_id: int | None = None
    """Only this school's own row."""
    pseudonyms: bool = False
    """Schools are shown under pseudonyms, and nobody's name or note at all."""

    def holds(self, region_id: int | None) -> bool:
        """True if what belongs to this region, or for None to the whole cohort, is to be seen."""
        return self.region_ids is None or region_id is None or region_id in self.region_ids


@dataclass(frozen=True, slots=True)
class VisibleEnrolment:
    """One school of a cohort, and how much of the cohort somebody sees with it."""

    visible: VisibleCohort
    enrolment: Enrolment

    @property
    def alone(self) -> VisibleCohort:
        """The cohort with this school's row only, and no more of it than is seen anyway."""
        return VisibleCohort(self.visible.cohort, enrolment_id=self.enrolment.id, pseudonyms=self.visible.pseudonyms)


@dataclass(frozen=True, slots=True)
class VisibleEvent:
    """One event of a cohort, with the schools that somebody sees of those it is for."""

    visible: VisibleCohort
    event: CohortEvent


def whole_cohort(cohort: Cohort) -> VisibleCohort:
    """All of it: for the command line, which holds the database anyway."""
    return VisibleCohort(cohort)


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A review of somebody's own school, and its plan, once there is one."""

    review: Review
    plan: ActionPlan | None


@dataclass(frozen=True, slots=True)
class VisiblePlan:
    """The versions of a plan that somebody may read: the first of them, and of which kinds."""

    review: Review
    plan: ActionPlan
    from_number: int = 1
    for_governors: bool = False
    """Only those that were agreed, or shared with governors."""

    def shows(self, version: ActionPlanVersion) -> bool:
        return version.number >= self.from_number and (not self.for_governors or version.kind in FOR_GOVERNORS)
