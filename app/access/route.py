"""The route class of every journey: no guard, no route.

One worker thread does all of a request that touches the database: opens the transaction, lets the guard decide, runs
the handler, commits. Only then does the response leave. (Why not a chain of FastAPI dependencies: a writer that holds
the one SQLite connection would need another free thread for each next step, and forty waiting writers are enough to
leave none. docs/decisions/0001.)
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from app.access.errors import NotFound
from app.access.guard import Guard
from app.access.links import LinkGuard
from app.access.posted import Posted, read_posted
from app.db import Database
from app.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_ID = 2**31 - 1
"""What an INTEGER column of PostgreSQL holds; a number beyond it is nobody's, and an error in both databases."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Anybody at all, on one of the few public routes. They open their own transactions."""

    database: Database
    settings: Settings


@dataclass(frozen=True, slots=True)
class Public:
    """Marks a route that anybody may call, and says why."""

    why: str

    @property
    def policy(self) -> str:
        return f"public: {self.why}"


AnyGuard = Guard | LinkGuard | Public


class PolicyRoute(APIRoute):
    """Refuses, when the module is imported, a handler none of whose parameters carries a guard."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _guarded(endpoint, path), **options)


def policy_of(endpoint: Callable[..., Any]) -> AnyGuard:
    """The guard of a handler as registered. Raises TypeError where there is none."""
    guard = getattr(endpoint, "guard", None)
    if guard is None:
        raise TypeError(f"{endpoint.__qualname__} has no guard.")
    return guard  # type: ignore[no-any-return]  # Set by _guarded alone.


def _guarded(handler: Callable[..., Any], path: str) -> Callable[..., Any]:
    if hasattr(handler, "guard"):
        return handler
    guard, guarded_name = _find_guard(handler, path)
    hints = get_type_hints(handler)
    posted_name = next((name for name, hint in hints.items() if hint is Posted), None)

    def run(request: Request, arguments: dict[str, Any]) -> Any:
        database: Database = request.app.state.database
        if isinstance(guard, Public):
            return handler(**arguments, **{guarded_name: Visitor(database, request.app.state.settings)})
        transaction = database.reading if request.method in SAFE_METHODS else database.writing
        with transaction() as session:
            return handler(**arguments, **{guarded_name: guard.admit(request, session)})

    @functools.wraps(handler)
    async def endpoint(request: Request, **arguments: Any) -> Response:
        if any(isinstance(value, int) and value > LARGEST_ID for value in request.path_params.values()):
            raise NotFound
        if request.method not in SAFE_METHODS:
            request.state.posted = await read_posted(request)
        # PostgreSQL cannot take a NUL, and nobody types one.
        arguments = {name: _without_nul(value) for name, value in arguments.items()}
        if posted_name:
            arguments[posted_name] = request.state.posted
        if "request" in hints:
            arguments["request"] = request
        return await run_in_threadpool(run, request, arguments)

    endpoint.guard = guard  # type: ignore[attr-defined]  # Read back by policy_of.
    endpoint.__signature__ = _signature(handler, hidden={guarded_name, posted_name, "request"})  # type: ignore[attr-defined]  # Read by inspect.
    return endpoint


def _without_nul(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value


def _find_guard(handler: Callable[..., Any], path: str) -> tuple[AnyGuard, str]:
    for name, hint in get_type_hints(handler, include_extras=True).items():
        if get_origin(hint) is Annotated:
            for extra in get_args(hint)[1:]:
                if isinstance(extra, AnyGuard):
                    return extra, name
    raise TypeError(
        f"{handler.__module__}.{handler.__qualname__} ({path}) has no guard. Give it a parameter such as "
        "`allowed: Annotated[Allowed[School], Guard(Permission.SCHOOL_READ, school)]`."
    )


def _signature(handler: Callable[..., Any], hidden: set[str | None]) -> inspect.Signature:
    """What FastAPI is to fill in: the request, and the handler's own path and query parameters."""
    hints = get_type_hints(handler, include_extras=True)
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    rest = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
        for name, parameter in inspect.signature(handler).parameters.items()
        if name not in hidden
    ]
    return inspect.Signature([request, *rest])
