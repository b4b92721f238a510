"""Facilitators bring schools of a cohort together by hand, and part them: with the reason, the day and who did it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.language import gettext as _
from app.models.actors import Actor
from app.models.peer_review import PeerGroup
from app.models.programme import Changed, Cohort
from app.models.reviews import Review
from app.services.peer_review import AlreadyInGroup, GroupFull, NotAsked, ask_school, join_together, leave
from app.services.peer_review_groups import list_open_reviews, set_up_group
from app.services.peer_review_letters import tell, tell_grouped, tell_left
from app.services.programme import record_change
from app.services.programme_pairs import Pairs, Placed


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something is changed, and by whom; `base_url` is what links in letters begin with."""

    why: str
    by: Actor
    base_url: str


class PairRefused(ValueError):
    """These schools cannot be brought together, or parted, like this. Carries the sentence that the person reads."""


def bring_together(
    session: Session, cohort: Cohort, pairs: Pairs, chosen: Sequence[Placed], *, decision: Decision
) -> PeerGroup:
    """Two of these review each other, or three in a ring, each with its review of the programme; their schools have a
    letter. Raises PairRefused.
    """
    if not 2 <= len(chosen) <= 3:
        raise PairRefused(_("Choose one school for a pair, or two for a triad."))
    if len({one.enrolment.id for one in chosen}) != len(chosen):
        raise PairRefused(_("A school cannot review itself. Choose other schools."))
    single = {one.enrolment.id for one in pairs.single}
    for one in chosen:
        if one.enrolment.id not in single:
            raise PairRefused(_("%(school)s has a partner already. Part them first.") % {"school": one.school.name})
    brought = [(one.school, review_to_bring(session, one)) for one in chosen]
    _leave_alone(session, pairs, chosen, decision=decision)
    group, is_new = set_up_group(session, brought, one_way=False, by=decision.by)
    if is_new:
        for one in chosen:
            others = [other.school.name for other in chosen if other is not one]
            tell_grouped(session, one.school, others, link=f"{decision.base_url}/peer-groups/{group.id}")
            _record(session, cohort, one, {}, {"partners": _(" and ").join(others)}, decision=decision)
    return group


def make_triad(
    session: Session,
    cohort: Cohort,
    group: PeerGroup,
    pairs: Pairs,
    third: Placed,
    *,
    decision: Decision,
) -> None:
    """One more school is in the group. What ran and still fits goes on. Raises PairRefused."""
    if third.enrolment.id not in {one.enrolment.id for one in pairs.single}:
        raise PairRefused(_("%(school)s has a partner already. Part them first.") % {"school": third.school.name})
    review = review_to_bring(session, third)
    _leave_alone(session, pairs, [third], decision=decision)
    try:
        ask_school(session, group, third.school, note=decision.why, by=decision.by)
    except GroupFull:
        raise PairRefused(_("This group takes no further school.")) from None
    except AlreadyInGroup:
        raise PairRefused(_("%(school)s is in this group already.") % {"school": third.school.name}) from None
    join_together(session, group, [(third.school, review)], by=decision.by)
    there = next((one.here for one in pairs.groups if one.group_id == group.id), ())
    names = [one.school.name for one in there]
    link = f"{decision.base_url}/peer-groups/{group.id}"
    tell_grouped(session, third.school, names, link=link)
    for one in there:
        tell_grouped(session, one.school, [*(n for n in names if n != one.school.name), third.school.name], link=link)
    _record(session, cohort, third, {}, {"partners": _(" and ").join(names)}, decision=decision)


def take_out(session: Session, cohort: Cohort, group: PeerGroup, leaving: Placed, *, decision: Decision) -> None:
    """The school is out of the group, and it and the others are told why. Raises PairRefused without a reason."""
    if not decision.why.strip():
        raise PairRefused(_("Say in a sentence or two why. The schools read it."))
    try:
        member = leave(session, group, leaving.school, why=decision.why, by=decision.by)
    except NotAsked:
        raise PairRefused(_("%(school)s is not in this group any more.") % {"school": leaving.school.name}) from None
    link = f"{decision.base_url}/peer-groups/{group.id}"
    tell_left(session, group, leaving.school, had_joined=member.joined_at is not None, why=decision.why, link=link)
    assert leaving.school.id is not None
    tell(
        session,
        leaving.school.id,
        subject=_("Your peer review changes"),
        text=_(
            "%(who)s has taken %(school)s out of its group. What was written stays with the school that it is about. "
            "You will hear who your new partner is.\n\nThe reason: %(why)s"
        )
        % {"who": decision.by.name, "school": leaving.school.name, "why": decision.why},
    )
    _record(session, cohort, leaving, {"group": group.id}, {}, decision=decision)


def review_to_bring(session: Session, placed: Placed) -> Review:
    """The one that takes part in the programme, or else its only open one. Raises PairRefused."""
    reviews = list_open_reviews(session, placed.school)
    named = next((one for one in reviews if one.id == placed.enrolment.review_id), None)
    words = {"school": placed.school.name}
    if named:
        return named
    if not reviews:
        raise PairRefused(_("%(school)s has no open review. Its SENCO starts one first.") % words)
    if len(reviews) > 1:
        raise PairRefused(_("%(school)s has several open reviews. It says first which one takes part.") % words)
    return reviews[0]


def _leave_alone(session: Session, pairs: Pairs, chosen: Sequence[Placed], *, decision: Decision) -> None:
    """A group in which a school is by itself ends: it has a new one now."""
    for group in pairs.groups:
        if group.is_alone and group.here and group.here[0] in chosen:
            leave(
                session,
                session.get_one(PeerGroup, group.group_id),
                group.here[0].school,
                why=decision.why,
                by=decision.by,
            )


def _record(
    session: Session,
    cohort: Cohort,
    placed: Placed,
    before: dict[str, object],
    after: dict[str, object],
    *,
    decision: Decision,
) -> None:
    record_change(
        session,
        cohort,
        Changed.ENROLMENT,
        enrolment_id=placed.enrolment.id,
        before=before,
        after=after,
        note=decision.why.strip(),
        by=decision.by,
    )
