"""A review as a whole: starting it, its task list and scope, its depth, cancelling it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review, school
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_answers
from app.forms.reviews import read_new_review
from app.language import gettext as _
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE
from app.pages.reviews import DecisionPage, ScopePage, TaskListPage
from app.pages.reviews_new import Chosen, NewReviewPage
from app.services import reviews
from app.services.cycles import find_previous
from app.services.self_evaluation import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.REVIEW_WRITE, review)]
Keeper = Annotated[Allowed[Review], Guard(Permission.SCHOOL_REVIEWS_MANAGE, review)]
SchoolKeeper = Annotated[Allowed[School], Guard(Permission.SCHOOL_REVIEWS_MANAGE, school)]


@router.get("/schools/{school_id:int}/reviews/new")
def show_new_review(request: Request, allowed: SchoolKeeper, previous: str = "") -> Response:
    return page(request, "reviews/new.html", NewReviewPage.blank(allowed, previous=previous))


@router.post("/schools/{school_id:int}/reviews")
def start_review(request: Request, allowed: SchoolKeeper, posted: Posted) -> Response:
    form = read_new_review(posted)
    previous = find_previous(allowed.session, allowed.thing, form.previous)
    if form.previous and previous is None:
        raise NotFound
    if form.framework is None or form.depth is None or form.errors:
        shown = NewReviewPage.filled(
            allowed,
            form.sent,
            Chosen(posted.get("framework"), posted.get("depth"), previous, posted.get("form")),
            form.errors,
        )
        return page(request, "reviews/new.html", shown, status=422)
    wanted = reviews.Wanted(form.framework, form.depth, form.scope, previous)
    started = reviews.start_review_once(allowed.session, allowed.thing, wanted, key=form.key, by=allowed.by)
    return redirect(request, f"/reviews/{started.id}", notice=Notice.STARTED)


@router.get("/reviews/{review_id:int}")
def show_task_list(request: Request, allowed: Reader) -> Response:
    return page(request, "reviews/task_list.html", TaskListPage.of(allowed))


@router.get("/reviews/{review_id:int}/scope")
def show_scope(request: Request, allowed: Reader) -> Response:
    return page(request, "reviews/scope.html", ScopePage.of(allowed))


@router.post("/reviews/{review_id:int}/scope")
def save_scope(request: Request, allowed: Writer, posted: Posted) -> Response:
    outcome = save_form(allowed.session, book_of(allowed.thing), read_answers(posted, within=SCOPE), by=allowed.by)
    if outcome.kept:
        return page(request, "reviews/scope.html", ScopePage.of(allowed, outcome), status=outcome.status)
    return redirect(request, f"/reviews/{allowed.thing.id}", notice=Notice.SCOPE_SAVED)


@router.get("/reviews/{review_id:int}/depth")
def show_depth(request: Request, allowed: Keeper) -> Response:
    return page(request, "reviews/depth.html", DecisionPage.of(allowed))


@router.post("/reviews/{review_id:int}/depth")
def change_depth(request: Request, allowed: Keeper, posted: Posted) -> Response:
    """The form says which depth: pressed twice, or by two people, it must not change back."""
    if posted.get("depth") not in set(Depth):
        raise NotFound
    reviews.change_depth(allowed.session, allowed.thing, Depth(posted.get("depth")))
    return redirect(request, f"/reviews/{allowed.thing.id}", notice=Notice.DEPTH_CHANGED)


@router.get("/reviews/{review_id:int}/cancellation")
def show_cancellation(request: Request, allowed: Keeper) -> Response:
    return page(request, "reviews/cancellation.html", DecisionPage.of(allowed))


@router.post("/reviews/{review_id:int}/cancellation")
def cancel_review(request: Request, allowed: Keeper, posted: Posted) -> Response:
    why = posted.get("why").strip()
    if not why or len(why) > 2_000:
        error = _("Say in a sentence or two why the review is cancelled, for whoever looks back at it.")
        return page(request, "reviews/cancellation.html", DecisionPage.of(allowed, why=why, error=error), status=422)
    reviews.cancel_review(allowed.session, allowed.thing, why=why, by=allowed.by)
    return redirect(request, f"/schools/{allowed.thing.school_id}", notice=Notice.CANCELLED)
