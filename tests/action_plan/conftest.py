"""A clock that tests of the plan move."""

import pytest

from tests.accounts.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)
