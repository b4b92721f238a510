"""Links sent by e-mail: password resets and invitations. Opening one is a POST, because mail scanners follow links."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.cookies import forget_link, forget_signed_in, keep_link_open
from app.access.links import LinkGuard, LinkHolder
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.models.accounts import Grant, GrantKind
from app.models.schools import School
from app.pages.accounts import AcceptPage, ChoosePasswordPage, LinkPage
from app.services import accounts
from app.services.accounts_people import LastKeeper, accept_invitation
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reset = Annotated[LinkHolder, LinkGuard(GrantKind.RESET, opened=False)]
OpenedReset = Annotated[LinkHolder, LinkGuard(GrantKind.RESET, opened=True)]
Invitation = Annotated[LinkHolder, LinkGuard(GrantKind.INVITATION, opened=False)]
OpenedInvitation = Annotated[LinkHolder, LinkGuard(GrantKind.INVITATION, opened=True)]


@router.get("/resets/{grant_id:int}/password")
def show_choose_password(request: Request, holder: OpenedReset) -> Response:
    return page(request, "accounts/choose_password.html", ChoosePasswordPage(holder.grant))


@router.post("/resets/{grant_id:int}/password")
def choose_password(request: Request, holder: OpenedReset, posted: Posted) -> Response:
    try:
        accounts.reset_password(holder.session, holder.grant, posted.get("password"))
    except accounts.WeakPassword as error:
        shown = ChoosePasswordPage(holder.grant, str(error))
        return page(request, "accounts/choose_password.html", shown, status=422)
    return _done(request, holder, Notice.PASSWORD_CHANGED)


@router.get("/resets/{token}")
def show_reset(request: Request, holder: Reset, token: str) -> Response:
    return page(request, "accounts/link.html", LinkPage(holder.grant, f"/resets/{token}"))


@router.post("/resets/{token}")
def open_reset(request: Request, holder: Reset) -> Response:
    return _opened(request, holder, "password")


@router.get("/invitations/{grant_id:int}/acceptance")
def show_accept(request: Request, holder: OpenedInvitation) -> Response:
    return page(request, "accounts/accept.html", _accept_page(holder, name=holder.grant.name))


@router.post("/invitations/{grant_id:int}/acceptance")
def accept(request: Request, holder: OpenedInvitation, posted: Posted) -> Response:
    name = posted.get("name").strip() or holder.grant.name
    try:
        accept_invitation(holder.session, holder.grant, name=name[:200], password=posted.get("password"))
    except (accounts.WeakPassword, LastKeeper) as error:
        holder.session.rollback()
        return page(request, "accounts/accept.html", _accept_page(holder, name=name, error=str(error)), status=422)
    return _done(request, holder, Notice.JOINED)


@router.get("/invitations/{token}")
def show_invitation(request: Request, holder: Invitation, token: str) -> Response:
    school = holder.session.get_one(School, holder.grant.school_id)
    return page(request, "accounts/link.html", LinkPage(holder.grant, f"/invitations/{token}", school.name))


@router.post("/invitations/{token}")
def open_invitation(request: Request, holder: Invitation) -> Response:
    return _opened(request, holder, "acceptance")


def _accept_page(holder: LinkHolder, *, name: str, error: str = "") -> AcceptPage:
    school = holder.session.get_one(School, holder.grant.school_id)
    person = accounts.find_person(holder.session, holder.grant.email)
    return AcceptPage(holder.grant, school.name, is_known=person is not None, name=name, error=error)


def _opened(request: Request, holder: LinkHolder, page_name: str) -> Response:
    """The token leaves the address: from here on a cookie for the link's own path stands for it."""
    secret = accounts.open_grant(holder.session, holder.grant)
    response = redirect(request, f"{_path(holder.grant)}/{page_name}")
    keep_link_open(response, secret, _path(holder.grant), request.app.state.settings)
    return response


def _done(request: Request, holder: LinkHolder, notice: Notice) -> Response:
    settings = request.app.state.settings
    response = redirect(request, "/sign-in", notice=notice)
    forget_link(response, _path(holder.grant), settings)
    # Whoever is signed in here may be somebody else: the next page asks who it is.
    forget_signed_in(response, settings)
    return response


def _path(grant: Grant) -> str:
    folder = {GrantKind.RESET: "resets", GrantKind.INVITATION: "invitations"}[GrantKind(grant.kind)]
    return f"/{folder}/{grant.id}"
