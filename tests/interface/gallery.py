"""Every component in every state, on a small server with a make-believe autosave route.

Run `python -m tests.interface.gallery` and open http://127.0.0.1:8099/. `/behave?next=500,slow,ok` sets what
the next saves meet: ok, slow, 409, 422, 401, 403, 429, 500, portal (another site's page) or drop (the answer
is lost).
"""

import asyncio
import hashlib
import secrets
from collections import deque
from pathlib import Path
from typing import Any

import uvicorn
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from app.access.posted import read_posted
from tests.interface import made_up

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app/static"
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGES = {"/": "components", "/area": "area", "/stages": "stages", "/errors": "errors", "/sign-in": "sign_in"}


def static_url(path: str) -> str:
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:8]}"


def make_environment() -> Environment:
    folders = [
        FileSystemLoader(ROOT / "app/templates"),
        FileSystemLoader(Path(__file__).parent / "templates"),
    ]
    environment = Environment(
        loader=ChoiceLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)
    environment.globals["static_url"] = static_url
    return environment


class Gallery:
    """What the make-believe server remembers: the answers, what it was sent, and how it will behave next."""

    def __init__(self) -> None:
        self.environment = make_environment()
        self.saving: Any = self.environment.get_template("components/saving.html").module
        self.answers: dict[str, tuple[str, int]] = {}
        self.received: list[dict[str, str]] = []
        self.forms: list[list[tuple[str, str]]] = []
        self.behaviour: deque[str] = deque()
        self.always = "ok"
        self.rows = 0
        routes: list[BaseRoute] = [Route(path, self.page) for path in PAGES]
        routes += [
            Route("/save", self.save, methods=["POST"]),
            Route("/form", self.form, methods=["POST"]),
            Route("/evidence-row", self.evidence_row),
            Route("/sign-out", self.form, methods=["POST"]),
            Route("/behave", self.behave),
            Route("/seen", self.seen),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        self.app = Starlette(routes=routes)

    def context(self, **more: Any) -> dict[str, Any]:
        person = {"id": 12, "name": "Sam Okafor"}
        return {
            "service_name": "Whole School SEND Review",
            "csp_nonce": secrets.token_urlsafe(12),
            "person": person,
            "school_name": "Alderbrook School",
            "account_url": "#account",
            "sign_out_url": "/sign-out",
            "made_up": made_up,
            "items": made_up.items(),
            "answer": lambda name: self.answers.get(name, ("", 0)),
            **more,
        }

    async def page(self, request: Request) -> Response:
        context = self.context()
        for name in ("brand_colour",):
            if name in request.query_params:
                context[name] = request.query_params[name]
        html = self.environment.get_template(f"gallery/{PAGES[request.url.path]}.html").render(context)
        policy = POLICY.format(nonce=context["csp_nonce"])
        return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def save(self, request: Request) -> Response:
        sent = dict(await read_posted(request))
        self.received.append(sent)
        behaviour = self.behaviour.popleft() if self.behaviour else self.always
        if behaviour == "slow":
            await asyncio.sleep(1.2)
        return self.answer(sent, behaviour)

    def answer(self, sent: dict[str, str], behaviour: str) -> Response:
        name, value = sent["name"], sent["value"]
        text, version = self.answers.get(name, ("", 0))
        if behaviour in ("401", "403", "404", "429", "500"):
            return HTMLResponse("<p>no</p>", status_code=int(behaviour))
        if behaviour == "portal":
            return HTMLResponse("<html><body>Please sign in to the school network</body></html>")
        if behaviour == "422":
            return HTMLResponse(self.saving.refused("This is longer than 4,000 characters."), status_code=422)
        if behaviour == "409":
            text, version = "Priya's own words about it.", version + 1
            self.answers[name] = (text, version)
        if int(sent["version"]) != version:
            both = self.saving.conflict(name, version, value, text, "Priya", "10:41")
            return HTMLResponse(both, status_code=409)
        self.answers[name] = (value, version + 1)
        if behaviour == "drop":
            return HTMLResponse("", status_code=502)
        notes = [("identifier", "This may name a pupil. Please leave names out.")] if "Year 4 boy" in value else []
        return HTMLResponse(self.saving.saved(version + 1, "10:42", notes))

    async def form(self, request: Request) -> Response:
        fields = list(await read_posted(request))
        self.forms.append(fields)
        posted: dict[str, str] = {}
        for key, value in fields:
            posted[key] = f"{posted[key]} {value}" if key in posted else value
        for key, value in posted.items():
            if f"{key}.version" in posted and self.answers.get(key, ("", 0))[0] != value:
                self.answers[key] = (value.replace("\r\n", "\n"), int(posted[f"{key}.version"]) + 1)
        return RedirectResponse("/area" if request.url.path == "/form" else "/sign-in", status_code=303)

    async def evidence_row(self, request: Request) -> Response:
        self.rows += 1
        pieces: Any = self.environment.get_template("components/item.html").module
        key = f"{request.query_params['item']}/new{self.rows}"
        return HTMLResponse(pieces.evidence_row(key, made_up.KINDS, remove_url="/form"))

    async def behave(self, request: Request) -> Response:
        self.behaviour = deque(filter(None, request.query_params.get("next", "").split(",")))
        self.always = request.query_params.get("always", "ok")
        return JSONResponse({"next": list(self.behaviour), "always": self.always})

    async def seen(self, request: Request) -> Response:
        return JSONResponse({"received": self.received, "forms": self.forms, "answers": self.answers})


if __name__ == "__main__":
    uvicorn.run(Gallery().app, host="127.0.0.1", port=8099, log_level="warning")
