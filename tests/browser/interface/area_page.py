"""What the autosave tests look for on the area page."""

from playwright.sync_api import Locator, Page

from tests.interface.gallery import Gallery

STRENGTHS = "LEAD-1.strengths"
DEVELOPMENT = "LEAD-1.development"


def field(page: Page, name: str) -> Locator:
    return page.locator(f'textarea[name="{name}"]')


def state(page: Page, name: str) -> Locator:
    return page.locator(f'[data-state-for="{name}"]')


def base_version(page: Page, name: str) -> str:
    return page.locator(f'input[name="{name}.version"]').input_value()


def drafts(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
    return keys


def values(gallery: Gallery, name: str) -> list[str]:
    return [sent["value"] for sent in gallery.received if sent["name"] == name]
