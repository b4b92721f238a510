"""The service worker of the visit: its script, and which files it keeps. None of them holds anybody's words."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from app.web.templates import APP, Templates

SHELL = "/peer-reviews/visit-shell"
FILES = (
    "app.css",
    "app.js",
    "drafts.js",
    "favicon.svg",
    "htmx.min.js",
    "visit.js",
    "visit_queue.js",
    "visit_store.js",
    "visit_view.js",
    "fonts/atkinson-hyperlegible-next-latin-400.woff2",
    "fonts/atkinson-hyperlegible-next-latin-700.woff2",
)


def worker_script(templates: Templates) -> str:
    """The worker for this version of the service: one byte of any file it keeps makes it another worker."""
    static_url = templates.environment.globals["static_url"]
    addresses = [static_url(name) for name in FILES]  # type: ignore[operator]  # The one of web.templates.
    kept = json.dumps({"version": _mark("".join(addresses)), "shell": SHELL, "files": addresses})
    return f"const KEPT = {kept};\n{(APP / 'static/visit_worker.js').read_text(encoding='utf-8')}"


@lru_cache
def _mark(addresses: str) -> str:
    """Of the files, and of the templates that the shell is made of."""
    digest = hashlib.sha256(addresses.encode())
    for path in sorted(Path(APP / "templates").glob("*/*.html")):
        if path.parent.name in {"layout", "components"} or path.name.startswith(("visit", "_visit")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
