"""A clock to move, cheap passcodes, and a review with an agreed version to share."""

import pytest

from app.db import Database
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.accounts.clocks import Clock
from tests.accounts.conftest import _cheap_passwords
from tests.people import People

__all__ = ["_cheap_passwords"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Ask for it first: what was made before it is at another time."""
    return Clock(monkeypatch)


@pytest.fixture
def agreed(database: Database, people: People) -> None:
    """Ashgrove has agreed a version of its self-evaluation."""
    with database.writing() as session:
        by = people["senco"].actor
        for field, value in (("judgement", "shared"), ("strengths", "Governors ask good questions about SEND.")):
            save_answer(session, people.review, "LEAD-1", field, value, base=0, by=by)
        checked = read_sheet(session, people.review).fingerprint()
        agree_version(session, people.review, checked=checked, present="", by=by)
