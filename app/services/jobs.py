"""Putting work and letters in the queue, in the transaction of the change that asks for them."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app import clock
from app.models.jobs import Job, Letter

SEND_LETTER = "send_letter"
RENDER_PAPER = "render_paper"


def enqueue(session: Session, kind: str, *, subject: str = "", payload: dict[str, str | int | None]) -> Job:
    now = clock.now()
    job = Job(kind=kind, subject=subject, payload=payload, created_at=now, due_at=now)
    session.add(job)
    return job


def post_letter(session: Session, *, to: str, subject: str, text: str, calendar: str = "") -> None:
    """The letter is in the outbox, with a calendar file if there is one, and leaves it once this transaction is
    committed.
    """
    letter = Letter(to=to, subject=subject, text=text, calendar=calendar or None, created_at=clock.now())
    session.add(letter)
    session.flush()
    enqueue(session, SEND_LETTER, payload={"letter": letter.id})


def find_latest(session: Session, kind: str, subject: str) -> Job | None:
    return session.exec(
        select(Job).where(Job.kind == kind, Job.subject == subject).order_by(col(Job.id).desc()).limit(1)
    ).first()


def is_waiting(job: Job | None) -> bool:
    """True while somebody can expect a result. A job nobody finished in five minutes is not waited for."""
    if job is None or job.done_at or job.failed_at:
        return False
    return job.created_at > clock.now() - timedelta(minutes=5)
