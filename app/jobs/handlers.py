"""Which function does which kind of job."""

from functools import partial

from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.pool import RenderPool
from app.jobs.delivery import delivery_for
from app.jobs.letters import send_letter, sender_of
from app.jobs.papers import render_paper
from app.jobs.worker import Handler
from app.services.jobs import RENDER_PAPER, SEND_LETTER
from app.settings import Settings


def make_handlers(
    database: Database, settings: Settings, pool: RenderPool, papers: DocumentCache
) -> dict[str, Handler]:
    """A handler for each kind of job. Raises ValueError where the mail settings make no sense."""
    sender_of(settings)
    return {
        SEND_LETTER: partial(send_letter, database, settings, delivery_for(settings)),
        RENDER_PAPER: partial(render_paper, database, pool, papers),
    }
