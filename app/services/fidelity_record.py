"""The one record of a cohort: who is in it and all that is said of each component, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Select, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.clock import in_london
from app.models.accounts import Person
from app.models.programme import Cohort, CohortRegion, Enrolment
from app.models.programme_engagement import Answer, Attendance, Attended, CohortEvent, Engagement, Met, Reason, Source
from app.models.schools import School
from app.review_framework.programme_loader import get_programme
from app.review_framework.programme_types import Programme
from app.services import fidelity_journeys
from app.services.fidelity import Fidelity, Row, count_fidelity
from app.services.fidelity_cells import NOTHING_SAID, Cell, Origin, Pair, decide_in_order
from app.services.fidelity_journeys import EnrolmentComponent, Said

REGISTER_SAYS = {
    Attended.ATTENDED: Met.MET,
    Attended.DEPUTY_ATTENDED: Met.MET,
    Attended.NOT_ATTENDED: Met.MISSED,
    Attended.EXCUSED: Met.MISSED,
    Attended.NOT_YET_KNOWN: Met.UNKNOWN,
}
"""Excused is missed, until a facilitator rules it an exception."""
_BEST_FIRST = (Met.MET, Met.UNKNOWN, Met.MISSED)
_ORIGIN = {Source.RULING.value: Origin.RULING, Source.IMPORTED.value: Origin.IMPORTED}
# By plain text, as the database gives it: finding a member of an enum by calling the enum takes four times as long.
_MET = {one.value: one for one in Met}
_ANSWER = {one.value: one for one in Answer}
_REASON = {one.value: one for one in Reason}

_PRECEDENCE = {origin.value: place for place, origin in enumerate(Origin)}

Sources = dict[EnrolmentComponent, tuple[Pair, ...]]
"""What is said, in no order."""


@dataclass(frozen=True, slots=True)
class Record:
    """A cohort, or the part of it that somebody sees, on one day."""

    cohort: Cohort
    programme: Programme
    regions: tuple[CohortRegion, ...]
    rows: tuple[Row, ...]
    """By school's name; with the withdrawn, who are marked."""
    held: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """The first day on which a component was on the calendar of a region; of the whole cohort under an empty region."""

    def fidelity(self, *, include_withdrawn: bool = False) -> Fidelity:
        return count_fidelity(self.cohort.slug, self.programme, self.rows, include_withdrawn=include_withdrawn)

    def region_label(self, code: str) -> str:
        return next(region.label for region in self.regions if region.code == code)


def programme_of(cohort: Cohort) -> Programme:
    """The exact version that the cohort started with."""
    return get_programme(cohort.programme_id, cohort.programme_version)


def read_record(session: Session, visible: VisibleCohort, *, on: date) -> Record:
    """What there is on this day, in a number of queries that does not depend on how many schools there are."""
    cohort, programme = visible.cohort, programme_of(visible.cohort)
    regions = tuple(
        session.exec(
            select(CohortRegion).where(CohortRegion.cohort_id == cohort.id).order_by(col(CohortRegion.position))
        )
    )
    enrolled = _read_enrolled(session, visible, on)
    sources = _read_sources(session, visible, [enrolment for enrolment, *_ in enrolled])
    codes: dict[int | None, str] = {region.id: region.code for region in regions}
    components = [one.code for one in programme.components]
    cell_of = _Decisions()
    rows = (
        Row(
            programme,
            id_,
            enrolment.school_id,
            enrolment.pseudonym if visible.pseudonyms else urn,
            enrolment.pseudonym if visible.pseudonyms else school,
            codes[enrolment.region_id],
            enrolment.facilitator_id,
            "" if visible.pseudonyms else facilitator or "",
            enrolment.is_withdrawn_on(on),
            tuple([cell_of(pairs) if (pairs := sources.get((id_, code))) else NOTHING_SAID for code in components]),
        )
        for enrolment, urn, school, facilitator in enrolled
        for id_ in [enrolment.id or 0]
    )
    in_order = tuple(sorted(rows, key=lambda row: (row.school.casefold(), row.urn)))
    return Record(cohort, programme, regions, in_order, _first_days(session, cohort, codes))


def _first_days(session: Session, cohort: Cohort, codes: Mapping[int | None, str]) -> dict[tuple[str, str], date]:
    statement = (
        select(CohortEvent.region_id, CohortEvent.component, func.min(CohortEvent.starts_at))
        .where(CohortEvent.cohort_id == cohort.id, col(CohortEvent.cancelled_at).is_(None))
        .group_by(col(CohortEvent.region_id), col(CohortEvent.component))
    )
    return {
        (codes[region] if region else "", component): in_london(first).date()
        for region, component, first in session.exec(statement)
    }


