"""Headers that every answer carries. Plain ASGI: wrapping each request in a task would cost more than they do."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings


class SecurityHeaders:
    """A strict content policy with a nonce per answer, nothing kept in a shared or history cache, no framing."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.https = settings.secure_cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = scope.setdefault("state", {}).setdefault("csp_nonce", secrets.token_urlsafe(16))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope, nonce, found=message["status"] < 400)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope, nonce: str, *, found: bool) -> None:
        headers["X-Content-Type-Options"] = "nosniff"
        if self.https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if scope["path"].startswith("/static/") and found:
            # The address carries a mark of the content (templates.StaticAddresses); without it, ask again.
            marked = scope["query_string"].startswith(b"v=")
            headers["Cache-Control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
            return
        headers.setdefault("Cache-Control", "no-store")
        # A file that somebody sent is shown under a stricter one of its own.
        headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'; manifest-src 'self'",
        )
        headers["Referrer-Policy"] = "no-referrer" if _is_link(scope["path"]) else "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Robots-Tag"] = "noindex, nofollow"
        headers.add_vary_header("HX-Request")


def _is_link(path: str) -> bool:
    return path.startswith(("/invitations/", "/resets/", "/contributions/", "/shares/", "/calendar/"))
