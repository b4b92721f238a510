"""What schools have in common. Whether a school is counted, it says where it takes part (`programme_taking_part`)."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.insight import led_group
from app.access.permissions import Permission
from app.access.programme import insight_cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.models.insight import GroupLeadRole
from app.pages.insight import InsightPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.INSIGHT_READ, insight_cohort)]
GroupLead = Annotated[Allowed[GroupLeadRole], Guard(Permission.GROUP_INSIGHT_READ, led_group)]


@router.get("/cohorts/{cohort_id:int}/insight")
def show_insight(request: Request, allowed: Reader) -> Response:
    return page(request, "insight/insight.html", InsightPage.of_cohort(allowed, request.query_params))


@router.get("/group-insight/{group_lead_id:int}")
def show_group_insight(request: Request, allowed: GroupLead) -> Response:
    return page(request, "insight/insight.html", InsightPage.of_group(allowed))
