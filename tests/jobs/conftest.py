from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from app import clock
from app.db import Database
from app.documents.cache import DocumentCache
from app.documents.pool import RenderPool
from app.jobs.handlers import make_handlers
from app.jobs.worker import Handler, Worker
from app.models.jobs import Job, Letter
from app.services.jobs import CalendarEntry, enqueue, post_letter
from app.settings import Settings
from tests.jobs.mail_sink import MailSink

HandlersFor = Callable[[Settings], dict[str, Handler]]


class Hands:
    """The hands of a stopped clock."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 3, 10, 42, 0, 123456, tzinfo=UTC)

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(clock, "_read", lambda: hands.at)
    return hands


class Queue:
    """What a test puts into the queue of a database, and reads back from it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, kind: str = "count", number: int = 0) -> int:
        with self.database.writing() as session:
            job = enqueue(session, kind, payload={"number": number})
            session.flush()
            assert job.id is not None
            return job.id

    def add_letter(
        self,
        text: str = "Hello.",
        *,
        to: str = "ann@school.example",
        subject: str = "A subject",
        calendar: CalendarEntry | None = None,
    ) -> None:
        with self.database.writing() as session:
            post_letter(session, to=to, subject=subject, text=text, calendar=calendar)

    def job(self) -> Job:
        """The one job there is."""
        with self.database.reading() as session:
            return session.exec(select(Job)).one()

    def jobs(self) -> list[Job]:
        with self.database.reading() as session:
            return list(session.exec(select(Job).order_by(col(Job.id))))

    def letter(self) -> Letter:
        """The one letter there is."""
        with self.database.reading() as session:
            return session.exec(select(Letter)).one()


@pytest.fixture
def queued(database: Database) -> Queue:
    return Queue(database)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var_dir=tmp_path, mail_from="reviews@service.example")


@pytest.fixture
def handlers_for(database: Database) -> Iterator[HandlersFor]:
    """The handlers of the whole service, as it would make them with these settings."""
    pool = RenderPool()
    yield lambda settings: make_handlers(database, settings, pool, DocumentCache(settings.var_dir / "papers"))
    pool.close()


@pytest.fixture
def mail_sink() -> Iterator[MailSink]:
    with MailSink() as sink:
        yield sink


@pytest.fixture
def started() -> Iterator[Callable[[Worker], Worker]]:
    """Starts a worker that is stopped at the end of the test, whatever happens in it."""
    workers: list[Worker] = []

    def start(worker: Worker) -> Worker:
        worker.start()
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.stop()
