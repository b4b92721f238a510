"""What facilitators rule: it stands before everything else that is known of a component, and is kept with its note."""

from dataclasses import asdict, dataclass

from sqlmodel import Session, select

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, Enrolment
from app.models.programme_engagement import Answer, Engagement, Met, Reason, Source
from app.services.programme import record_change
from app.services.programme_engagement import answers_of


class RulingRefused(ValueError):
    """A ruling needs more than what was given. Carries the sentence that the person reads."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a facilitator says of one component of one school, and why."""

    outcome: Met
    note: str
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID


def rule(session: Session, cohort: Cohort, enrolment: Enrolment, component: str, *, ruling: Ruling, by: Actor) -> None:
    """The component is what the facilitator says, whatever else is known. Raises RulingRefused without a note."""
    if not ruling.note.strip():
        raise RulingRefused(_("Write a short note, so that others can see why you ruled so."))
    there = find_ruling(session, enrolment, component)
    before, after = answers_of(there) if there else {}, asdict(ruling)
    if before == after:
        return
    assert enrolment.id is not None
    there = there or Engagement(
        enrolment_id=enrolment.id,
        component=component,
        source=Source.RULING,
        outcome=ruling.outcome,
        by=by.name,
        at=clock.now(),
    )
    for name, value in after.items():
        setattr(there, name, value)
    there.by, there.at = by.name, clock.now()
    session.add(there)
    _record(session, cohort, enrolment, component, before, after, by=by)


def take_back_ruling(session: Session, cohort: Cohort, enrolment: Enrolment, component: str, *, by: Actor) -> None:
    """What else is known counts again. The history keeps the ruling."""
    there = find_ruling(session, enrolment, component)
    if there is None:
        return
    _record(session, cohort, enrolment, component, answers_of(there), {}, by=by)
    session.delete(there)


def find_ruling(session: Session, enrolment: Enrolment, component: str) -> Engagement | None:
    return session.exec(
        select(Engagement).where(
            Engagement.enrolment_id == enrolment.id,
            Engagement.component == component,
            Engagement.source == Source.RULING,
        )
    ).first()


def _record(
    session: Session,
    cohort: Cohort,
    enrolment: Enrolment,
    component: str,
    before: dict[str, str],
    after: dict[str, str],
    *,
    by: Actor,
) -> None:
    record_change(
        session,
        cohort,
        Changed.RULING,
        enrolment_id=enrolment.id,
        component=component,
        before=before,
        after=after,
        note=after.get("note", ""),
        by=by,
    )