class _Decisions:
    """The cell of what is said; the same cell again where the very same things are said."""

    def __init__(self) -> None:
        self._known: dict[int | tuple[int, ...], Cell] = {}

    def __call__(self, pairs: tuple[Pair, ...]) -> Cell:
        # By identity: the pairs live as long as this does, and comparing what they say would cost more than deciding.
        key = id(pairs[0]) if len(pairs) == 1 else tuple(map(id, pairs))
        cell = self._known.get(key)
        if cell is None:
            in_order = sorted(pairs, key=lambda pair: _PRECEDENCE[pair[0].value]) if len(pairs) > 1 else pairs
            cell = self._known[key] = decide_in_order(tuple(in_order))
        return cell


def _read_enrolled(
    session: Session, visible: VisibleCohort, on: date
) -> Sequence[tuple[Enrolment, str, str, str | None]]:
    statement = (
        select_columns(Enrolment, col(School.urn), col(School.name), col(Person.name))
        .join(School, col(School.id) == col(Enrolment.school_id))
        .outerjoin(Person, col(Person.id) == col(Enrolment.facilitator_id))
        .where(col(Enrolment.enrolled_on) <= on)
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(_seen(statement, visible))]


def _seen(statement: Select, visible: VisibleCohort) -> Select:  # type: ignore[type-arg]  # Of any columns, kept as they are.
    """Only what this part of the cohort holds."""
    statement = statement.where(col(Enrolment.cohort_id) == visible.cohort.id)
    if visible.region_ids is not None:
        statement = statement.where(col(Enrolment.region_id).in_(visible.region_ids))
    if visible.enrolment_id is not None:
        statement = statement.where(col(Enrolment.id) == visible.enrolment_id)
    return statement


def _read_sources(session: Session, visible: VisibleCohort, enrolments: Sequence[Enrolment]) -> Sources:
    """All that is said of each component. A pair that says what another one has said is the same pair: a large cohort
    says few things many times, and making each anew would take longer than to read them.
    """
    sources: Sources = {}
    _add_stored(session, visible, sources)
    for journey in fidelity_journeys.JOURNEYS:
        for key, said in journey(session, enrolments).items():
            sources[key] = (*sources.get(key, ()), (Origin.JOURNEY, said))
    for key, said in _registers(session, visible).items():
        sources[key] = (*sources.get(key, ()), (Origin.REGISTER, said))
    if visible.pseudonyms:
        # What somebody wrote may name the school, and so may who wrote it.
        return {
            key: tuple((origin, replace(said, note="", by="", path="")) for origin, said in pairs)
            for key, pairs in sources.items()
        }
    return sources


def _add_stored(session: Session, visible: VisibleCohort, sources: Sources) -> None:
    statement = select_columns(
        *map(col, (Engagement.enrolment_id, Engagement.component, Engagement.source, Engagement.outcome)),
        *map(col, (Engagement.senior_leader, Engagement.reason, Engagement.note, Engagement.by)),
    ).join(Enrolment, col(Enrolment.id) == col(Engagement.enrolment_id))
    known: dict[tuple[str, ...], tuple[Pair, ...]] = {}
    # As the database gives them: the session would make each row anew, for a quarter of the time of the whole.
    session.flush()
    for row in session.connection().execute(_seen(statement, visible)).all():
        key, raw = row[:2], row[2:]
        single = known.get(raw)
        if single is None:
            source, outcome, senior_leader, reason, note, by = raw
            said = Said(_MET[outcome], _ANSWER[senior_leader], _REASON[reason], note, by)
            single = known[raw] = ((_ORIGIN[source], said),)
        there = sources.get(key)
        sources[key] = single if there is None else there + single


def _registers(session: Session, visible: VisibleCohort) -> dict[EnrolmentComponent, Said]:
    """What registers say, the best where a school stands in several for one component."""
    statement = (
        select_columns(
            *map(col, (Attendance.enrolment_id, CohortEvent.component, Attendance.outcome, Attendance.senior_leader)),
            *(col(Attendance.reason), col(Attendance.note), col(Attendance.by)),
            *(col(CohortEvent.starts_at), col(CohortEvent.id)),
        )
        .join(CohortEvent, col(CohortEvent.id) == col(Attendance.event_id))
        .join(Enrolment, col(Enrolment.id) == col(Attendance.enrolment_id))
        .where(col(CohortEvent.cancelled_at).is_(None), col(CohortEvent.component) != "")
        .order_by(col(CohortEvent.starts_at), col(CohortEvent.id))
    )
    found: dict[EnrolmentComponent, Said] = {}
    for enrolment_id, component, outcome, senior_leader, reason, note, by, starts_at, event_id in session.execute(
        _seen(statement, visible)
    ):
        said = Said(
            REGISTER_SAYS[Attended(outcome)],
            Answer(senior_leader),
            Reason(reason),
            note,
            by,
            on=starts_at.date(),
            is_deputy=outcome == Attended.DEPUTY_ATTENDED,
            path=f"/cohorts/{visible.cohort.id}/events/{event_id}",
        )
        before = found.get((enrolment_id, component))
        if before is None or _BEST_FIRST.index(said.outcome) <= _BEST_FIRST.index(before.outcome):
            found[enrolment_id, component] = said
    return found
