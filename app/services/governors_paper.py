"""Asking for a paper, and knowing whether it is on its way."""

from sqlmodel import Session

from app.models.jobs import Job
from app.models.reviews import Review
from app.services.jobs import RENDER_PAPER, enqueue, find_latest, is_waiting


def ask_for_paper(session: Session, review: Review, *, fingerprint: str) -> None:
    """A worker will render the paper, once, however often it is asked for."""
    job = find_paper_job(session, review, fingerprint=fingerprint)
    if not is_waiting(job):
        enqueue(
            session,
            RENDER_PAPER,
            subject=_subject(review, fingerprint),
            payload={"review": review.id, "fingerprint": fingerprint},
        )


def find_paper_job(session: Session, review: Review, *, fingerprint: str) -> Job | None:
    return find_latest(session, RENDER_PAPER, _subject(review, fingerprint))


def _subject(review: Review, fingerprint: str) -> str:
    return f"review:{review.id}:governors-paper:{fingerprint[:16]}"
