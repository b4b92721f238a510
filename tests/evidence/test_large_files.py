"""Reading stops where it must: at the cap, before the cap where the request itself says too much, and for strangers."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.types import Message

from app.models.evidence import EvidenceFile
from app.settings import Settings
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
PIECE = b"x" * 100_000
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
TAIL = b"\r\n--x--\r\n"


class Sender:
    """A client that sends for as long as it is listened to, and counts what was taken from it."""

    def __init__(self, house: FastAPI, path: str, token: str | None, claimed: str = "") -> None:
        self.house, self.taken, self.messages = house, 0, []
        headers = [(b"host", b"testserver"), (b"content-type", b"multipart/form-data; boundary=x")]
        headers += [(b"cookie", f"send_review_signed_in={token}".encode())] if token else []
        headers += [(b"content-length", claimed.encode())] if claimed else []
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "scheme": "http",
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 1),
            "headers": headers,
        }
        self.messages: list[Message]

    async def receive(self) -> Message:
        self.taken += len(PIECE)
        assert self.taken < 500_000_000, "It would have read for ever"
        return {"type": "http.request", "body": HEAD if self.taken == len(PIECE) else PIECE, "more_body": True}

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    def status(self) -> int:
        asyncio.run(self.house(self.scope, self.receive, self.send))
        status: int = next(one["status"] for one in self.messages if one["type"] == "http.response.start")
        return status

    @property
    def text(self) -> str:
        return b"".join(one.get("body", b"") for one in self.messages).decode()


def rows(house: FastAPI) -> list[Any]:
    with house.state.database.reading() as session:
        return list(session.exec(select(EvidenceFile)))


@pytest.mark.parametrize("claimed", ["2000000000", "99999999999999999999999999", "10064001"])
def test_claim_of_two_gigabytes_is_refused_before_a_byte_is_read(
    house: FastAPI, people: People, here: str, claimed: str
) -> None:
    sender = Sender(house, here, people.sign_in(house.state.database, "senco"), claimed)
    assert (sender.status(), sender.taken) == (413, 0)
    assert "A file can hold 10 MB at most" in sender.text
    assert rows(house) == []


@pytest.mark.parametrize("claimed", ["", "100", "-1", "many"])
def test_reading_stops_at_the_cap_whatever_was_claimed(house: FastAPI, people: People, here: str, claimed: str) -> None:
    sender = Sender(house, here, people.sign_in(house.state.database, "senco"), claimed)
    assert sender.status() == 413
    assert 10_000_000 < sender.taken <= 10_400_000
    assert rows(house) == []


@pytest.mark.parametrize("who", ["anonymous", "stranger", "governor"])
def test_nothing_is_read_from_somebody_who_may_not_send(house: FastAPI, people: People, here: str, who: str) -> None:
    sender = Sender(house, here, people.sign_in(house.state.database, who))
    assert (sender.status(), sender.taken) == ({"anonymous": 303, "stranger": 404, "governor": 403}[who], 0)


def test_file_of_exactly_the_most_is_taken_and_one_byte_more_is_not(
    browser_of: BrowserOf, house: FastAPI, send: Callable[..., Any]
) -> None:
    senco, most = browser_of("senco"), 10_000_000
    assert send(senco, "a.txt", b"x" * (most + 1)).status_code == 413
    assert rows(house) == []
    assert send(senco, "a.txt", b"x" * most).status_code == 303
    assert [one.size for one in rows(house)] == [most]


def test_cap_is_a_setting(browser_of: BrowserOf, house: FastAPI, send: Callable[..., Any]) -> None:
    changed = {**house.state.settings.model_dump(by_alias=True), "max_file_mb": 1}
    house.state.settings = Settings.model_validate(changed)
    response = send(browser_of("senco"), "a.txt", b"x" * 1_000_001)
    assert response.status_code == 413
    assert "1 MB at most" in response.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", HEAD + b"cut off on its way"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n\r\n" + TAIL),
        ("multipart/form-data; boundary=x", (HEAD + b"a\r\n") * 21 + TAIL),
        ("multipart/form-data", HEAD + b"a" + TAIL),
        ("multipart/mixed; boundary=x", HEAD + b"a" + TAIL),
        ("application/x-www-form-urlencoded", b"file=a"),
        ("", b""),
    ],
)
def test_body_that_is_no_form_with_a_file_is_refused(
    browser_of: BrowserOf, house: FastAPI, here: str, kind: str, body: bytes
) -> None:
    response = browser_of("senco").client.post(here, content=body, headers={"Content-Type": kind})
    assert response.status_code == 415
    assert rows(house) == []
