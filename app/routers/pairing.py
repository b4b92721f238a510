"""Bringing a cohort's schools together: the proposal, making it, and a repair."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.forms.pairing import Values, read_pairing_form, read_why
from app.language import gettext as _
from app.pages.pairing import PairingPage, narrowed, proposed_of, region_choices
from app.pages.pairing_changes import (
    ApplyPage,
    RepairPage,
    fingerprint,
    mended,
    proposal,
)
from app.pages.pairing_form import PairingForm
from app.services.pairing_apply import apply_repair, hold_pairing, make_groups
from app.services.pairing_cohort import PairingRecord
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Pairer = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_PAIRS_MANAGE, cohort)]

PATH = "/cohorts/{cohort_id:int}/pairing"
MOVED_ON = "shown"
"""The field that says which groups a form was made for."""


@router.get(PATH)
def show_proposal(request: Request, allowed: Pairer) -> Response:
    form = form_of(allowed, request.query_params.getlist)
    status = 422 if form.errors else 200
    return page(request, "pairing/pairing.html", PairingPage.of(allowed, form), status=status)


@router.get(PATH + "/groups/new")
def check_groups(request: Request, allowed: Pairer) -> Response:
    form = form_of(allowed, request.query_params.getlist)
    return page(request, "pairing/apply.html", ApplyPage.of(allowed, form), status=422 if form.errors else 200)


@router.post(PATH + "/groups")
def make_proposed(request: Request, allowed: Pairer, posted: Posted) -> Response:
    form = form_of(allowed, posted.all)
    why, errors = read_why(posted.get("why"))
    if errors or form.errors:
        return page(request, "pairing/apply.html", ApplyPage.of(allowed, form, why=why, errors=errors), status=422)
    record = held(allowed, form)
    groups = proposed_of(proposal(record, form))
    if fingerprint(groups) != posted.get(MOVED_ON):
        shown = ApplyPage.of(allowed, form, why=why, errors=_moved_on())
        return page(request, "pairing/apply.html", shown, status=409)
    make_groups(allowed.session, record, groups, why=why, by=allowed.by, base_url=base_url(request))
    return back(request, allowed, form, Notice.GROUPS_MADE)


@router.get(PATH + "/repair")
def check_repair(request: Request, allowed: Pairer, begun: str = "") -> Response:
    form = form_of(allowed, request.query_params.getlist)
    shown = RepairPage.of(allowed, form, break_begun=begun == "yes")
    return page(request, "pairing/repair.html", shown, status=422 if form.errors else 200)


@router.post(PATH + "/repair")
def make_repair(request: Request, allowed: Pairer, posted: Posted) -> Response:
    form, begun = form_of(allowed, posted.all), posted.get("begun") == "yes"
    why, errors = read_why(posted.get("why"))
    if errors or form.errors:
        shown = RepairPage.of(allowed, form, break_begun=begun, why=why, errors=errors)
        return page(request, "pairing/repair.html", shown, status=422)
    record = held(allowed, form)
    found = mended(record, form, break_begun=begun)
    if fingerprint(found.new, found.ended) != posted.get(MOVED_ON):
        shown = RepairPage.of(allowed, form, break_begun=begun, why=why, errors=_moved_on())
        return page(request, "pairing/repair.html", shown, status=409)
    apply_repair(allowed.session, record, found, why=why, by=allowed.by, base_url=base_url(request))
    return back(request, allowed, form, Notice.GROUPS_REPAIRED)


def form_of(allowed: Allowed[VisibleCohort], values: Values) -> PairingForm:
    return read_pairing_form(values, [code for code, _label in region_choices(allowed) if code])


def held(allowed: Allowed[VisibleCohort], form: PairingForm) -> PairingRecord:
    return narrowed(hold_pairing(allowed.session, allowed.thing, on=clock.today()), form)


def _moved_on() -> tuple[tuple[str, str], ...]:
    return (("", _("The groups have changed since you looked, so nothing was made. These are the ones of now.")),)


def back(request: Request, allowed: Allowed[VisibleCohort], form: PairingForm, notice: Notice) -> Response:
    path = f"/cohorts/{allowed.thing.cohort.id}/pairing"
    address = form.address(path, [("notice", notice.value)])
    return redirect(request, address)


def base_url(request: Request) -> str:
    return str(request.app.state.settings.base_url)
