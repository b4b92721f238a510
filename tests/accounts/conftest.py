"""Passwords that are cheap to check: the slow hash is the library's affair, and these stories sign in often."""

from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.services import accounts
from tests import people
from tests.accounts.clocks import Clock


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(accounts, "_hasher", hasher)
    monkeypatch.setattr(people, "_HASH", [hasher.hash(people.PASSWORD)])
    accounts._hash_of_nothing.cache_clear()
    yield
    accounts._hash_of_nothing.cache_clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Ask for it first: what was made before it is at another time."""
    return Clock(monkeypatch)
