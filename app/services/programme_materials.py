"""Materials and recordings of an event: links, who opened them, and offering a follow-up to those who were absent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from app import clock
from app.access.visible import EventOfSchool, VisibleEvent
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, Enrolment
from app.models.programme_engagement import Attended, CohortEvent
from app.models.programme_events import EventMaterial, MaterialKind, MaterialOpening
from app.models.schools import School
from app.services.jobs import post_letter
from app.services.programme import record_change
from app.services.programme_events import Entry, RegisterLine, hold_register, read_register, save_register
from app.services.programme_invitations import people_asked
from app.services.programme_school_events import find_attendance
from app.settings import Settings

MOST_TITLE, MOST_LINK = 200, 2_000
ABSENT = frozenset({Attended.NOT_ATTENDED, Attended.EXCUSED})


class MaterialRefused(ValueError):
    """A material cannot be like this. Carries the sentence that the person reads, and the field that it is about."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Offer:
    """An absent school, and whether anybody of it can be written to."""

    line: RegisterLine
    people: int


def add_material(
    session: Session, event: CohortEvent, *, kind: MaterialKind, title: str, link: str, by: Actor
) -> EventMaterial:
    """Schools find it on the event's page from now on, once however often the same is sent. Raises MaterialRefused."""
    title, link = title.strip(), link.strip()
    if not title or len(title) > MOST_TITLE:
        raise MaterialRefused("title", _("Give it a short title, such as: Slides."))
    if not _leads_somewhere(link):
        raise MaterialRefused("link", _("Enter the whole link, such as https://slides.example/day-1."))
    assert event.id is not None
    hold_register(session, event)
    same = (one for one in list_materials(session, event) if (one.kind, one.title, one.link) == (kind, title, link))
    if there := next(same, None):
        return there
    material = EventMaterial(
        event_id=event.id, kind=kind, title=title, link=link, added_by=by.name, added_at=clock.now()
    )
    session.add(material)
    session.flush()
    return material


def _leads_somewhere(link: str) -> bool:
    if len(link) > MOST_LINK or not link.isprintable() or " " in link:
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def remove_material(session: Session, material: EventMaterial) -> None:
    """Schools find it no more. Who opened it stays known."""
    material.removed_at = material.removed_at or clock.now()
    session.add(material)


def list_materials(session: Session, event: CohortEvent) -> list[EventMaterial]:
    """Those that schools find, in the order in which they were added."""
    return list(
        session.exec(
            select(EventMaterial)
            .where(EventMaterial.event_id == event.id, col(EventMaterial.removed_at).is_(None))
            .order_by(col(EventMaterial.id))
        )
    )


def find_material(session: Session, event: CohortEvent, material_id: int) -> EventMaterial | None:
    """One that schools find."""
    return next((one for one in list_materials(session, event) if one.id == material_id), None)


def list_openings(session: Session, seen: VisibleEvent) -> dict[int, list[str]]:
    """The schools that opened each material, by its id; of those that are seen."""
    visible = seen.visible
    query = (
        select(MaterialOpening.material_id, School.name, Enrolment.pseudonym)
        .join(EventMaterial, col(EventMaterial.id) == col(MaterialOpening.material_id))
        .join(Enrolment, col(Enrolment.id) == col(MaterialOpening.enrolment_id))
        .join(School, col(School.id) == col(Enrolment.school_id))
        .where(EventMaterial.event_id == seen.event.id)
    )
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    found: dict[int, set[str]] = {}
    for material_id, school, pseudonym in session.exec(query):
        found.setdefault(material_id, set()).add(pseudonym if visible.pseudonyms else school)
    return {material_id: sorted(schools, key=str.casefold) for material_id, schools in found.items()}


def list_absent(session: Session, seen: VisibleEvent) -> list[Offer]:
    """Schools that the register has as absent, and to which nothing was offered yet."""
    lines = [
        line
        for line in read_register(session, seen)
        if line.entry.outcome in ABSENT and not line.entry.follow_up_offered
    ]
    people = people_asked(session, seen, [line.enrolment.school_id for line in lines])
    return [Offer(line, len(people.get(line.enrolment.school_id, ()))) for line in lines]


def offer_follow_up(
    session: Session, seen: VisibleEvent, enrolments: Collection[int], *, by: Actor, settings: Settings
) -> int:
    """Each of these absent schools has a letter that offers a call and the materials, once, and its line of the
    register says so. How many schools that were.
    """
    hold_register(session, seen.event)
    has_materials = bool(list_materials(session, seen.event))
    chosen = [one.line for one in list_absent(session, seen) if one.people and one.line.enrolment.id in enrolments]
    entries: dict[int, tuple[int, Entry]] = {}
    for line in chosen:
        assert line.enrolment.id is not None
        sent = line.entry.materials_sent or has_materials
        entries[line.enrolment.id] = (line.version, replace(line.entry, follow_up_offered=True, materials_sent=sent))
    save_register(session, seen, chosen, entries, by=by)
    _post_offers(session, seen, chosen, by=by, settings=settings)
    return len(chosen)


def answer_offer(session: Session, seen: EventOfSchool, *, wanted: bool, by: Actor) -> None:
    """The school's line of the register says whether it would like the call. Nothing where none was offered."""
    hold_register(session, seen.event)
    there = find_attendance(session, seen)
    if there is None or not there.follow_up_offered or there.follow_up_accepted == wanted:
        return
    there.follow_up_accepted, there.version, there.at = wanted, there.version + 1, clock.now()
    session.add(there)
    record_change(
        session,
        seen.cohort,
        Changed.ATTENDANCE,
        enrolment_id=seen.enrolment.id,
        component=seen.event.component,
        before={"follow_up_accepted": not wanted},
        after={"follow_up_accepted": wanted},
        note=seen.event.title,
        by=by,
    )


def offer_words(seen: VisibleEvent, *, by: Actor) -> str:
    """What a letter says before its link."""
    return _(
        "We missed your school at %(event)s. %(by)s offers you a short call to go through it together. What was shown "
        "there is on its page."
    ) % {"event": seen.event.title, "by": by.name}


def _post_offers(
    session: Session, seen: VisibleEvent, lines: Sequence[RegisterLine], *, by: Actor, settings: Settings
) -> None:
    people = people_asked(session, seen, [line.enrolment.school_id for line in lines])
    for line in lines:
        school_id = line.enrolment.school_id
        for person in people.get(school_id, ()):
            link = f"{settings.base_url}/schools/{school_id}/events/{seen.event.id}"
            post_letter(
                session,
                to=person.email,
                subject=_("A call after %(event)s?") % {"event": seen.event.title},
                text=_("Hello %(name)s,\n\n%(text)s\n\nSay there whether you would like the call:\n\n%(link)s")
                % {"name": person.name, "text": offer_words(seen, by=by), "link": link},
            )
