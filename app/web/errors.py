"""The pages for when something cannot be done. Each says what happened and what to do, and none says what exists."""

import logging
import traceback
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.errors import LinkGone, NotAllowed, NotFound, SignInNeeded, TooManyGuesses, WrittenBySomebodyElse
from app.access.guard import WRITTEN_BY
from app.access.links import GUESSES_PER_CLIENT, HOUR, guesses_key
from app.access.posted import NOTHING_POSTED, NotAForm, Posted, TooMuch
from app.access.posted_file import FileTooLarge
from app.language import gettext as _
from app.models.fields import UnknownAnswer
from app.pages.accounts import SignInPage
from app.services.coaching_texts import NotTheirWords
from app.services.peer_review_report_state import ReportLocked
from app.services.peer_review_texts import NotFinalYet, NotTheirField, PeerReviewClosed
from app.services.rate_limits import count_attempt
from app.services.self_evaluation import ReviewClosed
from app.web.responses import page, redirect

log = logging.getLogger(__name__)

NOT_CARRIED = ("/account/", "/sign-out")
"""Forms that hold nobody's words: passwords belong into no page, and whoever signs in wants to stay."""
RETRY_AFTER_S = "5"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    title: str
    what: str
    then: str
    typed: list[str]
    """What came with a form that could not be taken, for its writer to copy."""


def add_error_pages(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, _sign_in_needed)
    app.add_exception_handler(LinkGone, _link_gone)
    app.add_exception_handler(TooManyGuesses, _too_many_guesses)
    for absent in (NotFound, UnknownAnswer, RequestValidationError, 404):
        app.add_exception_handler(absent, _not_found)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(ReviewClosed, _review_closed)
    app.add_exception_handler(PeerReviewClosed, _peer_review_closed)
    app.add_exception_handler(NotTheirField, _not_their_field)
    app.add_exception_handler(ReportLocked, _report_locked)
    app.add_exception_handler(NotFinalYet, _not_final_yet)
    app.add_exception_handler(NotTheirWords, _not_their_words)
    app.add_exception_handler(TooMuch, _too_much)
    app.add_exception_handler(FileTooLarge, _file_too_large)
    app.add_exception_handler(NotAForm, _not_a_form)
    for trouble in (OperationalError, PoolTimeout):
        app.add_exception_handler(trouble, _database_away)
    app.add_exception_handler(HTTPException, _other)


def _error(request: Request, status: int, title: str, what: str, then: str) -> Response:
    return page(request, "errors/error.html", ErrorPage(title, what, then, _given_back(request)), status=status)


def _given_back(request: Request) -> list[str]:
    """What came with the form, unless it may be somebody else's than theirs who is signed in."""
    posted: Posted = getattr(request.state, "posted", NOTHING_POSTED)
    is_signed_in = getattr(request.state, "person", None) is not None
    return posted.prose() if posted.get(WRITTEN_BY) or not is_signed_in else []


def _sign_in_needed(request: Request, exception: Any) -> Response:
    """A page: on to the sign-in and back. A form: the sign-in, carrying the form. A script: 401 and nothing else."""
    if request.headers.get("x-autosave"):
        return Response(status_code=401)
    if getattr(request.state, "carries_a_file", False):
        # No page can carry a file: back to that form, which stands at the same address.
        return redirect(request, "/sign-in", next=request.url.path)
    if request.url.path.startswith(NOT_CARRIED):
        return redirect(request, "/sign-in")
    if request.method == "GET":
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return redirect(request, "/sign-in", next=target) if target != "/" else redirect(request, "/sign-in")
    carried = SignInPage(
        carried_to=request.url.path,
        carried=request.state.posted.encoded(),
        somebody_elses=isinstance(exception, WrittenBySomebodyElse),
    )
    return page(request, "accounts/sign_in.html", carried, status=401)


def _link_gone(request: Request, _exception: Any) -> Response:
    """Whoever tries to open what is no link is counted. A GET is not: looking writes nothing."""
    if request.method == "POST":
        with request.app.state.database.writing() as session:
            count_attempt(session, guesses_key(request), limit=GUESSES_PER_CLIENT, seconds=HOUR)
    return _error(
        request,
        404,
        _("This link does not work any more"),
        _("It may have been used already, taken back, or be too old. Nothing is wrong with your account."),
        _("Ask whoever sent it for a new one, or ask for a new password link on the sign-in page."),
    )


def _too_many_guesses(request: Request, _exception: Any) -> Response:
    response = _error(
        request,
        429,
        _("Too many tries from here"),
        _("Links that do not work were tried many times from your network. No link is opened for a while."),
        _("Wait an hour, then open your link again. What was saved before is safe."),
    )
    response.headers["Retry-After"] = str(HOUR)
    return response


