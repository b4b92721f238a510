"""Files with evidence, as the tests of them begin."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import People
from tests.visits import Browser

PLACE = "LEAD-1/k3f9"


@pytest.fixture
def here(people: People) -> str:
    """The page of one piece of evidence and its file."""
    return f"/reviews/{people.review.id}/items/LEAD-1/evidence/k3f9/file"


@pytest.fixture
def send(here: str) -> Callable[..., Any]:
    """Sends a file through the form of the page."""

    def sent(browser: Browser, name: str, content: bytes, **fields: str) -> Any:
        return browser.post(here, data=fields, files={"file": (name, content)})

    return sent
