"""What facilitators keep of Ashgrove School, and Gwen, who leads SEND in its local authority."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app import clock
from app.access.visible import VisibleCohort
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.coaching import CoachingSession, SessionState
from app.models.insight import GroupKind, GroupLeadRole
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.services.attention_look import look
from app.services.attention_messages import start_message
from app.services.attention_notes import Written, add_note
from app.services.insight_consent import consent_to_insight
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol
from tests.people import People, _person
from tests.programme.world import CohortWorld

KEPT_NOTE = "zqkeptnote"


@dataclass(frozen=True)
class AttentionWorld:
    message_id: int
    """A draft of Fay's to Ashgrove."""
    group_lead_id: int


def attend(session: Session, people: People, led: CohortWorld) -> AttentionWorld:
    """Ashgrove lets its counts join others', Fay has noted something and begun a letter, and Gwen leads a group."""
    cohort, own = session.get_one(Cohort, led.cohort.id), session.get_one(Enrolment, led.enrolment_id)
    fay = people["facilitator"]
    consent_to_insight(session, cohort, own, consents=True, by=people["senco"].actor)
    look(session, cohort)
    add_note(session, own, Written("world-note", clock.today(), KEPT_NOTE), by=fay.actor)
    draft = start_message(session, VisibleCohort(cohort), [led.enrolment_id], by=fay)
    if "group_lead" not in people.by_name:
        people.by_name["group_lead"] = _person(session, "group_lead", "Gwen Lead")
    person = people["group_lead"]
    role = GroupLeadRole(
        person_id=person.id or 0, kind=GroupKind.LA, group_key="201", title="City of London", created_at=clock.now()
    )
    session.add(role)
    session.flush()
    assert draft is not None
    return AttentionWorld(draft.id or 0, role.id or 0)


def share_plan(session: Session, review: Review) -> None:
    own = {"school_id": review.school_id}
    plan = ActionPlan(review_id=review.id or 0, created_at=clock.now(), created_by="Asha", **own)
    session.add(plan)
    session.flush()
    session.add(
        ActionPlanVersion(
            plan_id=plan.id or 0,
            number=1,
            kind=PlanVersionKind.SHARED_WITH_FACILITATOR,
            texts=[],
            findings=[],
            fingerprint="",
            by="Asha",
            at=clock.now(),
            **own,
        )
    )


def book_coaching(review: Review, enrolment_id: int) -> CoachingSession:
    """The first session, in two days."""
    return CoachingSession(
        review_id=review.id or 0,
        school_id=review.school_id,
        enrolment_id=enrolment_id,
        code="coaching_1",
        definition_id="wss-coaching",
        definition_version="1.0",
        state=SessionState.BOOKED,
        starts_at=clock.now() + timedelta(days=2),
        minutes=40,
    )


def add_hills(session: Session, cohort: Cohort, people: People, count: int) -> None:
    region = list_regions(session, cohort)[0]
    for number in range(count):
        school = School(urn=str(400_000 + number), name=f"Dale School {number:03}")
        session.add(school)
        session.flush()
        enrol(session, cohort, school, region=region, on=clock.today(), by=people["senco"].actor)
