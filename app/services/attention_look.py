"""The daily look: what holds for which school is written down, with since when, and what no longer holds is cleared.

The queue reads what is written here. Looking at the queue changes nothing, and two who look at once write it once.
"""

from sqlmodel import Session, col, select

from app import clock
from app.access.visible import whole_cohort
from app.models.attention import AttentionFlag, AttentionLook
from app.models.programme import Cohort, Enrolment
from app.review_framework.attention_rules import attention_rules
from app.services.attention_facts import read_facts
from app.services.attention_rules import held
from app.services.programme import hold_cohort


def look(session: Session, cohort: Cohort) -> int:
    """The record says what holds now. A school and rule found before keeps its day and its snooze. Gives how many
    flags began or ended.
    """
    # Whoever looks at the same moment waits here, and then finds everything as it should be.
    hold_cohort(session, cohort)
    now, today = clock.now(), clock.today()
    found = held(read_facts(session, whole_cohort(cohort), on=today), tuple(attention_rules().values()))
    before = {(flag.enrolment_id, flag.rule): flag for flag in _in_force(session, cohort)}
    gone, new = before.keys() - found.keys(), found.keys() - before.keys()
    for key in gone:
        before[key].cleared_at = now
        session.add(before[key])
    session.add_all(
        AttentionFlag(enrolment_id=enrolment_id, rule=rule, since=found[enrolment_id, rule], found_at=now)
        for enrolment_id, rule in sorted(new)
    )
    looked = session.get(AttentionLook, cohort.id) or AttentionLook(cohort_id=cohort.id or 0, looked_at=now)
    looked.looked_at = now
    session.add(looked)
    session.flush()
    return len(gone) + len(new)


def list_running(session: Session) -> list[Cohort]:
    """Cohorts that have started and not ended."""
    today = clock.today()
    query = select(Cohort).where(
        col(Cohort.starts_on) <= today, col(Cohort.ends_on).is_(None) | (col(Cohort.ends_on) >= today)
    )
    return list(session.exec(query.order_by(col(Cohort.id))))


def _in_force(session: Session, cohort: Cohort) -> list[AttentionFlag]:
    query = (
        select(AttentionFlag)
        .join(Enrolment, col(Enrolment.id) == col(AttentionFlag.enrolment_id))
        .where(Enrolment.cohort_id == cohort.id, col(AttentionFlag.cleared_at).is_(None))
    )
    return list(session.exec(query))
