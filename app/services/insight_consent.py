"""Whether a school's counts join those of others: out until the school says so, and every change is kept."""

from sqlmodel import Session, col, select

from app import clock
from app.models.actors import Actor
from app.models.insight import InsightBlock, InsightMember
from app.models.programme import Changed, Cohort, Enrolment
from app.services.insight_snapshots import term_now
from app.services.programme import record_change


def consent_to_insight(session: Session, cohort: Cohort, enrolment: Enrolment, *, consents: bool, by: Actor) -> None:
    """As the school says. Taken back, the block in which it was counted ends for good (decision 0018), also if the
    school says yes again before the next figures are taken. Saying the same again changes nothing.
    """
    # Figures that are being taken are taken first, or without this school.
    session.exec(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update()).one()
    session.refresh(enrolment)
    if consents == enrolment.insight_consent:
        return
    before = {"insight_consent": enrolment.insight_consent}
    enrolment.insight_consent = consents
    session.add(enrolment)
    if not consents:
        _close_block(session, enrolment)
    record_change(
        session,
        cohort,
        Changed.ENROLMENT,
        enrolment_id=enrolment.id,
        before=before,
        after={"insight_consent": consents},
        by=by,
    )


def _close_block(session: Session, enrolment: Enrolment) -> None:
    """The one of this cohort that the school is in, if any."""
    block = session.exec(
        select(InsightBlock)
        .join(InsightMember, col(InsightMember.block_id) == col(InsightBlock.id))
        .where(
            InsightMember.school_id == enrolment.school_id,
            InsightBlock.cohort_id == enrolment.cohort_id,
            InsightBlock.closed_in == "",
        )
    ).first()
    if block:
        block.closed_in = term_now(clock.today())
        session.add(block)
