"""One priority: its fields, its rows of measures and people, its findings, its actions."""

from typing import Annotated, TypeVar

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import ACTIONS, PRIORITIES, REVIEWS
from app.models.reviews import Review
from app.pages.action_plan_priority import LISTS, ActionPage, PriorityPage, RowPage
from app.pages.action_plan_views import Opened
from app.services.action_plan import book_of, mark_row, plan_of
from app.services.action_plan_actions import NothingToDo, add_action
from app.services.action_plan_picking import unpick
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PLAN_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.PLAN_WRITE, review)]

FORM = "action_plan/priority.html"
ACTION = "action_plan/action.html"

Shown = TypeVar("Shown")


@router.get("/reviews/{review_id:int}/action-plan/priorities/{key}")
def show_priority(request: Request, allowed: Reader, key: str, add: str = "") -> Response:
    return page(request, FORM, _found(PriorityPage.of(allowed, _plan(allowed), key, add=add)))


@router.post("/reviews/{review_id:int}/action-plan/priorities/{key}")
def save_priority(request: Request, allowed: Writer, key: str, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    plan, place = _plan(allowed), f"{PRIORITIES}/{key}"
    _found(PriorityPage.of(allowed, plan, key))
    sent = read_fields(posted, lambda here: here == place or here.startswith(f"{place}/"))
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    out, back = posted.get("remove-evidence"), posted.get("restore-evidence")
    if (row := out or back).startswith(f"{place}/"):
        mark_row(allowed.session, plan, row, removed=bool(out), by=allowed.by)
    if finding := posted.get("unpick"):
        unpick(allowed.session, plan, finding, key=key, by=allowed.by)
    if outcome.kept:
        shown = _found(PriorityPage.of(allowed, plan, key, outcome=outcome))
        return page(request, FORM, shown, status=outcome.status)
    here = f"/reviews/{allowed.thing.id}/action-plan/{place}"
    if listed := posted.get("add-evidence").removeprefix(f"{place}/"):
        return redirect(request, f"{here}#{listed}", notice=Notice.PLAN_SAVED, add=listed)
    return redirect(request, here, notice=Notice.PLAN_SAVED)


@router.get("/reviews/{review_id:int}/action-plan/priorities/{key}/rows/{listed}")
def show_row(request: Request, allowed: Reader, key: str, listed: str) -> Response:
    """An empty row, to put into a page that is open."""
    if listed not in (*LISTS, REVIEWS):
        raise NotFound
    shown = RowPage.blank(Opened.of(allowed, _plan(allowed)), key, listed)
    return page(request, "action_plan/row.html", shown)


@router.post("/reviews/{review_id:int}/action-plan/priorities/{key}/removal")
def remove_priority(request: Request, allowed: Writer, key: str) -> Response:
    """It is out of the plan, with its actions; everything in it can be put back."""
    mark_row(allowed.session, _plan(allowed), f"{PRIORITIES}/{key}", removed=True, by=allowed.by)
    return redirect(request, f"/reviews/{allowed.thing.id}/action-plan#priorities", notice=Notice.PRIORITY_REMOVED)


@router.post("/reviews/{review_id:int}/action-plan/actions")
def begin_action(request: Request, allowed: Writer, posted: Posted) -> Response:
    plan, priority, what = _plan(allowed), posted.get("priority"), posted.get("what")
    shown = _found(PriorityPage.of(allowed, plan, priority))
    try:
        add_action(allowed.session, plan, posted.get("key"), priority=priority, what=what, by=allowed.by)
    except NothingToDo as missing:
        again = PriorityPage.of(allowed, plan, priority, what=what, errors=(("what", str(missing)),))
        return page(request, FORM, again or shown, status=422)
    here = f"/reviews/{allowed.thing.id}/action-plan"
    return redirect(request, f"{here}/{PRIORITIES}/{priority}#{ACTIONS}", notice=Notice.ACTION_ADDED)


@router.get("/reviews/{review_id:int}/action-plan/actions/{key}")
def show_action(request: Request, allowed: Reader, key: str) -> Response:
    return page(request, ACTION, _found(ActionPage.of(allowed, _plan(allowed), key)))


@router.post("/reviews/{review_id:int}/action-plan/actions/{key}")
def save_action(request: Request, allowed: Writer, key: str, posted: Posted) -> Response:
    plan, place = _plan(allowed), f"{ACTIONS}/{key}"
    shown = _found(ActionPage.of(allowed, plan, key))
    sent = read_fields(posted, lambda here: here == place)
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    if outcome.kept:
        again = _found(ActionPage.of(allowed, plan, key, outcome=outcome))
        return page(request, ACTION, again, status=outcome.status)
    here = f"/reviews/{allowed.thing.id}/action-plan"
    if posted.get("remove"):
        mark_row(allowed.session, plan, place, removed=True, by=allowed.by)
        return redirect(request, f"{here}/{PRIORITIES}/{shown.action.priority}", notice=Notice.ACTION_REMOVED)
    return redirect(request, f"{here}/{place}", notice=Notice.PLAN_SAVED)


def _plan(allowed: Allowed[Review]) -> ActionPlan:
    """Raises NotFound while nobody has begun a plan."""
    plan = plan_of(allowed.session, allowed.thing)
    if plan is None:
        raise NotFound
    return plan


def _found(shown: Shown | None) -> Shown:
    if shown is None:
        raise NotFound
    return shown
