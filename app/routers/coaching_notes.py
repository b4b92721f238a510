"""What was said in a session and what comes next; and a next step on its way into the action plan."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.coaching import seat
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review import read_fields
from app.language import gettext as _
from app.models.fields import Key
from app.pages.coaching_notes import AcceptancePage, NotesPage, StepRowPage, is_on_notes
from app.services.coaching import CoachingSeat, take_seat
from app.services.coaching_next_steps import NextStep, NoPriority, NoSuchStep, accept, find_step, mark_step
from app.services.coaching_texts import book_of
from app.services.self_evaluation import ReviewClosed
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]
"""Each side writes its own fields here: the book holds it to them."""
Writer = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_WRITE, seat)]

FORM = "coaching/notes.html"
ACCEPTANCE = "coaching/acceptance.html"


@router.get("/reviews/{review_id:int}/coaching/{code}/notes")
def show_notes(request: Request, allowed: Reader, add: str = "") -> Response:
    return page(request, FORM, NotesPage.of(allowed, add=bool(add)))


@router.post("/reviews/{review_id:int}/coaching/{code}/notes")
def save_notes(request: Request, allowed: Reader, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    taken = take_seat(allowed.session, allowed.thing)

    def on_page(key: Key) -> bool:
        return is_on_notes(taken, key)

    outcome = save_form(allowed.session, book_of(taken), read_fields(posted, on_page=on_page), by=allowed.by)
    for name, removed in (("remove-step", True), ("restore-step", False)):
        if key := posted.get(name):
            mark_step(allowed.session, taken, key, removed=removed, by=allowed.by)
    if outcome.kept:
        return page(request, FORM, NotesPage.of(allowed, outcome=outcome), status=outcome.status)
    here = f"{taken.path}/notes"
    if posted.get("add-step"):
        return redirect(request, f"{here}#next-steps", notice=Notice.COACHING_SAVED, add="row")
    if key := posted.get("accept-step"):
        return redirect(request, f"{taken.path}/next-steps/{key}/acceptance")
    return redirect(request, here, notice=Notice.COACHING_SAVED)


@router.get("/reviews/{review_id:int}/coaching/{code}/next-step-row")
def show_step_row(request: Request, allowed: Reader) -> Response:  # noqa: ARG001  The guard is what counts.
    """One empty row, to put into a page that is open."""
    return page(request, "coaching/step_row.html", StepRowPage.blank())


@router.get("/reviews/{review_id:int}/coaching/{code}/next-steps/{key}/acceptance")
def show_acceptance(request: Request, allowed: Writer, key: str) -> Response:
    return page(request, ACCEPTANCE, AcceptancePage.of(allowed, _step(allowed, key)))


@router.post("/reviews/{review_id:int}/coaching/{code}/next-steps/{key}/acceptance")
def accept_step(request: Request, allowed: Writer, posted: Posted, key: str) -> Response:
    """The step is an action of the plan: once, however often this is sent."""
    step, chosen = _step(allowed, key), posted.get("priority")
    if not allowed.thing.desk.review.is_open:
        raise ReviewClosed
    try:
        accept(allowed.session, allowed.thing, key, priority=chosen, by=allowed.by)
    except NoPriority:
        sentence = _("Choose the priority that this next step belongs to.")
        return page(request, ACCEPTANCE, AcceptancePage.of(allowed, step, chosen=chosen, error=sentence), status=422)
    return redirect(request, f"{allowed.thing.path}/notes#next-steps", notice=Notice.COACHING_ACCEPTED)


def _step(allowed: Allowed[CoachingSeat], key: str) -> NextStep:
    """Raises NotFound."""
    try:
        return find_step(allowed.session, allowed.thing, key)
    except NoSuchStep:
        raise NotFound from None
