"""How a message leaves: into a file under var/outbox/, or through a mail server."""

import os
import smtplib
import ssl
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.jobs.failures import CannotBeDone
from app.settings import Settings

TIMEOUT_S = 10.0
"""For each answer of the mail server. There are about ten, and all of them fit in the time a job is held."""
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message with the plain addresses that the mail server is told, and a name to file it under."""

    sender: str
    recipient: str
    message: EmailMessage
    file_name: str


Deliver = Callable[[Envelope], None]


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    tls_from_the_start: bool

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"


def delivery_for(settings: Settings) -> Deliver:
    """Through the mail server if one is set, else into files. Raises ValueError for one that is wrong."""
    if settings.smtp_url:
        return partial(send_by_smtp, read_smtp_url(settings.smtp_url))
    return partial(write_to_outbox, settings.var_dir / "outbox")


def read_smtp_url(url: str) -> MailServer:
    """Raises ValueError, without repeating the address: there is a password in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if not host or parts.scheme not in PORTS:
            raise ValueError
    except ValueError:
        raise ValueError(
            "SEND_REVIEW_SMTP_URL must look like smtp://user:password@host:587 or smtps://host:465."
        ) from None
    return MailServer(
        host=host,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_the_start=parts.scheme == "smtps",
    )


def write_to_outbox(folder: Path, envelope: Envelope) -> None:
    """The message is a file in the folder, whole or not at all. Written again it is the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    # mkstemp lets only the owner read: the message may carry a link that opens an account.
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(envelope.message.as_bytes())
            file.flush()
            # The letter's text is blanked in the database next, so this must be on the disk before.
            os.fsync(file.fileno())
        unfinished.replace(folder / envelope.file_name)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def send_by_smtp(server: MailServer, envelope: Envelope) -> None:
    """The server has taken the message.

    Raises CannotBeDone if it refuses the recipient for good, and OSError for everything else that goes wrong.
    """
    connection = _connect(server)
    try:
        _secure_and_sign_in(connection, server)
        options = []
        if not _is_ascii(envelope.message):
            if connection.has_extn("8bitmime"):
                options = ["BODY=8BITMIME"]
            else:
                _make_plain(envelope.message)
        connection.sendmail(envelope.sender, [envelope.recipient], envelope.message.as_bytes(), options)
        # The message has been taken: a server that is rude at parting must not have it sent again.
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        if 500 <= code < 600:
            raise CannotBeDone(f"The mail server refuses the recipient ({code}).") from None
        raise
    finally:
        connection.close()


def _make_plain(message: EmailMessage) -> None:
    """Its text is in ASCII, for a server that takes nothing else. What is attached is so already."""
    text = _text_of(message)
    text.set_content(text.get_content(), cte="quoted-printable")


def _text_of(message: EmailMessage) -> EmailMessage:
    """The message itself, or the part of it that is read, where something is attached."""
    text = message.get_body(("plain",))
    assert isinstance(text, EmailMessage)
    return text


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.tls_from_the_start:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)


def _secure_and_sign_in(connection: smtplib.SMTP, server: MailServer) -> None:
    connection.ehlo_or_helo_if_needed()
    secure = server.tls_from_the_start
    if not secure and connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        secure = True
    if not server.user:
        return
    if not secure and server.host not in LOOPBACK:
        raise ssl.SSLError("The mail server offers no TLS, and a password is not sent without it.")
    connection.login(server.user, server.password)


def _is_ascii(message: EmailMessage) -> bool:
    return bool(_text_of(message)["Content-Transfer-Encoding"] != "8bit")
