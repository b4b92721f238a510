"""Passing a report on: sending, taking back, comments, returning, signing, opening again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review_report import LONGEST_WHY, read_decision, read_report_fields
from app.language import gettext as _
from app.pages.peer_review_report_turns import CommentsPage, ReopeningPage, TurnPage
from app.services.peer_review import Seat
from app.services.peer_review_report import (
    AlreadyCommented,
    NothingWritten,
    ReportChanged,
    SignedForOtherSchool,
    TurnPassed,
    WhyMissing,
    agree_to_reopen,
    ask_to_reopen,
    decline_to_reopen,
    return_report,
    send_back,
    send_report,
    sign_report,
    take_back,
)
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]
Signer = Annotated[Allowed[Seat], Guard(Permission.PEER_REPORT_SIGN, agreed_seat)]

COMMENTS, SENDING = "peer_review/report_comments.html", "peer_review/report_sending.html"
SIGNATURE, REOPENING = "peer_review/report_signature.html", "peer_review/report_reopening.html"


@router.get("/peer-reviews/{peer_review_id:int}/report/sending")
def show_sending(request: Request, allowed: Writer) -> Response:
    return page(request, SENDING, TurnPage.sending(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report/sending")
def send(request: Request, allowed: Writer, posted: Posted) -> Response:
    try:
        send_report(allowed.session, allowed.thing, read_decision(posted), by=allowed.by)
    except (TurnPassed, NothingWritten, ReportChanged) as refused:
        return _refused(request, allowed, refused, SENDING, TurnPage.sending)
    return redirect(request, _here(allowed), notice=Notice.REPORT_SENT)


@router.post("/peer-reviews/{peer_review_id:int}/report/sending/withdrawal")
def withdraw(request: Request, allowed: Writer, posted: Posted) -> Response:
    try:
        take_back(allowed.session, allowed.thing, read_decision(posted), by=allowed.by)
    except TurnPassed:
        return _moved_on(request, allowed)
    except AlreadyCommented:
        return redirect(request, _here(allowed), notice=Notice.REPORT_TOO_LATE)
    return redirect(request, _here(allowed), notice=Notice.REPORT_TAKEN_BACK)


@router.get("/peer-reviews/{peer_review_id:int}/report/comments")
def show_comments(request: Request, allowed: Signer) -> Response:
    return page(request, COMMENTS, CommentsPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report/comments")
def save_comments(request: Request, allowed: Signer, posted: Posted) -> Response:
    sent = read_report_fields(posted, lambda key: key.place.startswith("accuracy/"))
    outcome = save_form(allowed.session, book_of(allowed.session, allowed.thing), sent, by=allowed.by)
    if outcome.kept:
        return page(request, COMMENTS, CommentsPage.of(allowed, outcome), status=outcome.status)
    return redirect(request, f"{_here(allowed)}/comments", notice=Notice.AREA_SAVED)


@router.get("/peer-reviews/{peer_review_id:int}/report/return")
def show_return(request: Request, allowed: Signer) -> Response:
    return page(request, "peer_review/report_return.html", TurnPage.returning(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report/return")
def return_it(request: Request, allowed: Signer, posted: Posted) -> Response:
    return _decide(request, allowed, posted, return_report, Notice.REPORT_RETURNED)


@router.get("/peer-reviews/{peer_review_id:int}/report/signature")
def show_signature(request: Request, allowed: Signer) -> Response:
    return page(request, SIGNATURE, TurnPage.signing(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report/signature")
def sign(request: Request, allowed: Signer, posted: Posted) -> Response:
    try:
        version = sign_report(allowed.session, allowed.thing, read_decision(posted), by=allowed.by)
    except (TurnPassed, NothingWritten, ReportChanged, SignedForOtherSchool) as refused:
        return _refused(request, allowed, refused, SIGNATURE, TurnPage.signing)
    if version is None:
        return redirect(request, _here(allowed), notice=Notice.REPORT_SIGNED)
    return redirect(request, f"{_here(allowed)}/versions/{version.number}", notice=Notice.REPORT_FINAL)


@router.post("/peer-reviews/{peer_review_id:int}/report/signature/refusal")
def refuse_signature(request: Request, allowed: Signer, posted: Posted) -> Response:
    """Back to the reviewer, with the reason."""
    asks = _("Say in a sentence what should change before your school signs.")
    return _with_reason(request, allowed, posted, Reasoned(send_back, Notice.REPORT_SENT_BACK, SIGNATURE, asks))


@router.get("/peer-reviews/{peer_review_id:int}/report/reopening")
def show_reopening(request: Request, allowed: Signer) -> Response:
    return page(request, REOPENING, ReopeningPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report/reopening")
def ask_reopening(request: Request, allowed: Signer, posted: Posted) -> Response:
    asks = _("Say in a sentence why the report should be opened again.")
    return _with_reason(request, allowed, posted, Reasoned(ask_to_reopen, Notice.REOPENING_ASKED, REOPENING, asks))


@router.post("/peer-reviews/{peer_review_id:int}/report/reopening/agreement")
def agree_reopening(request: Request, allowed: Signer, posted: Posted) -> Response:
    return _decide(request, allowed, posted, agree_to_reopen, Notice.REPORT_REOPENED)


@router.post("/peer-reviews/{peer_review_id:int}/report/reopening/refusal")
def refuse_reopening(request: Request, allowed: Signer, posted: Posted) -> Response:
    return _decide(request, allowed, posted, decline_to_reopen, Notice.REOPENING_DECLINED)


Verb = Callable[..., None]
"""A step of the report; raises TurnPassed where it has moved on."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A step that needs a reason, and the page that asks for it."""

    verb: Verb
    done: Notice
    template: str
    asks: str
    """The sentence for whoever gives none."""


