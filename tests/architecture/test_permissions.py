"""Permissions and the route class that asks for one."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import iter_route_contexts

from app.access.guard import Allowed, Guard, themselves
from app.access.links import LinkGuard
from app.access.permissions import Permission
from app.access.policies import (
    AS_GROUP_LEAD,
    AS_HOST,
    AS_REVIEWER,
    EVERYONE_SIGNED_IN,
    IN_A_COHORT,
    IN_A_SCHOOL,
    OPERATOR,
    why_not,
)
from app.access.route import PolicyRoute, Public, policy_of
from app.main import create_app
from app.models.accounts import GrantKind, Person, Role
from app.settings import Settings

FORGOTTEN = """
from fastapi import APIRouter, Request, Response
from app.access.route import PolicyRoute

router = APIRouter(route_class=PolicyRoute)

@router.get("/open")
def wide_open(request: Request) -> Response:
    return Response("come in")
"""
GUARDED = FORGOTTEN.replace(
    "request: Request)", "request: Request, own: Annotated[Allowed[Person], Guard(P.ACCOUNT_MANAGE, themselves)])"
).replace(
    "from app.access.route",
    "from typing import Annotated\n"
    "from app.access.guard import Allowed, Guard, themselves\n"
    "from app.access.permissions import Permission as P\n"
    "from app.models.accounts import Person\n"
    "from app.access.route",
)
PUBLIC_PATHS = {
    "/peer-reviews/visit-shell",
    "/peer-reviews/visit-worker.js",
    "/help",
    "/privacy",
    "/accessibility",
    "/health",
    "/sign-in",
    "/forgotten-password",
}


@pytest.fixture
def house(tmp_path: Path) -> FastAPI:
    """The application; nothing is asked of its database."""
    return create_app(Settings.model_validate({"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}))


def imported(source: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, timeout=60)


def test_handler_without_a_guard_is_refused_at_import() -> None:
    refused = imported(FORGOTTEN)
    assert refused.returncode != 0
    assert "wide_open (/open) has no guard" in refused.stderr


def test_handler_with_a_guard_is_taken_at_import() -> None:
    taken = imported(GUARDED)
    assert taken.returncode == 0, taken.stderr


def test_every_router_and_the_application_itself_use_the_route_class(house: FastAPI) -> None:
    with pytest.raises(TypeError, match="has no guard"):
        house.get("/late")(lambda: "open")
    contexts = [one for one in iter_route_contexts(house.routes) if getattr(one, "methods", None)]
    policies = [policy_of(one.endpoint).policy for one in contexts]
    assert len(policies) >= 54
    assert all(isinstance(getattr(one, "route", None), PolicyRoute) for one in contexts)


def test_guard_in_no_annotation_is_not_a_guard() -> None:
    """The twin of a parameter that only looks guarded: its type is right, and nothing guards it."""
    router = APIRouter(route_class=PolicyRoute)

    def handler(request: Request, own: Allowed[Person]) -> Response:
        return Response()

    with pytest.raises(TypeError, match="has no guard"):
        router.get("/open")(handler)

    def guarded(
        request: Request, own: Annotated[Allowed[Person], Guard(Permission.ACCOUNT_MANAGE, themselves)]
    ) -> Response:
        return Response()

    router.get("/closed")(guarded)
    assert len(router.routes) == 1


def test_public_routes_are_a_named_few(house: FastAPI) -> None:
    contexts = [one for one in iter_route_contexts(house.routes) if getattr(one, "methods", None)]
    public = {one.path for one in contexts if isinstance(policy_of(one.endpoint), Public)}
    assert public == PUBLIC_PATHS


def in_order(names: list[str]) -> bool:
    return names == sorted(names)


def test_permissions_are_in_alphabetical_order() -> None:
    values = [str(one) for one in Permission]
    assert len(values) >= 11
    assert in_order(values)
    assert len(set(values)) == len(values) == len(Permission.__members__)
    assert all(value.count(":") == 2 and value == value.lower() for value in values)


def test_permissions_in_another_order_are_noticed() -> None:
    assert not in_order([str(one) for one in reversed(Permission)])


def unused(permissions: list[str], policies: list[str]) -> set[str]:
    return set(permissions) - set(policies)


def test_every_permission_opens_some_route_to_somebody(house: FastAPI) -> None:
    contexts = [one for one in iter_route_contexts(house.routes) if getattr(one, "methods", None)]
    policies = [policy_of(one.endpoint).policy for one in contexts]
    assert unused([str(one) for one in Permission], policies) == set()
    by_role = (IN_A_SCHOOL, IN_A_COHORT, AS_HOST, AS_REVIEWER)
    alone = EVERYONE_SIGNED_IN | OPERATOR | AS_GROUP_LEAD
    given = alone | frozenset().union(*(held for roles in by_role for held in roles.values()))
    assert given == set(Permission)


def test_permission_without_a_route_is_noticed(house: FastAPI) -> None:
    contexts = [one for one in iter_route_contexts(house.routes) if getattr(one, "methods", None)]
    policies = [policy_of(one.endpoint).policy for one in contexts]
    assert unused([*Permission, "review:everything:delete"], policies) == {"review:everything:delete"}


def test_every_role_and_every_kind_of_link_has_its_place(house: FastAPI) -> None:
    assert set(IN_A_SCHOOL) == set(AS_HOST) == set(Role)
    contexts = [one for one in iter_route_contexts(house.routes) if getattr(one, "methods", None)]
    guards = [policy_of(one.endpoint) for one in contexts]
    kinds = {(guard.kind, guard.opened) for guard in guards if isinstance(guard, LinkGuard)}
    # A calendar program presses no button: what it subscribes to is read by the token in its address alone.
    assert kinds == {(kind, opened) for kind in GrantKind for opened in (True, False)} - {(GrantKind.CALENDAR, True)}


def test_whoever_is_refused_reads_a_reason_of_its_own() -> None:
    fallback = why_not("nothing:at:all")
    refusable = set()
    for roles in (IN_A_SCHOOL, AS_HOST):
        everybody = frozenset().union(*roles.values())
        refusable |= {one for held in roles.values() for one in everybody - held}
    assert len(refusable) >= 4
    assert {one for one in refusable if why_not(one) == fallback} == set()
