"""Who leads a cohort: programme managers, facilitators of regions, evaluators. Roles are ended, never deleted."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app import clock
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, CohortRegion, CohortRole, Enrolment, ProgrammeRole
from app.services.accounts import add_person, find_person
from app.services.jobs import post_letter
from app.services.programme import record_change
from app.settings import Settings


def find_or_add_person(session: Session, cohort: Cohort, email: str, *, settings: Settings, name: str = "") -> Person:
    """Somebody with this address; new here, they get a letter that says how to choose a password."""
    found = find_person(session, email)
    if found:
        return found
    person = add_person(session, email=email, name=name or name_from(email))
    session.flush()
    post_letter(
        session,
        to=person.email,
        subject=_("You have a part in %(cohort)s") % {"cohort": cohort.title},
        text=_(
            "Hello %(name)s,\n\nyou have a part in the SEND review programme %(cohort)s. To sign in, first choose a "
            "password here, under this e-mail address:\n\n%(link)s"
        )
        % {"name": person.name, "cohort": cohort.title, "link": f"{settings.base_url}/forgotten-password"},
    )
    return person


def name_from(email: str) -> str:
    """What to call somebody of whom only the address is known: Pat Lee for pat.lee@programme.example."""
    return " ".join(part.capitalize() for part in email.partition("@")[0].replace("_", ".").split(".") if part)


def give_role(
    session: Session,
    cohort: Cohort,
    person: Person,
    role: ProgrammeRole,
    *,
    by: Actor,
    region: CohortRegion | None = None,
) -> CohortRole:
    """They have the role from now on, in this region or, without one, in the whole cohort. Safe to repeat."""
    assert cohort.id is not None
    assert person.id is not None
    region_id = region.id if region else None
    held = next(
        (
            one
            for one in list_roles(session, cohort)
            if (one.person_id, one.role, one.region_id) == (person.id, role, region_id)
        ),
        None,
    )
    if held:
        return held
    given = CohortRole(cohort_id=cohort.id, person_id=person.id, role=role, region_id=region_id, created_at=clock.now())
    session.add(given)
    after = {"person": person.name, "role": str(role), "region": region.label if region else ""}
    record_change(session, cohort, Changed.PEOPLE, after=after, by=by)
    session.flush()
    return given


def end_role(session: Session, cohort: Cohort, role: CohortRole, *, by: Actor, handover_note: str = "") -> None:
    """They see nothing more through this role. The note stays with it, for whoever follows."""
    person = session.get_one(Person, role.person_id)
    role.ended_at, role.handover_note = clock.now(), handover_note
    session.add(role)
    before = {"person": person.name, "role": role.role}
    record_change(session, cohort, Changed.PEOPLE, before=before, note=handover_note, by=by)


def hand_over(
    session: Session,
    cohort: Cohort,
    region: CohortRegion,
    *,
    before: Person | None,
    after: Person,
    note: str,
    by: Actor,
) -> int:
    """The region's schools and its role go from one facilitator, or from nobody, to the other; the number of schools
    that moved.
    """
    leaving = before.id if before else None
    for role in list_roles(session, cohort):
        if (role.person_id, role.role, role.region_id) == (leaving, ProgrammeRole.FACILITATOR, region.id):
            end_role(session, cohort, role, by=by, handover_note=note)
    give_role(session, cohort, after, ProgrammeRole.FACILITATOR, region=region, by=by)
    moved = session.exec(
        select(Enrolment).where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.region_id == region.id,
            Enrolment.facilitator_id == leaving,
        )
    ).all()
    for enrolment in moved:
        enrolment.facilitator_id = after.id
        session.add(enrolment)
        record_change(
            session,
            cohort,
            Changed.ENROLMENT,
            enrolment_id=enrolment.id,
            before={"facilitator": before.name if before else ""},
            after={"facilitator": after.name},
            note=note,
            by=by,
        )
    return len(moved)


def list_roles(session: Session, cohort: Cohort) -> list[CohortRole]:
    """The roles in force."""
    return list(
        session.exec(
            select(CohortRole)
            .where(CohortRole.cohort_id == cohort.id, col(CohortRole.ended_at).is_(None))
            .order_by(col(CohortRole.id))
        )
    )


@dataclass(frozen=True, slots=True)
class Led:
    """A role in force, with whose it is."""

    role: CohortRole
    person: Person
    region: CohortRegion | None


def list_leading(session: Session, cohort: Cohort) -> list[Led]:
    """Everybody with a role in the cohort: by role, then by region and name."""
    rows = session.exec(
        select(CohortRole, Person, CohortRegion)
        .join(Person, col(Person.id) == col(CohortRole.person_id))
        .outerjoin(CohortRegion, col(CohortRegion.id) == col(CohortRole.region_id))
        .where(CohortRole.cohort_id == cohort.id, col(CohortRole.ended_at).is_(None))
    )
    led = [Led(role, person, region) for role, person, region in rows]
    return sorted(led, key=lambda one: (one.role.role, one.region.position if one.region else -1, one.person.name))


def list_handovers(session: Session, visible: VisibleCohort) -> list[tuple[str, str, datetime, str]]:
    """Region, who led it, when that ended and the note to whoever follows, the latest first; of the regions seen."""
    query = (
        select(CohortRegion.label, Person.name, CohortRole.ended_at, CohortRole.handover_note)
        .join(CohortRole, col(CohortRole.region_id) == col(CohortRegion.id))
        .join(Person, col(Person.id) == col(CohortRole.person_id))
        .where(CohortRole.cohort_id == visible.cohort.id, CohortRole.handover_note != "")
        .order_by(col(CohortRole.ended_at).desc(), col(CohortRole.id).desc())
    )
    if visible.region_ids is not None:
        query = query.where(col(CohortRegion.id).in_(visible.region_ids))
    return [(region, who, at, note) for region, who, at, note in session.exec(query) if at is not None]


def tell_handed_over(
    session: Session, cohort: Cohort, region: CohortRegion, person: Person, *, note: str, link: str
) -> None:
    """A letter to whoever leads the region from now on is on its way."""
    words = {"name": person.name, "region": region.label, "cohort": cohort.title, "note": note, "link": link}
    post_letter(
        session,
        to=person.email,
        subject=_("You lead %(region)s in %(cohort)s") % words,
        text=_(
            "Hello %(name)s,\n\nfrom now on you lead %(region)s in %(cohort)s. Whoever led it before leaves you these "
            "notes:\n\n%(note)s\n\nYour schools are here:\n\n%(link)s"
        )
        % words,
    )
