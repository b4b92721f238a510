"""What keeps a long run of tests quick, and changes nothing that a test can see."""

import gc
from collections.abc import Iterator
from functools import wraps
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app import db

_looked_through = False


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What is loaded by now is never looked through for rubbish again, as in the running service (app/main.py).

    Every module, route and collected test would otherwise be walked again and again.
    """
    global _looked_through  # noqa: PLW0603 # Asking how much is frozen walks all of it.
    if not _looked_through:
        gc.collect()
        gc.freeze()
        _looked_through = True


@pytest.fixture(autouse=True, scope="session")
def _frozen_again_after_a_service() -> Iterator[None]:
    """A service that a test opened and closed takes back what is frozen: the next test starts anew."""
    unfreeze = gc.unfreeze

    @wraps(unfreeze)
    def noted() -> None:
        global _looked_through  # noqa: PLW0603  As above.
        _looked_through = False
        unfreeze()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "unfreeze", noted)
        yield


@pytest.fixture(autouse=True, scope="session")
def _careless_sqlite() -> Iterator[None]:
    """Files of this process are gone in a moment and need not outlive a power cut; as CARELESS does for PostgreSQL.

    A service in a process of its own is as careful as ever: those are what the tests of durability kill.
    """
    careful = db._sqlite_engine

    @wraps(careful)
    def careless(*arguments: Any, **options: Any) -> Engine:
        engine = careful(*arguments, **options)
        event.listen(engine, "connect", lambda connection, _entry: connection.execute("PRAGMA synchronous = OFF"))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "_sqlite_engine", careless)
        yield
