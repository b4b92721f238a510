"""One school's row: what facilitators rule, and the school's withdrawing or coming back."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleEnrolment
from app.forms.programme import read_day, read_ruling
from app.language import gettext as _
from app.models.programme_engagement import Answer, Met, Reason
from app.pages.fidelity_row import RowPage
from app.services.fidelity_record import programme_of
from app.services.programme_enrolments import EnrolmentRefused, come_back, withdraw
from app.services.programme_rulings import Ruling, rule, take_back_ruling
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

RowReader = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_ROW_READ, enrolment)]
Ruler = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_RULE, enrolment)]
Enroller = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_ENROLMENT_MANAGE, enrolment)]


@router.get("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}")
def show_row(request: Request, allowed: RowReader) -> Response:
    return page(request, "fidelity/row.html", RowPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings")
def make_ruling(request: Request, allowed: Ruler, posted: Posted) -> Response:
    visible, found = allowed.thing.visible, allowed.thing.enrolment
    form = read_ruling(posted, programme_of(visible.cohort))
    if form.errors:
        return page(request, "fidelity/row.html", RowPage.of(allowed, form), status=422)
    ruling = Ruling(Met(form.outcome), form.note, Answer(form.senior_leader), Reason(form.reason))
    rule(allowed.session, visible.cohort, found, form.component, ruling=ruling, by=allowed.by)
    return redirect(request, _row(allowed), notice=Notice.RULED)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings/{component}/removal")
def remove_ruling(request: Request, allowed: Ruler, component: str) -> Response:
    visible, found = allowed.thing.visible, allowed.thing.enrolment
    take_back_ruling(allowed.session, visible.cohort, found, component, by=allowed.by)
    return redirect(request, _row(allowed), notice=Notice.RULING_TAKEN_BACK)


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
