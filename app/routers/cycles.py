"""A review beside the one it continues: what has changed in the school, and in the framework."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.models.reviews import Review
from app.pages.cycles_change import ChangePage
from app.pages.cycles_frameworks import FrameworkChangesPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]


@router.get("/reviews/{review_id:int}/change")
def show_change(request: Request, allowed: Reader) -> Response:
    return page(request, "cycles/change.html", ChangePage.of(allowed))


@router.get("/reviews/{review_id:int}/framework-changes")
def show_framework_changes(request: Request, allowed: Reader, to: str = "") -> Response:
    return page(request, "cycles/framework_changes.html", FrameworkChangesPage.of(allowed, to=to))
