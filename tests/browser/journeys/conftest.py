"""The service and a browser for the journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.journeys.site import Site, open_site


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("site"), chromium) as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The service of the whole run; the test's browsers are closed after it."""
    yield running_site
    running_site.close_contexts()
