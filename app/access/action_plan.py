"""How people reach the versions of a plan: through their own school, or as facilitators with whom it was shared."""

from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, or_, select

from app import clock
from app.access.guard import Found, review
from app.access.permissions import Permission
from app.access.policies import IN_A_COHORT, IN_A_SCHOOL
from app.access.visible import OwnPlan, VisiblePlan
from app.models.accounts import Membership, Person, Role
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.programme import CohortRole, Enrolment, ProgrammeRole
from app.models.reviews import Review
from app.models.schools import School


def own_plan(session: Session, person: Person, path: dict[str, Any]) -> Found[OwnPlan] | None:
    """The review and its plan in one query, for what is sent with every pause in somebody's typing."""
    row = session.exec(OWN_PLAN, params={"person": person.id, "id": path["review_id"]}).first()
    return Found(OwnPlan(row[0], row[3]), row[1], IN_A_SCHOOL[Role(row[2])]) if row else None


def shared_plan(session: Session, person: Person, path: dict[str, Any]) -> Found[VisiblePlan] | None:
    """Of their own school, all that they may read; else what the school shared with the facilitators of its region."""
    own = review(session, person, path)
    if own is not None:
        plan = _plan(session, own.thing.id)
        held = own.held_here or frozenset()
        only = Permission.PLAN_READ not in held
        return Found(VisiblePlan(own.thing, plan, for_governors=only), own.school, held) if plan else None
    return _through_a_cohort(session, person, path["review_id"])


def _through_a_cohort(session: Session, person: Person, review_id: int) -> Found[VisiblePlan] | None:
    """From the first version that was shared with the facilitator on, while the school is enrolled."""
    plan = _plan(session, review_id)
    first = (
        session.exec(
            select(func.min(ActionPlanVersion.number)).where(
                ActionPlanVersion.plan_id == plan.id, ActionPlanVersion.kind == PlanVersionKind.SHARED_WITH_FACILITATOR
            )
        ).one()
        if plan
        else None
    )
    if plan is None or first is None:
        return None
    roles = session.exec(
        select(CohortRole.role)
        .join(Enrolment, col(Enrolment.cohort_id) == col(CohortRole.cohort_id))
        .where(
            CohortRole.person_id == person.id,
            col(CohortRole.ended_at).is_(None),
            or_(
                CohortRole.role == ProgrammeRole.PROGRAMME_MANAGER,
                (col(CohortRole.role) == ProgrammeRole.FACILITATOR)
                & (col(CohortRole.region_id) == col(Enrolment.region_id)),
            ),
            Enrolment.school_id == plan.school_id,
            or_(col(Enrolment.review_id).is_(None), Enrolment.review_id == review_id),
            or_(col(Enrolment.withdrawn_on).is_(None), col(Enrolment.withdrawn_on) > clock.today()),
        )
    ).all()
    if not roles:
        return None
    held = frozenset(permission for role in roles for permission in IN_A_COHORT[ProgrammeRole(role)])
    found, school = session.get_one(Review, review_id), session.get_one(School, plan.school_id)
    return Found(VisiblePlan(found, plan, first), school, held)


def _plan(session: Session, review_id: int | None) -> ActionPlan | None:
    return session.exec(select(ActionPlan).where(ActionPlan.review_id == review_id)).first()


OWN_PLAN = (
    select(Review, School, Membership.role, ActionPlan)
    .join(School, col(School.id) == col(Review.school_id))
    .join(Membership, col(Membership.school_id) == col(Review.school_id))
    .join(ActionPlan, col(ActionPlan.review_id) == col(Review.id), isouter=True)
    .where(
        Review.id == bindparam("id"),
        col(Membership.person_id) == bindparam("person"),
        col(Membership.ended_at).is_(None),
    )
)
