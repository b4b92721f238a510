"""The server ends as in a power cut, five times, while two hundred people save. What one of them was told is saved is
saved."""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from urllib.parse import urlencode

from app.db import Database
from tests.durability.ledger import Acknowledged, Place, find_faults, read_kept
from tests.people import create_people
from tests.plugins.chromium import serve
from tests.plugins.ports import free_port

CLIENTS = 200
TEXTS_EACH = 3
KILL_AFTER = (40, 150, 260, 370, 480)
"""Acknowledgements in all, of the six hundred, at which the server is killed."""
PATIENCE_S = 120
VERSION = re.compile(r'data-version="(\d+)"')


@dataclass
class Story:
    """What all clients know together: which life the server is in, and what they were told."""

    changed: Condition = field(default_factory=Condition)
    life: int = 0
    told: list[Acknowledged] = field(default_factory=list)
    unanswered: int = 0
    over: bool = False

    def tell(self, told: Acknowledged) -> None:
        with self.changed:
            self.told.append(told)
            self.changed.notify_all()

    def wait_for_next_life(self, life: int) -> None:
        """At most a second, as the page's script does, which cannot know when the server is back."""
        with self.changed:
            self.unanswered += 1
            assert not self.over, "Somebody was still saving when the time was up."
            self.changed.wait_for(lambda: self.life > life or self.over, timeout=1)

    def wait_for_told(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.told) >= number, timeout=PATIENCE_S), self.told[-3:]


@contextmanager
def living(story: Story, url: str, port: int, folder: Path) -> Iterator[object]:
    with serve({"DATABASE_URL": url, "SEND_REVIEW_VAR_DIR": str(folder)}, port=port, seconds=PATIENCE_S) as served:
        with story.changed:
            story.life += 1
            story.changed.notify_all()
        yield served


@dataclass
class Client:
    """A page's script: one answer, one text after the other, each sent until there is an answer to it."""

    story: Story
    port: int
    path: str
    token: str
    place: Place
    texts: list[str]
    version: int = 0

    def save_all(self) -> None:
        for text in self.texts:
            self.save(text)

    def save(self, text: str) -> None:
        while True:
            life = self.story.life
            try:
                status, answer = self.post(text)
            except (OSError, http.client.HTTPException):
                self.story.wait_for_next_life(life)
                continue
            found = VERSION.search(answer)
            assert found, f"{status}: {answer}"
            self.version = int(found.group(1))
            self.story.tell(Acknowledged(self.place, text, self.version if status == 200 else None))
            if status == 200:
                return
            # Somebody else's came first: keep mine, by sending it once more on top of theirs.
            assert status == 409

    def post(self, text: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urlencode({"name": ".".join(self.place), "value": text, "version": self.version})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"send_review_signed_in={self.token}",
            "Sec-Fetch-Site": "same-origin",
            "X-Autosave": "1",
        }
        try:
            connection.request("POST", self.path, body, headers)
            response = connection.getresponse()
            # A body that breaks off raises: half an answer is none.
            return response.status, response.read().decode()
        finally:
            connection.close()


def place_of(number: int) -> Place:
    """Most have an answer of their own; the last forty clients share twenty."""
    own = number if number < CLIENTS - 40 else CLIENTS - 40 + number % 20
    return (f"LEAD-1/k{own:03}", "description")


def test_every_acknowledged_save_outlives_five_kills(durable_url: str, tmp_path: Path) -> None:
    database = Database(durable_url)
    with database.writing() as session:
        people = create_people(session)
    review_id = people.review.id
    assert review_id is not None
    tokens = [people.sign_in(database, name) for name in ("senco", "senior_leader", "colleague", "school_admin")]
    story, port = Story(), free_port()
    clients = [
        Client(
            story,
            port,
            f"/reviews/{review_id}/answers",
            str(tokens[number % 4]),
            place_of(number),
            [f"client {number}, text {turn} 🙂" for turn in range(TEXTS_EACH)],
        )
        for number in range(CLIENTS)
    ]
    with ThreadPoolExecutor(CLIENTS) as threads:
        try:
            saving = []
            for number, many in enumerate(KILL_AFTER):
                with living(story, durable_url, port, tmp_path) as served:
                    saving = saving or [threads.submit(client.save_all) for client in clients]
                    story.wait_for_told(many)
                    served.kill()
                assert story.life == number + 1
            with living(story, durable_url, port, tmp_path):
                for one in saving:
                    one.result(timeout=PATIENCE_S)
        finally:
            story.over = True

    assert story.life == 6
    assert story.unanswered >= 5, "Nobody was saving when the server was killed."
    assert find_faults(database, review_id, story.told) == []
    kept = read_kept(database, review_id)
    for client in clients[: CLIENTS - 40]:
        # Nobody else was there: each text became current once, in order, however often it was sent.
        assert kept[client.place].versions == list(enumerate(client.texts, start=1))
        assert kept[client.place].set_aside == []
    for client in clients[CLIENTS - 40 :]:
        assert set(client.texts) <= kept[client.place].texts
    database.close()
