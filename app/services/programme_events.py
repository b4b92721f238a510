"""Events of a cohort and their registers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app import clock
from app.access.visible import VisibleCohort, VisibleEvent
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, CohortRegion, Enrolment
from app.models.programme_engagement import Answer, Attendance, Attended, CohortEvent, Reason
from app.models.schools import School
from app.services.programme import hold_cohort, record_change


class EventRefused(ValueError):
    """An event cannot be like this. Carries the sentence that the person reads."""


@dataclass(frozen=True, slots=True)
class Planned:
    """When and where an event is to be."""

    code: str
    component: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_online: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody writes in one school's line of a register."""

    outcome: Attended = Attended.NOT_YET_KNOWN
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID
    note: str = ""
    follow_up_offered: bool = False
    follow_up_accepted: bool = False
    materials_sent: bool = False
    recording_watched: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A school that an event is for, with what the register says of it."""

    enrolment: Enrolment
    school: str
    urn: str
    region: str
    entry: Entry
    version: int
    by: str
    checked_in: bool = False
    """The school said so itself."""


def schedule(
    session: Session, visible: VisibleCohort, planned: Planned, *, region: CohortRegion | None, by: Actor
) -> CohortEvent:
    """The event is in the calendar of its region, or of the whole cohort: once, however often the same is sent. Raises
    EventRefused.
    """
    if planned.ends_at <= planned.starts_at:
        raise EventRefused(_("An event ends after it starts."))
    assert visible.cohort.id is not None
    hold_cohort(session, visible.cohort)
    region_id = region.id if region else None
    if there := _find_planned(session, visible, planned, region_id):
        return there
    event = CohortEvent(cohort_id=visible.cohort.id, region_id=region_id, **asdict(planned))
    session.add(event)
    session.flush()
    after = {"title": event.title, "starts_at": event.starts_at.isoformat(), "region": region.label if region else ""}
    record_change(session, visible.cohort, Changed.EVENT, component=event.component, after=after, by=by)
    return event


def _find_planned(
    session: Session, visible: VisibleCohort, planned: Planned, region_id: int | None
) -> CohortEvent | None:
    """The event that is just this, unless it was cancelled."""
    at_that_time = select(CohortEvent).where(
        CohortEvent.cohort_id == visible.cohort.id,
        CohortEvent.region_id == region_id,
        CohortEvent.starts_at == planned.starts_at,
        col(CohortEvent.cancelled_at).is_(None),
    )
    same = asdict(planned).items()
    return next((one for one in session.exec(at_that_time) if all(getattr(one, k) == v for k, v in same)), None)


def list_events(session: Session, visible: VisibleCohort, *, cancelled: bool = False) -> list[CohortEvent]:
    """Those of the whole cohort, and of the regions that are seen; the first one first. Or those cancelled."""
    ended = col(CohortEvent.cancelled_at)
    statement = select(CohortEvent).where(
        CohortEvent.cohort_id == visible.cohort.id, ended.is_not(None) if cancelled else ended.is_(None)
    )
    if visible.region_ids is not None:
        own = col(CohortEvent.region_id).in_(visible.region_ids)
        statement = statement.where(or_(col(CohortEvent.region_id).is_(None), own))
    return list(session.exec(statement.order_by(col(CohortEvent.starts_at), col(CohortEvent.id))))


def read_register(session: Session, seen: VisibleEvent) -> list[RegisterLine]:
    """A line for each school that the event is for and that is seen, by name; the withdrawn are not among them, unless
    the register has a line of theirs.
    """
    event, visible = seen.event, seen.visible
    statement = (
        select(Enrolment, School, CohortRegion.label, Attendance)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .outerjoin(
            Attendance, (col(Attendance.enrolment_id) == col(Enrolment.id)) & (col(Attendance.event_id) == event.id)
        )
        .where(Enrolment.cohort_id == event.cohort_id)
    )
    if event.region_id is not None:
        statement = statement.where(Enrolment.region_id == event.region_id)
    if visible.region_ids is not None:
        statement = statement.where(col(Enrolment.region_id).in_(visible.region_ids))
    rows: Iterable[tuple[Enrolment, School, str, Attendance | None]] = session.exec(statement)
    lines = [
        RegisterLine(
            enrolment,
            enrolment.pseudonym if visible.pseudonyms else school.name,
            enrolment.pseudonym if visible.pseudonyms else school.urn,
            region,
            _entry(there, hide_note=visible.pseudonyms) if there is not None else Entry(),
            there.version if there is not None else 0,
            there.by if there is not None and not visible.pseudonyms else "",
            there.checked_in if there is not None else False,
        )
        for enrolment, school, region, there in rows
        if there is not None or enrolment.counts_on(clock.today())
    ]
    return sorted(lines, key=lambda line: (line.school.casefold(), line.urn))


def hold_register(session: Session, event: CohortEvent) -> None:
    """Until the transaction ends nobody else writes in this register: what is read of it after this stands."""
    session.exec(select(CohortEvent.id).where(CohortEvent.id == event.id).with_for_update(key_share=True)).one()


def save_register(
    session: Session,
    seen: VisibleEvent,
    lines: Sequence[RegisterLine],
    entries: Mapping[int, tuple[int, Entry]],
    *,
    by: Actor,
) -> list[RegisterLine]:
    """Every entry is kept, by enrolment, unless somebody else changed its line since the version that it was written
    against; those lines come back, and stand as the other left them. `lines` were read while the register was held.
    """
    clashes = []
    for line in lines:
        version, entry = entries.get(line.enrolment.id or 0, (line.version, line.entry))
        if entry == line.entry or (version == 0 and entry == Entry()):
            # As it stands; or left empty, on a page made before a school checked itself in.
            continue
        if version != line.version:
            clashes.append(line)
            continue
        _save(session, seen, line, entry, by=by)
    return clashes


def _save(session: Session, seen: VisibleEvent, line: RegisterLine, entry: Entry, *, by: Actor) -> None:
    event, enrolment = seen.event, line.enrolment
    assert event.id is not None
    assert enrolment.id is not None
    there = session.exec(
        select(Attendance).where(Attendance.event_id == event.id, Attendance.enrolment_id == enrolment.id)
    ).first() or Attendance(event_id=event.id, enrolment_id=enrolment.id, version=0, by=by.name, at=clock.now())
    for name, value in asdict(entry).items():
        setattr(there, name, value)
    there.checked_in = there.checked_in and entry.outcome == line.entry.outcome
    there.version, there.by, there.at = there.version + 1, by.name, clock.now()
    session.add(there)
    record_change(
        session,
        seen.visible.cohort,
        Changed.ATTENDANCE,
        enrolment_id=enrolment.id,
        component=event.component,
        before=asdict(line.entry) if line.version else {},
        after=asdict(entry),
        note=event.title,
        by=by,
    )


def _entry(there: Attendance, *, hide_note: bool) -> Entry:
    return Entry(
        Attended(there.outcome),
        Answer(there.senior_leader),
        Reason(there.reason),
        "" if hide_note else there.note,
        there.follow_up_offered,
        there.follow_up_accepted,
        there.materials_sent,
        there.recording_watched,
    )
