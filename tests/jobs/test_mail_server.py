"""Letters through a mail server: a real conversation with one that only keeps what it is sent."""

import email
import email.policy
import smtplib
import ssl

import pytest
from icalendar import Calendar

from app.db import Database
from app.jobs import delivery
from app.jobs.delivery import MailServer, read_smtp_url
from app.jobs.worker import Worker
from app.services.jobs import CalendarEntry
from app.settings import Settings
from tests.jobs.conftest import HandlersFor, Hands, Queue
from tests.jobs.mail_sink import MailSink

LINK = "https://reviews.example/invitations/" + "a-Zz_0=9" * 30


@pytest.fixture
def worker(database: Database, handlers_for: HandlersFor, settings: Settings, mail_sink: MailSink) -> Worker:
    settings = settings.model_copy(update={"smtp_url": mail_sink.url})
    return Worker(database, handlers_for(settings))


def test_a_letter_reaches_the_mail_server_as_it_was_written(worker: Worker, queued: Queue, mail_sink: MailSink) -> None:
    text = f"Hello Siân,\n\n.a line that begins with a dot\n{LINK}\n£5"
    queued.add_letter(text)
    assert worker.run_pending() == 1
    (taken,) = mail_sink.taken
    assert taken.mail_from.startswith("mail FROM:<reviews@service.example>")
    assert "BODY=8BITMIME" in taken.mail_from
    assert taken.recipients == ["rcpt TO:<ann@school.example>"]
    assert LINK.encode() in taken.data, "the link is not broken"
    assert _text(taken.data) == text
    assert (queued.letter().text, queued.letter().sent_at is not None) == ("", True)


def test_plain_english_needs_no_extension(worker: Worker, queued: Queue, mail_sink: MailSink) -> None:
    mail_sink.extensions = ()
    queued.add_letter(f"Hello, {LINK}")
    worker.run_pending()
    assert LINK.encode() in mail_sink.taken[0].data


def test_a_server_of_seven_bits_is_sent_seven(worker: Worker, queued: Queue, mail_sink: MailSink) -> None:
    mail_sink.extensions = ("SIZE",)
    queued.add_letter(f"Hello Siân,\n{LINK}")
    worker.run_pending()
    (taken,) = mail_sink.taken
    assert taken.data.isascii()
    assert "8BITMIME" not in taken.mail_from
    assert _text(taken.data) == f"Hello Siân,\n{LINK}"


@pytest.mark.parametrize("extensions", [("8BITMIME",), ("SIZE",)])
def test_calendar_file_arrives_whole_beside_the_text(
    worker: Worker, queued: Queue, mail_sink: MailSink, hands: Hands, extensions: tuple[str, ...]
) -> None:
    mail_sink.extensions = extensions
    entry = CalendarEntry("one@x", 2, hands.at, hands.at, "Café 🙂", "Hall; 3", f"See {LINK}", hands.at)
    queued.add_letter(f"Hello Siân,\n{LINK}", calendar=entry)
    worker.run_pending()
    (taken,) = mail_sink.taken
    assert taken.data.isascii() is ("SIZE" in extensions)
    message = email.message_from_bytes(taken.data, policy=email.policy.default)
    assert message.get_body(("plain",)).get_content().split() == ["Hello", "Siân,", LINK]
    (part,) = message.iter_attachments()
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    assert (str(event["summary"]), event["sequence"], str(event["organizer"])) == (
        *("Café 🙂", 2),
        "mailto:reviews@service.example",
    )
    assert queued.letter().calendar is None, "It may carry a link to join"


@pytest.mark.parametrize("answer", ["451 Not now", "554 Not like this"])
def test_a_server_that_does_not_take_it_is_asked_again(
    worker: Worker, queued: Queue, mail_sink: MailSink, hands: Hands, answer: str
) -> None:
    mail_sink.data_answer = answer
    queued.add_letter("Hello.")
    worker.run_pending()
    assert (queued.letter().text, queued.letter().sent_at) == ("Hello.", None)
    assert queued.job().error == f"SMTPDataError: {answer[:3]}"
    mail_sink.data_answer = "250 OK"
    hands.move(seconds=15)
    worker.run_pending()
    assert len(mail_sink.taken) == 2
    assert queued.letter().sent_at == hands.at


