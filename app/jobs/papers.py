"""Renders a document into the cache."""

from sqlmodel import Session

from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.errors import DocumentError, RenderTimeout, WorkerLost
from app.documents.fingerprint import fingerprint
from app.documents.pool import RenderPool
from app.jobs.failures import CannotBeDone
from app.models.coaching import CoachingSide
from app.models.jobs import Job
from app.models.peer_review import PeerReview, Side
from app.models.reviews import Review
from app.models.schools import School
from app.models.shares import Share
from app.pages.coaching_paper import coaching_html
from app.pages.documents import GOVERNORS_PAPER, blank_html, document_html
from app.pages.fidelity_document import report_html
from app.pages.peer_review_documents import peer_document_html
from app.pages.shares_links import paper_of
from app.review_framework.loader import get_framework
from app.services.coaching import find_seat, make_desk
from app.services.fidelity_part import CohortPart
from app.services.peer_review_documents import take_seat


def render_paper(database: Database, pool: RenderPool, cache: DocumentCache, job: Job) -> None:
    """The document as it is now stands in the cache under its fingerprint. That may be a later one than was asked
    for: whoever waits asks again for the document of that moment. Raises CannotBeDone for one that cannot be
    rendered.
    """
    with database.reading() as session:
        html = _html(session, job)
    if html is None:
        raise CannotBeDone("The review has nothing for this document")
    mark = fingerprint(html)
    if cache.has(mark):
        return
    try:
        cache.put(mark, pool.render(html))
    except (RenderTimeout, WorkerLost):
        # The machine's fault, not the paper's: the worker tries again.
        raise
    except DocumentError as error:
        raise CannotBeDone(str(error)) from error


def _html(session: Session, job: Job) -> str | None:
    if "framework" in job.payload:
        return blank_html(get_framework(str(job.payload["framework"]), str(job.payload["version"])))
    if "share" in job.payload:
        shared = paper_of(session, session.get_one(Share, job.payload["share"]))
        return shared.html if shared else None
    if "peer_review" in job.payload:
        peer_review = session.get_one(PeerReview, job.payload["peer_review"])
        seat = take_seat(session, peer_review, Side(str(job.payload["side"])))
        return peer_document_html(session, seat, str(job.payload["document"]))
    if "cohort" in job.payload:
        return report_html(session, CohortPart.of_named(session, job.payload))
    if "coaching_of_review" in job.payload:
        return _of_coaching(session, job)
    review = session.get_one(Review, job.payload["review"])
    school = session.get_one(School, review.school_id)
    # A job from before there were several documents names none.
    code = str(job.payload.get("document", GOVERNORS_PAPER))
    return document_html(session, review, school, code)


def _of_coaching(session: Session, job: Job) -> str | None:
    """As the side that asked may have it now: a worksheet that was taken back meanwhile is not rendered."""
    review = session.get_one(Review, job.payload["coaching_of_review"])
    code = str(job.payload["session"])
    seat = find_seat(session, make_desk(session, review, CoachingSide(str(job.payload["side"])), code=code), code)
    return coaching_html(session, seat, str(job.payload["document"])) if seat else None
