"""Documents over HTTP: where finished ones are kept, whether one is ready, and how a file is sent."""

from fastapi import Request, Response

from app.documents.cache import DocumentCache
from app.models.jobs import Job
from app.services.jobs import is_waiting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def cache_of(request: Request) -> DocumentCache:
    cache: DocumentCache = request.app.state.paper_cache
    return cache


def state_of(request: Request, fingerprint: str, job: Job | None) -> str:
    """ready, rendering, failed or none."""
    if cache_of(request).has(fingerprint):
        return "ready"
    if is_waiting(job):
        return "rendering"
    return "failed" if job and job.failed_at else "none"


def pdf_file(content: bytes, name: str) -> Response:
    """A PDF opens in the browser."""
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def word_file(content: bytes, name: str) -> Response:
    """A Word file is downloaded."""
    return Response(content, media_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})
