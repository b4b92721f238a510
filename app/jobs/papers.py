"""Renders a governors' paper into the cache."""

from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.errors import DocumentError, RenderTimeout, WorkerLost
from app.documents.fingerprint import fingerprint
from app.documents.pool import RenderPool
from app.jobs.failures import CannotBeDone
from app.models.jobs import Job
from app.models.reviews import Review
from app.models.schools import School
from app.pages.governors_paper import paper_html


def render_paper(database: Database, pool: RenderPool, cache: DocumentCache, job: Job) -> None:
    """The paper as it is now stands in the cache under its fingerprint. That may be a later one than was asked for:
    whoever waits asks again for the paper of that moment. Raises CannotBeDone for a paper that cannot be rendered.
    """
    with database.reading() as session:
        review = session.get_one(Review, job.payload["review"])
        school = session.get_one(School, review.school_id)
        html = paper_html(session, review, school)
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
