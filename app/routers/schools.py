"""A school's page: its reviews and who belongs to it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, school
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.models.schools import School
from app.pages.schools import SchoolPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)


@router.get("/schools/{school_id:int}")
def show_school(
    request: Request, allowed: Annotated[Allowed[School], Guard(Permission.SCHOOL_READ, school)]
) -> Response:
    return page(request, "schools/school.html", SchoolPage.of(allowed))
