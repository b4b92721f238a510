"""Which worker does which kind of job."""

from functools import partial

from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.pool import RenderPool
from app.jobs.delivery import delivery_for
from app.jobs.letters import send_letter, sender_of
from app.jobs.papers import render_paper
from app.jobs.reminders import Reminders
from app.jobs.worker import Handler, Worker
from app.services.jobs import RENDER_PAPER, SEND_LETTER
from app.settings import Settings

RENDERING_SECONDS = 200
"""Longer than a paper can take: waiting for a renderer, starting it, and two tries of 30 seconds."""


def make_handlers(
    database: Database, settings: Settings, pool: RenderPool, papers: DocumentCache
) -> dict[str, Handler]:
    """A handler for each kind of job. Raises ValueError where the mail settings make no sense."""
    sender_of(settings)
    return {
        SEND_LETTER: partial(send_letter, database, settings, delivery_for(settings)),
        RENDER_PAPER: partial(render_paper, database, pool, papers),
    }


def make_workers(
    database: Database, settings: Settings, pool: RenderPool, papers: DocumentCache
) -> tuple[Worker, Worker]:
    """One worker for papers and one for the rest, so that nobody waits for a password link behind somebody's PDF."""
    handlers = make_handlers(database, settings, pool, papers)
    rendering = {RENDER_PAPER: handlers.pop(RENDER_PAPER)}
    return (
        Worker(database, handlers, reminders=Reminders(database, settings)),
        Worker(database, rendering, hold_seconds=RENDERING_SECONDS, upkeep=False),
    )
