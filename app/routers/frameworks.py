"""A framework to read before starting, or to print blank."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.models.accounts import Person
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework
from app.review_framework.vocabulary import Vocabulary, vocabulary
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    framework: Framework
    stakeholders: Vocabulary


@router.get("/frameworks/{framework_id}/{version}")
def show_framework(
    request: Request,
    _own: Annotated[Allowed[Person], Guard(Permission.FRAMEWORK_READ, themselves)],
    framework_id: str,
    version: str,
) -> Response:
    try:
        framework = get_framework(framework_id, version)
    except KeyError:
        raise NotFound from None
    return page(request, "frameworks/framework.html", FrameworkPage(framework, vocabulary("stakeholders")))
