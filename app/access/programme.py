"""How people reach a cohort, its schools and its events.

A programme manager sees a whole cohort, a facilitator the schools of their own regions, an evaluator all of them under
pseudonyms, and a school its own row.
"""

from typing import Any

from sqlmodel import Session, col, select

from app import clock
from app.access.guard import Found, school
from app.access.permissions import Permission
from app.access.policies import IN_A_COHORT, IN_A_SCHOOL
from app.access.visible import EventOfSchool, VisibleCohort, VisibleEnrolment, VisibleEvent, VisibleGroup
from app.models.accounts import Membership, Person, Role
from app.models.peer_review import PeerGroup, PeerMember
from app.models.programme import Cohort, CohortRole, Enrolment, ProgrammeRole
from app.models.programme_engagement import CohortEvent
from app.models.schools import School


def list_visible_cohorts(session: Session, person: Person) -> list[VisibleCohort]:
    """The cohorts in which somebody has a role, the latest first."""
    rows = session.exec(
        select(Cohort, CohortRole)
        .join(CohortRole, col(CohortRole.cohort_id) == col(Cohort.id))
        .where(CohortRole.person_id == person.id, col(CohortRole.ended_at).is_(None))
        .order_by(col(Cohort.starts_on).desc(), col(Cohort.id))
    ).all()
    cohorts = {one.id: one for one, _role in rows}
    return [_through([role for one, role in rows if one.id == id_], cohort) for id_, cohort in cohorts.items()]


def cohort(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleCohort] | None:
    """Through a role in it."""
    roles = _roles(session, person, path)
    found = session.get(Cohort, path["cohort_id"]) if roles else None
    return Found(_through(roles, found), None, _held(roles)) if found else None


def cohort_event(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleEvent] | None:
    """An event of the whole cohort, or of a region that somebody sees."""
    through = cohort(session, person, path)
    event = session.get(CohortEvent, path["event_id"]) if through else None
    if through is None or event is None or event.cohort_id != through.thing.cohort.id:
        return None
    if not through.thing.holds(event.region_id):
        return None
    return Found(VisibleEvent(through.thing, event), None, through.held_here)


def own_cohort_event(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleEvent] | None:
    """As `cohort_event`. One of the whole cohort is looked after by those who see all of it."""
    found = cohort_event(session, person, path)
    if found is None or found.held_here is None or found.thing.event.region_id is not None:
        return found
    if found.thing.visible.region_ids is None:
        return found
    return Found(found.thing, None, found.held_here - {Permission.COHORT_EVENTS_MANAGE})


def event_of_school(session: Session, person: Person, path: dict[str, Any]) -> Found[EventOfSchool] | None:
    """An event that somebody's own school takes part in, while it is enrolled."""
    own = school(session, person, path)
    event = session.get(CohortEvent, path["event_id"]) if own else None
    if own is None or event is None:
        return None
    found = session.exec(
        select(Enrolment).where(Enrolment.cohort_id == event.cohort_id, Enrolment.school_id == own.thing.id)
    ).first()
    if found is None or event.region_id not in (None, found.region_id) or found.is_withdrawn_on(clock.today()):
        return None
    thing = EventOfSchool(own.thing, session.get_one(Cohort, event.cohort_id), found, event)
    return Found(thing, own.thing, own.held_here)


def enrolment(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleEnrolment] | None:
    """A school of a cohort: through a role in the cohort, or through one's own school."""
    found = session.get(Enrolment, path["enrolment_id"])
    if found is None or found.cohort_id != path["cohort_id"]:
        return None
    through = cohort(session, person, path)
    if through and through.thing.holds(found.region_id):
        # Who leads the cohort may belong to the school, too; an evaluator's pseudonym does not give that away.
        own = None if through.thing.pseudonyms else _own_row(session, person, found)
        held = (through.held_here or frozenset()) | ((own.held_here if own else None) or frozenset())
        return Found(VisibleEnrolment(through.thing, found), own.school if own else None, held)
    return _own_row(session, person, found)


