"""The first page, and the one that says whether the service is well."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy import text

from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.route import PolicyRoute, Public, Visitor
from app.models.accounts import Person
from app.pages.start import StartPage
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)


@router.get("/")
def show_start(
    request: Request, own: Annotated[Allowed[Person], Guard(Permission.ACCOUNT_MANAGE, themselves)]
) -> Response:
    """The one open review, where there is just one to go to; else what there is to choose from."""
    shown = StartPage.of(own)
    return redirect(request, shown.only_way_on) if shown.only_way_on else page(request, "start/start.html", shown)


@router.get("/health")
def health(visitor: Annotated[Visitor, Public("asked by whatever watches over the service")]) -> Response:
    with visitor.database.reading() as session:
        session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")
