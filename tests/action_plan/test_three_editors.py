"""Two leaders and the SENCO edit one plan at once: every text is the current one, or in the history."""

import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from sqlmodel import col, select

from app.db import Database
from app.models.action_plan import PlanText, PlanTextChange
from app.models.book_tables import Change
from tests.action_plan.plans import agreed_findings, make_plan
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
WHO = {"Asha": "senco", "Ben": "senior_leader", "Erin": "school_admin"}
FIELDS = ("priorities/p001.intended", "actions/a101.impact", "diary/d001.tried", "priorities/p001/measures/m001.what")


@dataclass
class Editor:
    """Knows of each field the version that it last saw, which may be long ago."""

    name: str
    browser: Browser
    here: str
    seen: dict[str, int] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)

    def save(self, name: str) -> None:
        """As the script does, one field at a time; a clash is seen and left."""
        text = self._new_text(name)
        data = {"name": name, "value": text, "version": str(self.seen.get(name, 0))}
        answer = self.browser.client.post(f"{self.here}/texts", data=data)
        assert answer.status_code in (200, 409), answer.text
        found = re.search(r'data-version="([0-9]+)"', answer.text)
        assert found
        self.seen[name] = int(found[1])

    def save_unheard(self, name: str) -> None:
        before = dict(self.seen)
        self.save(name)
        self.seen = before

    def send_form(self, name: str) -> None:
        """As a browser without a script does, on whatever version it fetched the page with."""
        text, place = self._new_text(name), name.rpartition(".")[0]
        page = "/".join(place.split("/")[:2])
        data = {name: text, f"{name}.version": str(self.seen.get(name, 0))}
        where = f"{self.here}/diary" if page.startswith("diary") else f"{self.here}/{page}"
        answer = self.browser.client.post(where, data={**data, "key": place.rpartition("/")[2]})
        assert answer.status_code in (303, 409), answer.text
        assert answer.status_code == 303 or text in answer.text, "The page forgot what was typed"

    def move(self, _name: str) -> None:
        assert self.browser.client.post(f"{self.here}/order", data={"down": "p001"}).status_code == 303

    def _new_text(self, name: str) -> str:
        text = f"{self.name} writes {name} for the {len(self.sent) + 1}th time"
        self.sent.append((name, text))
        return text


@pytest.fixture
def editors(database: Database, browser_of: BrowserOf, people: People) -> list[Editor]:
    with database.writing() as session:
        agreed_findings(session, people)
        make_plan(session, people, number=3)
    here = f"/reviews/{people.review.id}/action-plan"
    return [Editor(name, browser_of(role), here) for name, role in WHO.items()]


def test_hundred_interleavings_lose_no_text(database: Database, editors: list[Editor]) -> None:
    acts = (Editor.save, Editor.save, Editor.save_unheard, Editor.send_form, Editor.move)
    for seed in range(100):
        dice = random.Random(seed)
        turns = [editor for editor in editors for _turn in range(2)]
        dice.shuffle(turns)
        for editor in turns:
            dice.choice(acts)(editor, dice.choice(FIELDS))
    assert list(faults(database, editors)) == []
    assert sum(len(one.sent) for one in editors) > 400


def test_three_at_the_same_moment_lose_no_text(database: Database, editors: list[Editor]) -> None:
    def work(editor: Editor) -> None:
        dice = random.Random(editor.name)
        for _turn in range(12):
            dice.choice((Editor.save, Editor.send_form, Editor.move))(editor, dice.choice(FIELDS))

    with ThreadPoolExecutor(len(editors)) as pool:
        list(pool.map(work, editors))
    assert list(faults(database, editors)) == []


def faults(database: Database, editors: list[Editor]) -> Iterator[str]:
    """A sentence for each text that is not there, and for each field whose versions do not follow each other."""
    with database.reading() as session:
        changes = session.exec(select(PlanTextChange).order_by(col(PlanTextChange.version))).all()
        current = {f"{one.place}.{one.field}": one for one in session.exec(select(PlanText))}
    kept: dict[str, set[str]] = {}
    versions: dict[str, list[PlanTextChange]] = {}
    for one in changes:
        name = f"{one.place}.{one.field}"
        kept.setdefault(name, set()).add(one.value)
        if one.kind != Change.SET_ASIDE:
            versions.setdefault(name, []).append(one)
    for editor in editors:
        yield from (f"lost: {text}" for name, text in editor.sent if text not in kept.get(name, ()))
    for name, found in versions.items():
        if [one.version for one in found] != list(range(1, len(found) + 1)):
            yield f"{name} has the versions {[one.version for one in found]}"
        if (found[-1].version, found[-1].value) != (current[name].version, current[name].value):
            yield f"{name}: what stands there is not the latest version"
        yield from (f"{name}: a version repeats" for one, next_ in pairwise(found) if one.value == next_.value)
