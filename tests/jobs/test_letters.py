"""Letters as messages: whole, readable, and nobody can put a header into one."""

import email
import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest

from app.db import Database
from app.jobs import queue
from app.jobs.delivery import Envelope
from app.jobs.letters import plain_address, put_in_envelope, send_letter
from app.jobs.worker import Worker
from app.models.jobs import Letter
from app.services.accounts import add_person, ask_for_reset
from app.services.jobs import SEND_LETTER
from app.settings import Settings
from tests.jobs.conftest import HandlersFor, Hands, Queue

LONG_LINK = "https://reviews.example/invitations/" + "a-Zz_0=9" * 60
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip
Send = Callable[[], int]


@pytest.fixture
def send(database: Database, settings: Settings, handlers_for: HandlersFor) -> Send:
    """Sends what is due, into files; gives how many jobs that were."""
    return Worker(database, handlers_for(settings)).run_pending


def test_a_letter_becomes_a_file_that_people_can_read(
    queued: Queue, settings: Settings, send: Send, hands: Hands
) -> None:
    text = f"Hello Siân,\n\nyour review costs £0 – open it:\n\n{LONG_LINK}\n\nThe link works once."
    queued.add_letter(text, to="Ann.O'Neil@school.example", subject="Your invitation")
    assert send() == 1
    file = _only_file(settings)
    assert file.name == "20270303T104200.123456Z-1-ann-o-neil-school-example.eml"
    written = file.read_text(encoding="utf-8")
    assert text in written
    assert re.findall(r"https?://\S+", written) == [LONG_LINK]
    assert "To: Ann.O'Neil@school.example\n" in written
    assert "From: SEND Review <reviews@service.example>\n" in written
    assert "Date: Wed, 03 Mar 2027 10:42:00 +0000\n" in written
    message = _parsed(file.read_bytes())
    assert message["Subject"] == "Your invitation"
    assert message.get_content().replace("\r\n", "\n").rstrip() == text
    assert all(len(line) <= 998 for line in file.read_bytes().split(b"\r\n"))


