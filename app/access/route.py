"""The route class of every journey: no guard, no route.

One worker thread does all of a request that touches the database: opens the transaction, lets the guard decide, runs
the handler, commits. Only then does the response leave. (Why not a chain of FastAPI dependencies: a writer that holds
the one SQLite connection would need another free thread for each next step, and forty waiting writers are enough to
leave none. docs/decisions/0001.)
"""

import asyncio
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import TimeoutError as NoTurn
from starlette.concurrency import run_in_threadpool

from app.access.errors import NotFound
from app.access.guard import Guard
from app.access.links import LinkGuard
from app.access.posted import Posted, read_posted
from app.access.posted_file import Upload, read_file_form
from app.db import WAIT_FOR_WRITER_S, Database
from app.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_ID = 2**31 - 1
"""What an INTEGER column of PostgreSQL holds; a number beyond it is nobody's, and an error in both databases."""
WRITERS_AT_ONCE = 4
"""One waits for the disk while the next ones work: a fifth would slow them all (benchmarks/README.md)."""
_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


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
    upload, upload_name = _find_upload(handler)

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
        if upload:
            arguments[upload_name] = await _read_file(request, guard, upload)
        elif request.method not in SAFE_METHODS:
            request.state.posted = await read_posted(request)
        # PostgreSQL cannot take a NUL, and nobody types one.
        arguments = {name: _without_nul(value) for name, value in arguments.items()}
        given = {posted_name: getattr(request.state, "posted", None), "request": request}
        arguments |= {name: value for name, value in given.items() if name in hints}
        if request.method in SAFE_METHODS or isinstance(guard, Public):
            return await run_in_threadpool(run, request, arguments)
        return await _in_turn(run, request, arguments)

    endpoint.guard = guard  # type: ignore[attr-defined]  # Read back by policy_of.
    endpoint.__signature__ = _signature(handler, hidden={guarded_name, posted_name, upload_name, "request"})  # type: ignore[attr-defined]  # Read by inspect.
    return endpoint


async def _read_file(request: Request, guard: AnyGuard, upload: Upload) -> Any:
    """Nothing is read from somebody who may not send it. The guard speaks again in the transaction that writes."""

    def admit() -> None:
        assert isinstance(guard, Guard), "A form with a file is for people who are signed in."
        with request.app.state.database.reading() as session:
            guard.admit(request, session)

    request.state.carries_a_file = True
    await run_in_threadpool(admit)
    request.state.posted, file = await read_file_form(request, most_mb=request.app.state.settings.max_file_mb)
    return await run_in_threadpool(upload.prepare, file)


def _without_nul(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value


async def _in_turn(run: Callable[..., Any], request: Request, arguments: dict[str, Any]) -> Response:
    """Those that write take turns, first come first served, before they take a thread: more of them at once would only
    wait for each other inside, and leave readers none. Raises NoTurn.
    """
    turns = _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(WRITERS_AT_ONCE))
    try:
        async with asyncio.timeout(WAIT_FOR_WRITER_S):
            await turns.acquire()
    except TimeoutError:
        raise NoTurn from None
    try:
        response: Response = await run_in_threadpool(run, request, arguments)
    finally:
        turns.release()
    return response


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


def _find_upload(handler: Callable[..., Any]) -> tuple[Upload | None, str]:
    for name, hint in get_type_hints(handler, include_extras=True).items():
        if get_origin(hint) is Annotated:
            for extra in get_args(hint)[1:]:
                if isinstance(extra, Upload):
                    return extra, name
    return None, ""


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
