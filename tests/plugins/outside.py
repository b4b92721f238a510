"""Tests reach this machine and nothing else: a connection to the outside fails the test that makes it."""

import ipaddress
import socket
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

_attempts: list[str] = []


class OutsideConnection(Exception):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for method, position in {"connect": 0, "connect_ex": 0, "sendto": -1}.items():
            patch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method), position))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Also fails the test whose code caught the exception."""
    _attempts.clear()
    yield
    if _attempts:
        pytest.fail(f"This test tried to leave the machine: {', '.join(_attempts)}", pytrace=False)


def _guarded(original: Callable[..., Any], position: int) -> Callable[..., Any]:
    def method(self: socket.socket, *arguments: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None):
            _refuse_outside(str(arguments[position][0]))
        return original(self, *arguments)

    return method


def _guarded_lookup(original: Callable[..., Any]) -> Callable[..., Any]:
    def getaddrinfo(host: bytes | str | None, *arguments: Any, **options: Any) -> Any:
        if host is not None:
            _refuse_outside(host.decode() if isinstance(host, bytes) else host)
        return original(host, *arguments, **options)

    return getaddrinfo


def _refuse_outside(host: str) -> None:
    if not _is_here(host):
        _attempts.append(host)
        raise OutsideConnection(f"{host} is outside this machine")


def _is_here(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