def test_only_the_owner_may_read_the_file_which_is_there_whole_or_not(
    queued: Queue, settings: Settings, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued.add_letter()
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", _fail)
        send()
    assert list((settings.var_dir / "outbox").iterdir()) == []
    assert queued.letter().sent_at is None
    assert queued.job().error == "OSError: No space left on device"
    monkeypatch.setattr("app.clock._read", lambda: queued.job().due_at)
    send()
    assert _only_file(settings).stat().st_mode & 0o777 == 0o600


def test_a_sent_letter_keeps_its_address_and_loses_its_text(queued: Queue, send: Send, hands: Hands) -> None:
    queued.add_letter(LONG_LINK)
    send()
    letter = queued.letter()
    assert (letter.text, letter.sent_at, letter.to) == ("", hands.at, "ann@school.example")
    assert queued.job().done_at == hands.at


def test_a_reset_link_can_be_read_from_the_outbox(database: Database, settings: Settings, send: Send) -> None:
    with database.writing() as session:
        add_person(session, email="ann@school.example", name="Ann")
        ask_for_reset(session, "ann@school.example", settings=settings)
    send()
    written = _only_file(settings).read_text(encoding="utf-8")
    assert re.search(rf"{settings.base_url}/resets/[\w-]{{43}}\s", written)


def test_a_letter_sent_twice_is_one_file_and_one_message(
    database: Database,
    settings: Settings,
    queued: Queue,
    send: Send,
    hands: Hands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after a crash between sending and noting it."""
    queued.add_letter("Once.")
    with monkeypatch.context() as crash:
        crash.setattr("app.jobs.letters._blank", _fail)
        send()
    first = _only_file(settings).read_bytes()
    assert queued.letter().sent_at is None
    hands.move(seconds=15)
    assert send() == 1
    second = _only_file(settings).read_bytes()
    assert _parsed(second)["Message-ID"] == _parsed(first)["Message-ID"]
    assert queued.letter().sent_at == hands.at


def test_a_letter_that_was_sent_is_not_sent_by_a_second_job(
    database: Database, settings: Settings, queued: Queue, send: Send
) -> None:
    queued.add_letter()
    job = queued.job()
    send()
    envelopes: list[Envelope] = []
    send_letter(database, settings, envelopes.append, job)
    job.payload = {"letter": 4711}
    send_letter(database, settings, envelopes.append, job)
    assert envelopes == []


@pytest.mark.parametrize(
    "hostile",
    [
        "Hello\r\nBcc: eve@evil.example",
        "Hello\nBcc: eve@evil.example\n\nA body",
        "Hello\rBcc: eve@evil.example",
        "Hello\x0bBcc: eve@evil.example\x0c\x1c\x85\u2028\u2029Bcc: eve@evil.example",
        "=?utf-8?q?Hello=0D=0ABcc:_eve=40evil.example?=",
        "=?utf-8?b?SGVsbG8NCkJjYzogZXZlQGV2aWwuZXhhbXBsZQ==?=",
        "==??utf-8?q?Hello=0ABcc:_eve=40evil.example?=",
        "=\n?utf-8?q?Hello=0ABcc:_eve=40evil.example?=",
        "Siân " * 60 + "\r\nBcc: eve@evil.example",
    ],
)
def test_no_subject_or_name_can_add_a_header(hostile: str, settings: Settings, hands: Hands) -> None:
    settings = settings.model_copy(update={"service_name": hostile})
    letter = Letter(id=1, to="ann@school.example", subject=hostile, text="Hello.", created_at=hands.at)
    raw = put_in_envelope(letter, settings).message.as_bytes()
    head, _, body = raw.partition(b"\r\n\r\n")
    names = [line.split(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert set(names) == HEADERS
    assert len(names) == len(HEADERS)
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert body.rstrip() == b"Hello."
    message = _parsed(raw)
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["ann@school.example"]
    assert [address.addr_spec for address in message["From"].addresses] == ["reviews@service.example"]


def test_a_subject_in_any_language_arrives_as_it_was(settings: Settings, hands: Hands) -> None:
    subject = "Ysgol Tŷ Gwyn: “adolygiad” – £5 " + "gwahoddiad " * 12 + "diwedd"
    letter = Letter(id=1, to="ann@school.example", subject=subject, text="", created_at=hands.at)
    assert _parsed(put_in_envelope(letter, settings).message.as_bytes())["Subject"] == subject


@pytest.mark.parametrize(
    "address",
    [
        "", "@", "ann", "ann@", "@school.example", "ann@school..example", "ann@.example", "a..b@x.example",
        ".ann@school.example", "ann@school.example, eve@evil.example", "ann@school.example eve@evil.example",
        "ann@eve@evil.example", "Ann <ann@school.example>", "ann(eve)@school.example", '"a b"@school.example',
        "ann@school.example\nBcc: eve@evil.example", "ann\r\nBcc: eve@evil.example", "ann\x01@school.example",
        "=?utf-8?q?ann=0ABcc=3A_eve?=@school.example", "x=?utf-8?q?=0AB=3A?=y@school.example",
        "siân@school.example",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_given_up_with_its_text(
    address: str, queued: Queue, settings: Settings, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    queued.add_letter(LONG_LINK, to=address)
    send()
    assert not (settings.var_dir / "outbox").exists()
    job, letter = queued.job(), queued.letter()
    assert job.failed_at is not None
    assert "not an e-mail address" in job.error
    assert (letter.text, letter.sent_at) == ("", None)
    assert LONG_LINK not in caplog.text
    assert "evil" not in caplog.text


def test_a_domain_in_another_alphabet_is_written_as_mail_servers_know_it() -> None:
    assert plain_address("ann@ysgol-tŷ.example").addr_spec == "ann@xn--ysgol-t-xvb.example"


def test_a_line_too_long_for_mail_is_encoded_and_comes_out_whole(settings: Settings, hands: Hands) -> None:
    line = "Siân " * 300 + "Jones"
    letter = Letter(id=1, to="ann@school.example", subject="", text=line, created_at=hands.at)
    raw = put_in_envelope(letter, settings).message.as_bytes()
    assert all(len(part) <= 998 for part in raw.split(b"\r\n"))
    assert b"base64" not in raw
    assert _parsed(raw).get_content().rstrip("\r\n") == line


def test_a_letter_nobody_takes_is_kept_for_the_next_attempt(
    database: Database, settings: Settings, queued: Queue, hands: Hands
) -> None:
    queued.add_letter("Keep me.")
    handlers = {SEND_LETTER: partial(send_letter, database, settings, _fail)}
    worker = Worker(database, handlers)
    for _ in range(queue.MOST_ATTEMPTS):
        assert worker.run_pending() == 1
        assert queued.letter().text == "Keep me."
        hands.move(hours=1)
    assert queued.job().failed_at is not None


@pytest.mark.parametrize(
    "mail_from", ["", "nobody", "a@b\r\nBcc: eve@evil.example", "a@b, c@d", "=?utf-8?q?=0ABcc=3A?= <@x>"]
)
def test_a_wrong_sender_is_found_when_the_service_starts(
    handlers_for: HandlersFor, settings: Settings, mail_from: str
) -> None:
    with pytest.raises(ValueError, match="SEND_REVIEW_MAIL_FROM"):
        handlers_for(settings.model_copy(update={"mail_from": mail_from}))


def test_the_sender_may_have_a_name(settings: Settings, hands: Hands) -> None:
    settings = settings.model_copy(update={"mail_from": '"Reviews, Siân" <reviews@service.example>'})
    letter = Letter(id=1, to="ann@school.example", subject="", text="", created_at=hands.at)
    sender = _parsed(put_in_envelope(letter, settings).message.as_bytes())["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("Reviews, Siân", "reviews@service.example")


def _only_file(settings: Settings) -> Path:
    (file,) = (settings.var_dir / "outbox").iterdir()
    return file


def _parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")
