"""A clock to move."""

import pytest

from tests.accounts.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Ask for it first: what was made before it is at another time."""
    return Clock(monkeypatch)