def cohort_group(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleGroup] | None:
    """A pair or triad all of whose schools are in the cohort, and in what somebody sees of it."""
    through = cohort(session, person, path)
    group = session.get(PeerGroup, path["group_id"]) if through else None
    if through is None or group is None or through.thing.pseudonyms:
        return None
    places = session.exec(
        select(PeerMember.school_id, Enrolment.region_id)
        .outerjoin(
            Enrolment,
            (col(Enrolment.school_id) == col(PeerMember.school_id)) & (col(Enrolment.cohort_id) == path["cohort_id"]),
        )
        .where(PeerMember.group_id == group.id, col(PeerMember.left_at).is_(None))
    ).all()
    if not places or not all(region is not None and through.thing.holds(region) for _school, region in places):
        return None
    return Found(VisibleGroup(through.thing, group), None, through.held_here)


def _own_row(session: Session, person: Person, found: Enrolment) -> Found[VisibleEnrolment] | None:
    own = session.exec(
        select(School, Membership.role)
        .join(Membership, col(Membership.school_id) == col(School.id))
        .where(School.id == found.school_id, Membership.person_id == person.id, col(Membership.ended_at).is_(None))
    ).first()
    if own is None:
        return None
    own_school, role = own
    visible = VisibleCohort(session.get_one(Cohort, found.cohort_id), enrolment_id=found.id)
    return Found(VisibleEnrolment(visible, found), own_school, IN_A_SCHOOL[Role(role)])


def _roles(session: Session, person: Person, path: dict[str, Any]) -> list[CohortRole]:
    return list(
        session.exec(
            select(CohortRole).where(
                CohortRole.cohort_id == path["cohort_id"],
                CohortRole.person_id == person.id,
                col(CohortRole.ended_at).is_(None),
            )
        )
    )


def _through(roles: list[CohortRole], cohort: Cohort) -> VisibleCohort:
    """Names are seen by those who work with the schools. Who only evaluates sees pseudonyms; who does both sees the
    names of their own regions alone.
    """
    held = {ProgrammeRole(role.role) for role in roles}
    if ProgrammeRole.PROGRAMME_MANAGER in held:
        return VisibleCohort(cohort)
    if ProgrammeRole.FACILITATOR in held:
        return VisibleCohort(cohort, frozenset(role.region_id for role in roles if role.region_id is not None))
    return VisibleCohort(cohort, pseudonyms=True)


def _held(roles: list[CohortRole]) -> frozenset[Permission]:
    return frozenset(permission for role in roles for permission in IN_A_COHORT[ProgrammeRole(role.role)])


def led_enrolment(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleEnrolment] | None:
    """A school of a cohort through a role in the cohort alone: for what its own people are not to see."""
    found = session.get(Enrolment, path["enrolment_id"])
    if found is None or found.cohort_id != path["cohort_id"]:
        return None
    through = cohort(session, person, path)
    if through is None or not through.thing.holds(found.region_id):
        return None
    return Found(VisibleEnrolment(through.thing, found), None, through.held_here)


def insight_cohort(session: Session, person: Person, path: dict[str, Any]) -> Found[VisibleCohort] | None:
    """Its figures across schools: through a role in it, or through one's own school while its own are counted."""
    through = cohort(session, person, path)
    if through:
        return through
    rows = session.exec(
        select(Enrolment, School, Membership.role)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(Membership, col(Membership.school_id) == col(School.id))
        .where(
            Enrolment.cohort_id == path["cohort_id"],
            Membership.person_id == person.id,
            col(Membership.ended_at).is_(None),
        )
        .order_by(col(Enrolment.insight_consent).desc(), col(Enrolment.id))
    ).all()
    if not rows:
        return None
    own, school, role = rows[0]
    held = IN_A_SCHOOL[Role(role)]
    if own.insight_consent and Permission.COHORT_ROW_READ in held:
        held = held | {Permission.INSIGHT_READ}
    return Found(VisibleCohort(session.get_one(Cohort, own.cohort_id), enrolment_id=own.id), school, held)
