"""What schools have in common, and whether a school's counts join others'."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.insight import led_group
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import insight_cohort, own_enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleEnrolment
from app.models.insight import GroupLeadRole
from app.pages.insight import ConsentPage, InsightPage
from app.services.programme_enrolments import consent_to_insight
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.INSIGHT_READ, insight_cohort)]
GroupLead = Annotated[Allowed[GroupLeadRole], Guard(Permission.GROUP_INSIGHT_READ, led_group)]
Keeper = Annotated[Allowed[VisibleEnrolment], Guard(Permission.INSIGHT_CONSENT, own_enrolment)]


@router.get("/cohorts/{cohort_id:int}/insight")
def show_insight(request: Request, allowed: Reader) -> Response:
    return page(request, "insight/insight.html", InsightPage.of_cohort(allowed, request.query_params))


@router.get("/group-insight/{group_lead_id:int}")
def show_group_insight(request: Request, allowed: GroupLead) -> Response:
    return page(request, "insight/insight.html", InsightPage.of_group(allowed))


@router.get("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/insight-consent")
def show_consent(request: Request, allowed: Keeper) -> Response:
    return page(request, "insight/consent.html", ConsentPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/insight-consent")
def change_consent(request: Request, allowed: Keeper, posted: Posted) -> Response:
    """Whatever is not a plain yes takes the consent back."""
    found, consents = allowed.thing.enrolment, posted.get("consents") == "yes"
    if found.insight_consent != consents:
        consent_to_insight(allowed.session, allowed.thing.visible.cohort, found, consents=consents, by=allowed.by)
    notice = Notice.INSIGHT_CONSENT_GIVEN if consents else Notice.INSIGHT_CONSENT_TAKEN_BACK
    return redirect(request, ConsentPage.of(allowed).here, notice=notice)
