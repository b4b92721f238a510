"""People who hold a link to one paper, each in a browser of their own."""

import re
from urllib.parse import urlsplit

from fastapi import FastAPI

from tests.people import People
from tests.visits import Browser

FORM = {
    "document": "governors-paper",
    "audience": "governors",
    "name": "Full governing board",
    "version": "latest",
    "days": "60",
    "passcode": "",
    "note": "",
}


def shares_page(people: People) -> str:
    return f"/reviews/{people.review.id}/shares"


def share(browser: Browser, people: People, **fields: str) -> str:
    """The path of the address that was shown."""
    response = browser.post(shares_page(people), FORM | fields)
    assert response.status_code == 200, response.text[-2000:]
    (address,) = set(re.findall(r"https?://[^\s<\"]+/shares/[^\s<\"]+", response.text))
    return urlsplit(address).path


def grant_of(link: str) -> int:
    return int(link.split("/")[2])


def opened(house: FastAPI, link: str, **fields: str) -> tuple[Browser, str]:
    """A browser in which the link is open, and the page that it leads to."""
    browser = Browser(house)
    assert browser.get(link).status_code == 200
    response = browser.post(link, fields)
    assert response.status_code == 303, response.text[-2000:]
    return browser, response.headers["location"]
