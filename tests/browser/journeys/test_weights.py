"""What a visit costs on a slow line, in bytes as they travel, and where they come from."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.journeys.site import Site

pytestmark = pytest.mark.browser

FIRST_VISIT = 100_000
LATER_PAGE = 25_000


class Traffic:
    """Bytes received, headers and all, as Chromium counted them."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.urls: list[str] = []
        self.received = 0
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", lambda event: self.urls.append(event["request"]["url"]))
        devtools.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, float]) -> None:
        self.received += int(event["encodedDataLength"])

    def of(self, page: Page, path: str) -> int:
        before = self.received
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return self.received - before


def test_an_area_with_every_item_written_is_small(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    first = traffic.of(page, "/reviews/1/areas/LEAD")
    later = max(traffic.of(page, f"/reviews/1/areas/{code}") for code in ("OUT", "TL", "RES", "VOICE"))
    again = traffic.of(page, "/reviews/1/areas/LEAD")
    print(f"\nfirst visit {first} B, other areas at most {later} B, the same again {again} B")
    assert 0 < first < FIRST_VISIT
    assert 0 < later < LATER_PAGE
    assert 0 < again < LATER_PAGE


def test_every_other_page_is_small_after_the_first_visit(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    traffic.of(page, "/reviews/1/areas/LEAD")
    pages = ("", "/scope", "/find", "/check", "/versions/1", "/versions/1/changes", "/governors-paper")
    sizes = {path: traffic.of(page, f"/reviews/1{path}") for path in pages}
    sizes["framework"] = traffic.of(page, "/frameworks/wss-mainstream/1.0")
    print(f"\n{sizes}")
    assert {path: size for path, size in sizes.items() if not 0 < size < LATER_PAGE} == {}


def test_nothing_is_asked_of_anybody_else(site: Site) -> None:
    context = site.new_context(site.person("senco@fernhollow.example"))
    page = context.new_page()
    traffic = Traffic(context, page)
    for path in ("/reviews/1/areas/LEAD", "/reviews/1/governors-paper", "/frameworks/wss-mainstream/1.0", "/account"):
        traffic.of(page, path)
    origins = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in traffic.urls if not url.startswith("data:")}
    assert origins == {site.base_url}
