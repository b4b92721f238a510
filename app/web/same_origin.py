"""Refuses a form that another site sent. Works without JavaScript and without a token in each form.

Every browser of the last years says where a request came from: Sec-Fetch-Site, or at least Origin. A client that
sends neither is no browser, and carries no cookie that it was not given. (docs/decisions/0005.)
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.language import gettext as _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not _same_origin(Headers(scope=scope)):
            refusal = PlainTextResponse(
                _("This form was sent from another site, so nothing was done. Open the page here and try again."),
                403,
            )
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _same_origin(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
