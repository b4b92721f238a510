"""One event, for its facilitators: changed, cancelled, invited to, with materials, a code and a follow-up."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort_event, own_cohort_event
from app.access.route import PolicyRoute
from app.access.visible import VisibleEvent
from app.documents.calendar import MEDIA_TYPE, write_calendar
from app.forms.programme_events import read_change, read_sequence
from app.language import gettext as _
from app.models.programme_events import MaterialKind
from app.pages.programme_calendar import calendar_of_event
from app.pages.programme_event import (
    CancellationPage,
    ChangePage,
    CodePage,
    FollowUpPage,
    InvitationsPage,
    MaterialsPage,
)
from app.services.programme_check_in import end_code, give_code
from app.services.programme_events import EventRefused
from app.services.programme_events_change import EventChangedMeanwhile, cancel_event, change_event
from app.services.programme_invitations import send_invitations
from app.services.programme_materials import (
    MaterialRefused,
    add_material,
    find_material,
    offer_follow_up,
    remove_material,
)
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

HERE = "/cohorts/{cohort_id:int}/events/{event_id:int}"
Manager = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_EVENTS_MANAGE, own_cohort_event)]
Recorder = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_ATTENDANCE_RECORD, cohort_event)]
Comer = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_PLACES_READ, cohort_event)]

CHANGE, CANCELLATION = "programme/event_change.html", "programme/event_cancellation.html"
MATERIALS, CODE = "programme/event_materials.html", "programme/event_code.html"


@router.get(f"{HERE}.ics")
def download_event(request: Request, allowed: Comer) -> Response:
    link = f"{request.app.state.settings.base_url}{_here(allowed)}"
    calendar = calendar_of_event(allowed.thing.event, allowed.thing.visible.cohort, link=link)
    headers = {"Content-Disposition": f'attachment; filename="event-{allowed.thing.event.id}.ics"'}
    return Response(write_calendar(calendar), media_type=MEDIA_TYPE, headers=headers)


@router.get(f"{HERE}/change")
def show_change(request: Request, allowed: Manager) -> Response:
    return page(request, CHANGE, ChangePage.of(allowed))


@router.post(f"{HERE}/change")
def change(request: Request, allowed: Manager, posted: Posted) -> Response:
    form, planned = read_change(posted, allowed.thing.event)
    if planned is None:
        return page(request, CHANGE, ChangePage.of(allowed, form), status=422)
    settings, sequence = request.app.state.settings, read_sequence(posted)
    try:
        change_event(allowed.session, allowed.thing, planned, sequence=sequence, by=allowed.by, settings=settings)
    except EventRefused as refused:
        return page(request, CHANGE, ChangePage.of(allowed, form, str(refused)), status=422)
    except EventChangedMeanwhile:
        return page(request, CHANGE, ChangePage.of(allowed, form, _meanwhile()), status=409)
    return redirect(request, _here(allowed), notice=Notice.EVENT_CHANGED)


@router.get(f"{HERE}/cancellation")
def show_cancellation(request: Request, allowed: Manager) -> Response:
    return page(request, CANCELLATION, CancellationPage.of(allowed))


@router.post(f"{HERE}/cancellation")
def cancel(request: Request, allowed: Manager, posted: Posted) -> Response:
    why, settings, sequence = posted.get("why"), request.app.state.settings, read_sequence(posted)
    try:
        cancel_event(allowed.session, allowed.thing, why=why, sequence=sequence, by=allowed.by, settings=settings)
    except EventRefused as refused:
        return page(request, CANCELLATION, CancellationPage.of(allowed, why, str(refused)), status=422)
    except EventChangedMeanwhile:
        return page(request, CANCELLATION, CancellationPage.of(allowed, why, _meanwhile()), status=409)
    return redirect(request, _here(allowed), notice=Notice.EVENT_CANCELLED)


@router.get(f"{HERE}/invitations")
def show_invitations(request: Request, allowed: Manager) -> Response:
    return page(request, "programme/event_invitations.html", InvitationsPage.of(allowed, request.app.state.settings))


@router.post(f"{HERE}/invitations")
def invite(request: Request, allowed: Manager, posted: Posted) -> Response:
    """Only those who stood on the page: a school that was enrolled meanwhile is shown first."""
    people = {int(one) for one in posted.all("person") if one.isascii() and one.isdigit() and len(one) < 12}
    settings = request.app.state.settings
    try:
        left = send_invitations(allowed.session, allowed.thing, people, by=allowed.by, settings=settings)
    except EventRefused as refused:
        shown = InvitationsPage.of(allowed, settings, str(refused))
        return page(request, "programme/event_invitations.html", shown, status=422)
    notice = Notice.EVENT_INVITED if left else Notice.EVENT_INVITED_BEFORE
    return redirect(request, f"{_here(allowed)}/invitations", notice=notice)


@router.get(f"{HERE}/materials")
def show_materials(request: Request, allowed: Manager) -> Response:
    return page(request, MATERIALS, MaterialsPage.of(allowed))


@router.post(f"{HERE}/materials")
def add(request: Request, allowed: Manager, posted: Posted) -> Response:
    sent = posted.get("kind"), posted.get("title"), posted.get("link")
    kind = MaterialKind(sent[0]) if sent[0] in tuple(MaterialKind) else MaterialKind.MATERIAL
    try:
        add_material(allowed.session, allowed.thing.event, kind=kind, title=sent[1], link=sent[2], by=allowed.by)
    except MaterialRefused as refused:
        shown = MaterialsPage.of(allowed, sent, (refused.field, str(refused)))
        return page(request, MATERIALS, shown, status=422)
    return redirect(request, f"{_here(allowed)}/materials", notice=Notice.MATERIAL_ADDED)


@router.post(f"{HERE}/materials/{{link_id:int}}/removal")
def remove(request: Request, allowed: Manager, link_id: int) -> Response:
    material = find_material(allowed.session, allowed.thing.event, link_id)
    if material is None:
        raise NotFound
    remove_material(allowed.session, material)
    return redirect(request, f"{_here(allowed)}/materials", notice=Notice.MATERIAL_REMOVED)


@router.get(f"{HERE}/follow-up")
def show_follow_up(request: Request, allowed: Recorder) -> Response:
    return page(request, "programme/event_follow_up.html", FollowUpPage.of(allowed))


@router.post(f"{HERE}/follow-up")
def follow_up(request: Request, allowed: Recorder, posted: Posted) -> Response:
    chosen = {int(one) for one in posted.all("school") if one.isascii() and one.isdigit() and len(one) < 12}
    settings = request.app.state.settings
    offered = offer_follow_up(allowed.session, allowed.thing, chosen, by=allowed.by, settings=settings)
    notice = Notice.CALL_OFFERED if offered else Notice.CALL_OFFERED_BEFORE
    return redirect(request, f"{_here(allowed)}/follow-up", notice=notice)


@router.get(f"{HERE}/check-in")
def show_code(request: Request, allowed: Manager) -> Response:
    return page(request, CODE, CodePage.of(allowed, request.app.state.settings))


@router.post(f"{HERE}/check-in")
def renew_code(request: Request, allowed: Manager, posted: Posted) -> Response:
    if posted.get("code") == "end":
        end_code(allowed.session, allowed.thing.event)
        return redirect(request, f"{_here(allowed)}/check-in", notice=Notice.CODE_ENDED)
    try:
        give_code(allowed.session, allowed.thing.event)
    except EventRefused as refused:
        shown = CodePage.of(allowed, request.app.state.settings, str(refused))
        return page(request, CODE, shown, status=422)
    return redirect(request, f"{_here(allowed)}/check-in")


def _here(allowed: Allowed[VisibleEvent]) -> str:
    event = allowed.thing.event
    return f"/cohorts/{event.cohort_id}/events/{event.id}"


def _meanwhile() -> str:
    return _("Somebody has changed the event meanwhile. Open its page to see how it stands, then change it again.")
