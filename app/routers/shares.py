"""Sharing a paper by a link: made, looked at before, taken back; and the questions that come back."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_version
from app.forms.shares import read_share, read_words
from app.language import gettext as _
from app.models.reviews import Review
from app.models.shares import Audience, SharedDocument, ShareQuestion
from app.pages.shares import AnswerPage, NewAddressPage, NewSharePage, PreviewPage, ShareForm, SharesPage
from app.pages.shares_papers import list_agreed, shared_paper
from app.pages.shares_words import audiences, document_titles, paper_for
from app.services.rate_limits import count_attempt
from app.services.shares import find_share, make_share, revoke_share
from app.services.shares_questions import answer_question, find_question
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Manager = Annotated[Allowed[Review], Guard(Permission.SHARES_MANAGE, review)]

SHARES_A_DAY = 100


@router.get("/reviews/{review_id:int}/shares")
def show_shares(request: Request, allowed: Reader) -> Response:
    return page(request, "shares/shares.html", SharesPage.of(allowed))


@router.get("/reviews/{review_id:int}/shares/new")
def show_new_share(request: Request, allowed: Manager, group: str = "", document: str = "") -> Response:
    """With `?group=` the form is filled in for that group."""
    form = ShareForm()
    if group in set(Audience):
        form = replace(form, audience=group, document=paper_for(Audience(group)))
    if document in set(SharedDocument):
        form = replace(form, document=document)
    return page(request, "shares/new.html", NewSharePage.of(allowed, form))


@router.post("/reviews/{review_id:int}/shares")
def share(request: Request, allowed: Manager, posted: Posted) -> Response:
    """The link works from now on. Its address is shown this once."""
    form = read_share(posted, {str(one.number) for one in list_agreed(allowed.session, allowed.thing)})
    key = f"shares:{allowed.thing.school_id}"
    if not form.errors and not count_attempt(allowed.session, key, limit=SHARES_A_DAY, seconds=86_400):
        form = replace(form, errors=(("", _("Your school has made many links today. Make the next ones tomorrow.")),))
    if form.errors:
        return page(request, "shares/new.html", NewSharePage.of(allowed, form), status=422)
    settings = request.app.state.settings
    grant, made, address = make_share(allowed.session, allowed.thing, form.wanted, by=allowed.by, settings=settings)
    shown = NewAddressPage(
        allowed.thing,
        address,
        document_titles()[made.document],
        grant.name or audiences()[made.audience],
        grant.expires_at.date(),
        bool(made.passcode_hash),
    )
    return page(request, "shares/address.html", shown)


@router.get("/reviews/{review_id:int}/shares/preview/{document}")
def show_preview(request: Request, allowed: Manager, document: str) -> Response:
    """What holders of a link would read now."""
    if document not in set(SharedDocument):
        raise NotFound
    assert allowed.school is not None
    shared = shared_paper(allowed.session, allowed.thing, allowed.school, document)
    return page(request, "shares/preview.html", PreviewPage(allowed.thing, document_titles()[document], shared))


@router.post("/reviews/{review_id:int}/shares/{grant_id:int}/revocation")
def end_share(request: Request, allowed: Manager, grant_id: int) -> Response:
    found = find_share(allowed.session, allowed.thing, grant_id)
    if found is None:
        raise NotFound
    revoke_share(allowed.session, *found, by=allowed.by)
    return redirect(request, f"/reviews/{allowed.thing.id}/shares", notice=Notice.SHARE_ENDED)


@router.get("/reviews/{review_id:int}/shares/questions/{question_id:int}")
def show_answer(request: Request, allowed: Manager, question_id: int) -> Response:
    return page(request, "shares/answer.html", AnswerPage.of(allowed, _question(allowed, question_id)))


@router.post("/reviews/{review_id:int}/shares/questions/{question_id:int}/answer")
def answer(request: Request, allowed: Manager, question_id: int, posted: Posted) -> Response:
    question = _question(allowed, question_id)
    words, errors = read_words(posted, "answer", empty=_("Write an answer, then send it."))
    everybody = posted.get("for_everybody") == "yes"
    if errors:
        shown = AnswerPage.of(allowed, question, words=words, for_everybody=everybody, errors=errors)
        return page(request, "shares/answer.html", shown, status=422)
    base = read_version(posted.get("version"))
    clash = answer_question(allowed.session, question, words, for_everybody=everybody, base=base, by=allowed.by)
    if clash:
        shown = AnswerPage.of(allowed, question, words=words, for_everybody=everybody, clash=clash)
        return page(request, "shares/answer.html", shown, status=409)
    return redirect(request, f"/reviews/{allowed.thing.id}/shares#questions", notice=Notice.QUESTION_ANSWERED)


def _question(allowed: Allowed[Review], question_id: int) -> ShareQuestion:
    found = find_question(allowed.session, allowed.thing, question_id)
    if found is None:
        raise NotFound
    return found
