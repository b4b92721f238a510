"""A group that stands is changed by hand: a third school joins, or one is taken out. Schools read why and by whom."""

from sqlmodel import Session

from app.language import gettext as _
from app.models.actors import Actor
from app.models.peer_review import PeerGroup
from app.services.pairing_apply import bring_in, record_group, refuse_grouped
from app.services.pairing_cohort import PairingRecord
from app.services.pairing_cost import PairSchool
from app.services.pairing_repair import StandingGroup
from app.services.peer_review import MOST_SCHOOLS, leave
from app.services.peer_review_letters import tell, tell_left
from app.services.peer_review_states import find_schools


def group_in(record: PairingRecord, group: PeerGroup) -> StandingGroup | None:
    """The group as it stands among these schools; None once its peer reviews are over, or nobody is together in it."""
    return next((one for one in record.groups if one.id == group.id), None)


def has_room(standing: StandingGroup, group: PeerGroup) -> bool:
    return len(standing.ids) < MOST_SCHOOLS and not group.one_way


def make_triad(
    session: Session,
    record: PairingRecord,
    group: PeerGroup,
    third: PairSchool,
    *,
    why: str,
    by: Actor,
    base_url: str,
) -> None:
    """One more school is in the group, or asked. What ran and still fits the ring goes on.

    Raises AlreadyGrouped; GroupFull where the group takes nobody.
    """
    refuse_grouped(record, [third])
    (joining,) = find_schools(session, [third.id]).values()
    beside = bring_in(session, record, group, [joining], why=why, by=by, base_url=base_url)
    link = f"{base_url}/peer-groups/{group.id}"
    for school in beside:
        tell(
            session,
            school.id or 0,
            subject=_("Your pair becomes a triad"),
            text=_(
                "your programme has brought %(third)s into the peer review group of %(school)s.\n\n%(why)s\n\nSee who "
                "reviews whom now:\n\n%(link)s"
            )
            % {"third": joining.name, "school": school.name, "why": why, "link": link},
        )


def take_out(
    session: Session, record: PairingRecord, group: PeerGroup, school_id: int, *, why: str, by: Actor, base_url: str
) -> None:
    """The school is out of the group: it and the others have a letter that says why. Raises NotAsked."""
    (school,) = find_schools(session, [school_id]).values()
    member = leave(session, group, school, why=why, by=by)
    link = f"{base_url}/peer-groups/{group.id}"
    tell_left(session, group, school, had_joined=member.joined_at is not None, why=why, link=link)
    tell(
        session,
        school_id,
        subject=_("Your peer review changes"),
        text=_(
            "%(who)s has taken %(school)s out of its group. What was written stays with the school that it is about. "
            "You will hear who your new partner is.\n\nThe reason: %(why)s"
        )
        % {"who": by.name, "school": school.name, "why": why},
    )
    record_group(session, record, school_id, {"peer group": group.id}, {}, why=why, by=by)
