import socket

import pytest

PLUGIN = ("-p", "tests.plugins.outside")
# An address that belongs to nobody, kept for examples in documents.
NOBODY = "192.0.2.1"


LEAVING = f"""
import socket, urllib.request
import pytest

def test_connect():
    socket.create_connection(("{NOBODY}", 9), timeout=1)

def test_connect_ex():
    with socket.socket() as client:
        client.connect_ex(("{NOBODY}", 9))

def test_datagram():
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        client.sendto(b"x", ("{NOBODY}", 9))

def test_version_six():
    with socket.socket(socket.AF_INET6) as client:
        client.connect(("2001:db8::1", 9))

def test_name():
    socket.getaddrinfo("outside.example", 80)

def test_library():
    urllib.request.urlopen("http://outside.example/")

def test_swallowed():
    try:
        socket.create_connection(("{NOBODY}", 9), timeout=1)
    except Exception:
        pass
"""


def test_leaving_the_machine_fails_a_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(LEAVING)
    result = pytester.runpytest_subprocess(*PLUGIN)
    result.assert_outcomes(failed=7)
    assert result.stdout.str().count("OutsideConnection: ") >= 6
    result.stdout.fnmatch_lines([f"This test tried to leave the machine: {NOBODY}"])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_reached(host: str) -> None:
    family, _, _, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as server:
        server.bind(address)
        server.listen()
        with socket.create_connection((host, server.getsockname()[1]), timeout=5):
            server.accept()[0].close()
