"""Versions of a plan: what was shared or agreed on a day stands as it was, and any two can be compared."""

from collections.abc import Collection

from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from app import clock
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanVersionKind
from app.models.action_plan_fields import ACTIONS, DIARY, FINDINGS, PRIORITIES, REMOVED
from app.models.action_plan_sheet import Finding, Plan, plan_from_texts
from app.models.actors import Actor
from app.models.fields import Key
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.services.action_plan import read_plan_texts, take_turn
from app.services.action_plan_findings import list_findings
from app.services.self_evaluation import ReviewClosed


class NothingToShare(ValueError):
    """The plan has no priority yet."""


class ChangedSince(ValueError):
    """Somebody changed the plan between the check and the decision."""


def make_version(
    session: Session, plan: ActionPlan, kind: PlanVersionKind, *, checked: str, note: str, by: Actor
) -> ActionPlanVersion:
    """A dated copy of the plan exists for this; the same button pressed twice makes one.

    `checked` is the fingerprint of what was on the page when it was decided. Raises ReviewClosed, NothingToShare or
    ChangedSince.
    """
    review = session.get_one(Review, plan.review_id)
    if not review.is_open:
        raise ReviewClosed
    take_turn(session, plan)
    sheet = shared_part(read_plan_texts(session, plan))
    read = plan_from_texts(sheet, list_findings(session, review))
    if not read.priorities:
        raise NothingToShare
    if sheet.fingerprint() != checked:
        raise ChangedSince
    latest = find_latest(session, plan)
    if latest and (latest.fingerprint, latest.kind) == (checked, kind):
        return latest
    assert plan.id is not None
    version = ActionPlanVersion(
        plan_id=plan.id,
        school_id=plan.school_id,
        number=latest.number + 1 if latest else 1,
        kind=kind,
        texts=sheet.rows(),
        findings=[one.as_json() for one in read.findings.values()],
        fingerprint=checked,
        by=by.name,
        at=clock.now(),
        note=note.strip(),
    )
    plan.state = kind
    session.add_all([version, plan])
    session.flush()
    return version


def shared_part(sheet: Sheet) -> Sheet:
    """What a version holds: the plan without rows that were taken out, without the diary, which is the school's own
    notebook, and without what is said of findings left for later.
    """
    out = {key.place for key in sheet.keys() if key.field == REMOVED and sheet.value(key.place, REMOVED)}  # noqa: SIM118  A sheet is no mapping.
    return sheet.only(lambda key: _is_shared(sheet, key, out))


def _is_shared(sheet: Sheet, key: Key, out: Collection[str]) -> bool:
    listed, _slash, rest = key.place.partition("/")
    if listed in (DIARY, FINDINGS) or key.field in (REMOVED, "position"):
        # Where it stands among the others is kept, or a version would read in another order.
        return key.field == "position" and key.place not in out
    if key.place in out or f"{listed}/{rest.partition('/')[0]}" in out:
        return False
    return listed != ACTIONS or f"{PRIORITIES}/{sheet.value(key.place, 'priority')}" not in out


def plan_in(version: ActionPlanVersion) -> Plan:
    """The plan as it stood in this version."""
    return plan_from_texts(sheet_of(version), [Finding.of_json(one) for one in version.findings])


def sheet_of(version: ActionPlanVersion) -> Sheet:
    return Sheet.of_rows(version.texts)


def list_versions(session: Session, plan: ActionPlan) -> list[ActionPlanVersion]:
    """Newest first, without the texts in them."""
    return list(
        session.exec(
            select(ActionPlanVersion)
            .where(ActionPlanVersion.plan_id == plan.id)
            .order_by(col(ActionPlanVersion.number).desc())
            .options(
                defer(ActionPlanVersion.texts, raiseload=True),  # type: ignore[arg-type]  # An attribute of the table.
                defer(ActionPlanVersion.findings, raiseload=True),  # type: ignore[arg-type]  # As above.
            )
        )
    )


def find_version(session: Session, plan: ActionPlan, number: int) -> ActionPlanVersion | None:
    return session.exec(
        select(ActionPlanVersion)
        .where(ActionPlanVersion.plan_id == plan.id, ActionPlanVersion.number == number)
        .execution_options(populate_existing=True)
    ).first()


def find_latest(
    session: Session, plan: ActionPlan, kinds: Collection[PlanVersionKind] = frozenset(PlanVersionKind)
) -> ActionPlanVersion | None:
    """The latest version of one of these kinds."""
    return session.exec(
        select(ActionPlanVersion)
        .where(ActionPlanVersion.plan_id == plan.id, col(ActionPlanVersion.kind).in_(kinds))
        .order_by(col(ActionPlanVersion.number).desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).first()


def list_cohorts_reading(session: Session, review: Review) -> list[str]:
    """The titles of the cohorts whose facilitators can read what a school shares of this review."""
    return list(
        session.exec(
            select(Cohort.title)
            .join(Enrolment, col(Enrolment.cohort_id) == col(Cohort.id))
            .where(
                Enrolment.school_id == review.school_id,
                or_(col(Enrolment.review_id).is_(None), Enrolment.review_id == review.id),
                or_(col(Enrolment.withdrawn_on).is_(None), col(Enrolment.withdrawn_on) > clock.today()),
            )
            .order_by(Cohort.title)
        )
    )
