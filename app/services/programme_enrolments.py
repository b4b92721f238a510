"""Schools in a cohort: enrolled, withdrawn, come back. What was known of them stays throughout."""

import secrets
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, CohortRegion, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.services.programme import record_change

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other."""


class EnrolmentRefused(ValueError):
    """An enrolment cannot be changed like that. Carries the sentence that the person reads."""


def new_pseudonym() -> str:
    """Says nothing about the school, and two schools never share one: a thousand million to choose from."""
    return "S-" + "".join(secrets.choice(_LETTERS) for _number in range(6))


def enrol(
    session: Session,
    cohort: Cohort,
    school: School,
    *,
    region: CohortRegion,
    on: date,
    by: Actor,
    facilitator_id: int | None = None,
) -> Enrolment:
    """The school is in the cohort. Raises EnrolmentRefused when it is in it already."""
    assert cohort.id is not None
    assert school.id is not None
    assert region.id is not None
    if find_enrolment(session, cohort, school):
        raise EnrolmentRefused(_("%(school)s is in this cohort already.") % {"school": school.name})
    enrolment = Enrolment(
        cohort_id=cohort.id,
        school_id=school.id,
        region_id=region.id,
        facilitator_id=facilitator_id,
        pseudonym=new_pseudonym(),
        enrolled_on=on,
    )
    session.add(enrolment)
    session.flush()
    _record(session, cohort, enrolment, {}, {"enrolled_on": str(on), "region": region.label}, by=by)
    return enrolment


def find_enrolment(session: Session, cohort: Cohort, school: School) -> Enrolment | None:
    return session.exec(
        select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.school_id == school.id)
    ).first()


def list_regions_of_schools(session: Session, cohort: Cohort) -> dict[int, int]:
    """The id of the region of each school that is or was in the cohort."""
    rows = session.exec(select(Enrolment.school_id, Enrolment.region_id).where(Enrolment.cohort_id == cohort.id))
    return dict(iter(rows))


def list_unsigned_ids(session: Session, cohort: Cohort) -> set[int]:
    """The ids of the enrolments whose agreement is not signed yet."""
    unsigned = col(Enrolment.agreement_signed_on).is_(None)
    return {id_ or 0 for id_ in session.exec(select(Enrolment.id).where(Enrolment.cohort_id == cohort.id, unsigned))}


def list_cohorts_of(session: Session, school: School) -> list[tuple[Enrolment, Cohort]]:
    """Each cohort that the school is or was in, the latest first."""
    rows = session.exec(
        select(Enrolment, Cohort)
        .join(Cohort, col(Cohort.id) == col(Enrolment.cohort_id))
        .where(Enrolment.school_id == school.id)
        .order_by(col(Cohort.starts_on).desc(), col(Cohort.id))
    )
    return [(enrolment, cohort) for enrolment, cohort in rows]


def withdraw(session: Session, cohort: Cohort, enrolment: Enrolment, *, on: date, why: str, by: Actor) -> None:
    """From this day on the school is counted beside, not in, the tables. Raises EnrolmentRefused."""
    if enrolment.withdrawn_on:
        raise EnrolmentRefused(_("This school has withdrawn already."))
    if on < enrolment.enrolled_on:
        raise EnrolmentRefused(_("A school cannot withdraw before it was enrolled."))
    if not why.strip():
        raise EnrolmentRefused(_("Say in a few words why the school withdraws."))
    enrolment.withdrawn_on, enrolment.withdrawn_why = on, why.strip()
    session.add(enrolment)
    _record(session, cohort, enrolment, {}, {"withdrawn_on": str(on)}, note=enrolment.withdrawn_why, by=by)


def come_back(session: Session, cohort: Cohort, enrolment: Enrolment, *, by: Actor) -> None:
    """The school counts again, with all that was known of it. Raises EnrolmentRefused."""
    if not enrolment.withdrawn_on:
        raise EnrolmentRefused(_("This school has not withdrawn."))
    before = {"withdrawn_on": str(enrolment.withdrawn_on), "why": enrolment.withdrawn_why}
    enrolment.withdrawn_on, enrolment.withdrawn_why = None, ""
    session.add(enrolment)
    _record(session, cohort, enrolment, before, {}, by=by)


def sign_agreement(
    session: Session,
    cohort: Cohort,
    enrolment: Enrolment,
    *,
    signed_by: str,
    on: date,
    by: Actor,
    wording: str = "",
) -> None:
    """The school's commitment is kept: who signed it, and when; with the words, where it signed them here itself."""
    before = {"signed_by": enrolment.agreement_signed_by, "signed_on": str(enrolment.agreement_signed_on or "")}
    enrolment.agreement_signed_by, enrolment.agreement_signed_on = signed_by.strip(), on
    session.add(enrolment)
    _record(
        session,
        cohort,
        enrolment,
        before,
        {"signed_by": signed_by.strip(), "signed_on": str(on), "wording": wording},
        by=by,
    )


def name_review(session: Session, cohort: Cohort, enrolment: Enrolment, review: Review, *, by: Actor) -> None:
    """The enrolment's journeys are those of this review. Raises EnrolmentRefused for another school's."""
    if review.school_id != enrolment.school_id:
        raise EnrolmentRefused(_("This review is of another school."))
    if review.id == enrolment.review_id:
        return
    before = {"review": enrolment.review_id}
    enrolment.review_id = review.id
    session.add(enrolment)
    _record(session, cohort, enrolment, before, {"review": review.id}, by=by)


def _record(
    session: Session,
    cohort: Cohort,
    enrolment: Enrolment,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: Actor,
    note: str = "",
) -> None:
    record_change(
        session,
        cohort,
        Changed.ENROLMENT,
        enrolment_id=enrolment.id,
        before=before,
        after=after,
        note=note,
        by=by,
    )
