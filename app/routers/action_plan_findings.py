"""The findings desk, one finding with what came of it, and a note of the visit with everything that began there."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_fields
from app.language import gettext as _
from app.models.action_plan_fields import FINDINGS, PRIORITIES
from app.models.reviews import Review
from app.pages.action_plan_findings import DeskPage, FindingPage, NotePage
from app.services.action_plan import EnoughPriorities, book_of, start_plan
from app.services.action_plan_picking import NothingPicked, pick_into
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PLAN_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.PLAN_WRITE, review)]

DESK = "action_plan/findings.html"


@router.get("/reviews/{review_id:int}/action-plan/findings")
def show_findings(request: Request, allowed: Reader) -> Response:
    return page(request, DESK, DeskPage.of(allowed))


@router.post("/reviews/{review_id:int}/action-plan/findings")
def save_findings(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Words and ticks of “not now” are saved; with the button for it, the ticked findings become a priority."""
    plan = start_plan(allowed.session, allowed.thing, by=allowed.by)
    sent = read_fields(posted, lambda place: place.startswith(f"{FINDINGS}/"))
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    chosen = posted.all("take")
    if outcome.kept:
        return page(request, DESK, DeskPage.of(allowed, outcome=outcome, chosen=chosen), status=outcome.status)
    here = f"/reviews/{allowed.thing.id}/action-plan"
    if not posted.get("pick"):
        return redirect(request, f"{here}/findings", notice=Notice.PLAN_SAVED)
    into = posted.get("into")
    key = posted.get("new-key") if into in ("", "new") else into
    try:
        pick_into(allowed.session, plan, chosen, key=key, by=allowed.by)
    except NothingPicked:
        return _again(request, allowed, chosen, _("Tick at least one finding. Then choose where it goes."))
    except EnoughPriorities:
        return _again(request, allowed, chosen, _("Five priorities are the most. Add these findings to one of them."))
    return redirect(request, f"{here}/{PRIORITIES}/{key}", notice=Notice.PICKED)


@router.get("/reviews/{review_id:int}/action-plan/findings/{finding_id:path}")
def show_finding(request: Request, allowed: Reader, finding_id: str) -> Response:
    shown = FindingPage.of(allowed, finding_id)
    if shown is None:
        raise NotFound
    return page(request, "action_plan/finding.html", shown)


@router.get("/reviews/{review_id:int}/action-plan/notes/{peer_review_id:int}/{key}")
def show_note(request: Request, allowed: Reader, peer_review_id: int, key: str) -> Response:
    shown = NotePage.of(allowed, peer_review_id, key)
    if shown is None:
        raise NotFound
    return page(request, "action_plan/note.html", shown)


def _again(request: Request, allowed: Allowed[Review], chosen: list[str], error: str) -> Response:
    return page(request, DESK, DeskPage.of(allowed, chosen=chosen, error=error), status=422)