def test_a_recipient_refused_for_now_is_tried_again(
    worker: Worker, queued: Queue, mail_sink: MailSink, hands: Hands
) -> None:
    mail_sink.rcpt_answer = "450 ann@school.example is busy"
    queued.add_letter()
    worker.run_pending()
    assert queued.job().failed_at is None
    mail_sink.rcpt_answer = "250 OK"
    hands.move(seconds=15)
    worker.run_pending()
    assert len(mail_sink.taken) == 1


def test_a_recipient_refused_for_good_is_given_up(
    worker: Worker, queued: Queue, mail_sink: MailSink, caplog: pytest.LogCaptureFixture
) -> None:
    mail_sink.rcpt_answer = "550 ann@school.example is unknown"
    queued.add_letter()
    worker.run_pending()
    assert mail_sink.taken == []
    assert queued.job().failed_at is not None
    assert queued.job().error == "The mail server refuses the recipient (550)."
    assert queued.letter().text == ""
    assert "ann@" not in caplog.text


def test_a_rude_goodbye_does_not_send_the_letter_again(
    worker: Worker, queued: Queue, mail_sink: MailSink, hands: Hands
) -> None:
    mail_sink.goodbye = b""
    queued.add_letter()
    worker.run_pending()
    hands.move(days=1)
    assert worker.run_pending() == 0
    assert len(mail_sink.taken) == 1
    assert queued.letter().sent_at is not None


def test_a_server_that_is_away_is_named_by_what_the_system_says(
    database: Database, handlers_for: HandlersFor, settings: Settings, queued: Queue
) -> None:
    with MailSink() as gone:
        url = gone.url
    handlers = handlers_for(settings.model_copy(update={"smtp_url": url}))
    queued.add_letter()
    Worker(database, handlers).run_pending()
    assert queued.job().error == "ConnectionRefusedError: Connection refused"


def test_tls_is_used_when_it_is_offered(worker: Worker, queued: Queue, mail_sink: MailSink) -> None:
    mail_sink.extensions = ("STARTTLS",)
    queued.add_letter()
    worker.run_pending()
    assert "STARTTLS" in mail_sink.commands
    assert mail_sink.taken == [], "nothing is said in the open to a server that promised TLS and has none"
    assert queued.letter().sent_at is None


def test_a_password_is_not_sent_in_the_open(mail_sink: MailSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LOOPBACK", frozenset[str]())
    server = read_smtp_url(f"smtp://ann:s3cret@127.0.0.1:{mail_sink.port}")
    connection = smtplib.SMTP(server.host, server.port)
    with pytest.raises(ssl.SSLError, match="offers no TLS"):
        delivery._secure_and_sign_in(connection, server)
    connection.close()
    assert not any(command.startswith("AUTH") for command in mail_sink.commands)


def test_a_password_is_sent_to_this_machine(
    database: Database, handlers_for: HandlersFor, settings: Settings, queued: Queue, mail_sink: MailSink
) -> None:
    mail_sink.extensions = ("AUTH PLAIN",)
    url = f"smtp://ann%40school:s3cret@127.0.0.1:{mail_sink.port}"
    queued.add_letter()
    Worker(database, handlers_for(settings.model_copy(update={"smtp_url": url}))).run_pending()
    assert any(command.startswith("AUTH PLAIN") for command in mail_sink.commands)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, "", "", False)),
        ("smtps://mail.example", MailServer("mail.example", 465, "", "", True)),
        ("smtp://a%40b:p%2Fw@mail.example:25", MailServer("mail.example", 25, "a@b", "p/w", False)),
    ],
)
def test_a_mail_server_is_one_setting(url: str, server: MailServer) -> None:
    assert read_smtp_url(url) == server
    assert "p/w" not in repr(server)


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://:s3cret@:25", "smtp://h:s3cret", "smtp://[s3cret"]
)
def test_a_wrong_mail_server_is_found_when_the_service_starts(
    handlers_for: HandlersFor, settings: Settings, url: str
) -> None:
    with pytest.raises(ValueError, match="SEND_REVIEW_SMTP_URL") as raised:
        handlers_for(settings.model_copy(update={"smtp_url": url}))
    assert "s3cret" not in str(raised.value)


def _text(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    content: str = message.get_content()
    return content.replace("\r\n", "\n").rstrip("\n")
