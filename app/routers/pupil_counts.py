"""A school's counts of pupils with SEND, for its governors."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.models.pupil_counts_fields import COUNTS
from app.models.reviews import Review
from app.pages.pupil_counts import PupilCountsPage
from app.services.pupil_counts import book_of
from app.services.texts_forms import save_form
from app.web.autosave import answer_autosave
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.REVIEW_WRITE, review)]

TEMPLATE = "pupil_counts/counts.html"


@router.get("/reviews/{review_id:int}/pupil-counts")
def show_counts(request: Request, allowed: Reader) -> Response:
    return page(request, TEMPLATE, PupilCountsPage.of(allowed))


@router.post("/reviews/{review_id:int}/pupil-counts")
def save_counts(request: Request, allowed: Writer, posted: Posted) -> Response:
    sent = read_fields(posted, lambda place: place == COUNTS)
    outcome = save_form(allowed.session, book_of(allowed.thing), sent, by=allowed.by)
    if outcome.faults or outcome.clashes:
        shown = PupilCountsPage.of(allowed, outcome=outcome)
        return page(request, TEMPLATE, shown, status=outcome.status)
    return redirect(request, f"/reviews/{allowed.thing.id}/pupil-counts", notice=Notice.AREA_SAVED)


@router.post("/reviews/{review_id:int}/pupil-counts/texts")
def save_count(request: Request, allowed: Writer, posted: Posted) -> Response:
    return answer_autosave(request, allowed.session, book_of(allowed.thing), posted, by=allowed.by)
