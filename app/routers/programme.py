"""A cohort: its first page, its calendar, the registers, and schools that withdraw or come back."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort, cohort_event, enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleEnrolment, VisibleEvent
from app.forms.programme import read_day, read_event, read_register_form
from app.language import gettext as _
from app.pages.fidelity_row import RowPage
from app.pages.programme import CohortPage
from app.pages.programme_events import EventsPage, RegisterPage, visible_regions
from app.services.fidelity_record import programme_of
from app.services.programme_enrolments import EnrolmentRefused, come_back, withdraw
from app.services.programme_events import read_register, save_register, schedule
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_READ, cohort)]
Scheduler = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_EVENTS_MANAGE, cohort)]
EventReader = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_READ, cohort_event)]
Recorder = Annotated[Allowed[VisibleEvent], Guard(Permission.COHORT_ATTENDANCE_RECORD, cohort_event)]
Enroller = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_ENROLMENT_MANAGE, enrolment)]


@router.get("/cohorts/{cohort_id:int}")
def show_cohort(request: Request, allowed: Reader) -> Response:
    return page(request, "programme/cohort.html", CohortPage.of(allowed))


@router.get("/cohorts/{cohort_id:int}/events")
def list_events(request: Request, allowed: Reader) -> Response:
    return page(request, "programme/events.html", EventsPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/events")
def schedule_event(request: Request, allowed: Scheduler, posted: Posted) -> Response:
    visible, regions = allowed.thing, {region.code: region for region in visible_regions(allowed)}
    form, planned = read_event(posted, programme_of(visible.cohort), regions, whole_cohort=visible.region_ids is None)
    if planned is None:
        return page(request, "programme/events.html", EventsPage.of(allowed, form), status=422)
    event = schedule(allowed.session, visible, planned, region=regions.get(form.region), by=allowed.by)
    return redirect(request, f"/cohorts/{visible.cohort.id}/events/{event.id}", notice=Notice.EVENT_SCHEDULED)


@router.get("/cohorts/{cohort_id:int}/events/{event_id:int}")
def show_register(request: Request, allowed: EventReader) -> Response:
    return page(request, "programme/register.html", RegisterPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/events/{event_id:int}/register")
def fill_in_register(request: Request, allowed: Recorder, posted: Posted) -> Response:
    lines = read_register(allowed.session, allowed.thing)
    entries = read_register_form(posted, lines)
    clashes = save_register(allowed.session, allowed.thing, lines, entries, by=allowed.by)
    if clashes:
        # The other schools' lines are saved; these come back as they were typed, with whose words stand there now.
        allowed.session.flush()
        sentence = _("%(who)s changed the line of %(school)s meanwhile. Yours is not saved yet: look at it once more.")
        errors = tuple(
            (f"{line.enrolment.id}.outcome", sentence % {"who": line.by, "school": line.school}) for line in clashes
        )
        shown = RegisterPage.of(allowed, entries, errors)
        return page(request, "programme/register.html", shown, status=409)
    event = allowed.thing.event
    return redirect(request, f"/cohorts/{event.cohort_id}/events/{event.id}", notice=Notice.REGISTER_SAVED)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/withdrawal")
def withdraw_school(request: Request, allowed: Enroller, posted: Posted) -> Response:
    visible, found, day = allowed.thing.visible, allowed.thing.enrolment, read_day(posted, "on")
    try:
        if day is None:
            raise EnrolmentRefused(_("Enter the day as year, month and day, such as 2027-03-09."))
        withdraw(allowed.session, visible.cohort, found, on=day, why=posted.get("why")[:500], by=allowed.by)
    except EnrolmentRefused as error:
        shown = RowPage.of(allowed, errors=(("why", str(error)),))
        return page(request, "fidelity/row.html", shown, status=422)
    return redirect(request, _row(allowed), notice=Notice.SCHOOL_WITHDRAWN)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/return")
def school_comes_back(request: Request, allowed: Enroller) -> Response:
    try:
        come_back(allowed.session, allowed.thing.visible.cohort, allowed.thing.enrolment, by=allowed.by)
    except EnrolmentRefused as error:
        return page(request, "fidelity/row.html", RowPage.of(allowed, errors=(("", str(error)),)), status=422)
    return redirect(request, _row(allowed), notice=Notice.SCHOOL_CAME_BACK)


def _row(allowed: Allowed[VisibleEnrolment]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/schools/{allowed.thing.enrolment.id}"
