"""The worked example of a fictional school, to read beside one's own review."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute
from app.models.accounts import Person
from app.pages.sample_review import SampleAreaPage, SampleReviewPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Person], Guard(Permission.SAMPLE_READ, themselves)]


@router.get("/sample-review")
def show_sample_review(request: Request, _own: Reader) -> Response:
    return page(request, "sample_review/sample_review.html", SampleReviewPage.whole())


@router.get("/sample-review/areas/{code}")
def show_sample_area(request: Request, _own: Reader, code: str) -> Response:
    try:
        shown = SampleAreaPage.of(code)
    except KeyError:
        raise NotFound from None
    return page(request, "sample_review/area.html", shown)
