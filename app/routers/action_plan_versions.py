"""Versions of the plan: the check before one is made, the list of them, one to read, two compared in words."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.action_plan import shared_plan
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.access.visible import VisiblePlan
from app.language import gettext as _
from app.models.action_plan import ActionPlan, PlanVersionKind
from app.models.reviews import Review
from app.pages.action_plan_comparison import NOW, ComparisonPage
from app.pages.action_plan_versions import PlanCheckPage, PlanVersionPage, VersionsPage
from app.services.action_plan import plan_of
from app.services.action_plan_versions import ChangedSince, NothingToShare, find_version, make_version
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

LONGEST_NOTE = 2_000
CHECK = "action_plan/version_check.html"

Agrees = Annotated[Allowed[Review], Guard(Permission.PLAN_AGREE, review)]
VersionReader = Annotated[Allowed[VisiblePlan], Guard(Permission.PLAN_VERSION_READ, shared_plan)]


@router.get("/reviews/{review_id:int}/action-plan/versions")
def show_versions(request: Request, allowed: VersionReader) -> Response:
    return page(request, "action_plan/versions.html", VersionsPage.of(allowed))


@router.get("/reviews/{review_id:int}/action-plan/versions/new")
def show_check(request: Request, allowed: Agrees, kind: str = "") -> Response:
    return page(request, CHECK, PlanCheckPage.of(allowed, _plan(allowed), _kind(kind)))


@router.post("/reviews/{review_id:int}/action-plan/versions")
def decide(request: Request, allowed: Agrees, posted: Posted) -> Response:
    plan, kind, note = _plan(allowed), _kind(posted.get("kind")), posted.get("note").strip()
    if len(note) > LONGEST_NOTE:
        error = _("Shorten the note to %(most)s characters.") % {"most": f"{LONGEST_NOTE:,}"}
        shown = PlanCheckPage.of(allowed, plan, kind, note=note, errors=[("note", error)])
        return page(request, CHECK, shown, status=422)
    try:
        version = make_version(allowed.session, plan, kind, checked=posted.get("checked"), note=note, by=allowed.by)
    except NothingToShare:
        error = _("The plan has no priority yet. Choose one from the findings first.")
        shown = PlanCheckPage.of(allowed, plan, kind, note=note, errors=[("", error)])
        return page(request, CHECK, shown, status=422)
    except ChangedSince:
        error = _("Somebody changed the plan while you were reading. This page is up to date now: check once more.")
        shown = PlanCheckPage.of(allowed, plan, kind, note=note, errors=[("", error)])
        return page(request, CHECK, shown, status=409)
    here = f"/reviews/{allowed.thing.id}/action-plan/versions/{version.number}"
    return redirect(request, here, notice=Notice.PLAN_VERSION_MADE)


@router.get("/reviews/{review_id:int}/action-plan/versions/{number:int}")
def show_version(request: Request, allowed: VersionReader, number: int) -> Response:
    version = find_version(allowed.session, allowed.thing.plan, number)
    if version is None or not allowed.thing.shows(version):
        raise NotFound
    return page(request, "action_plan/version.html", PlanVersionPage.of(allowed, version))


@router.get("/reviews/{review_id:int}/action-plan/comparison")
def show_comparison(request: Request, allowed: VersionReader, before: str = "1", after: str = NOW) -> Response:
    shown = ComparisonPage.of(allowed, before, after)
    if shown is None:
        raise NotFound
    return page(request, "action_plan/comparison.html", shown)


def _plan(allowed: Allowed[Review]) -> ActionPlan:
    """Raises NotFound while nobody has begun a plan."""
    plan = plan_of(allowed.session, allowed.thing)
    if plan is None:
        raise NotFound
    return plan


def _kind(code: str) -> PlanVersionKind:
    """Raises NotFound for one that there is not."""
    try:
        return PlanVersionKind(code)
    except ValueError:
        raise NotFound from None
