"""Two editors, one answer, a hundred saves in any order: each text is the current one, or in the history."""

import random
from collections.abc import Callable

import pytest

from app.db import Database
from tests.durability.editors import PLACE, Editor
from tests.durability.ledger import find_faults, read_kept
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]

SAVES = (Editor.save, Editor.save, Editor.save_unheard, Editor.save_on_an_old_version, Editor.send_form)
BETWEEN = (
    Editor.retry,
    Editor.keep_mine,
    Editor.keep_theirs,
    Editor.fetch_form,
    Editor.choose_mine_in_form,
    Editor.choose_theirs_in_form,
)


@pytest.fixture
def editors(browser_of: BrowserOf, people: People) -> list[Editor]:
    assert people.review.id is not None
    names = {"Asha": "senco", "Ben": "senior_leader"}
    return [Editor(name, browser_of(role), people.review.id) for name, role in names.items()]


@pytest.mark.parametrize("seed", range(3))
def test_hundred_interleaved_saves_lose_no_text(database: Database, editors: list[Editor], seed: int) -> None:
    dice = random.Random(seed)
    while sum(editor.written for editor in editors) < 100:
        editor = dice.choice(editors)
        dice.choice(SAVES)(editor)
        if dice.random() < 0.5:
            dice.choice(BETWEEN)(dice.choice(editors))
        if dice.random() < 0.05:
            dice.choice(editors).put_back(dice.randrange(1000))
    check(database, editors, saves=100)


def test_saves_in_strict_turns_lose_no_text(database: Database, editors: list[Editor]) -> None:
    """Each writes on the version of before the other's: every save but the first clashes."""
    for _ in range(50):
        for editor in editors:
            editor.save()
            editor.keep_mine()
    check(database, editors, saves=100)


def check(database: Database, editors: list[Editor], *, saves: int) -> None:
    review_id = editors[0].review_id
    told = [one for editor in editors for one in editor.told]
    assert find_faults(database, review_id, told) == []
    kept = read_kept(database, review_id)[PLACE]
    sent = {f"{one.name} writes their text number {number + 1}" for one in editors for number in range(one.written)}
    assert len(sent) == saves
    lost = sent - kept.texts
    assert lost == set()
    assert kept.texts == sent, "The history holds what nobody wrote."
    assert kept.set_aside, "The two never met."
