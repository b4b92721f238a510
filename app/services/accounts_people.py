"""Who belongs to a school: invitations, roles, handing over. Nothing else writes memberships."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.language import ngettext
from app.models.accounts import KEEPERS, Grant, GrantKind, Membership, Person, Role
from app.models.actors import Actor
from app.models.schools import School
from app.services.accounts import add_person, find_person, normal_email
from app.services.jobs import post_letter
from app.settings import Settings
from app.tokens import hashed, new_token


class LastKeeper(ValueError):
    """A school always has a SENCO or administrator. Carries the sentence that the person reads."""

    def __init__(self) -> None:
        super().__init__(
            _("A school always has a SENCO or an administrator. Hand this role over to somebody else instead.")
        )


@dataclass(frozen=True, slots=True)
class Member:
    membership: Membership
    person: Person


def list_members(session: Session, school: School) -> list[Member]:
    rows = session.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(Membership.school_id == school.id, col(Membership.ended_at).is_(None))
        .order_by(Person.name)
    )
    return [Member(membership, person) for membership, person in rows]


def list_former_members(session: Session, school: School) -> list[Member]:
    """Roles that have ended, the latest first: by removal, by handover or for another role."""
    rows = session.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(Membership.school_id == school.id, col(Membership.ended_at).is_not(None))
        .order_by(col(Membership.ended_at).desc())
    )
    return [Member(membership, person) for membership, person in rows]


def list_invitations(session: Session, school: School) -> list[Grant]:
    """Those that can still be accepted, newest first."""
    return list(
        session.exec(
            select(Grant)
            .where(
                Grant.kind == GrantKind.INVITATION,
                Grant.school_id == school.id,
                col(Grant.used_at).is_(None),
                col(Grant.revoked_at).is_(None),
                Grant.expires_at > clock.now(),
            )
            .order_by(col(Grant.created_at).desc())
        )
    )


def list_memberships(session: Session, person: Person) -> list[tuple[Membership, School]]:
    return list(
        session.exec(
            select(Membership, School)
            .join(School, col(School.id) == col(Membership.school_id))
            .where(Membership.person_id == person.id, col(Membership.ended_at).is_(None))
            .order_by(School.name)
        )
    )


def find_member(session: Session, school: School, membership_id: int) -> Member | None:
    return next((m for m in list_members(session, school) if m.membership.id == membership_id), None)


def add_member(
    session: Session, school: School, person: Person, role: Role, *, job_title: str = "", by: str = ""
) -> Membership:
    """The person has exactly this role in the school from now on; one they had before is kept as ended by `by`."""
    existing = session.exec(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.school_id == school.id,
            col(Membership.ended_at).is_(None),
        )
    ).first()
    if existing:
        existing.job_title = job_title or existing.job_title
        _take_role(session, existing, role, by=by)
        return existing
    assert person.id is not None
    assert school.id is not None
    membership = Membership(
        person_id=person.id, school_id=school.id, role=role, job_title=job_title, created_at=clock.now()
    )
    session.add(membership)
    return membership


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for, and as what."""

    email: str
    name: str
    role: Role
    job_title: str = ""


def invite(
    session: Session,
    school: School,
    invited: Invited,
    *,
    by: Actor,
    settings: Settings,
    replaces: Membership | None = None,
) -> Grant:
    """An invitation is on its way. With `replaces` it is a handover: accepting ends that membership."""
    token = new_token()
    now = clock.now()
    grant = Grant(
        kind=GrantKind.INVITATION,
        token_hash=hashed(token),
        school_id=school.id,
        email=normal_email(invited.email),
        name=invited.name.strip(),
        role=invited.role,
        job_title=invited.job_title,
        replaces_membership_id=replaces.id if replaces else None,
        created_by=by.name,
        created_at=now,
        expires_at=now + timedelta(hours=settings.link_hours),
    )
    session.add(grant)
    post_letter(
        session,
        to=grant.email,
        subject=_("%(by)s invites you to %(school)s’s SEND review") % {"by": by.name, "school": school.name},
        text=ngettext(
            "Hello %(name)s,\n\n%(by)s invites you to take part in the SEND review of %(school)s. Open this link to "
            "begin:\n\n%(link)s\n\nIt works once, for %(hours)s hour. If you did not expect it, you can ignore it.",
            "Hello %(name)s,\n\n%(by)s invites you to take part in the SEND review of %(school)s. Open this link to "
            "begin:\n\n%(link)s\n\nIt works once, for %(hours)s hours. If you did not expect it, you can ignore it.",
            settings.link_hours,
        )
        % {
            "name": grant.name,
            "by": by.name,
            "school": school.name,
            "link": f"{settings.base_url}/invitations/{token}",
            "hours": settings.link_hours,
        },
    )
    return grant


