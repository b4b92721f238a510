"""What may be said about a job that failed: enough to find the cause, nothing of what it carried."""

import smtplib
import traceback


class CannotBeDone(Exception):
    """Raised by a handler when trying again is useless: the job is given up at once.

    Its sentence goes into the log and the job's row, so it names no person, address or token.
    """


def describe(error: BaseException) -> str:
    """The kind of error, with what the system or the mail server calls it.

    Never `str(error)`: the database's errors quote the statement's values, and the mail server's the address.
    """
    if isinstance(error, CannotBeDone):
        return str(error)
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{name}: {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return name


def where(error: BaseException) -> str:
    """The lines of code that led to the error, without its message, for the reason given above."""
    return "".join(traceback.format_tb(error.__traceback__))
