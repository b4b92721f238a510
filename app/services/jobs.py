"""Putting work and letters in the queue, in the transaction of the change that asks for them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from app import clock
from app.models.jobs import Job, Letter

SEND_LETTER = "send_letter"
RENDER_PAPER = "render_paper"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something to go to, as a calendar needs to know it. `uid` stays; the highest `sequence` counts."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    description: str
    stamped: datetime
    cancelled: bool = False

    def kept(self) -> dict[str, Any]:
        """As a letter keeps it in the outbox."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }


def read_entry(kept: dict[str, Any]) -> CalendarEntry:
    """What `CalendarEntry.kept` gave."""
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at", "stamped")}
    return CalendarEntry(**{**kept, **moments})


def enqueue(session: Session, kind: str, *, subject: str = "", payload: dict[str, str | int | None]) -> Job:
    now = clock.now()
    job = Job(kind=kind, subject=subject, payload=payload, created_at=now, due_at=now)
    session.add(job)
    return job


def post_letter(session: Session, *, to: str, subject: str, text: str, calendar: CalendarEntry | None = None) -> None:
    """The letter is in the outbox, and leaves it once this transaction is committed; with a calendar file, if any."""
    post_letters(session, [letter_to(to, subject, text, calendar)])


def letter_to(to: str, subject: str, text: str, calendar: CalendarEntry | None = None) -> Letter:
    """As it will lie in the outbox."""
    kept = calendar.kept() if calendar else None
    return Letter(to=to, subject=subject, text=text, calendar=kept, created_at=clock.now())


def post_letters(session: Session, letters: Sequence[Letter]) -> None:
    """As `post_letter`, for many at once: in a few statements, not in some for each."""
    if not letters:
        return
    # As values, not as objects: objects are written one by one, so that each learns its id.
    written = insert(Letter).returning(col(Letter.id))
    ids = session.execute(written, [one.model_dump(exclude={"id"}) for one in letters]).scalars().all()
    now, (last, *others) = clock.now(), ids
    jobs = [Job(kind=SEND_LETTER, payload={"letter": id_}, created_at=now, due_at=now) for id_ in others]
    if jobs:
        session.execute(insert(Job), [one.model_dump(exclude={"id"}) for one in jobs])
    # One as an object: that wakes the workers (jobs/wake.py), who then find all.
    enqueue(session, SEND_LETTER, payload={"letter": last})


def forget_letters(session: Session, *, to: Collection[str], after: int) -> None:
    """Letters to these people that were posted after that one are never sent: for what never happened."""
    written = session.exec(select(Letter).where(col(Letter.to).in_(to), col(Letter.id) > after)).all()
    ids = {letter.id for letter in written}
    waiting = session.exec(select(Job).where(Job.kind == SEND_LETTER, col(Job.done_at).is_(None))).all()
    for row in (*written, *(job for job in waiting if job.payload.get("letter") in ids)):
        session.delete(row)


def find_latest(session: Session, kind: str, subject: str) -> Job | None:
    return session.exec(
        select(Job).where(Job.kind == kind, Job.subject == subject).order_by(col(Job.id).desc()).limit(1)
    ).first()


def is_waiting(job: Job | None) -> bool:
    """True while somebody can expect a result. A job nobody finished in five minutes is not waited for."""
    if job is None or job.done_at or job.failed_at:
        return False
    return job.created_at > clock.now() - timedelta(minutes=5)