def list_known_addresses(session: Session, school: School) -> dict[str, str]:
    """Who needs no invitation, by address: the sentence that says why."""
    invited = {
        grant.email: _("%(name)s is invited already. Take that invitation back to send a new one.")
        % {"name": grant.name}
        for grant in list_invitations(session, school)
    }
    here = {
        member.person.email: _("%(name)s belongs to your school already.") % {"name": member.person.name}
        for member in list_members(session, school)
    }
    return invited | here


def accept_invitation(session: Session, grant: Grant, *, name: str, password: str | None) -> Person:
    """The invited person belongs to the school; a handover has ended the membership it replaces. Somebody who has an
    account keeps its password: holding the link shows that the address is theirs. Raises WeakPassword or LastKeeper.
    """
    person = find_person(session, grant.email) or add_person(
        session, email=grant.email, name=name, password=password or ""
    )
    school = session.get_one(School, grant.school_id)
    own = next((one.membership for one in list_members(session, school) if one.person.id == person.id), None)
    if own and grant.role not in KEEPERS:
        _keep_a_keeper(session, school, own)
    add_member(session, school, person, Role(grant.role), job_title=grant.job_title, by=grant.created_by)
    if grant.replaces_membership_id is not None:
        session.flush()
        replaced = session.get_one(Membership, grant.replaces_membership_id)
        if replaced.ended_at is None and replaced.person_id != person.id:
            # Whoever hands over may have become the last keeper since the link was sent.
            _keep_a_keeper(session, school, replaced)
            _end(session, replaced, by=grant.created_by)
    grant.used_at = clock.now()
    session.add(grant)
    return person


def withdraw_invitation(session: Session, grant: Grant) -> None:
    grant.revoked_at = clock.now()
    session.add(grant)


def change_role(session: Session, school: School, membership: Membership, role: Role, *, by: Actor) -> None:
    """The role counts from now on; the one before it is kept as ended. Raises LastKeeper."""
    if role not in KEEPERS:
        _keep_a_keeper(session, school, membership)
    _take_role(session, membership, role, by=by.name)


def remove_member(session: Session, school: School, membership: Membership, *, by: Actor) -> None:
    """They can no longer see the school; what they wrote stays. Raises LastKeeper."""
    _keep_a_keeper(session, school, membership)
    _end(session, membership, by=by.name)


def _take_role(session: Session, membership: Membership, role: Role, *, by: str) -> None:
    """The membership in force keeps its number, which pages and links know; a copy of it says what was before."""
    if membership.role == role:
        session.add(membership)
        return
    now = clock.now()
    before = Membership(**membership.model_dump(exclude={"id", "ended_at", "ended_by"}), ended_at=now, ended_by=by)
    membership.role, membership.created_at = role, now
    session.add_all((before, membership))


def _end(session: Session, membership: Membership, *, by: str) -> None:
    membership.ended_at = clock.now()
    membership.ended_by = by
    session.add(membership)


def _keep_a_keeper(session: Session, school: School, leaving: Membership) -> None:
    # Locked on PostgreSQL, so that the last two cannot both leave at the same moment.
    keepers = session.exec(
        select(Membership)
        .where(
            Membership.school_id == school.id,
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_(KEEPERS),
        )
        .with_for_update()
    ).all()
    if Role(leaving.role) in KEEPERS and len(keepers) < 2:
        raise LastKeeper
