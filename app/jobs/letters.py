"""Letters: from the outbox in the database to a message, and on to whoever delivers it."""

import re
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from sqlmodel import col, update

from app import clock
from app.db import Database
from app.documents.calendar import write_calendar
from app.jobs.delivery import Deliver, Envelope
from app.jobs.failures import CannotBeDone
from app.models.jobs import Job, Letter
from app.pages.programme_calendar import calendar_of
from app.services.jobs import CalendarEntry, read_entry
from app.settings import Settings

LONGEST_LINE = 998
"""Bytes in one line of a message (RFC 5322, 2.1.1)."""

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def send_letter(database: Database, settings: Settings, deliver: Deliver, job: Job) -> None:
    """The letter is delivered, `sent_at` says when, and its text is gone.

    Delivered at least once: a crash between delivery and the note of it sends the letter again, with the same
    Message-ID. Raises CannotBeDone for an address that no server could accept; else whatever delivery raises.
    """
    with database.reading() as session:
        letter = session.get(Letter, job.payload["letter"])
    if letter is None or letter.sent_at is not None:
        return
    try:
        deliver(put_in_envelope(letter, settings))
    except CannotBeDone:
        # Nobody will ever read it, so the link that it may carry is not kept either.
        _blank(database, letter, sent=False)
        raise
    _blank(database, letter, sent=True)


def put_in_envelope(letter: Letter, settings: Settings) -> Envelope:
    """The letter as a message in plain text, every line and so every link unbroken. Raises CannotBeDone."""
    sender = sender_of(settings)
    try:
        recipient = plain_address(letter.to)
    except ValueError as error:
        raise CannotBeDone(str(error)) from None
    written_at = f"{letter.created_at:%Y%m%dT%H%M%S.%f}Z"
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(clock.now())
    # Always the same for one letter, so that a mailbox can see that a second copy is one.
    message["Message-ID"] = f"<letter.{letter.id}.{written_at}@{sender.domain}>"
    # Keeps "out of office" replies from coming back.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte=_encoding(letter.text))
    if letter.calendar:
        _attach(message, read_entry(letter.calendar), organiser=sender.addr_spec, invited=recipient.addr_spec)
    slug = re.sub(r"[^a-z0-9]+", "-", recipient.addr_spec.lower()).strip("-")[:60]
    return Envelope(sender.addr_spec, recipient.addr_spec, message, file_name=f"{written_at}-{letter.id}-{slug}.eml")


def _attach(message: EmailMessage, entry: CalendarEntry, *, organiser: str, invited: str) -> None:
    """In Base64: every mail server takes it, and no line of the file is ever touched."""
    page = calendar_of(entry, organiser=organiser, invited=invited)
    message.add_attachment(
        write_calendar(page),
        maintype="text",
        subtype="calendar",
        filename="event.ics",
        params={"charset": "utf-8", "method": page.method},
    )


def sender_of(settings: Settings) -> Address:
    """Whom letters come from, by the service's name where the setting has none. Raises ValueError."""
    try:
        ((name, address),) = getaddresses([_one_line(settings.mail_from)])
        return plain_address(address, name=_one_line(name or settings.service_name))
    except ValueError:
        raise ValueError("SEND_REVIEW_MAIL_FROM must be one e-mail address.") from None


def plain_address(text: str, *, name: str = "") -> Address:
    """The address in ASCII. Raises ValueError for anything that is not exactly one."""
    local, _at, domain = text.strip().rpartition("@")
    with suppress(ValueError, MessageError):
        plain = f"{local}@{domain.encode('idna').decode()}"
        # Python's own mail parser decodes "=?…?=" wherever it finds it, and may find a line break in there.
        if _ADDRESS.fullmatch(plain) and "=?" not in plain:
            return Address(name, addr_spec=plain)
    raise ValueError("That is not an e-mail address that mail servers accept.")


def _one_line(text: str) -> str:
    """Fit for a header: no line break, plain or encoded as "=?…?=", that would begin another header."""
    return _SPACE_OR_CONTROL.sub(" ", text).replace("=?", "= ?").strip()


def _encoding(text: str) -> str:
    """Sent as it is. Only a line that is too long for mail has to be encoded."""
    if any(len(line) > LONGEST_LINE for line in text.encode().splitlines()):
        return "quoted-printable"
    return "7bit" if text.isascii() else "8bit"


def _blank(database: Database, letter: Letter, *, sent: bool) -> None:
    with database.writing() as session:
        session.exec(
            update(Letter)
            .where(col(Letter.id) == letter.id)
            .values(text="", calendar=None, sent_at=clock.now() if sent else None)
        )
