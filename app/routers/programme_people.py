"""Who leads a cohort: the programme manager hands regions over."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.forms.programme_people import read_handover
from app.language import gettext as _
from app.models.accounts import Person
from app.models.programme import CohortRegion
from app.pages.programme_people import NOBODY, HandoverForm, PeoplePage, region_choices
from app.services.programme import list_regions
from app.services.programme_people import find_or_add_person, hand_over, list_leading, tell_handed_over
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Leader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_PEOPLE_MANAGE, cohort)]


@router.get("/cohorts/{cohort_id:int}/people")
def show_people(request: Request, allowed: Leader) -> Response:
    return page(request, "programme/people.html", PeoplePage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/handovers")
def hand_region_over(request: Request, allowed: Leader, posted: Posted) -> Response:
    session, found, settings = allowed.session, allowed.thing.cohort, request.app.state.settings
    form = read_handover(posted, region_choices(allowed, list_leading(session, found)))
    if form.errors:
        return page(request, "programme/people.html", PeoplePage.of(allowed, form), status=422)
    region, before = _chosen(allowed, form)
    if before and before.email == form.email:
        form = replace(form, errors=(("email", _("This person leads the region already. Choose somebody else.")),))
        return page(request, "programme/people.html", PeoplePage.of(allowed, form), status=422)
    after = find_or_add_person(session, found, form.email, settings=settings, name=form.name)
    hand_over(session, found, region, before=before, after=after, note=form.note, by=allowed.by)
    tell_handed_over(session, found, region, after, note=form.note, link=f"{settings.base_url}/cohorts/{found.id}")
    return redirect(request, f"/cohorts/{found.id}/people", notice=Notice.HANDED_OVER)


def _chosen(allowed: Allowed[VisibleCohort], form: HandoverForm) -> tuple[CohortRegion, Person | None]:
    """The region, and who has led it so far. Only for a form without errors."""
    if form.leading.startswith(NOBODY):
        code = form.leading.removeprefix(f"{NOBODY}-")
        return next(one for one in list_regions(allowed.session, allowed.thing.cohort) if one.code == code), None
    led = next(one for one in list_leading(allowed.session, allowed.thing.cohort) if str(one.role.id) == form.leading)
    assert led.region is not None
    return led.region, led.person
