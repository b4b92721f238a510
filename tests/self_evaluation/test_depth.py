"""A review made short or full: the form says which, so pressing its button twice changes nothing back."""

from collections.abc import Callable

import pytest

from app.db import Database
from app.models.reviews import Review
from tests.people import People
from tests.visits import Browser


@pytest.mark.parametrize("depth", ["full", "short"])
def test_button_pressed_twice_gives_the_depth_it_names(
    browser_of: Callable[[str], Browser], people: People, database: Database, depth: str
) -> None:
    senco = browser_of("senco")
    for _ in range(2):
        assert senco.post(f"/reviews/{people.review.id}/depth", {"depth": depth}).status_code == 303
    with database.reading() as session:
        assert session.get_one(Review, people.review.id).depth == depth


def test_unknown_depth_changes_nothing(browser_of: Callable[[str], Browser], people: People) -> None:
    assert browser_of("senco").post(f"/reviews/{people.review.id}/depth", {"depth": "deep"}).status_code == 404