def _decide(request: Request, allowed: Allowed[Seat], posted: Posted, verb: Verb, done: Notice) -> Response:
    try:
        verb(allowed.session, allowed.thing, read_decision(posted), by=allowed.by)
    except TurnPassed:
        return _moved_on(request, allowed)
    return redirect(request, _here(allowed), notice=done)


def _with_reason(request: Request, allowed: Allowed[Seat], posted: Posted, step: Reasoned) -> Response:
    why = read_decision(posted).why
    error = _too_long(why)
    try:
        if not error:
            return _decide(request, allowed, posted, step.verb, step.done)
    except WhyMissing:
        error = step.asks
    shown = (TurnPage.signing if step.template == SIGNATURE else ReopeningPage.of)(allowed, error, why)
    return page(request, step.template, shown, status=422)


def _refused(
    request: Request, allowed: Allowed[Seat], why: Exception, template: str, shown: Callable[..., TurnPage]
) -> Response:
    """The same page with what stands in the way, or on to how the report stands now."""
    if isinstance(why, TurnPassed):
        return _moved_on(request, allowed)
    error = {NothingWritten: _nothing, ReportChanged: _changed, SignedForOtherSchool: _signed_for_both}[type(why)]()
    return page(request, template, shown(allowed, error), status=422 if isinstance(why, NothingWritten) else 409)


def _here(allowed: Allowed[Seat]) -> str:
    return f"/peer-reviews/{allowed.thing.id}/report"


def _moved_on(request: Request, allowed: Allowed[Seat]) -> Response:
    """A button pressed twice, or a page left open: on to how the report stands now."""
    return redirect(request, _here(allowed), notice=Notice.REPORT_STANDS_ELSEWHERE)


def _nothing() -> str:
    return _("There is no word in the report yet. Write about one area, or the overall summary, first.")


def _changed() -> str:
    return _("Somebody changed the report while you were reading. This page is up to date now: read it once more.")


def _signed_for_both() -> str:
    return _("You signed this report for the reviewing school. Somebody else of your school signs it here.")


def _too_long(why: str) -> str:
    if len(why) <= LONGEST_WHY:
        return ""
    return _("Shorten your reason to %(most)s characters.") % {"most": f"{LONGEST_WHY:,}"}
