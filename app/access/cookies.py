"""The two cookies there are: one for a signed-in browser, one for an opened link, limited to that link's path."""

from fastapi import Request, Response

from app.settings import Settings

SIGNED_IN = "send_review_signed_in"
LINK = "send_review_link"


def signed_in_token(request: Request) -> str | None:
    return request.cookies.get(_name(SIGNED_IN, request.app.state.settings))


def signed_in_cookie(token: str, settings: Settings) -> str:
    """What a browser that keeps this token sends in its Cookie header."""
    return f"{_name(SIGNED_IN, settings)}={token}"


def keep_signed_in(response: Response, token: str, settings: Settings) -> None:
    response.set_cookie(
        _name(SIGNED_IN, settings),
        token,
        max_age=settings.signed_in_hours * 3600,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",
    )


def forget_signed_in(response: Response, settings: Settings) -> None:
    response.delete_cookie(_name(SIGNED_IN, settings), httponly=True, secure=settings.secure_cookies, samesite="lax")


def link_secret(request: Request) -> str | None:
    return request.cookies.get(LINK)


def keep_link_open(
    response: Response, secret: str, path: str, settings: Settings, *, seconds: int | None = None
) -> None:
    """For this path alone; for as long as a link can be opened, or for these seconds."""
    response.set_cookie(
        LINK,
        secret,
        path=path,
        max_age=settings.link_hours * 3600 if seconds is None else seconds,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="strict",
    )


def forget_link(response: Response, path: str, settings: Settings) -> None:
    response.delete_cookie(LINK, path=path, httponly=True, secure=settings.secure_cookies, samesite="strict")


def _name(name: str, settings: Settings) -> str:
    # Browsers accept a __Host- cookie only over HTTPS, for this very host.
    return f"__Host-{name}" if settings.secure_cookies else name
