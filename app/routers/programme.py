"""A cohort: its first page, its calendar and the registers."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort, cohort_event
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleEvent
from app.forms.programme import read_register_form
from app.forms.programme_events import read_event
from app.language import gettext as _
from app.pages.fidelity_filter import Filter
from app.pages.programme import CohortPage
from app.pages.programme_events import EventsPage, NewEventPage, visible_regions
from app.pages.programme_register import RegisterPage
from app.pages.programme_waiting import WaitingPage
from app.services.fidelity_record import programme_of
from app.services.programme_events import hold_register, read_register, save_register, schedule
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_READ, cohort)]
Scheduler = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_EVENTS_MANAGE, cohort)]
EventReader = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_READ, cohort_event)]
Recorder = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_ATTENDANCE_RECORD, cohort_event)]


@router.get("/cohorts/{cohort_id:int}")
def show_cohort(request: Request, allowed: Reader) -> Response:
    return page(request, "programme/cohort.html", CohortPage.of(allowed))


@router.get("/cohorts/{cohort_id:int}/waiting")
def show_waiting(request: Request, allowed: Reader) -> Response:
    shown = WaitingPage.of(allowed, Filter.read(request.query_params))
    return page(request, "programme/waiting.html", shown)


@router.get("/cohorts/{cohort_id:int}/events")
def list_events(request: Request, allowed: Reader) -> Response:
    return page(request, "programme/events.html", EventsPage.of(allowed))


@router.get("/cohorts/{cohort_id:int}/events/new")
def show_new_event(request: Request, allowed: Scheduler, code: str = "", region: str = "") -> Response:
    return page(request, "programme/event_new.html", NewEventPage.proposed(allowed, code, region))


@router.post("/cohorts/{cohort_id:int}/events")
def schedule_event(request: Request, allowed: Scheduler, posted: Posted) -> Response:
    visible, regions = allowed.thing, {region.code: region for region in visible_regions(allowed)}
    form, planned = read_event(posted, programme_of(visible.cohort), regions, whole_cohort=visible.region_ids is None)
    if planned is None:
        return page(request, "programme/event_new.html", NewEventPage.of(allowed, form), status=422)
    event = schedule(allowed.session, visible, planned, region=regions.get(form.region), by=allowed.by)
    return redirect(request, f"/cohorts/{visible.cohort.id}/events/{event.id}", notice=Notice.EVENT_SCHEDULED)


@router.get("/cohorts/{cohort_id:int}/events/{event_id:int}")
def show_register(request: Request, allowed: EventReader, region: str = "") -> Response:
    return page(request, "programme/register.html", RegisterPage.of(allowed, region=region))


@router.post("/cohorts/{cohort_id:int}/events/{event_id:int}/register")
def fill_in_register(request: Request, allowed: Recorder, posted: Posted) -> Response:
    hold_register(allowed.session, allowed.thing.event)
    lines, region = read_register(allowed.session, allowed.thing), posted.get("region")
    entries = read_register_form(posted, lines)
    clashes = save_register(allowed.session, allowed.thing, lines, entries, by=allowed.by)
    if clashes:
        # The other schools' lines are saved; these come back as they were typed, with whose words stand there now.
        allowed.session.flush()
        sentence = _("%(who)s changed the line of %(school)s meanwhile. Yours is not saved yet: look at it once more.")
        errors = tuple(
            (f"{line.enrolment.id}.outcome", sentence % {"who": line.by, "school": line.school}) for line in clashes
        )
        shown = RegisterPage.of(allowed, entries, errors, region=region)
        return page(request, "programme/register.html", shown, status=409)
    event = allowed.thing.event
    narrowed = {"region": region} if region else {}
    here = f"/cohorts/{event.cohort_id}/events/{event.id}"
    return redirect(request, here, notice=Notice.REGISTER_SAVED, **narrowed)
