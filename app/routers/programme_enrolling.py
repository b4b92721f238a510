"""A school is enrolled by hand."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.schools import School
from app.pages.programme_enrolling import EnrolForm, EnrolPage, facilitators
from app.pages.programme_events import visible_regions
from app.services.programme import hold_cohort
from app.services.programme_enrolments import EnrolmentRefused, enrol
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Enroller = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_ENROLMENT_MANAGE, cohort)]
LONGEST_QUERY = 100


@router.get("/cohorts/{cohort_id:int}/enrolments/new")
def show_enrolling(request: Request, allowed: Enroller, q: str = "") -> Response:
    return page(request, "programme/enrolling.html", EnrolPage.of(allowed, q[:LONGEST_QUERY]))


@router.post("/cohorts/{cohort_id:int}/enrolments")
def enrol_school(request: Request, allowed: Enroller, posted: Posted) -> Response:
    session, found = allowed.session, allowed.thing.cohort
    hold_cohort(session, found)
    regions = {one.code: one for one in visible_regions(allowed)}
    school, region = _school(allowed, posted.get("school")), regions.get(posted.get("region"))
    leading = dict(facilitators(allowed))
    errors = []
    if school is None:
        errors.append(("school", _("Choose the school to enrol. Search for it first if it is not in the list.")))
    if region is None:
        errors.append(("region", _("Choose the region in which the school takes part.")))
    if posted.get("facilitator") not in ("", *leading):
        errors.append(("facilitator", _("Choose one of these facilitators, or nobody.")))
    if not errors and school and region:
        facilitator = posted.get("facilitator")
        try:
            made = enrol(
                session,
                found,
                school,
                region=region,
                on=clock.today(),
                facilitator_id=int(facilitator) if facilitator else None,
                by=allowed.by,
            )
        except EnrolmentRefused as error:
            errors.append(("school", str(error)))
        else:
            return redirect(request, f"/cohorts/{found.id}/schools/{made.id}", notice=Notice.SCHOOL_ENROLLED)
    form = EnrolForm(posted.get("school"), posted.get("region"), posted.get("facilitator"), tuple(errors))
    shown = EnrolPage.of(allowed, posted.get("q")[:LONGEST_QUERY], form)
    return page(request, "programme/enrolling.html", shown, status=422)


def _school(allowed: Allowed[VisibleCohort], sent: str) -> School | None:
    return allowed.session.get(School, int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
