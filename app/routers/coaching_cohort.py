"""The coaching of a cohort, for its facilitators."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.pages.coaching_cohort import CoachingCohortPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_COACHING_READ, cohort)]


@router.get("/cohorts/{cohort_id:int}/coaching")
def list_coaching(
    request: Request, allowed: Reader, session: str = "", state: str = "", facilitator: str = ""
) -> Response:
    shown = CoachingCohortPage.of(allowed, session=session, state=state, facilitator=facilitator)
    return page(request, "coaching/cohort.html", shown)
