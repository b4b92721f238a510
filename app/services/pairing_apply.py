"""A proposal becomes groups, through the same services as a group that an operator or the schools themselves make."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.actors import Actor
from app.models.peer_review import PeerGroup
from app.models.programme import Changed, Enrolment
from app.models.schools import School
from app.services.pairing import Group, Standing
from app.services.pairing_cohort import PairingRecord, read_pairing
from app.services.pairing_cost import PairSchool
from app.services.pairing_repair import Repair, StandingGroup
from app.services.peer_review import ask_school, join_together, leave, list_members, start_group
from app.services.peer_review_letters import tell
from app.services.peer_review_states import find_schools
from app.services.programme import hold_cohort, record_change


class AlreadyGrouped(ValueError):
    """Somebody of the group is in one already. Carries the sentence that the person reads."""


def hold_pairing(session: Session, visible: VisibleCohort, *, on: date) -> PairingRecord:
    """The cohort as it stands, and nobody else brings its schools together until the transaction ends."""
    hold_cohort(session, visible.cohort)
    enrolled = select(Enrolment.school_id).where(Enrolment.cohort_id == visible.cohort.id)
    query = select(School.id).where(col(School.id).in_(enrolled)).order_by(col(School.id))
    session.exec(query.with_for_update(key_share=True)).all()
    return read_pairing(session, visible, on=on)


def make_groups(
    session: Session, record: PairingRecord, groups: Iterable[Group], *, why: str, by: Actor, base_url: str
) -> list[PeerGroup]:
    """The groups that are only proposed are there. A school with one open review is in with it; any other is asked, and
    joins with the one that it chooses. Raises AlreadyGrouped, before anything is made.
    """
    new = [group for group in groups if group.standing is not Standing.EXISTING]
    refuse_grouped(record, [one for group in new for one in group.schools])
    schools = find_schools(session, [id_ for group in new for id_ in group.ids])
    return [
        _make_group(session, record, [schools[one.id] for one in group.schools], why=why, by=by, base_url=base_url)
        for group in new
    ]


def apply_repair(
    session: Session, record: PairingRecord, repair: Repair, *, why: str, by: Actor, base_url: str
) -> list[PeerGroup]:
    """Who has withdrawn is out, groups that cannot go on are ended, the new ones are there. Raises AlreadyGrouped."""
    there = {one.id for group in repair.placement.groups for one in group.schools}
    after = {group.ids for group in repair.placement.groups}
    goes_on = {rest for group in repair.broken if (rest := group.ids & there) in after}
    for group in repair.ended:
        leaving = group.ids - there if group.ids & there in goes_on else group.ids
        _part(session, record, group, leaving, why=why, by=by)
    ended = {group.id for group in repair.ended}
    standing = tuple(group for group in record.groups if group.id not in ended)
    new = [group for group in repair.new if group.ids not in goes_on]
    freed = replace(record, found=replace(record.found, standing=standing))
    made = make_groups(session, freed, new, why=why, by=by, base_url=base_url)
    _tell_alone(session, repair)
    return made


def refuse_grouped(record: PairingRecord, schools: Iterable[PairSchool]) -> None:
    """Raises AlreadyGrouped if one of them is with somebody."""
    grouped = {id_ for group in record.groups for id_ in group.ids}
    names = [one.name for one in schools if one.id in grouped]
    if names:
        raise AlreadyGrouped(
            _("%(names)s: in a group already. Nothing is changed. Look at the proposal once more.")
            % {"names": ", ".join(names)}
        )


def _make_group(
    session: Session, record: PairingRecord, schools: Sequence[School], *, why: str, by: Actor, base_url: str
) -> PeerGroup:
    group = start_group(session, by=by)
    bring_in(session, record, group, schools, why=why, by=by, base_url=base_url)
    return group


def bring_in(
    session: Session,
    record: PairingRecord,
    group: PeerGroup,
    schools: Sequence[School],
    *,
    why: str,
    by: Actor,
    base_url: str,
) -> list[School]:
    """These schools are in the group with whoever is there, who are returned: each with its one open review, or asked
    for it. They have a letter, and leave a group in which they were alone.
    """
    there = list(find_schools(session, [one.school_id for one in list_members(session, group)]).values())
    for school in schools:
        ask_school(session, group, school, note=why, asked_by=by.name, by=by)
    brought = [(school, review) for school in schools if (review := record.review_of(school.id or 0))]
    join_together(session, group, brought, by=by)
    in_it = {school.id for school, _review in brought}
    for school in schools:
        for alone in record.found.alone.get(school.id or 0, ()):
            leave(session, session.get_one(PeerGroup, alone), school, why=why, by=by)
        names = [one.name for one in (*there, *schools) if one is not school]
        record_group(session, record, school.id or 0, {}, {"peer group": group.id}, why=why, by=by)
        link = f"{base_url}/peer-groups/{group.id}" + ("" if school.id in in_it else "/joining")
        _tell_new(session, school, names, why=why, link=link)
    return there


def _part(
    session: Session, record: PairingRecord, group: StandingGroup, leaving: Collection[int], *, why: str, by: Actor
) -> None:
    """These schools are out of the group, and its peer reviews that are not finished stop."""
    found = session.get_one(PeerGroup, group.id)
    schools = find_schools(session, leaving)
    for member in list_members(session, found):
        if member.school_id in leaving:
            leave(session, found, schools[member.school_id], why=why, by=by)
            record_group(session, record, member.school_id, {"peer group": group.id}, {}, why=why, by=by)


def record_group(
    session: Session,
    record: PairingRecord,
    school_id: int,
    before: dict[str, object],
    after: dict[str, object],
    *,
    why: str,
    by: Actor,
) -> None:
    """The school's row keeps who changed its group, when and why."""
    enrolment = record.enrolments.get(school_id)
    if enrolment is not None:
        record_change(
            session,
            record.cohort,
            Changed.ENROLMENT,
            enrolment_id=enrolment.id,
            before=before,
            after=after,
            note=why,
            by=by,
        )


def _tell_new(session: Session, school: School, names: Sequence[str], *, why: str, link: str) -> None:
    words = {"school": school.name, "others": _(" and ").join(names), "why": why, "link": link}
    tell(
        session,
        school.id or 0,
        subject=_("%(school)s has a partner for peer review") % words,
        text=_(
            "your programme has brought %(school)s and %(others)s together to review each other.\n\n%(why)s\n\nSee who "
            "reviews whom, and what comes first. If this does not suit you, say so there, with a reason:\n\n%(link)s"
        )
        % words,
    )


def _tell_alone(session: Session, repair: Repair) -> None:
    """A school whose group has ended, and that has no other yet, does not find that out by itself."""
    was = {id_ for group in repair.ended for id_ in group.ids}
    for school in repair.placement.left:
        if school.id in was:
            tell(
                session,
                school.id,
                subject=_("Your peer review group has ended"),
                text=_(
                    "the group of %(school)s has ended, because a school has left it. What was written stays with the "
                    "school that it is about. Your facilitator looks for a new partner."
                )
                % {"school": school.name},
            )
