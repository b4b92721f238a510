"""Sends a form again on behalf of the browser, after the sign-in that it ran into.

The form goes through the whole application as if the browser had sent it now with its new cookie: same route, same
guard, same transaction. So nothing typed is lost, and nobody gains anything that they could not have sent themselves.
"""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.access.cookies import signed_in_cookie
from app.settings import Settings

KEPT_HEADERS = {b"host", b"user-agent", b"accept", b"accept-language"}
COPIED = ("type", "asgi", "http_version", "scheme", "server", "client")


class Replay(Response):
    """The answer to the carried form, with this response's own cookies on top."""

    def __init__(self, path: str, body: str, token: str, settings: Settings) -> None:
        super().__init__()
        self._path = path
        self._form = body.encode()
        self._cookie = signed_in_cookie(token, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  The ASGI signature.
        own_cookies = [value for name, value in self.raw_headers if name == b"set-cookie"]

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in own_cookies:
                    headers.append("set-cookie", cookie.decode())
            await send(message)

        async def receive_form() -> Message:
            return {"type": "http.request", "body": self._form, "more_body": False}

        await scope["app"](self._scope(scope), receive_form, send_with_cookies)

    def _scope(self, scope: Scope) -> Scope:
        headers = [(name, value) for name, value in scope["headers"] if name in KEPT_HEADERS]
        headers.append((b"content-type", b"application/x-www-form-urlencoded"))
        headers.append((b"cookie", self._cookie.encode()))
        same = {key: scope[key] for key in COPIED if key in scope}
        return {
            **same,
            "method": "POST",
            "path": self._path,
            "raw_path": self._path.encode(),
            "root_path": scope.get("root_path", ""),
            "query_string": b"",
            "headers": headers,
            # One answer, one nonce: the headers are written for both requests.
            "state": {"csp_nonce": scope["state"]["csp_nonce"]},
        }
