"""Asking for a document's PDF, and knowing whether it is on its way."""

from sqlmodel import Session

from app.models.jobs import Job
from app.models.reviews import Review
from app.review_framework.types import Framework
from app.services.jobs import RENDER_PAPER, enqueue, find_latest, is_waiting


def ask_for_document(session: Session, of: Review | Framework, code: str, *, fingerprint: str) -> None:
    """A worker will render the document, once, however often it is asked for."""
    if is_waiting(find_document_job(session, of, code, fingerprint=fingerprint)):
        return
    payload: dict[str, str | int | None] = {"document": code, "fingerprint": fingerprint}
    payload |= {"review": of.id} if isinstance(of, Review) else {"framework": of.id, "version": of.version}
    enqueue(session, RENDER_PAPER, subject=_subject(of, code, fingerprint), payload=payload)


def find_document_job(session: Session, of: Review | Framework, code: str, *, fingerprint: str) -> Job | None:
    return find_latest(session, RENDER_PAPER, _subject(of, code, fingerprint))


def _subject(of: Review | Framework, code: str, fingerprint: str) -> str:
    owner = f"review:{of.id}" if isinstance(of, Review) else f"framework:{of.id}:{of.version}"
    return f"{owner}:{code}:{fingerprint[:16]}"
