"""Our own Jinja environment: everything escaped, every missing name an error, every sentence through gettext."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import language
from app.settings import Settings
from app.web.notice_sentences import sentence

APP = Path(__file__).parents[1]


def make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(APP / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]  # Added by the i18n extension.
    environment.filters.update(day=language.day, clock_time=language.clock_time, moment=language.moment)
    return environment


class Templates:
    """Renders a page object. A template sees `page`, the request's own facts below, and nothing else."""

    def __init__(self, settings: Settings) -> None:
        self.environment = _environment_of(settings.service_name, settings.brand_colour)

    def render(self, request: Request, template: str, page: Any) -> str:
        context = {"page": page, "errors": getattr(page, "errors", ()), **_facts(request)}
        return self.environment.get_template(template).render(context)


@cache
def _environment_of(service_name: str, brand_colour: str) -> Environment:
    """One for each look in this process, so that a second application with it does not compile the templates again."""
    environment = make_environment()
    environment.globals.update(
        service_name=service_name,
        brand_colour=brand_colour,
        static_url=StaticAddresses(APP / "static"),
        account_url="/account",
        sign_out_url="/sign-out",
    )
    return environment


def _facts(request: Request) -> Mapping[str, Any]:
    state = request.state
    notice = sentence(request.query_params.get("notice"))
    return {
        "path": request.url.path,
        "csp_nonce": getattr(state, "csp_nonce", ""),
        "person": getattr(state, "person", None),
        "school_name": getattr(state, "school_name", ""),
        "notices": [{"text": notice}] if notice else [],
    }


class StaticAddresses:
    """`static_url("app.css")` is its address with a mark of its content, so that a browser may keep it for a year."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self._known:
            mark = hashlib.sha256((self._folder / name).read_bytes()).hexdigest()[:8]
            self._known[name] = f"/static/{name}?v={mark}"
        return self._known[name]
