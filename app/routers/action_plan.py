"""The plan's first page, the order of its priorities, and saving one field of it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.action_plan import own_plan
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.access.visible import OwnPlan
from app.forms.answers import read_fields
from app.language import gettext as _
from app.models.action_plan_fields import DIARY, PLAN, PRIORITIES
from app.models.reviews import Review
from app.pages.action_plan import PlanPage
from app.services.action_plan import EnoughPriorities, book_of, mark_row, move_priority, plan_of, start_plan
from app.services.action_plan_actions import date_entry
from app.services.texts_forms import save_form
from app.web.autosave import answer_autosave
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PLAN_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.PLAN_WRITE, review)]

HOME = "action_plan/plan.html"


@router.get("/reviews/{review_id:int}/action-plan")
def show_plan(request: Request, allowed: Reader) -> Response:
    return page(request, HOME, PlanPage.of(allowed))


@router.post("/reviews/{review_id:int}/action-plan")
def save_plan(request: Request, allowed: Writer, posted: Posted) -> Response:
    """The words about the plan as a whole are saved; with nothing sent, the plan is begun."""
    plan = start_plan(allowed.session, allowed.thing, by=allowed.by)
    sent = read_fields(posted, lambda place: place == PLAN)
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    if place := posted.get("restore-priority"):
        try:
            mark_row(allowed.session, plan, f"{PRIORITIES}/{place}", removed=False, by=allowed.by)
        except EnoughPriorities:
            error = _("Five priorities are the most. Take one out before you put another back.")
            return page(request, HOME, PlanPage.of(allowed, error=error), status=422)
    if outcome.kept:
        return page(request, HOME, PlanPage.of(allowed, outcome=outcome), status=outcome.status)
    return redirect(request, f"/reviews/{allowed.thing.id}/action-plan", notice=Notice.PLAN_SAVED)


@router.post("/reviews/{review_id:int}/action-plan/order")
def change_order(request: Request, allowed: Writer, posted: Posted) -> Response:
    """A priority stands one place further up or down."""
    plan, up = plan_of(allowed.session, allowed.thing), posted.get("up")
    if plan is None:
        raise NotFound
    move_priority(allowed.session, plan, up or posted.get("down"), up=bool(up), by=allowed.by)
    return redirect(request, f"/reviews/{allowed.thing.id}/action-plan#priorities", notice=Notice.PLAN_SAVED)


@router.post("/reviews/{review_id:int}/action-plan/texts")
def save_text(
    request: Request,
    allowed: Annotated[Allowed[OwnPlan], Guard(Permission.PLAN_WRITE, own_plan)],
    posted: Posted,
) -> Response:
    plan = allowed.thing.plan or start_plan(allowed.session, allowed.thing.review, by=allowed.by)
    answer = answer_autosave(request, allowed.session, book_of(allowed.session, plan), posted, by=allowed.by)
    place = posted.get("name").rpartition(".")[0]
    if place.startswith(f"{DIARY}/"):
        date_entry(allowed.session, plan, place.removeprefix(f"{DIARY}/"), by=allowed.by)
    return answer
