"""Moving the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock


class Clock:
    """Stands still shortly after ten on a Wednesday, until somebody moves it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2027, 3, 3, 10, 0, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "_read", lambda: self.now)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
