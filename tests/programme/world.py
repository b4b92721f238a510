"""A cohort with its people: Fay leads the region of Ashgrove School, Gus another one, Mia manages the programme and Eve
evaluates it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app import clock
from app.access.visible import EventOfSchool, whole_cohort
from app.models.actors import Actor
from app.models.programme import Cohort, Enrolment, ProgrammeRole
from app.models.programme_engagement import Answer, CohortEvent, Met, Reason
from app.models.programme_events import (
    EventInvitation,
    EventMaterial,
    EventReminder,
    MaterialKind,
    ReminderKind,
    Reply,
)
from app.models.schools import School
from app.review_framework.programme_loader import latest_programme
from app.services.accounts_calendar import renew_feed
from app.services.programme import create_cohort, list_regions, listed_regions
from app.services.programme_enrolments import enrol
from app.services.programme_events import Planned, schedule
from app.services.programme_materials import add_material
from app.services.programme_people import give_role
from app.services.programme_rulings import Ruling, rule
from app.services.programme_school_events import open_material, reply
from tests.people import People, _person

NOTE = "zqrulingnote"
"""Stands in a ruling about Ashgrove School, and nowhere else."""
TITLE = "Autumn cohort"
CANNOT_COME = "zqcannotcome"
"""What Ashgrove tells its facilitator, and nobody else."""


@dataclass(frozen=True)
class CohortWorld:
    cohort: Cohort
    enrolment_id: int
    other_enrolment_id: int
    event_id: int
    pseudonym: str
    material_id: int


def lead_cohort(session: Session, people: People, *, more: int = 0, slug: str = "autumn") -> CohortWorld:
    """Ashgrove is in London with so many more schools, Otherfield in the North West."""
    mark = "" if slug == "autumn" else f"{slug}-"
    mia = add(session, people, "programme_manager", "Mia Manager", mark=mark)
    programme = latest_programme("wss-review-programme")
    cohort = create_cohort(
        session,
        slug,
        title=TITLE,
        programme=programme,
        starts_on=clock.today() - timedelta(days=200),
        regions=listed_regions("regions"),
        by=mia,
    )
    regions = {region.code: region for region in list_regions(session, cohort)}
    london, north = regions["london"], regions["north_west"]
    for key, name, role, region in (
        ("programme_manager", "Mia Manager", ProgrammeRole.PROGRAMME_MANAGER, None),
        ("facilitator", "Fay Facilitator", ProgrammeRole.FACILITATOR, london),
        ("other_facilitator", "Gus Facilitator", ProgrammeRole.FACILITATOR, north),
        ("evaluator", "Eve Evaluator", ProgrammeRole.EVALUATOR, None),
    ):
        if key not in people.by_name:
            add(session, people, key, name, mark=mark)
        give_role(session, cohort, people[key], role, region=region, by=mia)
    fay = people["facilitator"]
    today = clock.today()
    own = enrol(session, cohort, people.school, region=london, on=today, by=mia, facilitator_id=fay.id)
    other = enrol(session, cohort, people.other_school, region=north, on=today, by=mia)
    for number in range(more):
        school = School(urn=str(300_000 + number), name=f"Hill School {number:02}")
        session.add(school)
        session.flush()
        enrol(session, cohort, school, region=london, on=today, by=mia, facilitator_id=fay.id)
    now = clock.now()
    planned = Planned("engagement_day_1", "engagement_day_1", "Engagement Day 1", now, now + timedelta(hours=6), False)
    event = schedule(session, whole_cohort(cohort), planned, region=london, by=mia)
    ruling = Ruling(Met.EXCEPTION_MET, NOTE, Answer.YES, Reason.OTHER)
    rule(session, cohort, own, "peer_review", ruling=ruling, by=fay.actor)
    material = add_material(
        session, event, kind=MaterialKind.MATERIAL, title="Slides", link="https://slides.example/1", by=fay.actor
    )
    session.flush()
    return CohortWorld(cohort, own.id or 0, other.id or 0, event.id or 0, own.pseudonym, material.id or 0)


def look_forward_to_events(session: Session, people: People, programme: CohortWorld) -> None:
    """Ashgrove was invited and reminded, has answered, and has opened what was shown; its SENCO follows a calendar."""
    enrolment = session.get_one(Enrolment, programme.enrolment_id)
    event = session.get_one(CohortEvent, programme.event_id)
    senco, id_ = people["senco"], people["senco"].id or 0
    asked = {"event_id": programme.event_id, "person_id": id_, "sent_at": clock.now()}
    session.add(EventInvitation(**asked, enrolment_id=programme.enrolment_id, sent_by="Fay Facilitator"))
    session.add(EventReminder(**asked, kind=ReminderKind.DAY, held_on=clock.today()))
    seen = EventOfSchool(people.school, programme.cohort, enrolment, event)
    reply(session, seen, Reply.CANNOT, why=CANNOT_COME, by=senco.actor)
    open_material(session, seen, session.get_one(EventMaterial, programme.material_id), senco)
    renew_feed(session, senco)


def add(session: Session, people: People, key: str, name: str, *, mark: str = "") -> Actor:
    """Somebody with an address of their own, which a mark keeps apart from that of another cohort's."""
    people.by_name[key] = _person(session, f"{mark}{key}", name)
    return people[key].actor
