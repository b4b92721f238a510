"""The one place that knows what time it is, so that a test can say otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731  A test replaces this one name.
_earlier: ContextVar[timedelta] = ContextVar("_earlier", default=timedelta())


def now() -> datetime:
    """The current moment in UTC."""
    return _read() - _earlier.get()


@contextmanager
def earlier(by: timedelta) -> Iterator[None]:
    """What is done in this block happened that long ago: for demo data, whose past has to be written down some day."""
    token = _earlier.set(by)
    try:
        yield
    finally:
        _earlier.reset(token)


def today() -> date:
    """The date on the wall of an English school."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)