def _not_found(request: Request, _exception: Any) -> Response:
    return _error(
        request,
        404,
        _("Page not found"),
        _("There is nothing at this address that you can see with the account you are signed in with."),
        _("Check the address, or go to your start page."),
    )


def _not_allowed(request: Request, exception: Any) -> Response:
    return _error(
        request, 403, _("This is not yours to do"), str(exception), _("You can go back; nothing was changed.")
    )


def _review_closed(request: Request, _exception: Any) -> Response:
    closed = NotAllowed(_("This review is cancelled. It can be read, and no longer changed."))
    return _not_allowed(request, closed)


def _peer_review_closed(request: Request, _exception: Any) -> Response:
    closed = NotAllowed(_("This peer review was stopped. It can be read, and no longer changed."))
    return _not_allowed(request, closed)


def _not_their_field(request: Request, _exception: Any) -> Response:
    theirs = NotAllowed(_("This part of the peer review is written by the other school."))
    return _not_allowed(request, theirs)


def _report_locked(request: Request, _exception: Any) -> Response:
    locked = NotAllowed(_("The report has moved on: it is the other school’s turn, or both have signed."))
    return _not_allowed(request, locked)


def _not_final_yet(request: Request, _exception: Any) -> Response:
    later = NotAllowed(_("The follow-up is written once both schools have signed the report."))
    return _not_allowed(request, later)


def _not_their_words(request: Request, _exception: Any) -> Response:
    return _not_allowed(request, NotAllowed(_("These words of a coaching session are the other side’s to write.")))


def _too_much(request: Request, _exception: Any) -> Response:
    return _error(
        request,
        413,
        _("That is too much text at once"),
        _("The page you sent holds more than two million characters, so none of it was saved."),
        _("Go back: your text is still in the form. Shorten it, or save it in parts."),
    )


def _file_too_large(request: Request, exception: Any) -> Response:
    return _error(
        request,
        413,
        _("This file is too large"),
        _("A file can hold %(most)s MB at most, so this one was not kept.") % {"most": exception.most_mb},
        _("Save it smaller, or send only the pages that are evidence. Then go back and choose it again."),
    )


def _not_a_form(request: Request, _exception: Any) -> Response:
    return _error(
        request,
        415,
        _("This is not one of our forms"),
        _("What was sent could not be read, so none of it was saved."),
        _("Go back and use the form on the page."),
    )


def _database_away(request: Request, exception: Any) -> Response:
    """The database is locked, full, restarting or out of connections: nothing was saved, and asking again may help.
    The page's script does so by itself.
    """
    cause = getattr(exception, "orig", None)
    # A code such as SQLITE_FULL or 57P01 says what it is; the words around it could hold somebody's text.
    code = (
        getattr(cause, "sqlite_errorname", None)
        or getattr(cause, "sqlstate", None)
        or type(cause or exception).__name__
    )
    log.error("%s %s: the database answered %s\n%s", request.method, _pattern(request.scope), code, _where(exception))
    response = _error(
        request,
        503,
        _("The service cannot do this just now"),
        _("What you asked for was not done, or could not be confirmed. Everything that was saved before is safe."),
        _("Try again in a minute. If you were typing, go back: your text is still in the form."),
    )
    response.headers["Retry-After"] = RETRY_AFTER_S
    return response


def _other(request: Request, exception: Any) -> Response:
    if exception.status_code == 405:
        return _not_found(request, exception)
    return _broken(request, exception)


class LastResort:
    """Answers with a page when something broke that nobody foresaw. Inside the middleware that adds the headers,
    unlike Starlette's own handler; the fault is logged with its traceback, and no text that somebody typed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            log.error("%s %s broke: %s\n%s", scope.get("method"), _pattern(scope), type(error).__name__, _where(error))
            if started or scope["type"] != "http":
                raise
            await _broken(Request(scope), error)(scope, receive, send)


def _pattern(scope: Scope) -> str:
    """The route's path, such as `/resets/{token}`. Not the address: the token of a link stands in it."""
    return getattr(scope.get("route"), "path", None) or "A request"


def _where(error: BaseException) -> str:
    """The lines it went through. Not the error's own words: a database's can hold what somebody typed."""
    return "".join(traceback.format_tb(error.__traceback__))


def _broken(request: Request, _exception: Any) -> Response:
    return _error(
        request,
        500,
        _("Something went wrong here"),
        _("The fault is ours, not yours. It has been noted. Nothing that was saved before is lost."),
        _("Try again in a minute. If you were typing, go back: your text is still in the form."),
    )
