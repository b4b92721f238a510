"""Signing in and out, and each person's own account."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response

from app.access.cookies import forget_signed_in, keep_signed_in
from app.access.guard import Allowed, Guard, themselves
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.replay import Replay
from app.access.route import PolicyRoute, Public, Visitor
from app.language import gettext as _
from app.models.accounts import Person
from app.pages.accounts import AccountPage, ForgottenPage
from app.services import accounts
from app.services.rate_limits import count_attempt, is_over
from app.web.errors import SignInPage
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Own = Annotated[Allowed[Person], Guard(Permission.ACCOUNT_MANAGE, themselves)]

MISSES_PER_ADDRESS = 10
MISSES_PER_CLIENT = 100
QUARTER_HOUR = 900
RESETS_PER_HOUR = 5


@router.get("/sign-in")
def show_sign_in(
    request: Request,
    _visitor: Annotated[Visitor, Public("everybody starts here")],
    onward: Annotated[str, Query(alias="next")] = "",
) -> Response:
    return page(request, "accounts/sign_in.html", SignInPage(next=_own_path(onward)))


@router.post("/sign-in")
def sign_in(request: Request, visitor: Annotated[Visitor, Public("everybody starts here")], posted: Posted) -> Response:
    """Signed in, and on to where they were going. A form that was sent after the sign-in had run out is sent again
    by the server itself, as this person, under the same guards as the first time.
    """
    email = accounts.normal_email(posted.get("email"))
    # The slow hash is worked out between two transactions, so that nobody's save waits for it.
    with visitor.database.reading() as session:
        over = is_over(session, f"sign-in:{email}", limit=MISSES_PER_ADDRESS, seconds=QUARTER_HOUR) or is_over(
            session, f"sign-in-from:{_client(request)}", limit=MISSES_PER_CLIENT, seconds=QUARTER_HOUR
        )
        person = accounts.find_person(session, email)
    if person and person.is_demo and not visitor.settings.on_loopback:
        # Their passwords are well known. A file tried out on one machine may since have been put on the network.
        person = None
    if over:
        return _again(
            request,
            posted,
            _("Too many attempts. Wait a quarter of an hour, or ask for a new password."),
            429,
        )
    if not accounts.verify_password(person, posted.get("password")):
        with visitor.database.writing() as session:
            count_attempt(session, f"sign-in:{email}", limit=MISSES_PER_ADDRESS, seconds=QUARTER_HOUR)
            count_attempt(session, f"sign-in-from:{_client(request)}", limit=MISSES_PER_CLIENT, seconds=QUARTER_HOUR)
        return _again(request, posted, _("The e-mail address or the password is not right. Check both."), 422)
    assert person is not None
    with visitor.database.writing() as session:
        token = accounts.open_sign_in(session, person, device=_device(request), hours=visitor.settings.signed_in_hours)
    if posted.get("carried_to"):
        response: Response = Replay(
            _own_path(posted.get("carried_to")) or "/", posted.get("carried"), token, visitor.settings
        )
    else:
        response = redirect(request, _own_path(posted.get("next")) or "/")
    keep_signed_in(response, token, visitor.settings)
    return response


@router.post("/sign-out")
def sign_out(request: Request, own: Own) -> Response:
    accounts.end_sign_in(own.session, own.sign_in)
    response = redirect(request, "/sign-in", notice=Notice.SIGNED_OUT)
    forget_signed_in(response, request.app.state.settings)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/account")
def show_account(request: Request, own: Own) -> Response:
    return page(request, "accounts/account.html", AccountPage.of(own))


@router.post("/account/password")
def change_password(request: Request, own: Own, posted: Posted) -> Response:
    if not accounts.verify_password(own.person, posted.get("current")):
        shown = AccountPage.of(own, current_error=_("That is not your present password."))
        return page(request, "accounts/account.html", shown, status=422)
    try:
        accounts.change_password(own.session, own.person, posted.get("password"), keep=own.sign_in)
    except accounts.WeakPassword as error:
        return page(request, "accounts/account.html", AccountPage.of(own, password_error=str(error)), status=422)
    return redirect(request, "/account", notice=Notice.PASSWORD_CHANGED)


@router.post("/account/other-sign-ins/end")
def sign_out_everywhere(request: Request, own: Own) -> Response:
    accounts.end_every_sign_in(own.session, own.person, but=own.sign_in)
    return redirect(request, "/account", notice=Notice.SIGNED_OUT_EVERYWHERE)


@router.get("/forgotten-password")
def show_forgotten_password(
    request: Request, _visitor: Annotated[Visitor, Public("who forgot it cannot sign in")]
) -> Response:
    return page(request, "accounts/forgotten_password.html", ForgottenPage())


@router.post("/forgotten-password")
def ask_for_reset(
    request: Request, visitor: Annotated[Visitor, Public("who forgot it cannot sign in")], posted: Posted
) -> Response:
    email = accounts.normal_email(posted.get("email"))
    if "@" not in email:
        error = _("Enter your e-mail address, such as name@school.example.")
        return page(request, "accounts/forgotten_password.html", ForgottenPage(email, error), status=422)
    with visitor.database.writing() as session:
        few = count_attempt(session, f"reset:{email}", limit=RESETS_PER_HOUR, seconds=3600)
        few &= count_attempt(session, f"reset-from:{_client(request)}", limit=RESETS_PER_HOUR * 10, seconds=3600)
        if few:
            accounts.ask_for_reset(session, email, settings=visitor.settings)
    return redirect(request, "/sign-in", notice=Notice.LINK_SENT)


def _again(request: Request, posted: Posted, error: str, status: int) -> Response:
    shown = SignInPage(
        email=posted.get("email"),
        error=error,
        next=_own_path(posted.get("next")),
        carried_to=_own_path(posted.get("carried_to")),
        carried=posted.get("carried"),
    )
    return page(request, "accounts/sign_in.html", shown, status=status)


def _own_path(path: str) -> str:
    """The path if it leads to a page of ours, else nothing: a sign-in must not send anybody elsewhere."""
    parts = urlsplit(path)
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc
    return path if ours and path.isprintable() else ""


def _client(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _device(request: Request) -> str:
    """`Chrome on Windows`: enough to recognise one's own devices by."""
    agent = request.headers.get("user-agent", "")
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Android": "Android",
        "CrOS": "Chromebook",
        "Windows": "Windows",
    }
    systems |= {"Mac OS": "Mac", "Linux": "Linux"}
    browser = next((name for mark, name in browsers.items() if mark in agent), _("A browser"))
    system = next((name for mark, name in systems.items() if mark in agent), _("an unknown device"))
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
