"""Who leads SEND for a trust or a local authority, and so sees what its schools have in common."""

from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.models.accounts import Person
from app.models.insight import GroupKind, GroupLeadRole
from app.models.schools import School
from app.services.accounts import add_person, find_person
from app.services.jobs import post_letter
from app.services.programme_people import name_from
from app.settings import Settings


class NoSuchGroup(ValueError):
    """No school is of this trust or authority. Carries the sentence that the person reads."""


def give_group_lead(
    session: Session, email: str, kind: GroupKind, key: str, *, settings: Settings, name: str = ""
) -> GroupLeadRole:
    """They lead this group; somebody new gets a letter that says how to choose a password. Safe to repeat.

    Raises NoSuchGroup.
    """
    key = key.strip()
    title = _title(session, kind, key)
    person = find_person(session, email) or _add(session, email, name, title, settings)
    assert person.id is not None
    held = find_group_lead(session, person, kind, key)
    if held:
        return held
    given = GroupLeadRole(person_id=person.id, kind=kind, group_key=key, title=title, created_at=clock.now())
    session.add(given)
    session.flush()
    return given


def end_group_lead(session: Session, role: GroupLeadRole) -> None:
    """They see nothing more through this role."""
    role.ended_at = clock.now()
    session.add(role)


def find_group_lead(session: Session, person: Person, kind: GroupKind, key: str) -> GroupLeadRole | None:
    """The role in force."""
    return session.exec(
        select(GroupLeadRole).where(
            GroupLeadRole.person_id == person.id,
            GroupLeadRole.kind == kind,
            GroupLeadRole.group_key == key.strip(),
            col(GroupLeadRole.ended_at).is_(None),
        )
    ).first()


def _title(session: Session, kind: GroupKind, key: str) -> str:
    column = School.trust if kind is GroupKind.TRUST else School.la_code
    school = session.exec(select(School).where(column == key)).first() if key else None
    if school is None:
        raise NoSuchGroup(_("No school here is of %(key)s. Write it as the register does.") % {"key": key or "?"})
    return school.trust if kind is GroupKind.TRUST else school.la_name or key


def _add(session: Session, email: str, name: str, title: str, settings: Settings) -> Person:
    person = add_person(session, email=email, name=name or name_from(email))
    session.flush()
    post_letter(
        session,
        to=person.email,
        subject=_("You lead SEND for %(group)s") % {"group": title},
        text=_(
            "Hello %(name)s,\n\nyou can read what schools of %(group)s have in common in the SEND review. To sign in, "
            "first choose a password here, under this e-mail address:\n\n%(link)s"
        )
        % {"name": person.name, "group": title, "link": f"{settings.base_url}/forgotten-password"},
    )
    return person
