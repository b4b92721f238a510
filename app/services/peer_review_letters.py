"""Letters about peer reviews, to those of a school who look after them."""

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.models.accounts import Membership, Person, Role
from app.models.peer_review import PeerGroup, PeerMember
from app.models.schools import School
from app.services.jobs import post_letter
from app.services.peer_review import Seat

TOLD = (Role.SENCO, Role.SCHOOL_ADMIN, Role.SENIOR_LEADER)


def tell(session: Session, school_id: int, *, subject: str, text: str, except_person: int | None = None) -> None:
    """A letter is on its way to each SENCO, administrator and senior leader of the school."""
    for person in list_told(session, school_id):
        if person.id != except_person:
            post_letter(
                session,
                to=person.email,
                subject=subject,
                text=_("Hello %(name)s,\n\n%(text)s") % {"name": person.name, "text": text},
            )


def list_told(session: Session, school_id: int) -> list[Person]:
    """Who of the school gets letters about peer reviews. Nobody, where nobody of it is here yet."""
    return list(
        session.exec(
            select(Person)
            .join(Membership, col(Membership.person_id) == col(Person.id))
            .where(
                Membership.school_id == school_id,
                col(Membership.ended_at).is_(None),
                col(Membership.role).in_(TOLD),
            )
            .order_by(col(Person.id))
        )
    )


def tell_asked(session: Session, school: School, asking: str, *, note: str, link: str, person: str) -> None:
    """The asked school reads who asks, the note, and where it answers: nothing else of the others."""
    said = _("\n\nThey write:\n\n%(note)s") % {"note": note} if note else ""
    assert school.id is not None
    tell(
        session,
        school.id,
        subject=_("%(asking)s asks to review with your school") % {"asking": asking},
        text=_(
            "%(person)s of %(asking)s asks %(school)s to be a partner in a peer review: your schools visit and review "
            "each other.%(said)s\n\nAnswer here; you can also say no:\n\n%(link)s"
        )
        % {"person": person, "asking": asking, "school": school.name, "said": said, "link": link},
    )


def tell_others(session: Session, group: PeerGroup, own: School, *, subject: str, text: str) -> None:
    """Every other school that has joined the group is told."""
    query = select(PeerMember.school_id).where(
        PeerMember.group_id == group.id,
        col(PeerMember.left_at).is_(None),
        col(PeerMember.joined_at).is_not(None),
        PeerMember.school_id != own.id,
    )
    for school_id in session.exec(query).all():
        tell(session, school_id, subject=subject, text=text)


def tell_joined(session: Session, group: PeerGroup, school: School, *, link: str) -> None:
    tell_others(
        session,
        group,
        school,
        subject=_("%(school)s has joined your peer review") % {"school": school.name},
        text=_("%(school)s has said yes. See who reviews whom, and what comes first:\n\n%(link)s")
        % {"school": school.name, "link": link},
    )


def tell_left(session: Session, group: PeerGroup, school: School, *, had_joined: bool, why: str, link: str) -> None:
    """Others are told that the school left or said no. Peer reviews that this stops are named in the same letter."""
    words = {"school": school.name, "why": why or _("No reason was given."), "link": link}
    if had_joined:
        subject = _("%(school)s has left your peer review") % words
        text = _(
            "%(school)s has left the group. Its unfinished peer reviews with you have stopped. What you wrote stays "
            "with the school that it is about.\n\nTheir reason: %(why)s\n\nWhat stands now:\n\n%(link)s"
        )
    else:
        subject = _("%(school)s will not join your peer review") % words
        text = _("%(school)s will not join.\n\nTheir reason: %(why)s\n\nYou can ask another school:\n\n%(link)s")
    tell_others(session, group, school, subject=subject, text=text % words)


def tell_unasked(session: Session, school: School, asking: str, *, why: str) -> None:
    """A school that was asked reads that it need not answer any more."""
    assert school.id is not None
    tell(
        session,
        school.id,
        subject=_("%(asking)s has taken its invitation back") % {"asking": asking},
        text=_("%(asking)s no longer asks %(school)s to join its peer review. You need not do anything.\n\n%(why)s")
        % {"asking": asking, "school": school.name, "why": why},
    )


def tell_signed(session: Session, seat: Seat, *, person: str, interests: str, link: str) -> None:
    """The host reads that a reviewer has signed, and what ties they declare."""
    ties = interests or _("None.")
    tell(
        session,
        seat.host_id,
        subject=_("%(person)s has signed the reviewer’s statement") % {"person": person},
        text=_(
            "%(person)s of %(school)s has signed the reviewer’s statement: confidentiality, and ties to your school."
            "\n\nTies that they declare: %(ties)s\n\nRead it here, and sign your school’s commitment if you have not "
            "yet:\n\n%(link)s"
        )
        % {"person": person, "school": seat.reviewer.name, "ties": ties, "link": link},
    )


def tell_committed(session: Session, seat: Seat, *, person: str, link: str) -> None:
    """The reviewing school reads that the host's words are open to those of them who have signed."""
    tell(
        session,
        seat.review.reviewer_school_id,
        subject=_("%(school)s has signed its commitment") % {"school": seat.host.name},
        text=_(
            "%(person)s has signed for %(school)s. Everybody at your school who has signed the reviewer’s statement "
            "can read its agreed self-evaluation now.\n\n%(link)s"
        )
        % {"person": person, "school": seat.host.name, "link": link},
    )


def tell_grouped(session: Session, school: School, others: list[str], *, link: str) -> None:
    """A school that an operator brought together with others reads with whom, and that it can leave."""
    assert school.id is not None
    names = {"others": _(" and ").join(others), "school": school.name, "link": link}
    tell(
        session,
        school.id,
        subject=_("%(school)s has a partner for peer review") % names,
        text=_(
            "%(school)s and %(others)s were brought together to review each other. See who reviews whom, and what "
            "comes first. If this does not suit you, you can leave there, with a reason.\n\n%(link)s"
        )
        % names,
    )
