"""Pairs and triads by hand: one put together and held against the rules, and one that stands and changes."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort_group
from app.access.route import PolicyRoute
from app.access.visible import VisibleGroup
from app.forms.pairing import read_why
from app.language import gettext as _
from app.pages.pairing_group import GroupPage, OwnGroupPage, picked_of
from app.routers.pairing import PATH, Pairer, back, base_url, form_of, held
from app.services.pairing import group_of
from app.services.pairing_apply import AlreadyGrouped, hold_pairing, make_groups
from app.services.pairing_changes import make_triad, take_out
from app.services.peer_review import GroupFull, NotAsked
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

GroupPairer = Annotated[Allowed[VisibleGroup], Guard(Permission.COHORT_PAIRS_MANAGE, cohort_group)]

ONE = PATH + "/groups/{group_id:int}"


@router.get(PATH + "/own-group")
def check_own_group(request: Request, allowed: Pairer) -> Response:
    form = form_of(allowed, request.query_params.getlist)
    chosen = request.query_params.getlist("school")
    shown = OwnGroupPage.of(allowed, form, chosen)
    return page(request, "pairing/own_group.html", shown, status=422 if form.errors else 200)


@router.post(PATH + "/own-group")
def make_own_group(request: Request, allowed: Pairer, posted: Posted) -> Response:
    form, chosen = form_of(allowed, posted.all), posted.all("school")
    why, errors = read_why(posted.get("why"))
    record = held(allowed, form)
    picked = picked_of(record.free, chosen)
    if len(picked) not in (2, 3) or len(picked) < len({one for one in chosen if one}):
        errors = (("school", _("Choose two or three schools that are in no group yet.")), *errors)
    if errors or form.errors:
        shown = OwnGroupPage.of(allowed, form, chosen, why=why, errors=errors)
        return page(request, "pairing/own_group.html", shown, status=422)
    group = group_of(picked, record.judge(form.settings))
    make_groups(allowed.session, record, [group], why=why, by=allowed.by, base_url=base_url(request))
    return back(request, allowed, form, Notice.GROUP_MADE)


@router.get(ONE)
def show_group(request: Request, allowed: GroupPairer) -> Response:
    return page(request, "pairing/group.html", GroupPage.of(allowed))


@router.post(ONE + "/schools")
def add_school(request: Request, allowed: GroupPairer, posted: Posted) -> Response:
    """The pair becomes a triad."""
    record = hold_pairing(allowed.session, allowed.thing.visible, on=clock.today())
    why, errors = read_why(posted.get("why_third"))
    errors = tuple(("why_third", sentence) for _name, sentence in errors)
    third = next((one for one in record.free if str(one.id) == posted.get("third")), None)
    if third is None:
        errors = (("third", _("Choose a school that is in no group yet.")), *errors)
    if third and not errors:
        try:
            seen, link = allowed.thing, base_url(request)
            make_triad(allowed.session, record, seen.group, third, why=why, by=allowed.by, base_url=link)
        except (AlreadyGrouped, GroupFull):
            errors = (("third", _("This group takes no further school.")),)
    if errors:
        shown = GroupPage.of(allowed, chosen=posted.get("third"), why=why, errors=errors)
        return page(request, "pairing/group.html", shown, status=422)
    return redirect(request, _address(allowed), notice=Notice.GROUPED)


@router.post(ONE + "/departures")
def take_school_out(request: Request, allowed: GroupPairer, posted: Posted) -> Response:
    """Next is who it is with instead, unless it has withdrawn."""
    record = hold_pairing(allowed.session, allowed.thing.visible, on=clock.today())
    why, errors = read_why(posted.get("why"))
    leaving = next((one for one in record.schools if str(one.id) == posted.get("school")), None)
    gone = (("school", _("Choose a school that is in this group.")),)
    if leaving is None:
        errors = (*gone, *errors)
    if leaving and not errors:
        try:
            seen, link = allowed.thing, base_url(request)
            take_out(allowed.session, record, seen.group, leaving.id, why=why, by=allowed.by, base_url=link)
        except NotAsked:
            errors = gone
    if errors or leaving is None:
        shown = GroupPage.of(allowed, chosen=posted.get("school"), why=why, errors=errors)
        return page(request, "pairing/group.html", shown, status=422)
    here = f"/cohorts/{allowed.thing.visible.cohort.id}/pairing"
    if not leaving.enrolled:
        return redirect(request, here)
    return redirect(request, f"{here}/own-group", notice=Notice.MOVED_OUT, school=str(leaving.id))


def _address(allowed: Allowed[VisibleGroup]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/pairing/groups/{allowed.thing.group.id}"
