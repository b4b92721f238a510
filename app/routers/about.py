"""Privacy, accessibility and help: for anybody, before they sign in as well."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.route import PolicyRoute, Public, Visitor
from app.pages.about import AccessibilityPage, HelpPage, PrivacyPage
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

Anybody = Annotated[Visitor, Public("says how the service works, and holds nobody’s words")]


@router.get("/privacy")
def show_privacy(request: Request, visitor: Anybody) -> Response:
    return page(request, "about/privacy.html", PrivacyPage.of(visitor.settings))


@router.get("/accessibility")
def show_accessibility(request: Request, visitor: Anybody) -> Response:
    return page(request, "about/accessibility.html", AccessibilityPage.of(visitor.settings))


@router.get("/help")
def show_help(request: Request, visitor: Anybody) -> Response:
    return page(request, "about/help.html", HelpPage.of(visitor.settings))
