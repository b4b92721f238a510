"""Checking the self-evaluation, agreeing a version of it, reading agreed versions."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.language import gettext as _
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion
from app.pages.self_evaluation_versions import ChangesPage, CheckPage, VersionPage
from app.services.self_evaluation_versions import ChangedSince, NothingToAgree, agree_version, find_version
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

LONGEST_PRESENT = 2_000

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]


@router.get("/reviews/{review_id:int}/check")
def show_check(request: Request, allowed: Reader) -> Response:
    return page(request, "self_evaluation/check.html", CheckPage.of(allowed))


@router.post("/reviews/{review_id:int}/versions")
def agree(
    request: Request,
    allowed: Annotated[Allowed[Review], Guard(Permission.REVIEW_AGREE, review)],
    posted: Posted,
) -> Response:
    present = posted.get("present").strip()
    if len(present) > LONGEST_PRESENT:
        error = _("Shorten the list of who was there to %(most)s characters.") % {"most": f"{LONGEST_PRESENT:,}"}
        return _check_again(request, allowed, present, error, 422)
    try:
        version = agree_version(
            allowed.session, allowed.thing, checked=posted.get("checked"), present=present, by=allowed.by
        )
    except NothingToAgree:
        error = _("No item has an answer yet, so there is nothing to agree. Answer at least one.")
        return _check_again(request, allowed, present, error, 422)
    except ChangedSince:
        error = _("Somebody changed an answer while you were reading. This page is up to date now: check once more.")
        return _check_again(request, allowed, present, error, 409)
    return redirect(request, f"/reviews/{allowed.thing.id}/versions/{version.number}", notice=Notice.VERSION_AGREED)


@router.get("/reviews/{review_id:int}/versions/{number:int}")
def show_version(
    request: Request,
    allowed: Annotated[Allowed[Review], Guard(Permission.REVIEW_VERSION_READ, review)],
    number: int,
) -> Response:
    shown = VersionPage.of(allowed, _version(allowed, number))
    return page(request, "self_evaluation/version.html", shown)


@router.get("/reviews/{review_id:int}/versions/{number:int}/changes")
def show_changes(request: Request, allowed: Reader, number: int) -> Response:
    shown = ChangesPage.of(allowed, _version(allowed, number))
    return page(request, "self_evaluation/changes.html", shown)


def _check_again(request: Request, allowed: Allowed[Review], present: str, error: str, status: int) -> Response:
    shown = CheckPage.of(allowed, present=present, error=error)
    return page(request, "self_evaluation/check.html", shown, status=status)


def _version(allowed: Allowed[Review], number: int) -> AgreedVersion:
    version = find_version(allowed.session, allowed.thing, number)
    if version is None:
        raise NotFound
    return version
