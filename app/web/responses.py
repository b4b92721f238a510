"""What a handler answers with: a page, or the way to the next one."""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.notices import Notice
from app.web.templates import Templates


def page(request: Request, template: str, page: Any, *, status: int = 200, partial: str = "") -> HTMLResponse:
    """The whole page, or just the partial template that it includes, where htmx asks for that."""
    templates: Templates = request.app.state.templates
    htmx = request.headers.get("hx-request") == "true"
    html = templates.render(request, partial if partial and htmx else template, page)
    return HTMLResponse(html, status)


def redirect(request: Request, path: str, *, notice: Notice | None = None, **query: str) -> Response:
    """On to `path`, with a notice to show there. htmx is told in its own header, since it cannot see a 303."""
    if notice:
        query["notice"] = notice
    path, hash_mark, place = path.partition("#")
    target = f"{path}?{urlencode(query)}" if query else path
    target += hash_mark + place
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": target})
    return RedirectResponse(target, 303)
