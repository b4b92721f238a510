"""Asking for a document's PDF, and knowing whether it is on its way."""

from sqlmodel import Session

from app.models.jobs import Job
from app.models.reviews import Review
from app.models.shares import Share
from app.review_framework.types import Framework
from app.services.coaching import CoachingSeat
from app.services.fidelity_part import CohortPart
from app.services.jobs import RENDER_PAPER, enqueue, find_latest, is_waiting
from app.services.peer_review import Seat

Owner = Review | Framework | Seat | CoachingSeat | CohortPart | Share
"""What a document is of. Each side of a peer review or a coaching session has its own, and so has each part of a
cohort, and each link to a paper.
"""


def ask_for_document(session: Session, of: Owner, code: str, *, fingerprint: str) -> None:
    """A worker will render the document, once, however often it is asked for."""
    if is_waiting(find_document_job(session, of, code, fingerprint=fingerprint)):
        return
    payload = {"document": code, "fingerprint": fingerprint, **_named(of)}
    enqueue(session, RENDER_PAPER, subject=_subject(of, code, fingerprint), payload=payload)


def find_document_job(session: Session, of: Owner, code: str, *, fingerprint: str) -> Job | None:
    return find_latest(session, RENDER_PAPER, _subject(of, code, fingerprint))


def _named(of: Owner) -> dict[str, str | int | None]:
    """How a job names it."""
    if isinstance(of, Review):
        return {"review": of.id}
    if isinstance(of, Share):
        return {"share": of.grant_id}
    if isinstance(of, Seat):
        return {"peer_review": of.id, "side": of.side}
    if isinstance(of, CohortPart):
        return of.named()
    if isinstance(of, CoachingSeat):
        return {"coaching_of_review": of.desk.review_id, "session": of.defined.code, "side": of.desk.side}
    return {"framework": of.id, "version": of.version}


def _subject(of: Owner, code: str, fingerprint: str) -> str:
    named = _named(of)
    return ":".join([next(iter(named)), *(str(value) for value in named.values()), code, fingerprint[:16]])
