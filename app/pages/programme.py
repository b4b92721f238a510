"""The first page of a cohort: what waits on its facilitators, and the ways on."""

from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.models.programme import Cohort
from app.models.programme_engagement import Met
from app.pages.coaching_cohort import count_not_booked
from app.pages.fidelity_due import due, is_over
from app.pages.fidelity_filter import Filter
from app.pages.programme_people import HandoverShown, handover_notes
from app.services.attention import QueueRow, list_waiting
from app.services.attention_notes import title_of
from app.services.fidelity import Figures, count_rows
from app.services.fidelity_record import Record, read_record

NAMED = 3
"""Schools of the queue on the first page: the whole of it is one link away."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Schools of which a component that was due is still not known."""

    title: str
    due: str
    schools: int
    href: str


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """A school of the queue, with its reasons in a few words."""

    school: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class CohortPage:
    cohort: Cohort
    programme_title: str
    total: Figures
    waiting: tuple[Waiting, ...]
    differing: int
    differing_href: str
    pseudonyms: bool
    can_schedule: bool
    can_pair: bool
    can_enrol: bool
    can_lead: bool
    notes: tuple[HandoverShown, ...]
    """What those who led these regions before have left to know."""
    coaching: int | None
    """How many coaching sessions are not booked; None for whoever is not part of the coaching."""
    queue: int | None
    """How many schools need somebody; None for whoever does not look after the queue."""
    longest: tuple[NeedsYou, ...]
    """Those of them who have waited longest."""

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort]) -> "CohortPage":
        record = read_record(allowed.session, allowed.thing, on=clock.today())
        rows = Filter().rows(record)
        path = f"/cohorts/{record.cohort.id}/matrix"
        attends = allowed.may(Permission.ATTENTION_MANAGE)
        queue = list_waiting(allowed.session, allowed.thing, on=clock.today()) if attends else []
        return cls(
            record.cohort,
            record.programme.title,
            count_rows(record.programme, record.rows),
            _waiting(record, path),
            sum(row.disagrees for row in rows),
            Filter(differing="yes").address(path),
            allowed.thing.pseudonyms,
            allowed.may(Permission.COHORT_EVENTS_MANAGE),
            allowed.may(Permission.COHORT_PAIRS_MANAGE),
            allowed.may(Permission.COHORT_ENROLMENT_MANAGE),
            allowed.may(Permission.COHORT_PEOPLE_MANAGE),
            handover_notes(allowed),
            count_not_booked(allowed) if allowed.may(Permission.COHORT_COACHING_READ) else None,
            len(queue) if attends else None,
            tuple(map(_needs_you, queue[:NAMED])),
        )


def _needs_you(row: QueueRow) -> NeedsYou:
    href = f"/cohorts/{row.enrolment.cohort_id}/attention/schools/{row.enrolment.id}"
    return NeedsYou(row.school, ", ".join(title_of(flag.rule) for flag in row.flags), href)


def _waiting(record: Record, path: str) -> tuple[Waiting, ...]:
    today = clock.today()
    total = count_rows(record.programme, record.rows)
    return tuple(
        Waiting(
            one.title,
            due(record.cohort, one.window.closes),
            counted.unknown,
            Filter(component=one.code, outcome=Met.UNKNOWN).address(path),
        )
        for one, counted in zip(record.programme.components, total.components, strict=True)
        if counted.unknown and is_over(record.cohort, one.window.closes, on=today)
    )
