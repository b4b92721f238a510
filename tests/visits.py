"""A browser without a screen, which looks at every page that it is given: one h1, a title that starts with it, ids that
are unique, HTML that a strict parser accepts."""

import re
from collections import Counter
from typing import Any

import html5lib
from fastapi import FastAPI
from starlette.testclient import TestClient

HTML = "{http://www.w3.org/1999/xhtml}"


class Browser:
    """Requests to the application as one person. Redirects are not followed: a test names where they lead."""

    def __init__(self, house: FastAPI, token: str | None = None) -> None:
        self.client = TestClient(house, base_url="http://testserver", follow_redirects=False)
        if token:
            self.client.cookies.set("send_review_signed_in", token)

    def get(self, path: str, **options: Any) -> Any:
        return self._looked_at(self.client.get(path, **options))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        return self._looked_at(self.client.post(path, data=data or {}, **options))

    def follow(self, response: Any) -> Any:
        """The page that a redirect leads to."""
        assert response.status_code == 303, response.text[:500]
        return self.get(response.headers["location"].partition("#")[0])

    @staticmethod
    def _looked_at(response: Any) -> Any:
        if response.headers.get("content-type", "").startswith("text/html") and "<!DOCTYPE html>" in response.text:
            check_page(response.text)
        return response


def check_page(html: str) -> None:
    """Raises AssertionError, or html5lib's ParseError, for a page that is not sound."""
    tree = html5lib.HTMLParser(strict=True).parse(html)
    headings = ["".join(h1.itertext()).strip() for h1 in tree.iter(f"{HTML}h1")]
    assert len(headings) == 1, f"A page has one h1, this one has {headings}"
    (title,) = ["".join(one.itertext()).strip() for one in tree.iter(f"{HTML}title") if one.text][:1]
    assert title.startswith(plain(headings[0])), f"The title {title!r} does not start with the h1 {headings[0]!r}"
    ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    twice = [one for one, times in Counter(ids).items() if times > 1]
    assert not twice, f"ids used twice: {twice}"


def text_of(html: str) -> str:
    """What a reader sees, roughly: without tags, and with single spaces."""
    return plain("".join(html5lib.parse(html).itertext()))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
