import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.plugins.chromium import no_script_errors, serve

pytestmark = pytest.mark.browser

SERVER = """
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "script-src 'self'")
        self.end_headers()
        body = "<!doctype html><title>Hello</title><h1>Hello</h1>"
        if self.path == "/broken":
            body += "<script>alert(1)</script>"
        self.wfile.write((body + os.environ.get("GREETING", "")).encode())
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
COMMAND = (sys.executable, "-c", SERVER)


def test_page_shows_what_is_served(page: Page) -> None:
    with serve({"GREETING": "Good morning"}, command=COMMAND) as served:
        page.goto(served.base_url)
        assert page.get_by_role("heading").inner_text() == "Hello"
        assert "Good morning" in page.content()


def test_breach_of_the_content_policy_is_noticed(page: Page) -> None:
    context = page.context.browser.new_context() if page.context.browser else pytest.fail("no browser")
    with serve({}, command=COMMAND) as served:
        broken = context.new_page()
        with pytest.raises(AssertionError, match="Content Security Policy"), no_script_errors(broken):
            broken.goto(f"{served.base_url}/broken")
    context.close()


def test_browser_cannot_leave_the_machine(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://outside.example/")


def test_service_that_does_not_start_says_why() -> None:
    command = (sys.executable, "-c", "raise SystemExit('the database is missing')")
    with pytest.raises(RuntimeError, match="the database is missing"), serve({}, command=command):
        pass


def test_service_can_be_killed_and_started_again_on_its_port(tmp_path: Path) -> None:
    with serve({}, command=COMMAND) as first:
        first.kill()
        port = int(first.base_url.rsplit(":", 1)[1])
        with serve({}, port=port, command=COMMAND) as second:
            assert second.base_url == first.base_url
