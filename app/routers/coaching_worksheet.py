"""The worksheet before a session: written by the school; shared, and taken back, by a switch of its own."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.coaching import seat
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review import read_fields
from app.models.coaching_fields import WORKSHEET
from app.models.fields import BadAnswer, UnknownAnswer
from app.pages.coaching_worksheet import SharingPage, WorksheetPage, is_on_worksheet
from app.services.coaching import CoachingSeat, take_seat
from app.services.coaching_beside import bring_over
from app.services.coaching_letters import tell_shared
from app.services.coaching_sharing import share_worksheet, take_worksheet_back
from app.services.coaching_texts import book_of
from app.services.texts import Saved
from app.services.texts_forms import save_form
from app.web.autosave import answer_autosave
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]
"""Each side writes its own fields: the book holds it to them."""
Writer = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_WRITE, seat)]

FORM = "coaching/worksheet.html"


@router.post("/reviews/{review_id:int}/coaching/{code}/texts")
def autosave(request: Request, allowed: Reader, posted: Posted) -> Response:
    book = book_of(take_seat(allowed.session, allowed.thing))
    return answer_autosave(request, allowed.session, book, posted, by=allowed.by)


@router.get("/reviews/{review_id:int}/coaching/{code}/worksheet")
def show_worksheet(request: Request, allowed: Reader) -> Response:
    return page(request, FORM, WorksheetPage.of(allowed))


@router.post("/reviews/{review_id:int}/coaching/{code}/worksheet")
def save_worksheet(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    return _save(request, allowed, posted) or redirect(
        request, f"{allowed.thing.path}/worksheet", notice=Notice.COACHING_SAVED
    )


@router.post("/reviews/{review_id:int}/coaching/{code}/worksheet/carryover")
def carry_over(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Saves the page, then puts the words that stand beside a question into its answer."""
    if refused := _save(request, allowed, posted):
        return refused
    code, _equals, source = posted.get("bring").partition("=")
    prompt = allowed.thing.defined.by_prompt.get(code)
    if prompt is None:
        raise UnknownAnswer(code)
    name = f"{WORKSHEET}.{prompt.code}"
    try:
        brought = bring_over(allowed.session, take_seat(allowed.session, allowed.thing), prompt, source, by=allowed.by)
    except BadAnswer as refusal:
        return page(request, FORM, WorksheetPage.of(allowed, error=(name, str(refusal))), status=422)
    notice = Notice.COACHING_BROUGHT if isinstance(brought, Saved) else Notice.COACHING_BROUGHT_BEFORE
    return redirect(request, f"{allowed.thing.path}/worksheet#{name}", notice=notice)


@router.get("/reviews/{review_id:int}/coaching/{code}/worksheet/sharing")
def show_sharing(request: Request, allowed: Writer) -> Response:
    return page(request, "coaching/sharing.html", SharingPage.of(allowed.thing))


@router.post("/reviews/{review_id:int}/coaching/{code}/worksheet/sharing")
def share(request: Request, allowed: Writer) -> Response:
    taken = take_seat(allowed.session, allowed.thing)
    if share_worksheet(allowed.session, taken, by=allowed.by):
        link = f"{request.app.state.settings.base_url}{taken.path}/worksheet"
        tell_shared(allowed.session, taken, link=link, by=allowed.by.name)
    return redirect(request, f"{taken.path}/worksheet", notice=Notice.COACHING_SHARED)


@router.post("/reviews/{review_id:int}/coaching/{code}/worksheet/sharing/withdrawal")
def take_back(request: Request, allowed: Writer) -> Response:
    taken = take_seat(allowed.session, allowed.thing)
    take_worksheet_back(allowed.session, taken, by=allowed.by)
    return redirect(request, f"{taken.path}/worksheet", notice=Notice.COACHING_TAKEN_BACK)


def _save(request: Request, allowed: Allowed[CoachingSeat], posted: Posted) -> Response | None:
    """The page again, where something of it could not be saved."""
    book = book_of(take_seat(allowed.session, allowed.thing))
    outcome = save_form(allowed.session, book, read_fields(posted, on_page=is_on_worksheet), by=allowed.by)
    if not outcome.kept:
        return None
    return page(request, FORM, WorksheetPage.of(allowed, outcome=outcome), status=outcome.status)
