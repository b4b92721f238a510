"""What the journeys themselves say of components: finished pieces of work, and sessions that were held.

A journey that can tell whether a school has met a component adds one function to `JOURNEYS`. It is asked once for all
the enrolments of a cohort, so its number of queries must not grow with theirs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from app.clock import in_london
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.coaching import CoachingSession
from app.models.peer_review import PeerReview
from app.models.programme import Enrolment
from app.models.programme_engagement import Answer, Attended, Met, Reason

EnrolmentComponent = tuple[int, str]
"""The id of an enrolment, and the code of a component."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of one component of one school."""

    outcome: Met
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID
    note: str = ""
    by: str = ""
    on: date | None = None
    """The day on which it was met: later than the window is late, and still met."""
    is_deputy: bool = False
    path: str = ""
    """Where somebody of the school reads the thing itself, such as `/peer-reviews/7/report`."""


Journey = Callable[[Session, Sequence[Enrolment]], Mapping[EnrolmentComponent, Said]]

PEER_REVIEW, ACTION_PLAN = "peer_review", "action_plan"


def final_reports(session: Session, enrolments: Sequence[Enrolment]) -> dict[EnrolmentComponent, Said]:
    """A peer review is met by the first report about the school that both schools have signed (domain rules)."""
    query = select(PeerReview).where(
        col(PeerReview.school_id).in_({one.school_id for one in enrolments}), col(PeerReview.final_at).is_not(None)
    )
    of_school: dict[int, list[PeerReview]] = {}
    for review in session.exec(query.order_by(col(PeerReview.final_at), col(PeerReview.id))):
        of_school.setdefault(review.school_id, []).append(review)
    said: dict[EnrolmentComponent, Said] = {}
    for enrolment in enrolments:
        about = of_school.get(enrolment.school_id, ())
        first = next((one for one in about if enrolment.review_id in (None, one.review_id)), None)
        if first is not None and first.final_at is not None and enrolment.id is not None:
            on, path = in_london(first.final_at).date(), f"/peer-reviews/{first.id}/report"
            said[enrolment.id, PEER_REVIEW] = Said(Met.MET, on=on, path=path)
    return said


REGISTERED: Mapping[str, Met] = {
    Attended.ATTENDED: Met.MET,
    Attended.DEPUTY_ATTENDED: Met.MET,
    Attended.NOT_ATTENDED: Met.MISSED,
    Attended.EXCUSED: Met.MISSED,
}
"""What a coaching session counts as, by who came for the SENCO's side; the senior leader is a separate answer."""


def held_sessions(session: Session, enrolments: Sequence[Enrolment]) -> dict[EnrolmentComponent, Said]:
    """A coaching session is met when the SENCO's side attended (domain rules). A school's own coach says nothing here:
    only what was held in the cohort is its enrolment's.
    """
    query = select(CoachingSession).where(
        col(CoachingSession.enrolment_id).in_([one.id for one in enrolments]),
        col(CoachingSession.recorded_at).is_not(None),
    )
    said: dict[EnrolmentComponent, Said] = {}
    for one in session.exec(query.order_by(col(CoachingSession.recorded_at), col(CoachingSession.id))):
        if one.enrolment_id is not None:
            said[one.enrolment_id, one.code] = Said(
                REGISTERED.get(one.outcome, Met.UNKNOWN),
                Answer(one.senior_leader),
                Reason(one.reason),
                by=one.recorded_by,
                on=in_london(one.starts_at).date() if one.starts_at else None,
                is_deputy=one.outcome == Attended.DEPUTY_ATTENDED,
                path=f"/reviews/{one.review_id}/coaching/{one.code}",
            )
    return said


def shared_plans(session: Session, enrolments: Sequence[Enrolment]) -> dict[EnrolmentComponent, Said]:
    """A plan is produced once it was shared with the facilitator, who can read it from then on. One that a school has
    agreed and keeps to itself says nothing: it is unknown, not missed.
    """
    query = (
        select(ActionPlan.school_id, ActionPlan.review_id, ActionPlanVersion.at)
        .join(ActionPlanVersion, col(ActionPlanVersion.plan_id) == col(ActionPlan.id))
        .where(
            col(ActionPlan.school_id).in_({one.school_id for one in enrolments}),
            ActionPlanVersion.kind == PlanVersionKind.SHARED_WITH_FACILITATOR,
        )
        .order_by(col(ActionPlanVersion.at), col(ActionPlan.id))
    )
    of_school: dict[int, list[tuple[int, datetime]]] = {}
    for school_id, review_id, at in session.exec(query):
        of_school.setdefault(school_id, []).append((review_id, at))
    said: dict[EnrolmentComponent, Said] = {}
    for enrolment in enrolments:
        for review_id, at in of_school.get(enrolment.school_id, ()):
            if enrolment.review_id in (None, review_id) and enrolment.id is not None:
                path = f"/reviews/{review_id}/action-plan/versions"
                said.setdefault((enrolment.id, ACTION_PLAN), Said(Met.MET, on=in_london(at).date(), path=path))
    return said


JOURNEYS: tuple[Journey, ...] = (final_reports, shared_plans, held_sessions)
