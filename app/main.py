"""The application: its middleware, its error pages, the list of its journeys."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from app.access.route import PolicyRoute
from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.errors import DocumentError
from app.documents.pool import RenderPool
from app.files.s3 import S3Store
from app.files.store import FileStore, FolderStore
from app.jobs.handlers import make_workers
from app.review_framework.loader import add_folder
from app.routers import JOURNEYS
from app.settings import Settings
from app.web.errors import LastResort, add_error_pages
from app.web.headers import SecurityHeaders
from app.web.same_origin import SameOrigin
from app.web.templates import APP, Templates

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    app = FastAPI(title=settings.service_name, openapi_url=None, lifespan=_lifespan)
    app.router.route_class = PolicyRoute
    if settings.frameworks_dir:
        add_folder(settings.frameworks_dir)
    app.state.settings = settings
    app.state.database = Database(settings.database_url)
    app.state.templates = Templates(settings)
    app.state.paper_cache = DocumentCache(settings.var_dir / "papers")
    app.state.file_store = _file_store(settings)
    for journey in JOURNEYS:
        # One flat list: a tree of routers would be walked for every request, and took a third of a save's time.
        app.router.routes.extend(journey.routes)
    app.mount("/static", StaticFiles(directory=APP / "static"), name="static")
    add_error_pages(app)
    app.add_middleware(SameOrigin)
    app.add_middleware(LastResort)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    return app


def _file_store(settings: Settings) -> FileStore:
    return S3Store(settings.files_url) if settings.files_url else FolderStore(settings.var_dir / "files")


def _warm(pool: RenderPool, stopping: Event) -> None:
    try:
        pool.warm()
    except DocumentError as error:
        if not stopping.is_set():
            log.warning("The renderer of papers did not start: %s Try: send-review doctor", error)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    pool, stopping = RenderPool(workers=state.settings.paper_workers), Event()
    workers = make_workers(state.database, state.settings, pool, state.paper_cache)
    for worker in workers:
        worker.start()
    # Off the request threads: the first paper of the day does not wait for the fonts.
    Thread(target=_warm, args=(pool, stopping), name="warm papers", daemon=True).start()
    # What is loaded by now stays. Looking through all of it for rubbish doubled the time of every other large page.
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    stopping.set()
    for worker in workers:
        worker.stop()
    pool.close()
    state.database.close()
