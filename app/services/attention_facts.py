"""The facts that the rules of attention look at, in a number of queries that does not grow with a cohort."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.clock import in_london
from app.models.accounts import Membership, Person, Role
from app.models.peer_review import PeerMember
from app.models.programme import Cohort, Enrolment
from app.models.self_evaluation import AgreedVersion
from app.services.attention_rules import Facts, Pairing, Partner
from app.services.coaching_overview import list_coaching
from app.services.fidelity_record import read_record


def read_facts(session: Session, visible: VisibleCohort, *, on: date) -> Facts:
    """Of every school of this part of a cohort on this day."""
    cohort = visible.cohort
    record = read_record(session, visible, on=on)
    enrolments = {
        one.id: one
        for one in session.exec(select(Enrolment).where(Enrolment.cohort_id == cohort.id))
        if one.id is not None
    }
    return Facts(
        record,
        on,
        enrolments,
        _signed_in(session, cohort),
        _senco_since(session, cohort),
        _pairings(session, cohort, {one.school_id: one for one in enrolments.values()}, on),
        frozenset(
            (one.enrolment.id or 0, one.defined.code)
            for one in list_coaching(session, visible)
            if one.is_booked_or_held
        ),
    )


def _signed_in(session: Session, cohort: Cohort) -> dict[int, date]:
    rows = session.exec(
        select(Membership.school_id, func.max(Person.signed_in_at))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Enrolment, col(Enrolment.school_id) == col(Membership.school_id))
        .where(Enrolment.cohort_id == cohort.id, col(Membership.ended_at).is_(None))
        .group_by(col(Membership.school_id))
    )
    return {school_id: _day(last) for school_id, last in rows if last is not None}


def _senco_since(session: Session, cohort: Cohort) -> dict[int, date]:
    rows = session.exec(
        select(Membership.school_id, func.max(Membership.created_at))
        .join(Enrolment, col(Enrolment.school_id) == col(Membership.school_id))
        .where(
            Enrolment.cohort_id == cohort.id,
            col(Membership.ended_at).is_(None),
            Membership.role == Role.SENCO,
        )
        .group_by(col(Membership.school_id))
    )
    return {school_id: _day(since) for school_id, since in rows}


def _pairings(
    session: Session, cohort: Cohort, enrolled: dict[int, Enrolment], on: date
) -> dict[int, tuple[Pairing, ...]]:
    """By school: each group that it is in, with those who are or were in it too."""
    groups: dict[int, list[PeerMember]] = {}
    own = (
        select(PeerMember.group_id)
        .join(Enrolment, col(Enrolment.school_id) == col(PeerMember.school_id))
        .where(Enrolment.cohort_id == cohort.id, col(PeerMember.left_at).is_(None))
    )
    for member in session.exec(
        select(PeerMember).where(col(PeerMember.group_id).in_(own)).order_by(col(PeerMember.id))
    ):
        groups.setdefault(member.group_id, []).append(member)
    agreed = _agreed_on(session, own)
    found: dict[int, tuple[Pairing, ...]] = {}
    for members in groups.values():
        for me in members:
            if me.left_at is None and me.joined_at is not None:
                partners = tuple(
                    Partner(one.school_id, agreed.get(one.review_id or 0), _gone_on(one, enrolled, on))
                    for one in members
                    if one.school_id != me.school_id and (one.joined_at or one.left_at is None)
                )
                pairing = Pairing(agreed.get(me.review_id or 0), partners)
                found[me.school_id] = (*found.get(me.school_id, ()), pairing)
    return found


def _agreed_on(session: Session, groups: object) -> dict[int, date]:
    """By review: when its first version was agreed."""
    rows = session.exec(
        select(AgreedVersion.review_id, func.min(AgreedVersion.agreed_at))
        .join(PeerMember, col(PeerMember.review_id) == col(AgreedVersion.review_id))
        .where(col(PeerMember.group_id).in_(groups))  # type: ignore[arg-type]  # A query of ids.
        .group_by(col(AgreedVersion.review_id))
    )
    return {review_id: _day(first) for review_id, first in rows}


def _gone_on(member: PeerMember, enrolled: dict[int, Enrolment], on: date) -> date | None:
    if member.left_at:
        return _day(member.left_at)
    enrolment = enrolled.get(member.school_id)
    return enrolment.withdrawn_on if enrolment and enrolment.is_withdrawn_on(on) else None


def _day(moment: datetime) -> date:
    return in_london(moment).date()
