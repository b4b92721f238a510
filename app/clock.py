"""The one place that knows what time it is, so that a test can say otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731  A test replaces this one name.


def now() -> datetime:
    """The current moment in UTC."""
    return _read()


def today() -> date:
    """The date on the wall of an English school."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)
