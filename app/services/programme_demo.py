"""A demo cohort: a facilitator with two regions, what its schools took part in, and what waits for somebody."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from sqlmodel import Session

from app import clock
from app.access.visible import EventOfSchool, VisibleEvent, whole_cohort
from app.clock import LONDON
from app.demo import demo_file
from app.models.accounts import Person, Role
from app.models.actors import Actor
from app.models.attention import Means
from app.models.insight import GroupKind
from app.models.programme import Cohort, CohortRegion, Enrolment, ProgrammeRole
from app.models.programme_engagement import Answer, Attended, CohortEvent, Met, Reason
from app.models.programme_events import MaterialKind, Reply
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.review_framework.programme_loader import latest_programme
from app.services.attention_look import look
from app.services.attention_notes import Written, add_contact, add_note
from app.services.demo_people import PEOPLE, demo_day
from app.services.insight_consent import consent_to_insight
from app.services.insight_people import give_group_lead
from app.services.insight_snapshots import take_snapshot, term_now
from app.services.peer_review_groups import set_up_group
from app.services.programme import create_cohort, find_cohort, list_regions, listed_regions
from app.services.programme_engagement import import_engagement
from app.services.programme_enrolments import enrol, name_review, sign_agreement, withdraw
from app.services.programme_events import Entry, Planned, read_register, save_register, schedule
from app.services.programme_materials import add_material
from app.services.programme_people import give_role
from app.services.programme_rulings import Ruling, rule
from app.services.programme_school_events import reply
from app.services.reviews import start_review
from app.services.sample_review import sample_framework
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings

FACILITATOR, MANAGER = "facilitator@programme.example", "manager@programme.example"
ENTRIES = {
    "a": Entry(Attended.ATTENDED, Answer.NO),
    "s": Entry(Attended.ATTENDED, Answer.YES),
    "d": Entry(Attended.DEPUTY_ATTENDED, Answer.NO),
    "n": Entry(Attended.NOT_ATTENDED, Answer.NO),
    "e": Entry(Attended.EXCUSED, Answer.NO, Reason.INSPECTION, follow_up_offered=True, materials_sent=True),
}
"""What a letter of the file means in a register."""
AGREED = timedelta(weeks=20)
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _World:
    """What every step of the making needs."""

    session: Session
    content: Content
    cohort: Cohort
    regions: Mapping[str, CohortRegion]
    schools: Mapping[str, School]
    people: Mapping[str, Person]
    today: date

    @property
    def facilitator(self) -> Person:
        return self.people[FACILITATOR]

    @property
    def manager(self) -> Actor:
        return self.people[MANAGER].actor


def add_programme(
    session: Session, schools: Mapping[str, School], people: Mapping[str, Person], reviews: Mapping[str, Review]
) -> None:
    """The cohort is there, as far on as the file says. `reviews` are those that schools have already, by URN."""
    world = _begin(session, schools, people)
    enrolled = {one["urn"]: _enrol(world, one) for one in world.content["schools"]}
    own = {**reviews, **_self_evaluations(world)}
    for urn, review in own.items():
        name_review(session, world.cohort, enrolled[urn], review, by=world.manager)
    _pair(world, own)
    _import(world)
    _hold_events(world, enrolled)
    _rule(world, enrolled)
    for one in world.content["schools"]:
        if gone := one.get("withdrew"):
            on = world.today - timedelta(days=gone["days_ago"])
            withdraw(session, world.cohort, enrolled[one["urn"]], on=on, why=gone["why"], by=world.facilitator.actor)


def take_first_look(session: Session) -> None:
    """The queue and the figures across schools are as a night’s look would leave them."""
    cohort = find_cohort(session, demo_file("programme.yaml")["cohort"]["slug"])
    assert cohort is not None
    look(session, cohort)
    take_snapshot(session, cohort, term_now(clock.today()))


def _begin(session: Session, schools: Mapping[str, School], people: Mapping[str, Person]) -> _World:
    content, today = demo_file("programme.yaml"), clock.today()
    about = content["cohort"]
    months = today.year * 12 + today.month - 1 - about["months_ago"]
    starts_on = date(months // 12, months % 12 + 1, 1)
    manager = people[MANAGER].actor
    with clock.earlier(_since(today, starts_on)):
        cohort = create_cohort(
            session,
            about["slug"],
            title=about["title"],
            programme=latest_programme("wss-review-programme"),
            starts_on=starts_on,
            regions=[one for one in listed_regions("regions") if one.code in about["regions"]],
            by=manager,
        )
        regions = {one.code: one for one in list_regions(session, cohort)}
        for one in content["people"]:
            _give(session, cohort, regions, one, people[one["email"]], by=manager)
    return _World(session, content, cohort, regions, schools, people, today)


def _give(
    session: Session, cohort: Cohort, regions: Mapping[str, CohortRegion], one: Content, person: Person, *, by: Actor
) -> None:
    if trust := one.get("trust"):
        give_group_lead(session, person.email, GroupKind.TRUST, trust, settings=Settings(), name=person.name)
        return
    role = ProgrammeRole(one["role"])
    for region in regions.values() if role is ProgrammeRole.FACILITATOR else (None,):
        give_role(session, cohort, person, role, region=region, by=by)


def _enrol(world: _World, one: Content) -> Enrolment:
    """Since the cohort began, with its agreement signed on paper."""
    session, cohort, on = world.session, world.cohort, world.cohort.starts_on
    with clock.earlier(_since(world.today, on)):
        enrolment = enrol(
            session,
            cohort,
            world.schools[one["urn"]],
            region=world.regions[one["region"]],
            on=on,
            by=world.manager,
            facilitator_id=world.facilitator.id,
        )
        sign_agreement(session, cohort, enrolment, signed_by=one["signed_by"], on=on, by=world.facilitator.actor)
        consent_to_insight(session, cohort, enrolment, consents="withdrew" not in one, by=_keeper(world, one["urn"]))
    return enrolment


def _self_evaluations(world: _World) -> dict[str, Review]:
    """A few items of each school that has levels in the file, agreed."""
    found = {}
    with clock.earlier(AGREED):
        for one in world.content["schools"]:
            if "levels" not in one:
                continue
            by = _keeper(world, one["urn"])
            scope = {"why_now": "We take part in the programme."}
            review = start_review(
                world.session, world.schools[one["urn"]], sample_framework(), Depth.SHORT, scope=scope, by=by
            )
            for item, level in zip(world.content["items"], one["levels"], strict=True):
                save_answer(world.session, review, item, "judgement", level, base=0, by=by)
            checked = read_sheet(world.session, review).fingerprint()
            agree_version(world.session, review, checked=checked, present="Headteacher", by=by)
            found[one["urn"]] = review
    return found


def _keeper(world: _World, urn: str) -> Actor:
    """The SENCO, who writes and answers for the school."""
    email = next(one.email for one in PEOPLE if urn in one.schools and one.role == Role.SENCO)
    return world.people[email].actor


def _pair(world: _World, reviews: Mapping[str, Review]) -> None:
    with clock.earlier(AGREED):
        for one in world.content["schools"]:
            if partner := one.get("partner"):
                brought = [(world.schools[urn], reviews[urn]) for urn in (one["urn"], partner)]
                set_up_group(world.session, brought, one_way=False, by=world.facilitator.actor)


def _import(world: _World) -> None:
    rows = [f"{one['urn']},{component},met,unknown,," for one in world.content["schools"] for component in one["known"]]
    csv = "\n".join(["urn,component,outcome,senior_leader,reason,note", *rows]) + "\n"
    with clock.earlier(timedelta(weeks=2)):
        import_engagement(world.session, world.cohort, BytesIO(csv.encode()), by=world.manager)


def _hold_events(world: _World, enrolled: Mapping[str, Enrolment]) -> None:
    """Each event for each region, or once for all; those that are over have their registers."""
    known = {one.code: one for one in latest_programme("wss-review-programme").events}
    letters = {enrolled[one["urn"]].id: one["attended"] for one in world.content["schools"]}
    for number, planned in enumerate(world.content["events"]):
        in_regions = known[planned["code"]].held_for == "region"
        for region in world.regions.values() if in_regions else (None,):
            event = _schedule(world, planned, region)
            _show_materials(world, event)
            if event.ends_at < clock.now():
                with _after(event):
                    _keep_register(world, event, {id_: some[number] for id_, some in letters.items()})
            elif event.code == world.content["events"][-2]["code"]:
                _answer(world, event, enrolled)


def _schedule(world: _World, planned: Content, region: CohortRegion | None) -> CohortEvent:
    defined = next(one for one in latest_programme("wss-review-programme").events if one.code == planned["code"])
    day = demo_day(world.today, planned["days"])
    starts = datetime.combine(day, time(planned["hour"]), LONDON)
    is_online = planned["place"].startswith("https:")
    ends = starts + timedelta(minutes=defined.minutes)
    new = Planned(defined.code, defined.component or "", defined.title, starts, ends, is_online, planned["place"])
    with clock.earlier(_since(world.today, world.cohort.starts_on)):
        return schedule(world.session, whole_cohort(world.cohort), new, region=region, by=world.facilitator.actor)


def _show_materials(world: _World, event: CohortEvent) -> None:
    for one in world.content["materials"]:
        if one["code"] == event.code:
            add_material(
                world.session,
                event,
                kind=MaterialKind.MATERIAL,
                title=one["title"],
                link=one["link"],
                by=world.facilitator.actor,
            )


def _keep_register(world: _World, event: CohortEvent, letters: Mapping[int | None, str]) -> None:
    seen = VisibleEvent(whole_cohort(world.cohort), event)
    lines = read_register(world.session, seen)
    entries = {line.enrolment.id or 0: (line.version, ENTRIES[letters[line.enrolment.id]]) for line in lines}
    save_register(world.session, seen, lines, entries, by=world.facilitator.actor)


def _answer(world: _World, event: CohortEvent, enrolled: Mapping[str, Enrolment]) -> None:
    for one in world.content["replies"]:
        enrolment = enrolled[one["urn"]]
        if enrolment.region_id == event.region_id:
            seen = EventOfSchool(world.schools[one["urn"]], world.cohort, enrolment, event)
            by = _keeper(world, one["urn"])
            reply(world.session, seen, Reply(one["answer"]), why=one.get("why", ""), by=by)


def _rule(world: _World, enrolled: Mapping[str, Enrolment]) -> None:
    """Rulings, and what the facilitator wrote down of schools."""
    by = world.facilitator.actor
    for one in world.content["rulings"]:
        ruling = Ruling(Met(one["outcome"]), one["note"], reason=Reason(one.get("reason", "")))
        rule(world.session, world.cohort, enrolled[one["urn"]], one["component"], ruling=ruling, by=by)
    for add, means, rows in (
        (add_contact, Means.CALL, world.content["contacts"]),
        (add_note, Means.NONE, world.content["notes"]),
    ):
        for one in rows:
            day = world.today - timedelta(days=one["days_ago"])
            written = Written(f"demo-{one['urn']}", day, one["text"], means)
            with clock.earlier(timedelta(days=one["days_ago"])):
                add(world.session, enrolled[one["urn"]], written, by=by)


@contextmanager
def _after(event: CohortEvent) -> Iterator[None]:
    """The moment at which the event is over."""
    with clock.earlier(clock.now() - event.ends_at):
        yield


def _since(today: date, day: date) -> timedelta:
    return max(today - day, timedelta())
