"""What a SENCO does, by the names that they read, and where the tests look for what became of it."""

import time

from playwright.sync_api import Locator, Page, expect

from tests.people import PASSWORD

SAVED = "Saved "
LONGEST_SAVE = 15.0


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def level(page: Page, item: str, label: str) -> Locator:
    return page.locator(f"#{item}").get_by_role("radio", name=label, exact=True)


def state(page: Page, name: str) -> Locator:
    return page.locator(f'[data-state-for="{name}"]')


def expect_saved(page: Page, name: str) -> None:
    """The service has the last keystroke, so the device keeps no draft of the field any more, and the state says it."""
    deadline = time.monotonic() + LONGEST_SAVE
    while [key for key in drafts(page) if key.endswith(f":{name}")]:
        assert time.monotonic() < deadline, f"{name} was not saved: {state(page, name).inner_text()}"
        page.wait_for_timeout(20)
    expect(state(page, name)).to_contain_text(SAVED)


def drafts(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
    return keys


def evidence(page: Page, item: str, number: int, part: str) -> str:
    """The name of a field in the item's evidence, counted from 1: `LEAD-1/k3f9.description`."""
    row = page.locator(f'[data-evidence^="{item}/"]').nth(number - 1)
    return f"{row.get_attribute('data-evidence')}.{part}"


def save_all(page: Page) -> None:
    """The one button that a browser without JavaScript needs."""
    page.get_by_role("button", name="Save", exact=True).last.click()


def read_pdf(page: Page) -> bytes:
    """What the link on the paper's page leads to."""
    response = page.request.get(page.get_by_role("link", name="Open the PDF").get_attribute("href") or "")
    assert response.status == 200
    assert response.headers["content-type"] == "application/pdf"
    return response.body()
