"""Documents over HTTP: where finished ones are kept, whether one is ready, and how a file is sent."""

from dataclasses import dataclass

from fastapi import Request, Response
from sqlmodel import Session

from app.documents.cache import DocumentCache
from app.documents.fingerprint import fingerprint
from app.services.documents import Owner, ask_for_document, find_document_job
from app.services.jobs import is_waiting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Rendering:
    """The PDF of one document as it is now: in the cache, on its way, or not asked for yet."""

    cache: DocumentCache
    session: Session
    of: Owner
    document: str
    mark: str

    @classmethod
    def of_html(cls, request: Request, session: Session, of: Owner, document: str, html: str) -> "Rendering":
        return cls(request.app.state.paper_cache, session, of, document, fingerprint(html))

    @property
    def content(self) -> bytes | None:
        return self.cache.get(self.mark)

    @property
    def state(self) -> str:
        """ready, rendering, failed or none."""
        if self.cache.has(self.mark):
            return "ready"
        job = find_document_job(self.session, self.of, self.document, fingerprint=self.mark)
        if is_waiting(job):
            return "rendering"
        return "failed" if job and job.failed_at else "none"

    def ask(self) -> None:
        """It is there, or a worker will make it."""
        if not self.cache.has(self.mark):
            ask_for_document(self.session, self.of, self.document, fingerprint=self.mark)


def pdf_file(content: bytes, name: str) -> Response:
    """A PDF opens in the browser."""
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def word_file(content: bytes, name: str) -> Response:
    """A Word file is downloaded."""
    return Response(content, media_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def data_file(content: bytes, kind: str, name: str) -> Response:
    """A spreadsheet or a CSV file is downloaded."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
