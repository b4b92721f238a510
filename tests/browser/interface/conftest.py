"""The gallery, a browser, and the gallery's area page open in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.interface.gallery import Gallery
from tests.interface.served import serve_gallery


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def served() -> Iterator[tuple[Gallery, str]]:
    with serve_gallery() as served:
        yield served


@pytest.fixture
def gallery(served: tuple[Gallery, str]) -> Gallery:
    return served[0]


@pytest.fixture
def context(browser: Browser, served: tuple[Gallery, str]) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=served[1])
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/area")
    return page
