"""A plan that has come some way, agreed with senior leaders."""

from sqlmodel import Session

from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.fields import Key
from app.models.reviews import Review
from app.services.action_plan import read_plan_texts
from app.services.action_plan_versions import make_version, shared_part
from app.services.pupil_counts import book_of as counts_of
from app.services.texts import save_text
from tests.action_plan.plans import make_plan, write
from tests.people import People

TITLES = ("Lessons that every pupil can join", "Teaching assistants who plan with teachers", "Families who are heard")
SAID = {
    "intended": "Pupils start each task with the class, and say that they know what to do.",
    "why": "Half of the lessons we saw began with a wait for pupils with SEND.",
    "sip": "Priority 2, teaching",
    "lead_role": "middle_leader",
    "lead_name": "Mina Middle",
    "cost": "Two days of cover in the spring term.",
    "changed": "Tasks are on the board before pupils come in.",
    "themes": "",
}
COUNTS = {
    "year_7_support": "31",
    "year_7_plans": "3",
    "year_8_support": "28",
    "year_8_plans": "6",
    "semh_support": "59",
}


def agreed_plan(session: Session, people: People) -> ActionPlan:
    """Three priorities with actions, measures, people, reviews and counts; version 1 is agreed."""
    plan = make_plan(session, people, number=3, actions=2)
    for number, title in enumerate(TITLES, start=1):
        here = f"priorities__p00{number}"
        texts = {f"{here}_DOT_{name}": value for name, value in {**SAID, "title": title}.items()}
        measure, person, review = f"{here}__measures__m001", f"{here}__stakeholders__s001", f"{here}__reviews__r001"
        texts |= {
            f"{measure}_DOT_what": "Pupils who start with the class",
            f"{measure}_DOT_baseline": "11 of 20",
            f"{measure}_DOT_target": "18 of 20",
            f"{measure}_DOT_now": "14 of 20",
            f"{measure}_DOT_by_on": "2027-07-09",
            f"{person}_DOT_who": "teaching_assistant",
            f"{person}_DOT_how": "Plan the first five minutes with the teacher.",
            f"{review}_DOT_review_on": "2027-03-19",
            f"{review}_DOT_decision": "continue",
            f"{review}_DOT_note": "It helps; keep going.",
            f"actions__a{number}01_DOT_due_on": "2027-05-21",
            f"actions__a{number}01_DOT_owner": "Tess Teacher",
            f"actions__a{number}01_DOT_status": "some_change",
            f"actions__a{number}01_DOT_impact": "Pupils begin within a minute.",
            f"actions__a{number}02_DOT_due_on": "2027-06-11",
        }
        write(session, plan, people, **texts)
    by = people["senco"].actor
    for name, value in COUNTS.items():
        review = session.get_one(Review, people.review.id)
        save_text(session, counts_of(review), Key("counts", name), value, base=0, by=by)
    agree_plan(session, plan, people)
    return plan


def agree_plan(
    session: Session, plan: ActionPlan, people: People, *, kind: PlanVersionKind = PlanVersionKind.AGREED_WITH_SLT
) -> ActionPlanVersion:
    """The plan as it stands is the next version."""
    checked = shared_part(read_plan_texts(session, plan)).fingerprint()
    return make_version(session, plan, kind, checked=checked, note="", by=people["senco"].actor)
